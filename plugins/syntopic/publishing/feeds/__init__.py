"""Feeds: the newest posts in full, for those who follow the blog with a feed reader.

A post is known to readers by the address under which it was first published, so that a renamed
page is no new post. A site that moves to another ``site_url`` starts anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from syntopic.memory import digest
from syntopic.publishing.feeds.items import Item, Told, items
from syntopic.publishing.feeds.json_feed import json_feed
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Site, SitePage

__all__ = ["JSON", "RSS", "TYPES", "Item", "Told", "feeds", "items"]

RSS: Final = "feed.xml"
JSON: Final = "feed.json"
TYPES: Final = {RSS: "application/rss+xml", JSON: "application/feed+json"}
"""Where the feeds stand below the site, with the types by which programs find them."""


def feeds(
    site: Site, pages: Sequence[SitePage], beside: Told, memory: Memory | None = None
) -> dict[str, bytes]:
    """Both feeds and the pictures in them, by place below the site.

    Nothing without an address of the site, which a feed cannot do without, or without posts. With
    the ``memory`` of the same garden only what has changed since is made anew.
    """
    memory = memory or Memory()
    listed = items(site, pages, beside, memory) if site.url else ()
    if not listed:
        return {}
    told = json_feed(site, listed, site.absolute(JSON))
    # The one says all of the items that the other does.
    made_from = site, digest(told)
    made = {RSS: memory.files.of(RSS, made_from, partial(_rss, site, listed)), JSON: told.encode()}
    for item in listed:
        made |= item.files
    return made


def _rss(site: Site, listed: Sequence[Item]) -> bytes:
    from syntopic.publishing.feeds.rss import rss  # slow to import, and seldom needed

    return rss(site, listed, site.absolute(RSS))
