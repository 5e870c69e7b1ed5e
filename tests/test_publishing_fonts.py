"""Fonts are cut down to what a site uses, and lose nothing that it needs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from syntopic.publishing.fonts import ALWAYS, ITALICS, ROOT, characters, cut_down
from syntopic.theme import FOLDER

MATH = FOLDER / "fonts" / "stix-two-math.woff2"


def test_every_character_of_the_site_is_kept(tmp_path: Path) -> None:
    font = TTFont(BytesIO(cut_down(MATH, characters(["∑ λ 𝐀"]), tmp_path)))
    assert {ord("∑"), ord("λ"), ord("𝐀"), ord("x")} <= set(font.getBestCmap())
    assert ord("∯") not in font.getBestCmap()


def test_the_italic_letters_that_browsers_draw_variables_with_are_kept(tmp_path: Path) -> None:
    font = TTFont(BytesIO(cut_down(MATH, characters(["J"]), tmp_path)))
    assert {ord("𝐽"), ord("ℎ"), ord("𝜃")} <= set(font.getBestCmap())


def test_the_sign_of_a_root_that_no_text_holds_is_kept_and_can_grow(tmp_path: Path) -> None:
    font = TTFont(BytesIO(cut_down(MATH, characters(["x"]), tmp_path)))
    grown = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
    assert font.getBestCmap()[ord("√")] in grown


def test_what_is_cut_out_is_packed_as_small_as_can_be(tmp_path: Path) -> None:
    made = cut_down(MATH, characters(["x"]), tmp_path)
    with TTFont(BytesIO(made)) as font:
        assert font.reader.tables["glyf"].transformed
    assert len(made) < 45_000


def test_brackets_can_still_grow(tmp_path: Path) -> None:
    font = TTFont(BytesIO(cut_down(MATH, characters(["()"]), tmp_path)))
    grown = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
    assert font.getBestCmap()[ord("(")] in grown


def test_the_same_characters_give_the_same_bytes_from_the_cache_and_without_it(
    tmp_path: Path,
) -> None:
    wanted = characters(["∫"])
    first = cut_down(MATH, wanted, tmp_path / "one")
    assert cut_down(MATH, wanted, tmp_path / "one") == first
    assert cut_down(MATH, wanted, tmp_path / "two") == first
    assert len(first) < MATH.stat().st_size / 4


@given(st.lists(st.text(st.characters())))
def test_no_character_of_any_text_is_left_out_and_none_is_made_up(texts: list[str]) -> None:
    there = {ord(char) for text in texts for char in text}
    assert characters(texts) == there | ALWAYS | ITALICS | {ROOT}
