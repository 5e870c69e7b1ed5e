"""Formulas on a page: what becomes MathML, what stays text, and what happens to a broken one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.markdown.tex import Formula, Refusal, refused_macros, to_mathml

FORMULAS = "syntopic.markdown.formulas:FormulaExtension"


def site(**macros: str) -> Markdown:
    configs = {**EXTENSION_CONFIGS, FORMULAS: {"macros": macros}}
    return Markdown(extensions=list(EXTENSIONS), extension_configs=configs)


def page(text: str, **macros: str) -> str:
    return site(**macros).convert(text)


def seen(html: str) -> str:
    """What a reader sees, without tags and line breaks."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def formulas(html: str) -> int:
    return html.count("<math")


@pytest.mark.parametrize("written", ["$x^2$", r"\(x^2\)"])
def test_an_inline_formula_becomes_mathml_in_a_span_and_keeps_its_paragraph(written: str) -> None:
    html = page(f"The square {written} grows")
    math = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"
    assert html == (
        f'<p>The square <span class="math" data-search-exclude="">{math}</span> grows</p>'
    )


@pytest.mark.parametrize(
    "written",
    ["$$x^2$$", "$$\nx^2\n$$", r"\[x^2\]", "$x^2$", "$$\nx\n\n^2\n$$", "\\[\nx\n\n^2\n\\]"],
)
def test_a_formula_alone_in_its_paragraph_is_a_display_formula(written: str) -> None:
    html = page(f"Before.\n\n{written}\n\nAfter.")
    assert '<div class="math math-display"' in html
    assert '<math display="block"><msup><mi>x</mi>' in html
    assert html.startswith("<p>Before.</p>") and html.endswith("<p>After.</p>")


@pytest.mark.parametrize(
    "tex",
    [
        "\\begin{align}\na &= b\n\\end{align}",
        "\\begin{align*}\na &= b\n\\end{align*}",
        "\\begin{equation}\na = b\n\\end{equation}",
        "\\begin{gather}\na = b\n\\end{gather}",
        "\\begin{eqnarray}\na &=& b\n\\end{eqnarray}",
    ],
)
def test_an_environment_alone_is_a_display_formula_without_a_number(tex: str) -> None:
    html = page(f"{tex}\n\n$$\n{tex}\n$$")
    assert html.count('<div class="math math-display"') == 2
    assert "".join(seen(html).split()) == "a=ba=b", "no (1) that would mean nothing here"


def test_a_display_formula_inside_a_paragraph_or_tight_list_stays_in_it() -> None:
    html = page("see\n$$x$$\nthere\n\n- item\n  $$y$$\n- next")
    assert formulas(html) == html.count('<math display="block">') == 2
    assert "<div" not in html
    assert html.count("<p>") == 1 and html.count("<li>") == 2


def test_a_list_of_symbols_is_no_list_of_display_formulas() -> None:
    html = page("- $m$\n- $b$\n\n1. step\n\n    $c$")
    assert html.count('<span class="math"') == 2
    assert html.count('<div class="math math-display"') == 1


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $6",
        "between $5-$10",
        "a $ b $ c",
        "$20,000 and $30,000.",
        "US$5 or AU$6",
        "it is $5/hr, not $10/hr.",
        r"\$x\$",
        "| a | b |\n|---|---|\n| $5 | $6 |",
        "| a | b |\n|---|---|\n|5$|6$|",
        "an $open",
    ],
)
def test_prices_and_escaped_dollars_are_text(text: str) -> None:
    html = page(text)
    assert formulas(html) == 0
    assert seen(html).count("$") == text.count("$")


def test_a_formula_in_code_stays_code() -> None:
    html = page("`$x$` and `\\(y\\)`\n\n```\n$z$\n```\n\n    $w$")
    assert formulas(html) == 0
    assert "<code>$x$</code>" in html and "<code>\\(y\\)</code>" in html


def test_an_escaped_bracket_is_a_bracket_unless_it_holds_mathematics() -> None:
    html = page(r"as \[1\] and \[sic\] say, \[not a link_\](x), but \[x^2\]")
    assert seen(html).startswith("as [1] and [sic] say, [not a link_](x), but")
    assert formulas(html) == 1


def test_no_rule_of_markdown_reads_the_inside_of_a_formula() -> None:
    html = page(r"$a_1*b*_2 \\ \{x\} [y](z) ~~w~~ <q>$ **bold**")
    assert not re.search(r"<em>|<a |<del>|<q>", html)
    assert "<strong>bold</strong>" in html
    assert "{" in seen(html) and "}" in seen(html)


def test_less_than_signs_in_formulas_open_no_tag() -> None:
    html = page("$a<b$ and $c>d$, so $x<y$.\n\n$$\np<q>r\n$$")
    assert formulas(html) == 4


def test_what_looks_like_an_entity_in_a_formula_is_shown_as_written() -> None:
    assert "&amp;lt;" in page(r"$\text{\&lt;}$")


def test_an_alt_text_and_a_title_with_formulas_stay_text() -> None:
    html = page('![graph of $x_1$](i.png "the $y$ axis") [see $z$](u "t $w$") <img alt="$v$">')
    assert 'alt="graph of $x_1$"' in html and 'title="the $y$ axis"' in html
    assert 'title="t $w$"' in html and '<img alt="$v$">' in html
    assert formulas(html) == 1, "the one in the link's own text"


def test_a_bar_in_a_formula_does_not_split_a_table_cell() -> None:
    table = "| a | b |\n|---|---|\n| $P(A|B)$ | `x|y` |\n| $P(C\\|D)$ | \\(|e|\\) |"
    html = page(table)
    assert html.count("<td>") == 4
    assert formulas(html) == 3
    assert html.count("|</mo>") == 4 and "‖" not in html


def test_formulas_stay_out_of_the_search_index_but_headings_keep_their_words() -> None:
    html = page("## The $x$ axis\n\nin $y$")
    heading, paragraph = html.split("</h2>")
    assert "<math" in heading and "data-search-exclude" not in heading
    assert "data-search-exclude" in paragraph


@pytest.mark.parametrize(
    "after", [".", ",", ";", ":", ")", "!", "?", "’", "”", "-means", "th", "’s,"]
)
def test_what_touches_a_formula_stays_on_its_line(after: str) -> None:
    html = page(f"word $x${after} word")
    assert f"</span>{after}</span> word" in html and 'word <span class="nobreak">' in html


def test_an_opening_bracket_stays_on_the_line_of_its_formula() -> None:
    assert '<span class="nobreak">(<span class="math"' in page("so ($x$) is")
    assert formulas(page("[a]($x$)")) == 0, "that is a link's address"


def test_an_image_right_after_a_formula_is_still_an_image() -> None:
    assert "<img" in page("$x$![i](u)")


def test_a_broken_formula_shows_its_tex_and_is_reported() -> None:
    md = site()
    html = md.convert("good $x$, bad $\\frac{a<b$ and\n\n$$\n\\nope\n$$")
    assert '<code class="math-error" title="' in html and "\\frac{a&lt;b</code>" in html
    assert [refusal.tex for refusal in md.syntopic_refusals] == ["\\nope", "\\frac{a<b"]
    assert md.syntopic_refusals[0].position == 0
    md.reset()
    assert md.syntopic_refusals == []


def test_macros_of_ones_own_are_understood_with_or_without_their_backslash() -> None:
    html = page(r"$\E \vv{a}$", **{"\\E": r"\mathbb{E}", "vv": r"\mathbf{#1}"})
    assert "𝔼" in html and "𝐚" in html


def test_a_broken_macro_is_reported_and_breaks_no_other_formula() -> None:
    md = site(bad=r"\nope", Z2=r"x", good="y")
    html = md.convert(r"$\good$")
    assert "<mi>y</mi>" in html
    assert [refusal.tex for refusal in md.syntopic_refusals] == [r"\bad", r"\Z2"]


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\text{if $x$ is}", "if x is"),
        (r"\text{a {b} $y_{\text{c $d$}}$}", None),
        (r"x_\text{for $k$}", None),
        (r"\mbox{a}\hbox{b}", "ab"),
        (r"\begin{split}a&=b\end{split}", "a=b"),
        (r"a\label{eq:1}", "a"),
        (r"\begin{matrix}a\\[3ex]b\\ [x]\end{matrix}", "ab[x]"),
        (r"\eqref{eq_1}", "(eq_1)"),
        (r"\mathds{1}", "𝟙"),
        (r"\widetilde{x}", None),
        (r"\argmax_x f", None),
    ],
)
def test_common_tex_that_the_converter_lacks_is_understood(tex: str, shown: str | None) -> None:
    made = to_mathml(tex, True)
    assert isinstance(made, Formula), made
    if shown is not None:
        assert seen(made.mathml) == shown


def test_a_tag_is_allowed_in_a_display_formula() -> None:
    made = to_mathml(r"a = b\tag{4.2}", True)
    assert isinstance(made, Formula) and "(4.2)" in made.mathml


def test_a_refusal_says_where_the_mistake_is() -> None:
    assert to_mathml(r"é + \foo") == Refusal(r"é + \foo", r'Unknown command "\foo".', 4)


def test_no_formula_makes_an_anchor_or_a_broken_link() -> None:
    html = page("$$\n\\begin{equation}a\\label{q}\\end{equation}\n$$\n\n$\\eqref{q}$")
    assert " id=" not in html and "href" not in html


def test_a_usable_macro_is_not_refused() -> None:
    assert refused_macros((("R", r"\mathbb{R}"), ("\\v", r"\mathbf{#1}"))) == ()


def test_strong_text_around_a_lone_asterisk_is_strong() -> None:
    assert page("**a*b** and **c**") == "<p><strong>a*b</strong> and <strong>c</strong></p>"
    assert page("**a** b*c **d**") == "<p><strong>a</strong> b*c <strong>d</strong></p>"


@given(st.text(alphabet="$\\()[]{}ab1 _*|`<>!\"'^&\n-", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_converted_and_leaves_no_trace_of_the_machinery(text: str) -> None:
    md = site()
    html = md.convert(f"start\n\n{text}\n\nend")
    assert "\x02" not in html and "\x03" not in html


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_characters_at_all_are_converted(text: str) -> None:
    assert page(f"start $a{text}b$ end").startswith("<p>start")


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_tex_is_either_a_formula_or_a_refusal(tex: str) -> None:
    made = to_mathml(tex, True)
    assert isinstance(made, Formula | Refusal)


@given(st.text(alphabet="abxyz019 αβ≤", min_size=1, max_size=20).map(str.strip).filter(bool))
@settings(max_examples=100, deadline=None)
def test_plain_letters_in_dollars_are_never_lost(tex: str) -> None:
    assert re.sub(r"\s", "", seen(page(f"so $${tex}$$ is"))) == "so" + tex.replace(" ", "") + "is"
