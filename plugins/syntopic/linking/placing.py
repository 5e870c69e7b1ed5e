"""Finds where everything stands on the site, telling by telling and note by note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from syntopic.linking.headings import spellings
from syntopic.linking.named import Named, named
from syntopic.linking.places import NotePlaces, Place, Places
from syntopic.linking.settling import settled
from syntopic.linking.standing import SOURCES_OWN, Standing, standing
from syntopic.linking.tellings import Key, Telling
from syntopic.memory import Last, Lasts
from syntopic.model import Heading, Leftover, NotePath, ParsedNote, Topic
from syntopic.names import name_key

_Part = tuple[ParsedNote, NotePlaces]


@dataclass(slots=True)
class Placing:
    """What is kept of where things stand: by telling, by note, and of all names."""

    standing: Lasts[Key, Standing] = field(default_factory=Lasts)
    notes: Lasts[NotePath, NotePlaces] = field(default_factory=Lasts)
    names: Last[Named] = field(default_factory=Last)


def places_of(
    tellings: Sequence[Telling], attachments: Iterable[NotePath], kept: Placing | None = None
) -> Places:
    """Finds the place of everything; of two places for one name, the first on the site counts.

    What stands where in an unchanged note is the object that is ``kept``.
    """
    kept = kept or Placing()
    parts: dict[NotePath, list[_Part]] = {}
    found = _standing(tellings, kept.standing)
    for one in found:
        for path, part in one.notes.items():
            parts.setdefault(path, []).append(part)
    kept.notes.begin()
    of_note = {
        path: settled(kept.notes, path, tuple(some), partial(_of_note, path, some))
        for path, some in parts.items()
    }
    kept.notes.forget()
    concepts = tuple(one.told.concept for one in tellings if isinstance(one.told, Topic))
    notes = tuple(some[0][0].note for some in parts.values())
    pages = zip(tellings, found, strict=True)
    return Places(
        *named(concepts, notes, kept.names),
        notes={path: one.place for path, one in of_note.items() if one.place is not None},
        attachments=frozenset(attachments),
        heading_anchors={k: v for one in of_note.values() for k, v in one.heading_anchors.items()},
        block_anchors={k: v for one in of_note.values() for k, v in one.block_anchors.items()},
        item_anchors={k: v for one in of_note.values() for k, v in one.item_anchors.items()},
        leftover_anchors={path: one.anchor for path, one in of_note.items() if one.anchor},
        of_note=of_note,
        of_page={one.page: where.of_page for one, where in pages if where.of_page is not None},
    )


def _standing(tellings: Sequence[Telling], kept: Lasts[Key, Standing]) -> tuple[Standing, ...]:
    """Where the parts of each telling stand; what is left over of notes shares pages."""
    kept.begin()
    found = {one.key: kept.of(one.key, one, partial(standing, one)) for one in tellings}
    kept.forget()
    shared: dict[str, list[Telling]] = {}
    for one in tellings:
        if isinstance(one.told, Leftover):
            shared.setdefault(one.page, []).append(one)
    for some in shared.values():
        # Each takes anchors as if it were alone on the page, which is true as long as they differ.
        apart = [found[one.key].used.keys() - SOURCES_OWN for one in some]
        if sum(map(len, apart)) > len(frozenset().union(*apart)):
            taken: Counter[str] | None = None
            for one in some:
                found[one.key] = standing(one, taken)
                taken = found[one.key].used
    return tuple(found[one.key] for one in tellings)


def _of_note(path: NotePath, parts: Sequence[_Part]) -> NotePlaces:
    """All that stands anywhere of one note, with its headings; the first on the site counts."""
    whole = NotePlaces()
    for _, part in parts:
        if part.anchor or whole.place is None:  # its own place is where it is about no topic
            whole.place = part.place
        whole.anchor = whole.anchor or part.anchor
        whole.headings = part.headings | whole.headings
        whole.blocks = part.blocks | whole.blocks
        whole.shown = part.shown | whole.shown
        whole.heading_anchors = part.heading_anchors | whole.heading_anchors
        whole.block_anchors = part.block_anchors | whole.block_anchors
        whole.item_anchors = part.item_anchors | whole.item_anchors
    _enter_headings(whole, parts[0][0])
    return whole


def _enter_headings(places: NotePlaces, note: ParsedNote) -> None:
    """Enters a note's headings; one that its page does not show means what stands below it."""
    below = places.place
    found: list[tuple[tuple[Heading, ...], Place]] = []
    for section in reversed(note.sections):
        for block in reversed(section.blocks):
            below = places.shown.get(block.origin.first_line, below)
        if section.heading is None or below is None:
            continue
        own = places.headings.get(name_key(section.heading.name))
        below = own or places.shown.get(section.heading.origin.first_line, below)
        found.append((section.headings, below))
    alike: Counter[str] = Counter()
    for headings, place in reversed(found):
        _enter_heading(places, headings, place, alike)


def _enter_heading(
    places: NotePlaces, headings: Sequence[Heading], place: Place, alike: Counter[str]
) -> None:
    heading = headings[-1]
    keys = [*spellings([one.name for one in headings])]
    on_github = keys[-1]
    if alike[on_github]:  # GitHub counts headings of one name
        keys.append(f"{on_github}-{alike[on_github]}")
    alike[on_github] += 1
    places.heading_names.setdefault(heading.name)
    for key in keys:
        places.headings.setdefault(key, place)
        places.heading_lines.setdefault(key, heading.origin.first_line)
    if heading.anchor:
        places.blocks.setdefault(heading.anchor, place)
