"""Feeds: the newest posts in full, for those who follow the blog with a feed reader.

A post is known to readers by the address under which it was first published, so that a renamed
page is no new post. A site that moves to another ``site_url`` starts anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from syntopic.publishing.feeds.items import Item, Told, items
from syntopic.publishing.feeds.json_feed import json_feed
from syntopic.publishing.feeds.rss import rss
from syntopic.publishing.values import Site, SitePage

__all__ = ["JSON", "RSS", "TYPES", "Item", "Told", "feeds", "items"]

RSS: Final = "feed.xml"
JSON: Final = "feed.json"
TYPES: Final = {RSS: "application/rss+xml", JSON: "application/feed+json"}
"""Where the feeds stand below the site, with the types by which programs find them."""


def feeds(site: Site, pages: Sequence[SitePage], told: Told) -> dict[str, bytes]:
    """Both feeds and the pictures in them, by place below the site.

    Nothing without an address of the site, which a feed cannot do without, or without posts.
    """
    listed = items(site, pages, told) if site.url else ()
    if not listed:
        return {}
    made = {
        RSS: rss(site, listed, site.absolute(RSS)),
        JSON: json_feed(site, listed, site.absolute(JSON)).encode(),
    }
    for item in listed:
        made |= item.files
    return made
