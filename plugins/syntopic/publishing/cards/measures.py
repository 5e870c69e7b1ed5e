"""What fonts say of their characters besides their outlines, as written beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Joint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A font: how wide its characters are and how they stand to each other.

    ``widths`` and all else are in units of the font, of which ``size`` are one font size.
    """

    family: str
    size: int
    widths: Mapping[str, int]
    marks: Mapping[str, tuple[str, int, int]]
    above: Mapping[str, tuple[int, int]]
    below: Mapping[str, tuple[int, int]]
    left: Mapping[str, int] = field(default_factory=dict)
    right: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[Sequence[int]] = ()

    @classmethod
    def read(cls, font: Path) -> Face:
        """The measures of a font file, which ``build_frontend.py`` wrote."""
        told = json.loads(font.with_suffix(".json").read_text(encoding="utf-8"))
        return cls(font.stem, **told)

    def width(self, char: str) -> float:
        """How far the next character is, as a share of the font's size."""
        return self.widths[char] / self.size

    def kerning(self, one: str, other: str) -> float:
        """How much farther it is if that is ``other``; mostly less than 0."""
        row, column = self.left.get(one), self.right.get(other)
        return 0.0 if row is None or column is None else self.rows[row][column] / self.size

    def side(self, mark: str) -> str:
        """Where a mark belongs, ``above`` or ``below`` the letter before; empty: it is none."""
        return self.marks[mark][0] if mark in self.marks else ""

    def foot(self, mark: str) -> Joint:
        """The point of a mark that lies on the :meth:`joint` of the letter before."""
        _, x, y = self.marks[mark]
        return x / self.size, y / self.size

    def joint(self, letter: str, side: str) -> Joint | None:
        """Where a mark on that side is put on a letter, or on another mark."""
        found = (self.above if side == "above" else self.below).get(letter)
        return (found[0] / self.size, found[1] / self.size) if found else None
