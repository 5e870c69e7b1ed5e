"""The letters of cards: which face has them, and how wide they are.

Only fonts that are packaged, so that a card has the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
TITLE, TEXT, LABEL = "cards-title", "cards-text", "cards-label"
MATHEMATICS = FONTS / "stix-two-math.woff2"
MATHEMATICAL = "STIX Two Math"
"""The family of the letters that only formulas have; drawn from a cut-down copy."""

SMALL = 0.62
"""The size of raised and lowered letters, as a share of the others'."""

_LETTERS = frozenset("LMN")
"""First letters of the categories without which a word cannot be read."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font: the width of each of its characters, as a share of the font's size."""

    family: str
    widths: Mapping[int, float]


def files() -> list[str]:
    """The font files for drawing."""
    return [str(FONTS / f"{name}.ttf") for name in (TITLE, TEXT, LABEL)]


@cache
def face(name: str) -> Face:
    """One of the faces of cards, or the mathematical one."""
    if name == MATHEMATICAL:
        return Face(name, _widths(MATHEMATICS))
    return Face(name, _widths(FONTS / f"{name}.ttf"))


def _widths(file: Path) -> dict[int, float]:
    from fontTools.ttLib import TTFont  # slow to import, and needed only where something is drawn

    with TTFont(file, lazy=True) as font:
        size, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[glyph][0] / size for code, glyph in font.getBestCmap().items()}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line that is drawn in one family; ``raised`` is 1 above, -1 below the line."""

    family: str
    text: str
    raised: int = 0


@cache
def drawn(char: str, name: str) -> Run | None:
    """How a character is drawn in a face; None where no packaged font can.

    Formulas on one line have raised and lowered letters that few fonts have: these are made of
    plain ones.
    """
    if family := _family(char, name):
        return Run(family, char)
    kind, _, codes = unicodedata.decomposition(char).partition(" ")
    raised = {"<super>": 1, "<sub>": -1}.get(kind, 0)
    plain = "".join(chr(int(code, 16)) for code in codes.split()) if raised else ""
    families = {_family(one, name) for one in plain}
    return Run(families.pop(), plain, raised) if len(families) == 1 and "" not in families else None


def _family(char: str, name: str) -> str:
    if ord(char) in face(name).widths:
        return name
    return MATHEMATICAL if ord(char) in face(MATHEMATICAL).widths else ""


def readable(text: str, name: str) -> str:
    """The text on one line without what no face has, such as emoji; empty if letters are missing.

    A text with holes says something else: better none, since it also stands below the card.
    """
    spelled = " ".join(unicodedata.normalize("NFC", text).split())
    missing = {char for char in spelled if drawn(char, name) is None}
    if any(unicodedata.category(char)[0] in _LETTERS and not _is_mark(char) for char in missing):
        return ""
    return " ".join("".join(char for char in spelled if char not in missing).split())


def _is_mark(char: str) -> bool:
    """Whether a character only says how the one before it is to be shown."""
    return 0xFE00 <= ord(char) <= 0xFE0F or unicodedata.category(char) in ("Me", "Cf")


def width(text: str, name: str, size: float) -> float:
    """About how wide a readable line is; kerning makes it a little shorter."""
    return sum(_advance(char, name) for char in text) * size


@cache
def _advance(char: str, name: str) -> float:
    run = drawn(char, name)
    if run is None:
        return 0.0
    wide = sum(face(run.family).widths[ord(one)] for one in run.text)
    return wide * (SMALL if run.raised else 1.0)


def runs(text: str, name: str) -> Iterator[Run]:
    """The pieces of a readable line."""
    waiting: Run | None = None
    for char in text:
        run = drawn(char, name)
        if run is None:
            continue
        if waiting and (run.family, run.raised) == (waiting.family, waiting.raised):
            waiting = Run(run.family, waiting.text + run.text, run.raised)
            continue
        if waiting:
            yield waiting
        waiting = run
    if waiting:
        yield waiting
