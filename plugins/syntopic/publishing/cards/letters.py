"""Where each letter of a line stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.shapes import Words

_RISE = {0: 0.0, 1: 0.36, -1: -0.16}
_WITHOUT_DOT = {"i": "ı", "j": "ȷ"}
_ABOVE = 230
"""The class of marks that Unicode puts above a letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a font, at a size, with its origin at a point."""

    char: str
    family: str
    size: float
    x: float
    y: float


def letters(words: Words) -> Iterator[Letter]:
    """The letters of a readable line, from left to right; marks are put on the letter before."""
    pen, before = words.x, faces.START
    last: Letter | None = None
    for char, follows in zip(words.text, f"{words.text[1:]} ", strict=True):
        if last and combining(char) and (mark := _joined(char, words.face, last)):
            yield (last := mark)
            continue
        run = faces.drawn(char, words.face)
        if run is None:
            continue
        size = words.size * run.share
        pen += faces.kerning(before, char, words.face) * words.size
        for one in run.text:
            shown = _under(one, follows, run.family)
            last = Letter(shown, run.family, size, pen, words.base - _RISE[run.raised] * words.size)
            yield last
            pen += faces.face(run.family).width(one) * size + words.spacing
        before = char


def _joined(char: str, name: str, last: Letter) -> Letter | None:
    """A mark on the last letter, in its font if that has the mark; None if it is no mark."""
    run = faces.drawn(char, name)
    family = last.family if faces.face(last.family).side(char) else run.family if run else ""
    side = faces.face(family).side(char) if family else ""
    joint = faces.face(last.family).joint(last.char, side) if side else None
    if joint is None:
        return None
    x, y = faces.face(family).foot(char)
    right, up = (joint[0] - x) * last.size, (joint[1] - y) * last.size
    return Letter(char, family, last.size, last.x + right, last.y - up)


def _under(char: str, follows: str, family: str) -> str:
    """The letter as it is below a mark: i and j lose their dots."""
    bare = _WITHOUT_DOT.get(char, "") if combining(follows) == _ABOVE else ""
    return bare if bare in faces.face(family).widths else char
