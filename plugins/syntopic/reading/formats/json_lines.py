"""On which line of a notebook's JSON each line of each cell stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|\n', re.DOTALL)
_CELLS = (["cells"], ["worksheets", "cells"])  # the second is notebook format 3
_SOURCES = ("source", "input")
_Strings = list[tuple[int, str]]


@dataclass(slots=True)
class _Level:
    """An object or a list that is open, and in an object the key that was read last."""

    opened: str
    key: str = ""
    expects_key: bool = True


def source_lines(text: str) -> list[tuple[int, ...]]:
    """Return for each cell, in order, the line of every row of its source.

    ``text`` is valid JSON with line feeds; a row stands where its first character stands.
    """
    cells: list[_Strings] = []
    levels: list[_Level] = []
    line = 1
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in ("{", "["):
            if sign == "{" and levels and levels[-1].opened == "[" and _keys(levels) in _CELLS:
                cells.append([])
            levels.append(_Level(sign))
        elif sign in ("}", "]"):
            levels.pop()
        elif sign in (",", ":"):
            levels[-1].expects_key = sign == ","
        elif sign[0] == '"' and levels:
            _read(line, sign, levels, cells)
        line += sign.count("\n")
    return [_rows(strings) for strings in cells]


def _read(line: int, token: str, levels: list[_Level], cells: list[_Strings]) -> None:
    here = levels[-1]
    if here.opened == "{" and here.expects_key:
        here.key = str(json.loads(token, strict=False))
    elif cells and _keys(levels)[:-1] in _CELLS and _keys(levels)[-1] in _SOURCES:
        cells[-1].append((line, str(json.loads(token, strict=False))))


def _keys(levels: list[_Level]) -> list[str]:
    return [level.key for level in levels if level.opened == "{"]


def _rows(strings: _Strings) -> tuple[int, ...]:
    rows: list[int] = []
    open_row = False
    for line, text in strings:
        for part in re.findall(r"[^\n]*\n|[^\n]+", text):
            if not open_row:
                rows.append(line)
            open_row = not part.endswith("\n")
    return tuple(rows)
