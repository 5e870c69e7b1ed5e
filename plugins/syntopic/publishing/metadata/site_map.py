"""The site map: the pages that are to be found, each with the day of its last change, if known.

A page's day is what its author says. One that says none has none here either: the day of the build
would tell search engines that everything has changed whenever anything has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from syntopic.publishing.values import Site, SitePage


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the site map: its full address and an ISO day, which may be empty."""

    address: str
    date: str = ""


def site_map(site: Site, pages: Iterable[SitePage]) -> tuple[Entry, ...]:
    """The entries in the order of the pages; none without an address of the site."""
    return tuple(Entry(site.absolute(page.url), page.date) for page in pages if site.url)
