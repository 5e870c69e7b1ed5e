"""What a card is drawn of: words, bars and dots, each in one colour."""

from __future__ import annotations

from dataclasses import dataclass

DOT = 6
"""The radius of a dot."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line in a face, from ``x`` on, standing on ``base``; ``spacing`` follows each letter."""

    text: str
    face: str
    size: float
    x: float
    base: float
    colour: str
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle on whole pixels; only its height may be broken."""

    x: int
    y: int
    width: int
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot around a point."""

    x: int
    y: int
    colour: str


Shape = Words | Bar | Dot
