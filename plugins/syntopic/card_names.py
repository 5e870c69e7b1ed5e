"""Whether each card of a garden has a name of its own, those of private notes included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from syntopic.memory import Lasts
from syntopic.model import NotePath, ParsedNote, Problem
from syntopic.parsing import parse_note
from syntopic.parsing.card_ids import NamedCard, named_cards, taken_ids
from syntopic.reading import Withheld, content
from syntopic.reading.private_notes import private_note

PrivateCards = Lasts[NotePath, tuple[NamedCard, ...]]
"""The named cards of each private note, kept from one build to the next and never saved."""


def card_name_problems(
    folder: Path,
    notes: Sequence[ParsedNote],
    private: Iterable[Withheld],
    memory: PrivateCards | None = None,
) -> tuple[Problem, ...]:
    """An error for each card whose id another card of the garden has; see ``taken_ids``."""
    kept = memory if memory is not None else PrivateCards()
    found = [*named_cards(notes)]
    for one in private:
        raw = content(folder, one.path) or b""
        found += kept.of(one.path, raw, partial(private_cards, one.path, raw), saved=False)
    return tuple(taken_ids(found))


def private_cards(path: NotePath, raw: bytes) -> tuple[NamedCard, ...]:
    """The named cards of a private note: their ids are for the author's eyes only."""
    note = private_note(path, raw) if b"^" in raw else None
    return tuple(named_cards((parse_note(note)[0],), private=True)) if note is not None else ()
