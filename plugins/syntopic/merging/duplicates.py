"""Folds what several sources say alike: the first wording stays, the others are one click away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from syntopic.languages import Language
from syntopic.merging.folding import Dispute, fold
from syntopic.merging.same_cards import same_cards
from syntopic.merging.same_formulas import SYNTHESIS_SOURCE, same_formulas
from syntopic.merging.units import WHOLE, Place, places, unit
from syntopic.model import Block, BlockId, Claim, Facet, Kind, Note, Passage, Variant

_VERBATIM = frozenset({Kind.TABLE, Kind.QUOTE, Kind.CALLOUT, Kind.FENCE})


@dataclass(frozen=True, slots=True)
class Folded:
    """What folding found on one page.

    ``hidden`` says which items of a block (or the whole of it) are shown elsewhere; ``also`` holds
    the variants folded into a block; ``disputes`` are pairs too close and too contrary to fold.
    """

    hidden: dict[BlockId, frozenset[int]] = field(default_factory=dict)
    also: dict[BlockId, tuple[Variant, ...]] = field(default_factory=dict)
    disputes: tuple[tuple[Place, Place, Dispute], ...] = ()


def fold_passages(
    synthesis: Claim | None, passages: Sequence[Passage], language: Language
) -> Folded:
    """Folds near-duplicates within each facet, and whatever the synthesis already says.

    Passages come in the order of the page. Formulas fold when their TeX is the same; the line that
    announces them, their reading and their symbols go with them. Of what is neither prose nor
    formula (tables, quotes, callouts, code), only what the synthesis has word for word is folded.
    Cards fold when both question and answer are alike.
    """
    hidden: dict[BlockId, set[int]] = defaultdict(set)
    also: dict[BlockId, list[Variant]] = defaultdict(list)
    for first, note, blocks in (
        *same_formulas(synthesis, passages, language),
        *same_cards(synthesis, passages, language),
        *_repeated(synthesis, passages),
    ):
        for block in blocks:
            hidden[block.id].add(WHOLE)
            also[first].append(Variant(note, block, block.text))
    disputes: list[tuple[Place, Place, Dispute]] = []
    own = list(_own_places(synthesis))
    for facet_passages in _by_facet(passages):
        told = [
            place
            for passage in facet_passages
            for place in places(passage.note, passage.blocks)
            if WHOLE not in hidden[place.block.id]
        ]
        index = {place.key: place for place in (*own, *told)}
        units = [unit(p, SYNTHESIS_SOURCE) for p in own] + [unit(p, p.note.source) for p in told]
        folds, _, found = fold(units, language)
        for group in folds:
            for key in group.also:
                variant = index[key]
                hidden[variant.block.id].add(variant.item)
                also[index[group.first].block.id].append(
                    Variant(variant.note, variant.block, variant.text)
                )
        disputes += ((index[d.a], index[d.b], d) for d in found)
    return Folded(
        {block: frozenset(found) for block, found in hidden.items() if found},
        {block: tuple(variants) for block, variants in also.items()},
        tuple(disputes),
    )


def _own_places(synthesis: Claim | None) -> Iterator[Place]:
    if synthesis is not None:
        blocks = tuple(part for part in synthesis.content if isinstance(part, Block))
        yield from places(synthesis.note.note, blocks)


def _by_facet(passages: Sequence[Passage]) -> list[list[Passage]]:
    found: dict[tuple[Facet, str], list[Passage]] = defaultdict(list)
    for passage in passages:
        found[(passage.facet, "")].append(passage)
    return list(found.values())


def _repeated(
    synthesis: Claim | None, passages: Sequence[Passage]
) -> Iterator[tuple[BlockId, Note, tuple[Block, ...]]]:
    own = synthesis.content if synthesis is not None else ()
    kept = {(b.kind, b.text): b.id for b in own if isinstance(b, Block) and b.kind in _VERBATIM}
    for passage in passages:
        for block in passage.blocks:
            if (first := kept.get((block.kind, block.text))) is not None:
                yield first, passage.note, (block,)
