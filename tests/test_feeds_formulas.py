"""Formulas in feed readers: those that draw MathML, and those that take its tags away."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking import installed
from syntopic.markdown.tex import Formula, to_mathml
from syntopic.markdown.tree import Element, each, read, write
from syntopic.publishing.feeds.formulas import NAMESPACE, readable

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("validators")


def formula(tex: str, *, display: bool = False) -> Element:
    made = to_mathml(tex, display)
    assert isinstance(made, Formula), made
    (math,) = read(made.mathml)
    assert isinstance(math, Element)
    return readable(math)


def mathml(tex: str) -> str:
    return write([formula(tex)])


class Stripped(HTMLParser):
    """A feed reader that knows none of these elements and shows the text between them."""

    text = ""

    def handle_data(self, data: str) -> None:
        self.text += data.replace("\u2061", "").replace("\xa0", " ")


def without_tags(html: str) -> str:
    reader = Stripped()
    reader.feed(html)
    reader.close()
    return reader.text


READINGS = {
    "x^2": "x^2",
    "x^{2n}": "x^(2n)",
    "x^2y": "x^2 y",
    "a_{ij} b_{jk}": "a_ij b_jk",
    r"\frac{a}{b}": "a/b",
    r"\frac{a+b}{2c}": "(a+b)/(2c)",
    r"\left(\frac{a}{b}\right)^2": "(a/b)^2",
    r"\frac{1}{n}\sum_{i=1}^n x_i^2": "1/n ∑_(i=1)^n x_i^2",
    r"\sqrt{x}": "√x",
    r"\sqrt{2\pi\sigma^2}": "√(2πσ^2)",
    r"\sqrt[3]{x+1}": "(x+1)^(1/3)",
    r"e^{-\frac{(x-\mu)^2}{2\sigma^2}}": "e^(−((x−μ)^2)/(2σ^2))",
    "f'(x)": "f′(x)",
    r"\sin x + \log_2 n": "sin x+log_2 n",
    r"\lim_{h\to 0}\frac{f(x+h)-f(x)}{h}": "lim_(h→0) (f(x+h)−f(x))/h",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": "(1, 2; 3, 4)",
    r"\begin{aligned}a&=b\\&=c+d\end{aligned}": "a=b; =c+d",
    r"\binom{n}{k}": "(n, k)",
    r"P(A\mid B)=\frac{P(B\mid A)P(A)}{P(B)}": "P(A∣B)=(P(B∣A)P(A))/(P(B))",
    r"x \quad \text{if } x>0": "x if x>0",
    r"w^\top x": "w^⊤ x",
}


@pytest.mark.parametrize(("tex", "text"), READINGS.items())
def test_a_reader_that_takes_the_tags_away_still_shows_the_formula(tex: str, text: str) -> None:
    assert without_tags(mathml(tex)) == text


def test_what_only_stands_in_for_the_shape_takes_no_room_and_is_not_seen() -> None:
    added = [e for e in each([formula(r"\frac{a^2}{\sqrt{b}}")]) if e.tag == "mpadded"]
    assert len(added) == 3
    for padded in added:
        assert {padded.get(side) for side in ("width", "height", "depth")} == {"0"}
        (phantom,) = padded.children
        assert isinstance(phantom, Element)
        assert phantom.tag == "mphantom"


def test_a_formula_names_its_namespace_and_holds_no_second_reading() -> None:
    html = mathml("x^2")
    assert html.startswith(f'<math xmlns="{NAMESPACE}">')
    assert not any(word in html for word in ("semantics", "annotation", "alttext"))


ATOMS = st.sampled_from(("x", "y", r"\theta", "12", r"\nabla L", "a_i", r"\mathbf{v}"))
TEX = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("{}+{}".format, inner, inner),
        st.builds(r"\frac{{{}}}{{{}}}".format, inner, inner),
        st.builds(r"\sqrt{{{}}}".format, inner),
        st.builds("{{{}}}^{{{}}}".format, inner, inner),
        st.builds(r"\sum_{{{}}}^{{{}}} {}".format, inner, inner, inner),
        st.builds(r"\begin{{matrix}}{}&{}\\{}\end{{matrix}}".format, inner, inner, inner),
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(TEX)
def test_no_formula_loses_a_sign_or_its_brackets(tex: str) -> None:
    made = to_mathml(tex, False)
    assert isinstance(made, Formula)
    plain, told = without_tags(made.mathml), without_tags(mathml(tex))
    signs = iter(told)
    assert all(sign in signs for sign in plain), "every sign, in its order"
    assert told.count("(") == told.count(")")


def test_feedparser_keeps_the_formula_as_it_is() -> None:
    told = escape(mathml(r"\frac{a}{b}"))
    item = f"<item><description>{told}</description></item>"
    feed = feedparser.parse(f'<rss version="2.0"><channel>{item}</channel></rss>')
    assert "<mfrac>" in feed.entries[0].summary
    assert "<mphantom>" in feed.entries[0].summary


def test_sanitize_html_leaves_the_formula_in_words() -> None:
    script = (
        'import clean from "sanitize-html"; import { readFileSync } from "node:fs";'
        "process.stdout.write(clean(readFileSync(0, 'utf8')))"
    )
    told = installed().run(script, f"<p>{mathml('x^2')} and {mathml('a_i')}</p>")
    assert told == "<p>x^2 and a_i</p>"


@pytest.mark.browser
def test_where_mathml_is_drawn_nothing_is_doubled_and_nothing_moves(browser: Browser) -> None:
    page = browser.new_page()
    purify = installed().folder / "node_modules/dompurify/dist/purify.min.js"
    for tex in READINGS:
        made = to_mathml(tex, False)
        assert isinstance(made, Formula)
        page.add_script_tag(path=purify)
        clean = page.evaluate("html => DOMPurify.sanitize(html)", mathml(tex))
        whole, *others = (_size(page, html) for html in (made.mathml, mathml(tex), clean))
        for other in others:
            assert other == pytest.approx(whole, abs=1.0), tex
    page.close()


def _size(page: Page, html: str) -> tuple[float, float]:
    page.set_content(f"<p style='font: 20px serif'>{html}</p>")
    box = page.locator("math").bounding_box()
    assert box is not None
    return box["width"], box["height"]
