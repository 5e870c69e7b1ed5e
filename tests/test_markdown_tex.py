"""TeX as MathML: what browsers need to draw it right."""

from __future__ import annotations

from syntopic.markdown.tex import Formula, to_mathml


def test_the_arrow_of_a_vector_has_a_width_so_that_it_stands_above_its_letter() -> None:
    found = to_mathml(r"\vec{v}")
    assert isinstance(found, Formula)
    assert "\u2192" in found.mathml and "\u20d7" not in found.mathml
