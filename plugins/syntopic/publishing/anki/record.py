"""What the last package held, so that the next one tells Anki what is new and what is gone.

Anki takes over a card only if it was changed later than the one that it has, and never deletes one
on import. Neither is known from the notes alone: their dates are optional, and what is gone is not
there. So the command records, below the notes, each card's id, a hash of what it said, and when
that was: no text, and of what is gone not even the id. Builds read it, so that the site's package
and the command's are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from syntopic.publishing.anki.values import AnkiNote


@dataclass(frozen=True, slots=True)
class Packed:
    """A card as a package had it: its guid in Anki, its id, a hash of what it said, and since when.

    A later package has it no more if ``gone``; then nothing but the guid and the moment is kept,
    for it may be private by now.
    """

    guid: str
    id: str
    fingerprint: str
    changed: int

    @property
    def gone(self) -> bool:
        """Whether it is no more."""
        return not self.id


Record = Mapping[str, Packed]
"""All cards that were ever packed, by guid."""

NOTHING: Final[Record] = MappingProxyType({})


def dated(notes: Iterable[AnkiNote], record: Record, now: int = 0) -> tuple[AnkiNote, ...]:
    """The notes, each with the moment of its last change: a later one if it says something else.

    ``now`` is when they are packed, in seconds; without it, a build's dates are those of the notes.
    """
    return tuple(replace(note, changed=_changed(note, record, now)) for note in notes)


def _changed(note: AnkiNote, record: Record, now: int) -> int:
    known = record.get(note.guid)
    if known is None:
        return max(note.changed, now)
    if known.fingerprint == note.fingerprint:
        return known.changed
    return max(note.changed, known.changed + 1, now)


def after(notes: Iterable[AnkiNote], record: Record) -> Record:
    """What is known when these notes, with their dates, have been packed."""
    packed = {
        note.guid: Packed(note.guid, note.id, note.fingerprint, note.changed) for note in notes
    }
    gone = {
        guid: Packed(guid, "", "", card.changed)
        for guid, card in record.items()
        if guid not in packed
    }
    return MappingProxyType({**packed, **gone})


def written(record: Record) -> str:
    """The record as text, one card a line so that git merges it, in an order that stays."""
    lines = [
        json.dumps([card.guid, card.changed, *([] if card.gone else [card.id, card.fingerprint])])
        for card in sorted(record.values(), key=lambda card: card.guid)
    ]
    return '{"cards": [\n' + ",\n".join(lines) + "\n]}\n"


def parsed(text: str) -> Record:
    """The record that a text tells; ValueError where it is none."""
    value = json.loads(text)
    if not isinstance(value, dict) or not isinstance(value.get("cards"), list):
        raise ValueError("no record of cards")
    cards = [_card(entry) for entry in value["cards"]]
    return MappingProxyType({card.guid: card for card in cards})


def _card(entry: Any) -> Packed:
    match entry:
        case [str(guid), int(changed)]:
            return Packed(guid, "", "", changed)
        case [str(guid), int(changed), str(id_), str(fingerprint)]:
            return Packed(guid, id_, fingerprint, changed)
    raise ValueError("no card")
