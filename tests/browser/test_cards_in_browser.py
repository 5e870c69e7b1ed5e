"""Cards on a topic page in a real browser: opened by key, read aloud, printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.pages.serving import served
from playwright.sync_api import Browser, Locator, Page, expect

import sites

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

ASKED = """# Rank

The rank counts independent columns.

## Interview questions

Q: Which matrix has rank one? ^rank-one
A: An outer product:

  - every column is a multiple of the first
  - every row, too

Q: What does this print, with [[Rank]] as in <https://example.org>?
```python
print(np.linalg.matrix_rank(np.ones((3, 3))))
```
A: A one.

C: The rank of a product is at most the ==smaller== of the ==two ranks $r_1$ and $r_2$==. ^rank-gaps
"""
NOTES = {
    "sources.yml": "sources:\n  - {key: a, title: A book}\n  - {key: b, title: A course}\n",
    "a/rank.md": ASKED,
    "b/rank.md": "# Rank\n\nIt tells what survives.\n\nQ: Which matrix has rank one?\nA: None.\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the garden."""
    site = sites.build(tmp_path_factory.mktemp("cards"), NOTES)
    assert site.code == 0, site.said
    with served(site.folder, 0) as found:
        yield f"{found}topics/rank/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give the page on a phone."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    yield page
    context.close()


def gaps(page: Page) -> Locator:
    """The card with gaps."""
    return page.locator("#rank-gaps")


def test_a_gap_hides_its_words_and_a_screen_reader_is_told_that_one_is_there(page: Page) -> None:
    told = gaps(page).aria_snapshot()
    assert "at most the […] of the […]." in told
    assert "smaller" not in told
    widths = gaps(page).locator("mark").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert max(widths) < 5


def test_a_key_opens_a_card_and_shows_the_words_of_its_gaps(page: Page) -> None:
    summary = gaps(page).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert "mark: smaller" in gaps(page).aria_snapshot()
    assert "[…]" not in gaps(page).aria_snapshot()
    page.keyboard.press("Space")
    assert "[…]" in gaps(page).aria_snapshot()


def test_a_link_to_a_card_leads_to_its_question(page: Page, address: str) -> None:
    page.goto(f"{address}#rank-one", wait_until="networkidle")
    expect(page.locator("#rank-one > summary")).to_be_in_viewport()


def test_printed_every_answer_and_every_gap_is_there(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("details.card[open]").count() == 0
    for card in page.locator(".passage > details.card").all():
        for words in card.locator("p, li, mark").all():
            expect(words).to_be_visible()
    assert "[…]" not in gaps(page).aria_snapshot()


def test_questions_are_large_enough_for_fingers_and_fit_a_phone(page: Page) -> None:
    heights = page.locator("details.card > summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) == 4
    assert min(heights) >= 44
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_cards_open_or_closed(
    page: Page, axe_script: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.evaluate(axe_script)
    for opened in ("false", "true"):
        page.evaluate(f"document.querySelectorAll('details').forEach(e => {{ e.open = {opened} }})")
        found = page.evaluate("axe.run('article')")["violations"]
        assert [one["id"] for one in found] == []
