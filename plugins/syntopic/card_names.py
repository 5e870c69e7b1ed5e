"""Whether each card of a garden has a name of its own, those of private notes included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from syntopic.model import ParsedNote, Problem
from syntopic.parsing import parse_note
from syntopic.parsing.card_ids import NamedCard, named_cards, taken_ids
from syntopic.reading import Withheld
from syntopic.reading.private_notes import private_note


def card_name_problems(
    folder: Path, notes: Sequence[ParsedNote], private: Iterable[Withheld]
) -> tuple[Problem, ...]:
    """An error for each card whose id another card of the garden has; see ``taken_ids``."""
    return tuple(taken_ids((*named_cards(notes), *private_cards(folder, private))))


def private_cards(folder: Path, private: Iterable[Withheld]) -> Iterator[NamedCard]:
    """The named cards of private notes: their ids are for the author's eyes only."""
    for one in private:
        try:
            raw = (folder / one.path).read_bytes()
        except OSError:
            continue
        note = private_note(one.path, raw) if b"^" in raw else None
        if note is not None:
            yield from named_cards((parse_note(note)[0],), private=True)
