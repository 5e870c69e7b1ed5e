"""The text cells of a notebook's JSON, each character with its place in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)
_PIECE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_CELLS = (["cells"], ["worksheets", "cells"])  # the second is notebook format 3

Character = tuple[str, int, int]
"""A character, where it begins in the file, and where what stands for it ends."""


@dataclass(slots=True)
class _Level:
    """An object or a list that is open, and in an object the key that was read last."""

    opened: str
    key: str = ""
    expects_key: bool = True


@dataclass(slots=True)
class _Cell:
    kind: str = ""
    literals: list[tuple[int, str]] = field(default_factory=list)


def cells(text: str) -> Iterator[tuple[str, tuple[Character, ...]]]:
    """The kind (``markdown``, ``raw``) and the characters of each text cell, in order.

    Nothing of what is no valid JSON. Line ends are line feeds.
    """
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for cell in _cells(text):
        if cell.kind in ("markdown", "raw", "html"):
            yield cell.kind, tuple(_with_line_feeds(cell))


def _cells(text: str) -> list[_Cell]:
    found: list[_Cell] = []
    levels: list[_Level] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in ("{", "["):
            if sign == "{" and levels and levels[-1].opened == "[" and _keys(levels) in _CELLS:
                found.append(_Cell())
            levels.append(_Level(sign))
        elif sign in ("}", "]"):
            levels.pop()
        elif sign in (",", ":"):
            levels[-1].expects_key = sign == ","
        elif levels:
            _read(token, levels, found)
    return found


def _read(token: re.Match[str], levels: list[_Level], found: list[_Cell]) -> None:
    here = levels[-1]
    if here.opened == "{" and here.expects_key:
        here.key = str(json.loads(token[0], strict=False))
    elif found and _keys(levels)[:-1] in _CELLS:
        if _keys(levels)[-1] == "cell_type":
            found[-1].kind = str(json.loads(token[0], strict=False))
        elif _keys(levels)[-1] == "source":
            found[-1].literals.append((token.start() + 1, token[0][1:-1]))


def _keys(levels: list[_Level]) -> list[str]:
    return [level.key for level in levels if level.opened == "{"]


def _with_line_feeds(cell: _Cell) -> Iterator[Character]:
    before = ""
    for character, start, end in _characters(cell):
        if character == "\n" and before == "\r":
            before = character
            continue
        before = character
        yield "\n" if character == "\r" else character, start, end


def _characters(cell: _Cell) -> Iterator[Character]:
    for base, literal in cell.literals:
        for piece in _PIECE.finditer(literal):
            decoded = piece[0]
            if decoded[0] == "\\":
                decoded = json.loads(f'"{decoded}"', strict=False)
            yield decoded, base + piece.start(), base + piece.end()
