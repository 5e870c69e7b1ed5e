"""TeX as MathML: what browsers need to draw it right."""

from __future__ import annotations

from syntopic.markdown.tex import Formula, to_mathml


def test_the_arrow_of_a_vector_has_a_width_so_that_it_stands_above_its_letter() -> None:
    found = to_mathml(r"\vec{v}")
    assert isinstance(found, Formula)
    assert "\u2192" in found.mathml and "\u20d7" not in found.mathml


def test_a_bracket_of_a_fixed_size_that_bears_a_script_does_not_sink_below_its_partner() -> None:
    for tex in (r"\big(f - x\big)^2", r"\Big[x\Big]_1", r"\bigl(a\bigr)_1^2"):
        found = to_mathml(tex)
        assert isinstance(found, Formula)
        assert "<mrow><mo m" in found.mathml
        assert found.mathml.count("<mrow>") == found.mathml.count("</mrow>")
