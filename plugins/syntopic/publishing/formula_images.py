"""Formulas as images, for places that show no mathematics: Medium, LinkedIn, mail.

Drawn from the same MathML that the site shows. The background is white: such places have a dark
mode that the image knows nothing of, and black on nothing cannot be read there.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

import resvg_py
from PIL import Image

from syntopic.markdown.one_line import one_line
from syntopic.markdown.tex import Formula, Macros, to_mathml
from syntopic.publishing.formula_mathml import can_be_drawn, drawable, library

SCALE = 3
"""Pixels of the image for one of the page: sharp on every screen sold today."""

FONT_SIZE = 22.0
"""Pixels of the page: what goes well with body text of 18 to 21 pixels."""

INK = "#22252b"
_MARGIN = {False: 3.0, True: 14.0}
_GREYS = 16


@dataclass(frozen=True, slots=True)
class FormulaImage:
    """A formula drawn: ``width`` and ``height`` are those to show it at, in pixels of the page.

    ``png`` has ``SCALE`` times as many; ``svg`` is the same drawing without a background. ``alt``
    says the formula in one line of plain text.
    """

    png: bytes
    svg: str
    width: int
    height: int
    alt: str


def formula_image(
    tex: str, display: bool, macros: Macros = (), *, least_width: int = 0
) -> FormulaImage | None:
    """Draws a formula (TeX without dollars); None where it cannot be read or drawn faithfully.

    ``display`` gives it the spacious style. ``least_width`` centres it on that many pixels: places
    that show each image as wide as the column would enlarge short formulas otherwise. Never raises;
    equal formulas give equal bytes.
    """
    found = to_mathml(tex, display, macros)
    if not isinstance(found, Formula) or not can_be_drawn(found.mathml):
        return None
    drawn = _drawing(drawable(found.mathml), _MARGIN[display], least_width)
    if drawn is None:
        return None
    root, width, height = drawn
    alt = one_line(tex, macros)
    root.set("role", "img")
    root.set("aria-label", alt)
    svg = ET.tostring(root, encoding="unicode")
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=svg, background="white", zoom=SCALE, skip_system_fonts=True
        )
    except ValueError:
        return None
    return FormulaImage(_small(png), svg, width, height, alt)


def _drawing(mathml: ET.Element, margin: float, least: int) -> tuple[ET.Element, int, int] | None:
    """The formula as SVG in whole pixels, and its size; None where drawing fails."""
    mathml.set("mathcolor", INK)
    try:
        root: ET.Element = library().Math(mathml, size=FONT_SIZE, margin=margin).svgxml()
        x, y, wide, high = map(float, root.attrib["viewBox"].split())
    except Exception:  # what the library was not prepared for, it answers with any exception
        return None
    width, height = max(-int(-wide // 1), least), -int(-high // 1)
    box = (x - (width - wide) / 2, y - (height - high) / 2, width, height)
    root.set("viewBox", " ".join(f"{number:g}" for number in box))
    root.set("width", str(width))
    root.set("height", str(height))
    return root, width, height


def _small(png: bytes) -> bytes:
    """The same picture with few colours: a tenth of the bytes, and no eye sees a difference."""
    with Image.open(BytesIO(png)) as opened:
        image = opened.convert("RGB")
    made = BytesIO()
    image.quantize(_GREYS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        made, "PNG", optimize=True
    )
    return made.getvalue()
