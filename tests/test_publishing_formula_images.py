"""Formulas as images, for places that show no mathematics."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from syntopic.markdown.tex import Formula, to_mathml
from syntopic.parsing.dialect import parser
from syntopic.parsing.plain import MATH
from syntopic.publishing.formula_images import SCALE, FormulaImage, formula_image

NOTES = Path(__file__).resolve().parent.parent / "notes"


def drawn(tex: str, *, display: bool = True, least_width: int = 0) -> FormulaImage:
    """The image, where there has to be one."""
    made = formula_image(tex, display, least_width=least_width)
    assert made is not None
    return made


def pixels(image: FormulaImage) -> Image.Image:
    """Its dark and light."""
    with Image.open(BytesIO(image.png)) as opened:
        return opened.convert("L")


def ink(image: FormulaImage) -> tuple[int, int, int, int]:
    """The box around what is drawn."""
    box = pixels(image).point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    return box


def formulas_of_the_sample_garden() -> list[str]:
    found: dict[str, None] = {}
    for file in sorted(NOTES.rglob("*.md")):
        tokens = parser().parse(file.read_text(encoding="utf-8"), {})
        inline = (child for token in tokens for child in token.children or ())
        found.update((child.content.strip(), None) for child in inline if child.type in MATH)
    return list(found)


def test_every_formula_of_the_sample_garden_can_be_drawn() -> None:
    formulas = formulas_of_the_sample_garden()
    assert len(formulas) > 150
    assert [tex for tex in formulas if formula_image(tex, False) is None] == []


def test_a_formula_is_sharp_small_and_readable_on_any_background() -> None:
    made = drawn(r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}")
    image = pixels(made)
    assert image.size == (made.width * SCALE, made.height * SCALE)
    assert image.getpixel((0, 0)) == 255
    assert len(made.png) < 8_000
    left, top, right, bottom = ink(made)
    assert min(left, top, image.width - right, image.height - bottom) > 0, "nothing is cut off"


def test_a_formula_says_itself_in_plain_text() -> None:
    made = drawn(r"y = \mathbf{w}^\top x^2")
    assert made.alt == "y = 𝐰ᵀx²"
    assert ET.fromstring(made.svg).get("aria-label") == made.alt


def test_the_drawing_needs_nothing_that_a_reader_might_not_have() -> None:
    svg = drawn(r"\hat{y} = \sum_{i=1}^n w_i x_i").svg
    assert "<text" not in svg
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)


@pytest.mark.parametrize(
    "tex", [r"\frac{1", r"\unknowncommand", "你好", r"\begin{array}{c|c} a & b \end{array}", ""]
)
def test_what_cannot_be_drawn_faithfully_is_left_to_the_caller(tex: str) -> None:
    made = formula_image(tex, True)
    assert made is None


def test_a_short_formula_keeps_its_size_where_images_are_shown_as_wide_as_the_column() -> None:
    alone, wide = drawn("x"), drawn("x", least_width=700)
    assert (wide.width, wide.height) == (700, alone.height)
    left, _, right, _ = ink(wide)
    assert abs(left + right - pixels(wide).width) < 4 * SCALE, "it stands in the middle"
    assert right - left == pytest.approx(ink(alone)[2] - ink(alone)[0], abs=2)


def test_spaces_are_those_of_the_page_and_not_a_third_wider() -> None:
    left, _, right, _ = ink(drawn("a=b", display=False))
    tight_left, _, tight_right, _ = ink(drawn(r"a{=}b", display=False))
    thick = 2 * 5 / 18 * 22 * SCALE
    assert (right - left) - (tight_right - tight_left) == pytest.approx(thick, abs=SCALE)


def test_columns_of_equations_meet_at_their_signs() -> None:
    one = r"\begin{aligned} a &= b \end{aligned}"
    assert ink(drawn(one))[2] - ink(drawn(one))[0] == pytest.approx(
        ink(drawn("a=b"))[2] - ink(drawn("a=b"))[0], abs=2 * SCALE
    )


def test_equal_formulas_give_equal_bytes() -> None:
    assert formula_image(r"\int_0^1 f", True) == formula_image(r"\int_0^1 f", True)


PIECES = st.sampled_from(
    [
        *(
            "x",
            "y^2",
            "a_i",
            r"\frac{a}{b}",
            r"\sqrt{x}",
            "+",
            "=",
            r"\left(",
            r"\right)",
            "{",
            "}",
        ),
        *(r"\sum_{i}^{n}", r"\text{if }", r"\mathbf{A}", "&", r"\\", r"\hat", r"\begin{matrix}"),
        *(r"\end{matrix}", "}", "^", "_", r"\,", "'", r"\lVert", r"\cdots", "é", "你"),
        *(
            r"\textit{}",
            r"\textit{a b}",
            r"\overline{x}",
            r"\underbrace{x}_{n}",
            r"\lim_{h}",
            r"\bigcup_i",
            "%",
        ),
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=8), st.booleans())
def test_whatever_is_written_gives_an_image_or_nothing(pieces: list[str], display: bool) -> None:
    tex = " ".join(pieces)
    made = formula_image(tex, display)
    if made is None:
        return
    assert isinstance(to_mathml(tex, display), Formula)
    assert pixels(made).size == (made.width * SCALE, made.height * SCALE)
