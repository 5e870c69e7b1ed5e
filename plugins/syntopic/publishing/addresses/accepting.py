"""From a comparison to the record of tomorrow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from syntopic.publishing.addresses.comparing import Comparison
from syntopic.publishing.addresses.redirects import collapsed
from syntopic.publishing.addresses.values import PageAddress, Record, place_key
from syntopic.publishing.addresses.withdrawn import Withheld


def accepted(
    record: Record,
    comparison: Comparison,
    now: Sequence[PageAddress],
    withheld: Withheld,
    chosen: Mapping[str, str] | None = None,
) -> Record:
    """The record with today's pages, and a redirect for each page that moved.

    ``chosen`` says where other old addresses lead; what it does not name is forgotten, and so is
    every address that has become private.
    """
    moves = {move.old.url: move.new.url for move in comparison.moved if not move.taken}
    hidden = {place_key(page.url) for page in comparison.withdrawn}
    ended = {page.url for page in comparison.open} - set(chosen or {})
    urls = [page.url for page in now]
    before = taken_over(record.redirects, urls)
    redirects = collapsed({**before, **moves, **(chosen or {})})
    kept = {
        old: new
        for old, new in redirects.items()
        if not withheld.hides(old) and place_key(new.partition("#")[0]) not in hidden
        if new.partition("#")[0] not in ended
    }
    first = {key: url for key, url in _first(record, comparison).items() if url in kept}
    pages = sorted(
        (replace(page, aliases=(), first=first.get(place_key(page.url), "")) for page in now),
        key=lambda page: page.url,
    )
    return Record(tuple(pages), taken_over(kept, urls))


def _first(record: Record, comparison: Comparison) -> dict[str, str]:
    """Where pages that were renamed first stood. A page that took in another is no renamed one."""
    known = {place_key(page.url): page.first for page in record.pages}
    renamed = {
        place_key(move.new.url): move.old.first or move.old.url
        for move in comparison.moved
        if not move.taken and place_key(move.new.url) not in known
    }
    return renamed | {key: url for key, url in known.items() if url}


def refreshed(record: Record | None, now: Sequence[PageAddress], withheld: Withheld) -> Record:
    """The record after publishing: today's pages, and the redirects that still hold."""
    known = record or Record()
    return accepted(known, Comparison(), now, withheld)


def taken_over(redirects: Mapping[str, str], urls: Iterable[str]) -> dict[str, str]:
    """The redirects whose old address no page has taken."""
    taken: Collection[str] = {place_key(url) for url in urls}
    return {old: new for old, new in redirects.items() if place_key(old) not in taken}


def redirected(record: Record, old: str, new: str) -> Record:
    """The record with one more redirect, and without the page that had its address."""
    page = new.partition("#")[0]
    pages = tuple(one for one in record.pages if one.url != old)
    before = {start: end for start, end in record.redirects.items() if start not in (old, page)}
    return Record(pages, collapsed({**before, old: new}))


def forgotten(record: Record, old: str) -> Record:
    """The record without an address, and without the redirects that lead to it."""
    pages = tuple(
        replace(one, first="") if one.first == old else one
        for one in record.pages
        if one.url != old
    )
    kept = {
        start: end
        for start, end in record.redirects.items()
        if old not in (start, end.partition("#")[0])
    }
    return Record(pages, kept)
