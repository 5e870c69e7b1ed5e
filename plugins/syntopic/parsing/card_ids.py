"""The names of the garden's cards: those that authors wrote, and what the others would be called.

A name is what progress, links and Anki go by, so no two cards of a garden have the same.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from syntopic.model import BlockId, NotePath, Origin, ParsedNote, Problem, Severity

SHORTEST = 7
"""Letters and digits behind the ``c``: 35 bits, so two of 2,000 cards collide in one garden of
17,000, and then one of them gets more."""


@dataclass(frozen=True, slots=True)
class NamedCard:
    """An id that somebody wrote for a card, and where; ``private`` if its note is withheld."""

    id: str
    origin: Origin
    private: bool = False


def card_id(path: NotePath, question: str, nth: int = 1, length: int = SHORTEST) -> str:
    """The id of a card that has none: of its note's path and its question, so always the same.

    ``nth`` counts the cards of a note that have one question, from 1; ``length`` is more than usual
    where two cards would be called the same.
    """
    told = _told(question)
    key = f"{path}\0{told}" if nth == 1 else f"{path}\0{told}\0{nth}"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return "c" + base64.b32encode(digest).decode().rstrip("=").lower()[:length]


def card_ids(notes: Iterable[ParsedNote], length: int = SHORTEST) -> dict[BlockId, str]:
    """The id of every card, by its block, no two alike.

    An id that is written twice belongs to the first card that has it; ``length`` is the least.
    """
    named: dict[BlockId, str] = {}
    taken: set[str] = set()
    bare: list[tuple[NotePath, BlockId, str]] = []
    for note in notes:
        for block in note.cards:
            assert block.card is not None
            if block.card.id and block.card.id not in taken:
                taken.add(block.card.id)
                named[block.id] = block.card.id
            else:
                bare.append((note.note.path, block.id, block.card.question))
    counts: Counter[tuple[NotePath, str]] = Counter()
    for path, block_id, question in bare:
        counts[path, _told(question)] += 1
        nth, longer = counts[path, _told(question)], length
        while (wish := card_id(path, question, nth, longer)) in taken:
            longer += 1
        taken.add(wish)
        named[block_id] = wish
    return named


def named_cards(notes: Iterable[ParsedNote], *, private: bool = False) -> Iterator[NamedCard]:
    """The cards of notes that have an id."""
    for note in notes:
        for block in note.cards:
            if block.card is not None and block.card.id:
                yield NamedCard(block.card.id, block.origin, private)


def taken_ids(cards: Sequence[NamedCard]) -> Iterator[Problem]:
    """Yield an error for each card whose id another note's card has already.

    What concerns a private note is private. Within one note, ``block-id-duplicate`` says it.
    """
    first: dict[str, NamedCard] = {}
    for card in cards:
        other = first.setdefault(card.id, card)
        if other.origin.path != card.origin.path:
            yield _taken(card, other)


def _taken(card: NamedCard, other: NamedCard) -> Problem:
    place = Origin(other.origin.path, other.origin.first_line)
    return Problem(
        "card-id-taken",
        Severity.ERROR,
        card.origin,
        f"The id ^{card.id} is the name of another card already: {place}.",
        "Give one of the two another id; what is known of a card goes by it.",
        private=card.private or other.private,
        places=(place,),
    )


def _told(question: str) -> str:
    return " ".join(unicodedata.normalize("NFC", question).split())
