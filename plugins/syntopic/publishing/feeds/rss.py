"""RSS 2.0, by feedgen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from feedgen.feed import FeedGenerator

from syntopic.markdown.tree import legal
from syntopic.publishing.feeds.items import Item
from syntopic.publishing.values import Site


def rss(site: Site, items: Sequence[Item], address: str) -> bytes:
    """The feed that stands at ``address``; all dates come from the items, none from the clock.

    The whole post is in ``content:encoded``, its summary in ``description`` (RSS Best Practices
    Profile); an author without an e-mail address is a ``dc:creator``.
    """
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title(legal(site.name))
    feed.link(href=address, rel="self", type="application/rss+xml")
    feed.link(href=site.url, rel="alternate")
    feed.description(legal(site.description or site.name))
    feed.language(site.language)
    feed.generator("Syntopic")
    if site.copyright:
        feed.copyright(legal(_words(site.copyright)))
    feed.pubDate(max(item.published for item in items))
    feed.lastBuildDate(max(item.updated or item.published for item in items))
    for item in items:
        _add(feed, item)
    return bytes(feed.rss_str(pretty=True))


def _add(feed: FeedGenerator, item: Item) -> None:
    entry = feed.add_entry(order="append")
    entry.title(item.title)
    entry.link(href=item.url)
    entry.guid(item.id, permalink=item.id == item.url)
    entry.description(_as_html(item.summary or item.title))
    entry.content(item.html)
    entry.pubDate(item.published)
    for tag in item.tags:
        entry.category(term=tag)
    if item.authors:
        entry.dc.dc_creator(list(item.authors))


def _as_html(text: str) -> str:
    """Plain words as the markup that readers take a description for."""
    paragraphs = [escape(text, quote=False) for text in text.split("\n\n")]
    return "".join(f"<p>{p}</p>" for p in paragraphs) if len(paragraphs) > 1 else paragraphs[0]


def _words(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))
