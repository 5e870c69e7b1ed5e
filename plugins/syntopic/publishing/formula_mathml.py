"""The site's MathML, told so that the library that draws it sets it as browsers do.

The library (ziamath) has an em of 4/3 of the font's size, knows the tables' alignment by attributes
and not by style, pads the names of functions, and draws an empty box for what its font lacks.
"""

from __future__ import annotations

import re
import warnings
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any, Final
from xml.etree import ElementTree as ET

_EM: Final = 0.75
"""What the library makes of 1em is a third too much."""

_SPACES: Final = {
    "veryverythinmathspace": 1 / 18,
    "verythinmathspace": 2 / 18,
    "thinmathspace": 3 / 18,
    "mediummathspace": 4 / 18,
    "thickmathspace": 5 / 18,
    "verythickmathspace": 6 / 18,
    "veryverythickmathspace": 7 / 18,
}
_SEPARATORS: Final = frozenset(",;")
_ORDINARY: Final = frozenset("∂∇")
"""Operators by name that TeX sets close to what follows."""
_AROUND_FRACTIONS: Final = 0.09
_CELL: Final = 0.4
"""Left and right of a cell, in em; MathML Core, "mtable"."""
_UNSEEN: Final = frozenset("\u2061\u2062\u2063\u2064")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f]")
_LENGTH: Final = re.compile(r"(-?[\d.]+)em$")
_PADDING: Final = re.compile(r"padding-(left|right)\s*:\s*([\d.]+)")
_ALIGNED: Final = re.compile(r"text-align\s*:\s*(left|right|center)")
_ROWS: Final = frozenset(("math", "mrow", "mtd", "msqrt", "mstyle", "mpadded", "menclose"))


@cache
def library() -> Any:
    """The library's module ``zmath``, loaded when a formula is to be drawn.

    Loading reads its font, by a way that Python 3.11 and 3.12 warn of.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import_module("ziamath")
    return import_module("ziamath.zmath")


def can_be_drawn(mathml: str) -> bool:
    """Whether the font has every character, and nothing is asked for that would be left out."""
    root = ET.fromstring(mathml)
    words = _SELECTORS.sub("", "".join(root.itertext()))
    if any("border" in element.get("style", "") for element in root.iter()):
        return False  # the lines of an array
    return all(char.isspace() or char in _UNSEEN or _in_font(char) for char in words)


def drawable(mathml: str) -> ET.Element:
    """The formula with its spaces, tables and names told in the library's way."""
    root = ET.fromstring(_SELECTORS.sub("", mathml))
    for element in root.iter():
        _flatten(element)
        _space(element)
        if element.tag == "mtable":
            _tabulate(element)
    _part(root)
    return root


@lru_cache(maxsize=4096)
def _in_font(char: str) -> bool:
    return bool(library().loadedfonts["default"].glyphindex(char) > 0)


def _flatten(element: ET.Element) -> None:
    """Words as text without HTML inside, and names of functions without padding."""
    if element.tag == "mtext" and len(element):
        bold = element.find(".//b") is not None
        italic = element.find(".//i") is not None
        words = "".join(element.itertext())
        element[:] = []
        element.text = words
        element.set("mathvariant", "-".join(["bold"] * bold + ["italic"] * italic) or "normal")
    elif element.tag == "mi" and len((element.text or "").strip()) > 1:
        element.tag, element.text = "mtext", (element.text or "").strip()


def _space(element: ET.Element) -> None:
    """Lengths that the element states, in the library's em."""
    for name in ("width", "lspace", "rspace", "height", "depth", "voffset"):
        if found := _LENGTH.match(element.get(name, "")):
            element.set(name, f"{float(found[1]) * _EM:.4f}em")


def _part(parent: ET.Element) -> None:
    """Says how much space is around operators and fractions, which depends on their neighbours."""
    children = list(parent)
    row = parent.tag in _ROWS
    for index, child in enumerate(children):
        if child.tag == "mo":
            _operator(child, "infix" if not row else _form(index, len(children)))
        _part(child)
    if not row or not any(child.tag == "mfrac" for child in children):
        return
    parent[:] = []
    for child in children:
        parent.extend(_framed(child) if child.tag == "mfrac" else [child])


def _form(index: int, count: int) -> str:
    if count == 1:
        return "none"
    return "prefix" if index == 0 else "postfix" if index == count - 1 else "infix"


def _operator(mo: ET.Element, form: str) -> None:
    text = (mo.text or "").strip()
    mo.set("form", mo.get("form", form))
    known = import_module("ziamath.operators").get_params(text, mo.get("form", form))
    for side in ("lspace", "rspace"):
        if side not in mo.attrib:
            name = known.get(side, "0")
            wide = 0.0 if text in _ORDINARY else _SPACES.get(name, 0.0)
            if text in _SEPARATORS and wide:
                wide = _SPACES["thinmathspace"]
            mo.set(side, f"{wide * _EM:.4f}em")


def _framed(fraction: ET.Element) -> list[ET.Element]:
    """A fraction in a row of its own, where the library adds space at its right only."""
    row = ET.Element("mrow")
    row.append(fraction)
    added = _SPACES["thinmathspace"] / _EM
    before = ET.Element("mspace", width=f"{_AROUND_FRACTIONS * _EM:.4f}em")
    after = ET.Element("mspace", width=f"{(_AROUND_FRACTIONS - added) * _EM:.4f}em")
    return [before, row, after]


def _tabulate(table: ET.Element) -> None:
    """Alignment and gaps, read from the style of the cells."""
    rows = [list(row) for row in table]
    for cell in (cell for row in rows for cell in row):
        found = _ALIGNED.search(cell.get("style", ""))
        cell.set("columnalign", found[1] if found else "center")
    first = max(rows, key=len, default=[])
    sides = [dict(_PADDING.findall(cell.get("style", ""))) for cell in first]
    gaps = [
        float(left.get("right", _CELL)) + float(right.get("left", _CELL))
        for left, right in pairwise(sides)
    ]
    table.set("columnspacing", " ".join(f"{gap * _EM:.4f}em" for gap in gaps) or "0em")
    table.set("rowspacing", f"{0.45 * _EM:.4f}em")
