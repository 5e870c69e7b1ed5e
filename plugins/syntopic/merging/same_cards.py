"""Folds a card that an earlier source, or the author's synthesis, has already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from syntopic.languages import Language
from syntopic.merging.folding import MOST_COMPARED, THRESHOLD, contrast, foldable
from syntopic.merging.same_formulas import SYNTHESIS_SOURCE
from syntopic.merging.similarity import similarity
from syntopic.model import Block, BlockId, Card, Claim, Facet, Note, Passage
from syntopic.parsing.cards import gap_texts

_SHOWN = ("```", "~~~", "![")
"""What begins code and pictures, which no words tell apart."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A card that stays where it is."""

    id: BlockId
    source: str
    card: Card


def same_cards(
    synthesis: Claim | None, passages: Sequence[Passage], language: Language
) -> Iterator[tuple[BlockId, Note, tuple[Block, ...]]]:
    """Cards that fold: the card that stays, the later note, and its card that goes.

    Both sides have to be alike, as paragraphs are: the same question with another answer is another
    card, and perhaps a disagreement. Sentences have to have the same gaps.
    """
    own = synthesis.content if synthesis is not None else ()
    first = [_Kept(part.id, SYNTHESIS_SOURCE, one) for part, one in _cards(own)]
    stay: dict[Facet, list[_Kept]] = defaultdict(lambda: list(first))
    compared = 0
    for passage in passages:
        known, source = stay[passage.facet], passage.note.source
        for block, card in _cards(passage.blocks):
            others = [kept for kept in known if kept.source != source]
            compared += len(others)
            if compared > MOST_COMPARED:
                return
            found = next((k for k in others if alike(k.card, card, language)), None)
            if found is None:
                known.append(_Kept(block.id, source, card))
            else:
                yield found.id, passage.note, (block,)


def _cards(parts: Iterable[object]) -> Iterator[tuple[Block, Card]]:
    for part in parts:
        if isinstance(part, Block) and part.card is not None:
            yield part, part.card


def alike(first: Card, later: Card, language: Language) -> bool:
    """Whether the first of two cards asks what the later one does, and answers the same."""
    if first.asking is not later.asking or gap_texts(first) != gap_texts(later):
        return False
    pairs = ((first.question, later.question), (first.answer, later.answer))
    return all(alike_text(a, b, language) for a, b in pairs)


def alike_text(first: str, later: str, language: Language) -> bool:
    """Whether one side of a card says what another one does, as paragraphs do that fold."""
    if " ".join(first.split()) == " ".join(later.split()):
        return True
    if any(sign in text for sign in _SHOWN for text in (first, later)):
        return False
    if contrast(first, later, language) is not None:
        return False
    return foldable(first, later, similarity(first, later, language), language, THRESHOLD)
