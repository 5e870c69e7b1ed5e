"""Pieces of a note that remember which line on disk each of their rows came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from syntopic.model import Output


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a note between two code cells (``prose``), or one code cell (``code``).

    ``numbers`` has the line on disk of every row. A code piece's rows are its code; ``opening`` and
    ``closing`` are the lines that its fence is said to stand on, ``indent`` stands before all rows.
    ``asks`` says that its own syntax asks to run; without it, the note has to.
    """

    kind: Literal["prose", "code"]
    rows: tuple[str, ...]
    numbers: tuple[int, ...]
    language: str = ""
    options: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    opening: int = 1
    closing: int = 1
    indent: str = ""
    outputs: tuple[Output, ...] = ()

    def after(self, row: int) -> Piece:
        """Return the piece without its first rows."""
        return replace(self, rows=self.rows[row:], numbers=self.numbers[row:])


@dataclass(frozen=True, slots=True)
class Body:
    """A note's text as rows, and for each code cell (in order) its rows and stored outputs."""

    rows: tuple[str, ...]
    numbers: tuple[int, ...]
    cells: tuple[tuple[int, int], ...] = ()
    stored: tuple[tuple[Output, ...], ...] = ()


def prose(rows: tuple[str, ...], numbers: tuple[int, ...]) -> Piece:
    """Return rows of text as a piece."""
    return Piece("prose", rows, numbers)
