"""The letters of cards: which face has them, and how wide they are.

Only fonts that are packaged, so that a card has the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from syntopic.publishing.cards.measures import Face

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
TITLE, TEXT, LABEL = "cards-title", "cards-text", "cards-label"
MATHEMATICS = FONTS / "stix-two-math.woff2"
MATHEMATICAL = "stix-two-math"
"""The family of the letters that only formulas have."""

SMALL = 0.62
"""The size of raised and lowered letters, as a share of the others'."""

START = "\n"
"""Before the first character of a line, which no other moves."""

_LETTERS = frozenset("LMN")
"""First letters of the categories without which a word cannot be read."""


def files() -> list[str]:
    """The font files for what is drawn from SVG."""
    return [str(file(name)) for name in (TITLE, TEXT, LABEL)]


def all_files() -> Iterator[Path]:
    """All files that the letters of a card depend on."""
    for font in (*map(file, (TITLE, TEXT, LABEL)), MATHEMATICS):
        yield from (font, font.with_suffix(".json"))


def file(family: str) -> Path:
    """The font file of a family."""
    return MATHEMATICS if family == MATHEMATICAL else FONTS / f"{family}.ttf"


@cache
def unpacked(family: str) -> bytes:
    """The font file of a family as what reads no woff2 wants it."""
    from fontTools.ttLib import TTFont  # slow to import, and needed on few machines

    made = BytesIO()
    with TTFont(file(family), recalcTimestamp=False) as font:
        font.flavor = None
        font.save(made)
    return made.getvalue()


@cache
def face(family: str) -> Face:
    """One of the faces of cards, or the mathematical one."""
    return Face.read(file(family))


@dataclass(frozen=True, slots=True)
class Run:
    """How a character is drawn; ``raised`` is 1 above, -1 below the line."""

    family: str
    text: str
    raised: int = 0

    @property
    def share(self) -> float:
        """How large it is beside the others."""
        return SMALL if self.raised else 1.0


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
    if char in face(name).widths:
        return name
    return MATHEMATICAL if char in face(MATHEMATICAL).widths else ""


def readable(text: str, name: str) -> str:
    """The text on one line without what no face has, such as emoji; empty if letters are missing.

    A text with holes says something else: better none, since it also stands below the card.
    """
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    spelled = "".join(_spelled(char, name) for char in composed)
    missing = {char for char in spelled if drawn(char, name) is None}
    if any(unicodedata.category(char)[0] in _LETTERS and not _is_mark(char) for char in missing):
        return ""
    return " ".join("".join(char for char in spelled if char not in missing).split())


@cache
def _spelled(char: str, name: str) -> str:
    """A letter with accents as a face has it: in one, or else the letter and its accents."""
    apart, has = unicodedata.normalize("NFD", char), face(name).widths
    return apart if char not in has and apart[0] in has else char


def _is_mark(char: str) -> bool:
    """Whether a character only says how the one before it is to be shown."""
    return 0xFE00 <= ord(char) <= 0xFE0F or unicodedata.category(char) in ("Me", "Cf")


@lru_cache(maxsize=4096)
def width(text: str, name: str, size: float) -> float:
    """How wide a readable line is."""
    pairs = zip(f"{START}{text}", text, strict=False)
    return sum(_advance(char, name) + kerning(before, char, name) for before, char in pairs) * size


@cache
def _advance(char: str, name: str) -> float:
    run = drawn(char, name)
    if run is None:
        return 0.0
    return sum(face(run.family).width(one) for one in run.text) * run.share


@cache
def kerning(before: str, char: str, name: str) -> float:
    """How much farther (mostly: less far) a character is because of the one before."""
    one, other = drawn(before, name), drawn(char, name)
    if not one or not other or (one.family, one.raised) != (other.family, other.raised):
        return 0.0
    return face(one.family).kerning(one.text[-1], other.text[0]) * one.share
