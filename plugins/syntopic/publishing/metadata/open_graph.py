"""Open Graph and Twitter cards: what chats and networks show of a page under a link to it."""

from __future__ import annotations

from typing import Final

from syntopic.publishing.metadata.wording import description, is_home, title
from syntopic.publishing.values import Site, SitePage

CARD_SIZE: Final = (1200, 630)
"""Pixels of a social card, which is what the networks crop the least."""

Property = tuple[str, str]
"""A property and its value; a property may come up several times."""


def open_graph(page: SitePage, site: Site) -> list[Property]:
    """The page's properties by the Open Graph protocol; without an address of the site, few."""
    post = page.post
    found = [
        ("og:type", "article" if post is not None else "website"),
        ("og:site_name", site.name),
        ("og:title", site.name if is_home(page) else title(page)),
        ("og:description", description(page) or site.description),
        ("og:url", site.absolute(page.url) if site.url else ""),
        *(_card(page, site) if page.card and site.url else ()),
    ]
    if post is not None:
        found += [
            ("article:published_time", post.date),
            ("article:modified_time", post.updated),
            ("article:section", post.area),
            *(("article:tag", tag) for tag in post.tags),
        ]
    return [pair for pair in found if pair[1]]


def twitter(page: SitePage, site: Site) -> list[Property]:
    """The kind of card; all else is read from Open Graph."""
    large = page.card and site.url
    return [("twitter:card", "summary_large_image" if large else "summary")]


def _card(page: SitePage, site: Site) -> list[Property]:
    return [
        ("og:image", site.absolute(page.card)),
        ("og:image:type", "image/png"),
        ("og:image:width", str(CARD_SIZE[0])),
        ("og:image:height", str(CARD_SIZE[1])),
        ("og:image:alt", title(page)),
    ]
