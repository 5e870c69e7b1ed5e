"""What a formula defines."""

from __future__ import annotations

import pytest

from syntopic.languages import language
from syntopic.merging.formulas import left_side, symbol_rows
from syntopic.model import (
    Block,
    BlockId,
    Facet,
    Kind,
    Note,
    NotePath,
    Origin,
    Passage,
    SymbolMeaning,
)


@pytest.mark.parametrize(
    ("tex", "side"),
    [
        (r"s^2 = \frac{1}{N} \sum_{i=1}^{N} (x_i - \bar{x})^2", "s^2"),
        (r"s^{2} = \frac{1}{n - 1} \sum_{i = 1}^{n} (x_i - \bar{x})^2", "s^2"),
        (r"y = mx + b", "y"),
        (r"a = b = c", ""),
        (r"x \leq y", ""),
        (r"a := b", ""),
        (r"\sum_{i=1}^n i", ""),
    ],
)
def test_a_sum_is_no_second_equation(tex: str, side: str) -> None:
    assert left_side(tex) == side


def passage(source: str, *symbols: tuple[str, str]) -> Passage:
    """A passage of one source that explains some symbols."""
    path = NotePath(f"{source}/note.md")
    note = Note(path, "md", "", (), source=source)
    told = tuple(SymbolMeaning(tex, meaning, 1) for tex, meaning in symbols)
    block = Block(BlockId(source), Kind.SYMBOLS, "", Origin(path), symbols=told)
    return Passage("Concept", Facet.FORMULA, note, "", (block,), source)


def rows(*passages: Passage) -> list[list[str]]:
    """The notations of each row of the symbol table."""
    return [[n.tex for n in row.notations] for row in symbol_rows(passages, language("en"))]


def test_one_meaning_has_one_row_with_the_letters_of_all_sources() -> None:
    one = passage("a", (r"\alpha", "the learning rate"))
    other = passage("b", (r"\eta", "learning rate"))
    assert rows(one, other) == [[r"\alpha", r"\eta"]]


def test_meanings_that_differ_in_a_formula_are_two() -> None:
    one = passage("a", ("a_{ij}", "the entry in row $i$ of $A$"))
    other = passage("b", ("b_{ij}", "the entry in row $i$ of $B$"))
    assert rows(one, other) == [["a_{ij}"], ["b_{ij}"]]


def test_two_symbols_of_one_source_are_two_things() -> None:
    assert rows(passage("a", ("x", "a number"), ("y", "a number"))) == [["x"], ["y"]]
