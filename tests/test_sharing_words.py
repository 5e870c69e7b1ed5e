"""Formulas in letters say what the formula says."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.publishing.sharing.trees import tree
from syntopic.publishing.sharing.words import marked, plain

SAID = {
    r"x_i^2": "xᵢ²",
    r"x_{ij}^{(k)}": "xᵢⱼ⁽ᵏ⁾",
    r"A^{-1}": "A⁻¹",
    r"\mathbf{X}^\top(\mathbf{y} - \mathbf{X}\hat{\mathbf{w}}) = \mathbf{0}": "Xᵀ(y − Xŵ) = 0",
    r"\hat{\mathbf{w}} = \arg\min_{\mathbf{w}} \; \lVert \mathbf{y} - \bar x \rVert^2": (
        "ŵ = arg min_w ‖y − x̄‖²"
    ),
    r"\frac{1}{n-1}\sum_{i=1}^n (x_i-\bar x)^2": "1/(n − 1) ∑ᵢ₌₁ⁿ (xᵢ − x̄)²",
    r"\lim_{h\to 0}\frac{f(x+h)-f(x)}{h}": "lim_(h → 0) (f(x + h) − f(x))/h",
    r"\frac{\partial L}{\partial w}": "∂L/∂w",
    r"\sum_{i=1}^n \log x_i": "∑ᵢ₌₁ⁿ log xᵢ",
    r"\nabla L(\boldsymbol{\theta})": "∇L(θ)",
    r"e^{-x^2/2}": "e^(−x²/2)",
    r"f'(x)": "f′(x)",
    r"\sqrt[3]{x} \ne \sqrt{a+b}": "³√x ≠ √(a + b)",
    r"\binom{n}{k}": "(n over k)",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": "(1, 2; 3, 4)",
    r"P(A\mid B)": "P(A ∣ B)",
    r"\vec v \in \mathbb{R}^n": "v⃗ ∈ ℝⁿ",
    r"10\,000": "10 000",
    r"\text{price} = 5\%": "price = 5%",
    r"-x": "−x",
    r"\lambda_{\max}": "λₘₐₓ",
    r"a_{q} b^{q}": "a_qb^q",
    r"\bad{": r"\bad{",
}


@pytest.mark.parametrize(("tex", "said"), SAID.items(), ids=[*SAID])
def test_a_formula_is_said_in_letters(tex: str, said: str) -> None:
    assert unicodedata.normalize("NFC", plain(tex)) == unicodedata.normalize("NFC", said)


def test_variables_are_in_italics_and_vectors_in_bold() -> None:
    assert marked(r"\mathbf{X}w_1 < \sin(y)") == (
        "<strong>X</strong><em>w</em>₁ &lt; sin(<em>y</em>)"
    )
    assert marked(r"\hat{\mathbf{w}}") == "<strong>ŵ</strong>"
    assert marked("42") == "42"


def test_the_authors_own_commands_are_known() -> None:
    assert plain(r"\R^n", (("R", r"\mathbb{R}"),)) == "ℝⁿ"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=r"\{}_^xαab12+-=()[]|<>&%$~ '*,.\n", max_size=40) | st.text(max_size=20))
def test_any_tex_becomes_one_line_with_no_sign_of_ours_left(tex: str) -> None:
    for text in (plain(tex), marked(tex)):
        assert "\n" not in text or text.strip() in (tex.strip(), tex)
        assert not re.search("[\ufdd4-\ufdd7\u2061]", text) or re.search(
            "[\ufdd4-\ufdd7\u2061]", tex
        )
    shown = tree(marked(tex))
    assert {element.tag for element in shown.all("em", "strong")} <= {"em", "strong"}
    assert [*shown.all("script", "img")] == []
