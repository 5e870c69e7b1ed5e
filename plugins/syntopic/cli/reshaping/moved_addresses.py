"""The published address of a page that gets another one by a command: it leads to the new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged
from syntopic.cli.terminal import command
from syntopic.garden import Garden, addresses
from syntopic.model import NotePath
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


@dataclass(frozen=True, slots=True)
class Addresses:
    """The record of addresses before and after a command; None where nothing was recorded."""

    before: Record | None
    after: Record | None
    moved: tuple[tuple[str, str], ...] = ()


def moved_addresses(
    place: Place,
    before: Garden,
    after: Staged,
    names: Iterable[tuple[str, str]],
    moves: Mapping[NotePath, NotePath],
) -> Addresses:
    """What becomes of the addresses of pages that get another name.

    ``names`` are the old and the new name of each concept, ``moves`` notes with other paths. Only
    the pages of these are accepted at their new addresses; what else has moved stays to be decided.
    """
    standing = addresses(before, place.notes)
    record = standing.record
    moved: list[tuple[str, str]] = []
    for old, new in names:
        was = next((one for one in standing.now if same(one.name, old)), None)
        now = next((one for one in after.standing.now if same(one.name, new)), None)
        if was is not None and now is not None and was.url != now.url:
            moved.append((was.url, now.url))
        if record is not None and now is not None:
            known = next((one for one in record.pages if same(one.name, old)), None)
            if known is not None and known.kind == now.kind:
                record = _moved(record, known, now, after)
    if record is not None:
        pages = (replace(p, notes=tuple(moves.get(n, n) for n in p.notes)) for p in record.pages)
        record = replace(record, pages=tuple(pages))
    return Addresses(standing.record, record, tuple(moved))


def address_changes(place: Place, found: Addresses) -> Iterator[Change]:
    """The change of the record, if there is one and it differs."""
    if found.after is not None and found.after != found.before:
        file = place.notes / URLS
        yield Change(file, file.read_bytes(), as_text(found.after).encode())


def told_addresses(found: Addresses) -> Iterator[str]:
    """What becomes of readers who know a page by its old address."""
    for was, now in found.moved:
        if found.before is None or found.after is None:
            typed = command("accept-urls", was, "--to", now)
            yield f"Its page moves from {was} to {now}. If {was} is published already: {typed}"
        elif was in found.after.redirects:
            yield f"Readers of {was} are led to {now} from the next build on."
        elif was in {page.url for page in found.before.pages}:
            yield f"{was} leads nowhere from the next build on: only private notes say its name."


def _moved(record: Record, was: PageAddress, now: PageAddress, after: Staged) -> Record:
    if place_key(was.url) == place_key(now.url):
        pages = tuple(replace(p, name=now.name) if p is was else p for p in record.pages)
        return replace(record, pages=pages)
    taken = any(place_key(page.url) == place_key(was.url) for page in after.standing.now)
    others = [page for page in record.pages if page.url not in (was.url, now.url)]
    move = Comparison(moved=(Move(was, now, taken),))
    return accepted(record, move, [*others, now], after.standing.withheld)
