"""Formulas and code that are wider than a phone, wherever they stand, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.pages.serving import served
from playwright.sync_api import Browser, Page

import sites

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

WIDE = "$" + " + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(1, 20)) + "$"
PLACES = {
    "paragraph": f"With {WIDE}, as ever.",
    "emphasis": f"*With {WIDE}.* **And ({WIDE})**",
    "item": f"- With {WIDE}\n- two, {WIDE}.\n  - below, {WIDE}\n\n    and {WIDE}",
    "task": f"- [ ] With {WIDE}",
    "number": f"1. With {WIDE}",
    "cell": f"| a | {WIDE} |\n|---|---|\n| With {WIDE} | b |",
    "quotation": f"> With {WIDE}\n>\n> - and {WIDE}",
    "callout": f"> [!note]- On {WIDE}\n> With {WIDE}",
    "definition": f"Term {WIDE}\n:   With {WIDE}",
    "heading": f"### On {WIDE}\n\nx",
    "link": f"[With {WIDE}](https://example.org) and [[Other|{WIDE}]]",
    "card": f"Q: What is {WIDE}?\nA: It is {WIDE}.",
    "footnote": f"See[^1].\n\n[^1]: With {WIDE}",
    "symbols": f"$$y = x$$\n\n- $x$ is {WIDE}\n- {WIDE} is wide",
}
SUM = " + ".join("bcdefghijklmno")
NOTES = {
    "wide.md": "# Wide\n\n" + "\n\n".join(f"## About {n}\n\n{t}" for n, t in PLACES.items()),
    "other.md": f"# Other\n\nOf [[Wide]] with {WIDE}.\n",
    "code.md": f"# Code\n\n```python\nfor x in y:\n    if x:\n        a = {SUM}\n```\n",
    "line.md": "# Line\n\n$x$ x $\\frac{1}{2}$ x **$y^2$** ($z$), and so on.\n\n- $x$ x $z$\n",
}
# What lies outside of the page, though nothing around it scrolls or is folded away.
OUTSIDE = """[...document.querySelectorAll('.md-content *')].filter(e => {
  if (e.closest('.headerlink, .unseen')) return false;
  if (e.getBoundingClientRect().right <= innerWidth) return false;
  for (let up = e.parentElement; up; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== 'visible') return false;
  return e.checkVisibility();
}).map(e => e.outerHTML.slice(0, 90))"""
CUT = """[...document.querySelectorAll('.md-content span.math')].filter(e => {
  if (e.scrollWidth <= e.clientWidth + 1) return false;
  e.scrollLeft = 1e6;
  return e.scrollLeft + e.clientWidth < e.scrollWidth - 1;
}).length"""
# Where the letters of the long line begin, row by row, and how it is copied.
ROWS = """(() => {
  const line = document.querySelector('pre > code > .line[style*="8"]');
  const range = document.createRange(), rows = new Map();
  for (const token of line.querySelectorAll('span:not(.w)')) {
    range.selectNodeContents(token);
    for (const box of range.getClientRects())
      if (!rows.has(Math.round(box.top))) rows.set(Math.round(box.top), box.left);
  }
  return [[...rows.values()], document.querySelector('pre > code').innerText];
})()"""
# How far above or below the line of the words each formula begins.
TOPS = """[...document.querySelectorAll('.md-content p span.math')].map(e => {
  const probe = document.createElement('span');
  probe.style.cssText = 'display: inline-block; height: 0; width: 0';
  e.before(probe);
  const line = probe.getBoundingClientRect().bottom;
  probe.remove();
  return e.firstChild.getBoundingClientRect().top - line;
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the garden."""
    folder = tmp_path_factory.mktemp("wide")
    site = sites.build(folder, NOTES)
    assert site.code == 0, site.said
    with served(site.folder, 0) as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give the page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}topics/wide/", wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    yield page
    context.close()


def test_a_long_formula_scrolls_in_its_own_box_wherever_it_stands(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(CUT) == 0


def test_a_formula_that_fits_stands_on_the_line_of_its_words(
    browser: Browser, address: str
) -> None:
    tops = []
    for width in (390, 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{address}topics/line/", wait_until="networkidle")
        tops.append(page.evaluate(TOPS))
        page.close()
    assert len(tops[0]) == 4
    assert all(abs(narrow - wide) < 0.6 for narrow, wide in zip(*tops, strict=True))


def test_a_broken_line_of_code_goes_on_below_its_beginning_and_is_copied_as_it_is(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{address}topics/code/", wait_until="networkidle")
    (begins, *goes_on), copied = page.evaluate(ROWS)
    page.close()
    assert goes_on and all(left > begins for left in goes_on)
    assert copied.splitlines()[:2] == ["for x in y:", "    if x:"]
    assert len(copied.splitlines()) == 3
