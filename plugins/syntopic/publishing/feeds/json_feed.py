"""JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from syntopic.markdown.tree import legal
from syntopic.publishing.feeds.items import Item
from syntopic.publishing.values import Site

VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(site: Site, items: Sequence[Item], address: str) -> str:
    """The feed that stands at ``address``; what a post does not have is left out."""
    told = {
        "version": VERSION,
        "title": legal(site.name),
        "home_page_url": site.url,
        "feed_url": address,
        "description": legal(site.description),
        "language": site.language,
        "authors": [{"name": legal(site.author)}] if site.author else [],
        "items": [_item(item) for item in items],
    }
    return json.dumps(_said(told), ensure_ascii=False, indent=1) + "\n"


def _item(item: Item) -> dict[str, Any]:
    told = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "content_text": item.text,
        "summary": item.summary,
        "image": item.image,
        "date_published": _moment(item.published),
        "date_modified": _moment(item.updated) if item.updated else "",
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
    }
    return _said(told)


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _said(told: dict[str, Any]) -> dict[str, Any]:
    needed = ("items", "content_html")
    return {key: value for key, value in told.items() if value or key in needed}
