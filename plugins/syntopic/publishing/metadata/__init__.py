"""What machines read of a page: Open Graph, JSON-LD, the way to the feeds; and the site map."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from syntopic.model import Source
from syntopic.publishing.metadata.insertion import Head, inserted
from syntopic.publishing.metadata.open_graph import open_graph, twitter
from syntopic.publishing.metadata.site_map import Entry, site_map
from syntopic.publishing.metadata.structured import parents, structured
from syntopic.publishing.values import Site, SitePage

__all__ = ["Entry", "Head", "head", "inserted", "site_map"]


def head(
    page: SitePage,
    site: Site,
    pages: Mapping[str, SitePage],
    sources: Mapping[str, Source],
    feeds: Mapping[str, str],
) -> Head:
    """What the head of a page says; ``feeds`` are their types by place below the site."""
    return Head(
        properties=open_graph(page, site),
        names=twitter(page, site),
        feeds=[(kind, _from(page, place)) for place, kind in feeds.items()],
        feed_title=site.name,
        things=structured(page, site, parents(page, pages), sources),
    )


def _from(page: SitePage, place: str) -> str:
    """An address as seen from a page.

    The theme asks the host of each feed for a site map, and a copy of the site that stands
    elsewhere should ask nobody else.
    """
    return posixpath.relpath(place, posixpath.dirname(page.url) or ".")
