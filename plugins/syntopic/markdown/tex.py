"""TeX to MathML, with a refusal instead of an exception where the TeX is wrong.

The MathML itself is what assistive technology reads (MathCAT, VoiceOver), so it carries neither an
``alttext`` nor an annotation: TeX read aloud as a formula's name would hide the readable structure.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from math_core import LatexError, LatexToMathML

from syntopic.markdown.mended import mended

Macros = tuple[tuple[str, str], ...]
"""Commands of one's own: (name without backslash, what it stands for, with #1 … #9)."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that could be read: ``mathml`` is well-formed XML without a namespace."""

    mathml: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A formula that could not: why, and at which character of ``tex`` (None: not known)."""

    tex: str
    message: str
    position: int | None = None


_REMEMBERED: Final = 4096  # formulas; a large garden has some ten thousand distinct ones
_WHERE = re.compile(r"(?:macro(?P<macro>\d+):)?(?P<at>\d+): (?P<message>.*)", re.DOTALL)
# A bracket of a fixed size that bears a script: Chromium lets it sink unless it stands in a row.
_SCRIPTED = re.compile(
    r"(?P<script><m(?:sup|sub|subsup)>)(?P<bracket><mo(?= )[^>]*\bminsize=[^>]*>[^<]*</mo>)"
)
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")


@lru_cache(maxsize=_REMEMBERED)
def to_mathml(tex: str, display: bool = False, macros: Macros = ()) -> Formula | Refusal:
    """Return the MathML of ``tex`` (without dollars), or why there is none.

    ``display`` asks for the spacious style of a formula on its own line. Never raises.
    """
    try:
        source = mended(tex, display)
        found = _converter(macros).convert_with_local_state(source, displaystyle=display)
    except LatexError as error:
        return _refusal(tex, source, str(error), macros)
    found = _NAMED_ENTITY.sub(lambda entity: html.unescape(entity[0]), found)
    found = _SCRIPTED.sub(r"\g<script><mrow>\g<bracket></mrow>", found)
    # Browsers put the combining arrow, which has no width, to the left of its letter.
    return Formula(found.replace("\u20d7", "\u2192"))


def refused_macros(macros: Macros) -> tuple[Refusal, ...]:
    """Return a refusal for each macro that cannot be used; one bad macro refuses all formulas."""
    tried = (_try_macro(name, meaning) for name, meaning in macros)
    return tuple(refusal for refusal in tried if refusal is not None)


def usable(macros: Macros) -> Macros:
    """Return the macros without those that are refused, so that they spoil no other formula."""
    bad = {refusal.tex for refusal in refused_macros(macros)}
    return tuple(pair for pair in macros if "\\" + pair[0].removeprefix("\\") not in bad)


def _try_macro(name: str, meaning: str) -> Refusal | None:
    try:
        _converter(((name, meaning),))
    except LatexError as error:
        match = _WHERE.match(str(error))
        return Refusal(f"\\{name.removeprefix(chr(92))}", match["message"] if match else str(error))
    return None


@lru_cache(maxsize=16)
def _converter(macros: Macros) -> LatexToMathML:
    # People write the backslash of a macro's name or leave it out; both mean the same.
    # Wide accents differ between browsers, but a slightly short tilde beats a refused formula.
    return LatexToMathML(
        macros={name.removeprefix("\\"): meaning for name, meaning in macros},
        fancy_error=False,
        allow_unreliable_rendering=True,
    )


def _refusal(tex: str, source: str, error: str, macros: Macros) -> Refusal:
    match = _WHERE.match(error)
    if match is None:
        return Refusal(tex, error)
    if match["macro"] is not None:
        name = tuple(dict(macros))[int(match["macro"])].removeprefix("\\")
        return Refusal(tex, f"The macro \\{name} is wrong: {match['message']}")
    position = int(match["at"])
    # A position beyond the text lies inside a macro's meaning.
    known = source == tex and position <= len(tex)
    return Refusal(tex, match["message"], position if known else None)
