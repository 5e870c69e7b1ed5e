"""Formulas and the blocks around them that say what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syntopic.model import Kind, SymbolMeaning
from syntopic.parsing.kinds import lone_formula
from syntopic.parsing.symbols import is_lead_in, symbol_list
from syntopic.parsing.unit import Unit
from syntopic.parsing.where import where_sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit's kind, its TeX if it is a formula, and the symbols that it explains.

    The lines of the symbols are counted from 0.
    """

    kind: Kind | None
    tex: str = ""
    symbols: tuple[SymbolMeaning, ...] = ()


def read_formulas(units: Sequence[Unit], label: str) -> Iterator[Reading]:
    """Yield for each unit how it reads among its neighbours; ``label`` is the note's.

    A list explains symbols right below a formula; its reading, a "where" sentence or a line that
    leads over to the list may stand between.
    """
    below_formula = False
    for unit in units:
        symbols: tuple[SymbolMeaning, ...] = ()
        kind = unit.kind
        if below_formula and kind is Kind.LIST:
            symbols = symbol_list(unit.tokens, label)
            kind = Kind.SYMBOLS if symbols else kind
        elif below_formula and kind is Kind.PARAGRAPH and unit.tokens:
            symbols = where_sentence(unit.tokens[1])
        yield Reading(kind, formula_tex(unit), symbols)
        below_formula = kind in (Kind.FORMULA, Kind.READING) or (
            below_formula and bool(symbols or _leads_in(unit))
        )


def _leads_in(unit: Unit) -> bool:
    return unit.kind is Kind.PARAGRAPH and bool(unit.tokens) and is_lead_in(unit.tokens[1].content)


def formula_tex(unit: Unit) -> str:
    """Return the TeX of a formula without its dollars, nothing for other units."""
    if unit.kind is not Kind.FORMULA:
        return ""
    if unit.tokens[0].type == "math_block":
        return unit.tokens[0].content
    lone = lone_formula(unit.tokens[1].children or ())
    return lone.content.strip() if lone else ""
