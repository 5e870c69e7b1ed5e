"""Formulas in one line of plain text say what the formula says."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.markdown.one_line import one_line


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("x^2", "x²"),
        ("x^{n+1}", "xⁿ⁺¹"),
        ("x^{2y}", "x^(2y)"),
        ("e^{-x}", "e^(−x)"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a + 1}{b}", "(a+1)/b"),
        ("y = mx + b", "y = mx+b"),
        ("x_i", "x_i"),
        (r"\sum_{i=1}^n x_i", "∑_(i = 1)ⁿx_i"),
        (r"\hat{y}", "y"),
        (r"\mathbf{A}^\top x", "𝐀ᵀx"),
        (r"\sqrt{2}", "√2"),
        (r"P(A \mid B)", "P(A ∣ B)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
        ("f'(x)", "f′(x)"),
        (r"\operatorname{Var}(X)", "Var(X)"),
        (r"\mathbb{R}^2", "ℝ²"),
        (r"\nonsense{", r"\nonsense{"),
    ],
)
def test_a_formula_on_one_line(tex: str, text: str) -> None:
    assert one_line(tex) == text


def test_macros_of_the_author_are_known() -> None:
    assert one_line(r"\RR^2", (("RR", r"\mathbb{R}"),)) == "ℝ²"


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*"ax1+-=^_{}<&", r"\frac", r"\alpha", " "]), max_size=12))
def test_whatever_is_written_is_one_line_of_text(pieces: list[str]) -> None:
    assert "\n" not in one_line("".join(pieces))


def contents(text: str) -> list[str]:
    configs = {name: dict(config) for name, config in EXTENSION_CONFIGS.items()}
    reader = markdown.Markdown(extensions=[*EXTENSIONS], extension_configs=configs)
    html = reader.convert(text)
    assert "data-toc-label" not in html
    tokens: list[dict[str, str]] = reader.toc_tokens  # type: ignore[attr-defined]
    return [token["name"] for token in tokens]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Why $x^2$ *grows* fast", "Why x² grows fast"),
        (r"$\frac{a}{b}$", "a/b"),
        ("All $a < b$ & `c`", "All a &lt; b &amp; c"),
        (r"A $k$-means of \$5", "A k-means of $5"),
        ("No formula at all", "No formula at all"),
        ("Mine $x^2$ { data-toc-label='Squares' }", "Squares"),
        (r"Wrong $\nonsense{$", r"Wrong \nonsense{"),
    ],
)
def test_the_table_of_contents_says_what_a_heading_with_a_formula_says(
    heading: str, told: str
) -> None:
    assert contents(f"## {heading}\n\nText.") == [told]
