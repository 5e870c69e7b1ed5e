"""Folds what several sources say alike: the first wording stays, the others are one click away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from syntopic.languages import Language
from syntopic.merging.folding import Dispute, fold
from syntopic.merging.formulas import groups, same_tex
from syntopic.merging.units import WHOLE, Place, places, unit
from syntopic.model import Block, BlockId, Claim, Facet, Note, Passage, Variant

SYNTHESIS_SOURCE = "synthesis"
"""The source under which the author's synthesis is compared; it comes first, so it stays."""


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

    Passages come in the order of the page. Formulas fold when their TeX is the same; their reading
    and their symbols go with them.
    """
    hidden: dict[BlockId, set[int]] = defaultdict(set)
    also: dict[BlockId, list[Variant]] = defaultdict(list)
    for first, second in _same_formulas(passages):
        for block in second[1]:
            hidden[block.id].add(WHOLE)
            also[first].append(Variant(second[0], block, block.text))
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


def _same_formulas(
    passages: Sequence[Passage],
) -> Iterator[tuple[BlockId, tuple[Note, tuple[Block, ...]]]]:
    """Formulas that an earlier source has already: that formula, and what folds into it."""
    first: dict[str, tuple[BlockId, str]] = {}
    for passage in passages:
        for formula, followers in groups(passage.blocks):
            tex = same_tex(formula.tex)
            known = first.setdefault(tex, (formula.id, passage.note.source))
            if known[0] != formula.id and known[1] != passage.note.source:
                yield known[0], (passage.note, (formula, *followers))
