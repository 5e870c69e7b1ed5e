"""Folds a formula that an earlier source, or the author's synthesis, has already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syntopic.languages import Language
from syntopic.merging.formulas import alike, groups, same_tex
from syntopic.model import Block, BlockId, Claim, Facet, Kind, Note, Passage

SYNTHESIS_SOURCE = "synthesis"
"""The source under which the author's synthesis is compared; it comes first, so it stays."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A formula that stays where it is, with what explains it."""

    id: BlockId
    source: str
    explained: tuple[Block, ...]


def same_formulas(
    synthesis: Claim | None, passages: Sequence[Passage], language: Language
) -> Iterator[tuple[BlockId, Note, tuple[Block, ...]]]:
    """Formulas that fold: the formula that stays, the later note, and its blocks that go.

    A formula without symbols or reading goes only from the formula facet: elsewhere it is part of
    the prose around it. One that is explained differently, or more, stays.
    """
    stay: dict[str, list[_Kept]] = defaultdict(list)
    if synthesis is not None:
        own = tuple(part for part in synthesis.content if isinstance(part, Block))
        for formula, explained in groups(own):
            own_formula = _Kept(formula.id, SYNTHESIS_SOURCE, explained)
            stay[same_tex(formula.tex)].append(own_formula)
    for passage in passages:
        for formula, explained in groups(passage.blocks):
            known = stay[same_tex(formula.tex)]
            if passage.facet is Facet.FORMULA or explained:
                others = (kept for kept in known if kept.source != passage.note.source)
                first = next((k for k in others if _tells(k, explained, language)), None)
                if first is not None:
                    announced = _announcement(passage.blocks, formula)
                    yield first.id, passage.note, (*announced, formula, *explained)
                    continue
            known.append(_Kept(formula.id, passage.note.source, explained))


def _tells(kept: _Kept, explained: Sequence[Block], language: Language) -> bool:
    """Whether what explains the kept formula speaks for what explains the later one."""
    symbols = [(same_tex(s.tex), s.meaning) for b in kept.explained for s in b.symbols]
    read = any(block.kind is Kind.READING for block in kept.explained)
    return all(
        any(same_tex(s.tex) == tex and alike(s.meaning, said, language) for tex, said in symbols)
        for block in explained
        for s in block.symbols
    ) and (read or not any(block.kind is Kind.READING for block in explained))


def _announcement(blocks: Sequence[Block], formula: Block) -> tuple[Block, ...]:
    """The line right above a formula that only announces it: it ends in a colon."""
    index = blocks.index(formula)
    before = blocks[index - 1] if index else None
    announces = before is not None and before.kind is Kind.PARAGRAPH and not before.symbols
    return (before,) if before and announces and before.text.rstrip().endswith(":") else ()
