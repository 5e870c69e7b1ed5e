"""Coverage: which facets of a concept which sources have filled, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable

from syntopic.model import Block, CoverageRow, Facet, Kind, Passage

EXPECTED = (Facet.PLAIN_ENGLISH, Facet.INTUITION, Facet.FORMULA, Facet.CODE)
"""What a concept needs to be understood: words, a picture of it, the formula, code to try."""

_COUNTED = tuple(f for f in Facet if f not in (Facet.SYNTHESIS, Facet.OTHER))


def coverage(passages: Iterable[Passage]) -> tuple[CoverageRow, ...]:
    """The facets that are filled, in the order of the page, each with its sources' keys.

    Kinds count wherever they stand: a formula under "Intuition" fills the formula as well.
    """
    filled: dict[Facet, dict[str, None]] = {facet: {} for facet in _COUNTED}
    for passage in passages:
        for facet in {passage.facet, *(_of_kind(block) for block in passage.blocks)}:
            if facet in filled:
                filled[facet][passage.note.source] = None
    return tuple(CoverageRow(facet, tuple(keys)) for facet, keys in filled.items() if keys)


def gaps(rows: Iterable[CoverageRow]) -> tuple[Facet, ...]:
    """The expected facets that no source has filled yet."""
    filled = {row.facet for row in rows}
    return tuple(facet for facet in EXPECTED if facet not in filled)


def _of_kind(block: Block) -> Facet | None:
    if block.kind is Kind.FORMULA:
        return Facet.FORMULA
    if block.kind is Kind.CARD:
        return Facet.INTERVIEW
    if block.kind is Kind.FIGURE:
        return Facet.INTUITION
    if block.snippet is not None:
        return Facet.CODE
    return None
