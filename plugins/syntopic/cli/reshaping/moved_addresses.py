"""The published address of a page that gets another one by a command: it leads to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged
from syntopic.garden import Garden, addresses
from syntopic.publishing.addresses import (
    URLS,
    Comparison,
    Move,
    PageAddress,
    Record,
    accepted,
    place_key,
)
from syntopic.publishing.addresses.recording import as_text


def address_change(
    place: Place, before: Garden, after: Staged, old: str, new: str
) -> Iterator[Change]:
    """The change of the record of addresses, if the page of the old name was published.

    Only this page is accepted at its new address; what else has moved stays to be decided.
    """
    record = addresses(before, place.notes).record
    was = next((one for one in record.pages if same(one.name, old)), None) if record else None
    now = next((one for one in after.standing.now if same(one.name, new)), None)
    if record is None or was is None or now is None or was.kind != now.kind:
        return
    changed = _moved(record, was, now, after)
    file = place.notes / URLS
    text = as_text(changed).encode()
    if changed != record:
        yield Change(file, file.read_bytes(), text)


def _moved(record: Record, was: PageAddress, now: PageAddress, after: Staged) -> Record:
    if place_key(was.url) == place_key(now.url):
        pages = tuple(replace(p, name=now.name) if p is was else p for p in record.pages)
        return replace(record, pages=pages)
    taken = any(place_key(page.url) == place_key(was.url) for page in after.standing.now)
    others = [page for page in record.pages if page.url not in (was.url, now.url)]
    move = Comparison(moved=(Move(was, now, taken),))
    return accepted(record, move, [*others, now], after.standing.withheld)
