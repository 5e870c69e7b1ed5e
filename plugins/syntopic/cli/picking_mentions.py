"""Which mentions are meant: those of some concepts, in some notes, on some lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from syntopic.cli.lookup import as_paths
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.garden import Garden
from syntopic.linking import Mention, Why
from syntopic.model import NotePath

_NEVER = frozenset({Why.BY_HAND, Why.VETOED})
"""What has a link already, or shall have none."""

Places = frozenset[tuple[NotePath, int]]
"""Notes with a line in them; 0 is every line."""


def chosen(
    mentions: Iterable[Mention], concepts: Collection[str], places: Places, everything: bool
) -> tuple[Mention, ...]:
    """The mentions that a command speaks of, by note and line.

    Without ``everything``, and where no line is named, it is the first of each concept in each
    note, single words only: the others are links by themselves.
    """
    found: dict[object, Mention] = {}
    for one in sorted(mentions, key=lambda m: (m.note, m.line, m.start)):
        if one.why in _NEVER or (concepts and one.concept not in concepts):
            continue
        exact = (one.note, one.line) in places
        if places and not exact and (one.note, 0) not in places:
            continue
        if everything or exact:
            found[one.note, one.prose, one.start] = one
        elif one.why is Why.SINGLE:
            found.setdefault((one.note, one.concept), one)
    return tuple(found.values())


def places_typed(place: Place, garden: Garden, typed: Sequence[str]) -> Places:
    """The places that are typed as ``note.md`` or ``note.md:12``; a Refusal for no public note."""
    return frozenset(_place(place, garden, text) for text in typed)


def _place(place: Place, garden: Garden, text: str) -> tuple[NotePath, int]:
    known = [note.note.path for note in garden.notes]
    path, _, line = text.rpartition(":")
    lined = bool(path) and line.isdecimal()
    name = path if lined else text
    private = {one.path: one.why for one in garden.reading.private}
    for one in as_paths(place, name):
        if one in known:
            return one, _line(place, one, int(line)) if lined else 0
        if one in private:
            raise Refusal(
                f"{place.shown(one)} is private ({private[one].value}); mentions are "
                "found in public notes alone"
            )
    near = closest(name, [place.shown(one) for one in known])
    instead = f"; did you mean {either(near)}?" if near else ""
    raise Refusal(f'no public note is "{name}"{instead}')


def _line(place: Place, path: str, number: int) -> int:
    """A line that the note has; a Refusal of any other."""
    last = len((place.notes / path).read_bytes().splitlines())
    if not 1 <= number <= last:
        raise Refusal(f"{place.shown(path)} has no line {number}, but lines 1 to {last}")
    return number
