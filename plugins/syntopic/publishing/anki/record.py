"""What the last package held, so that the next one tells Anki what is new and what is gone.

Anki takes over a card only if it was changed later than the one that it has, and never deletes one
on import. Neither is known from the notes alone: their dates are optional, and what is gone is not
there. So the command records, below the notes, each card's id, a hash of what it said, and when
that was; no text. Builds read it, so that the site's package and the command's are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from syntopic.publishing.anki.values import AnkiNote

Key = tuple[str, bool]
"""A card: its id, and whether it has gaps; Anki makes two of these."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A card as a package had it: a hash of what it said, and since when, in seconds.

    ``gone`` tells that a later package had it no more.
    """

    id: str
    has_gaps: bool
    fingerprint: str
    changed: int
    gone: bool = False

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.id, self.has_gaps


@dataclass(frozen=True, slots=True)
class Record:
    """All cards that were ever packed."""

    cards: Mapping[Key, Packed] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def gone(self) -> tuple[Packed, ...]:
        """Those that are no more."""
        return tuple(card for card in self.cards.values() if card.gone)


def key_of(note: AnkiNote) -> Key:
    """What a card is known by."""
    return note.id, note.has_gaps


def dated(notes: Iterable[AnkiNote], record: Record, now: int = 0) -> tuple[AnkiNote, ...]:
    """The notes, each changed when its text was: later than before exactly if it says more.

    ``now`` is when they are packed, in seconds; without it, a build's dates are those of the notes.
    """
    return tuple(replace(note, changed=_changed(note, record, now)) for note in notes)


def _changed(note: AnkiNote, record: Record, now: int) -> int:
    known = record.cards.get(key_of(note))
    if known is None:
        return max(note.changed, now)
    if known.fingerprint == note.fingerprint:
        return known.changed
    return max(note.changed, known.changed + 1, now)


def after(notes: Iterable[AnkiNote], record: Record) -> Record:
    """What is known when these notes, with their dates, have been packed."""
    packed = {
        key_of(note): Packed(note.id, note.has_gaps, note.fingerprint, note.changed)
        for note in notes
    }
    gone = {
        key: replace(card, gone=True) for key, card in record.cards.items() if key not in packed
    }
    return Record(MappingProxyType({**packed, **gone}))


def written(record: Record) -> str:
    """The record as text, one card a line so that git merges it, in the order of ids."""
    lines = [
        json.dumps([card.id, _KINDS[card.has_gaps], card.fingerprint, card.changed, *_gone(card)])
        for card in sorted(record.cards.values(), key=lambda card: card.key)
    ]
    return '{"cards": [\n' + ",\n".join(lines) + "\n]}\n"


def parsed(text: str) -> Record:
    """The record that a text tells; ValueError where it is none."""
    value = json.loads(text)
    if not isinstance(value, dict) or not isinstance(value.get("cards"), list):
        raise ValueError("no record of cards")
    cards = [_card(entry) for entry in value["cards"]]
    return Record(MappingProxyType({card.key: card for card in cards}))


_KINDS: Final = {False: "sides", True: "gaps"}


def _gone(card: Packed) -> Sequence[str]:
    return ("gone",) if card.gone else ()


def _card(entry: Any) -> Packed:
    match entry:
        case [str(id_), "sides" | "gaps" as kind, str(fingerprint), int(changed), *rest]:
            return Packed(id_, kind == "gaps", fingerprint, changed, rest == ["gone"])
    raise ValueError("no card")
