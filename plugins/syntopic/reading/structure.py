"""Which rows of a note are code or formulas, and which belong to one run of text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

Range = tuple[int, int]
"""Row indexes; the end is not in it."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts of a note that comments have to respect.

    ``code`` is fences, indented code and display formulas; ``closed`` those that end by themselves
    and not because the text does. ``text`` is paragraphs and headings, ``tables`` table rows.
    """

    code: tuple[Range, ...] = ()
    closed: tuple[Range, ...] = ()
    text: tuple[Range, ...] = ()
    tables: tuple[Range, ...] = ()


def structure_of(rows: tuple[str, ...]) -> Structure:
    """Read rows as CommonMark with tables and dollar formulas."""
    tokens = [t for t in _reader().parse("\n".join(rows)) if t.map]
    code = [t for t in tokens if t.type in ("fence", "code_block") or t.type.startswith("math_")]
    closed = [t for t in code if t.type != "fence" or _closes(t, rows)]
    return Structure(
        _ranges(code),
        _ranges(closed),
        _ranges([t for t in tokens if t.type == "inline"]),
        _ranges([t for t in tokens if t.type == "tr_open"]),
    )


def _ranges(tokens: list[Token]) -> tuple[Range, ...]:
    return tuple((t.map[0], t.map[1]) for t in tokens if t.map)


def _closes(token: Token, rows: tuple[str, ...]) -> bool:
    assert token.map is not None
    last = rows[min(token.map[1], len(rows)) - 1].rstrip()
    return token.map[1] - token.map[0] > 1 and last.endswith(token.markup)


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark").enable("table").disable("inline")
    return reader.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
