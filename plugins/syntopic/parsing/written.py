"""The formulas of a block, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from syntopic.model import Block, Kind
from syntopic.parsing.dialect import parser

_SIGNS = ("$", "\\(", "\\[", "\\begin")


@dataclass(frozen=True, slots=True)
class WrittenFormula:
    """A formula as TeX without its dollars, and the line on disk where its paragraph begins."""

    tex: str
    display: bool
    line: int


def formulas_of(block: Block) -> Iterator[WrittenFormula]:
    """All formulas of a block, in order; those of running text and tables included."""
    first = block.origin.first_line
    if block.kind is Kind.FORMULA and block.tex:
        yield WrittenFormula(block.tex, True, first)
    elif block.kind is not Kind.FENCE and any(sign in block.text for sign in _SIGNS):
        yield from _in_tokens(parser().parse(block.text), first, 0)


def _in_tokens(tokens: list[Token], first: int, line: int) -> Iterator[WrittenFormula]:
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type.startswith("math_"):
            display = token.type != "math_inline"
            yield WrittenFormula(token.content, display, first + line)
        if token.children:
            yield from _in_tokens(token.children, first, line)
