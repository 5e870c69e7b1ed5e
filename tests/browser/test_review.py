"""Reviewing in a real browser: by keyboard and by hand, alone, in two tabs, here and there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from reviewed import Reviewed
from reviewing import Desk, again, answer, begin, counts, log, reviews, unfold

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reviewed")]


def asked(page: Page) -> str:
    return page.locator(".review-question").inner_text()


def test_thirty_answers_by_keyboard_are_thirty_entries_and_outlast_a_reload_and_a_second_tab(
    desk: Desk,
) -> None:
    page = desk.open()
    assert counts(page) == (0, 10) and log(page) == []
    begin(page, new=30)
    topics = []
    for rating in (3, 3, 4, 2, 3, 1) * 5:
        topics.append(asked(page).rsplit(" a ", 1)[-1].rstrip("?"))
        answer(page, rating)
    assert len(reviews(page)) == 30
    page.keyboard.press("Escape")
    expect(page.locator(".review-sum")).to_contain_text("recalled at the first try")
    page.reload()
    unfold(page)
    expect(page.locator(".review-progress")).to_contain_text("30 answers")
    other = desk.open()
    unfold(other)
    expect(other.locator(".review-progress")).to_contain_text("30 answers")
    told = [entry for entry in log(page) if entry["type"] != "review"]
    assert [(one["type"], one["name"], one["value"]) for one in told] == [
        ("set", "new-per-day", "30")
    ]
    own = [url for url in desk.asked if not url.startswith(("data:", "blob:", desk.address))]
    assert own == [], "nothing is asked of anybody else"


def test_what_is_not_known_comes_again_in_the_sitting_and_the_end_says_so(desk: Desk) -> None:
    page = desk.open()
    begin(page, new=3)
    first = asked(page)
    answer(page, 1, 3, 3)
    assert asked(page) == first
    answer(page, 3)
    expect(page.locator(".review-sum")).to_have_text(
        "3 cards. 2 recalled at the first try, 1 not yet."
    )
    expect(page.locator(".review-missed li")).to_have_count(1)
    expect(page.locator(".review-missed")).to_contain_text(first)
    expect(page.locator(".review-ending")).to_contain_text("The next card comes tomorrow.")
    page.get_by_role("button", name="Back", exact=True).click()
    assert counts(page) == (0, 0)
    expect(page.locator(".review-said")).to_contain_text("Nothing is due now.")
    page.get_by_role("button", name="Five new ones all the same").click()
    expect(page.locator(".review-left")).to_have_text("5 left")


def test_an_answer_can_be_taken_back_and_a_card_put_to_sleep_and_woken(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    first = asked(page)
    answer(page, 4)
    assert asked(page) != first
    page.keyboard.press("u")
    assert asked(page) == first
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    page.keyboard.press("s")
    assert asked(page) != first
    assert page.locator("[data-md-toggle=search]:checked").count() == 0, "the theme searches by S"
    page.keyboard.press("u")
    assert asked(page) == first
    page.keyboard.press("s")
    told = ["review", "undo", "suspend", "undo", "suspend"]
    assert [entry["type"] for entry in log(page)] == told
    page.keyboard.press("Escape")
    assert counts(page) == (0, 10)
    asleep = page.locator("details", has_text="1 suspended card")
    asleep.locator("summary").click()
    expect(asleep).to_contain_text(first)
    asleep.get_by_role("button", name="Ask again").click()
    expect(asleep).to_have_count(0)
    begin(page)
    assert asked(page) == first


def test_the_last_answer_of_a_sitting_can_be_taken_back_too(desk: Desk) -> None:
    page = desk.open("review/#card=vec0a")
    answer(page, 4)
    page.get_by_role("button", name="Take back").click()
    assert asked(page) == "What is a vector?"
    answer(page, 1, 3)
    expect(page.locator(".review-ending")).to_be_visible()
    page.keyboard.press("u")
    assert asked(page) == "What is a vector?"
    expect(page.locator(".review [role=status]").last).to_have_text("Taken back.")
    page.keyboard.press("u")
    assert asked(page) == "What is a vector?", "the answer before it is taken back as well"
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    answer(page, 2, 3)
    expect(page.locator(".review-sum")).to_contain_text("Recalled at the first try")
    taken = [entry["of"] for entry in log(page) if entry["type"] == "undo"]
    assert [one["rating"] for one in reviews(page) if one["id"] not in taken] == [2, 3]


def test_keys_answer_only_what_is_asked_and_only_once(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    page.keyboard.press("3")
    assert log(page) == [], "nothing is rated before it is revealed"
    page.keyboard.press("Enter")
    page.keyboard.down("3")
    page.keyboard.down("3")
    page.keyboard.down("3")
    page.keyboard.up("3")
    assert len(log(page)) == 1, "a key that is held down is one answer"
    page.keyboard.press("Space")
    page.keyboard.press("Control+2")
    page.locator(".md-search__input").click()
    page.keyboard.type("1 2 u s")
    assert len(log(page)) == 1, "what is typed elsewhere rates nothing"


def test_a_gap_is_hidden_until_it_is_asked_for_and_the_others_are_shown(desk: Desk) -> None:
    page = desk.open("review/#card=vec0f")
    question = page.locator(".review-question")
    expect(question).to_have_text("In a vector, […] counts, and so does size.")
    assert page.locator(".review-gap").get_attribute("aria-label") == "gap"
    page.keyboard.press("Space")
    expect(question).to_have_text("In a vector, order counts, and so does size.")
    expect(page.locator(".review-filled")).to_be_focused()
    page.keyboard.press("3")
    expect(question).to_have_text("In a vector, order counts, and so does […].")
    answer(page, 3)
    assert [entry["card"] for entry in log(page)] == ["vec0f", "vec0f.2"]


def test_topics_are_mixed_and_two_gaps_of_a_sentence_never_share_a_sitting(desk: Desk) -> None:
    page = desk.open()
    begin(page, new=40)
    for _ in range(36):
        answer(page, 3)
    expect(page.locator(".review-ending")).to_be_visible()
    keys = [entry["card"] for entry in reviews(page)]
    assert len(keys) == 36 and not [key for key in keys if "." in key]
    assert [a for a, b in pairwise(keys) if a[:4] == b[:4]] == []


def test_what_is_asked_can_be_a_topic_an_area_a_source_or_a_role(desk: Desk) -> None:
    page = desk.open()
    page.locator(".review-limit input").fill("100")
    page.locator(".review-limit input").press("Enter")
    select = page.get_by_label("Ask me about")
    seen = {}
    for name in ("Everything", "Data scientist", "Linear algebra", "Matrix", "The Film"):
        select.select_option(label=name)
        seen[name] = counts(page)[1]
    assert seen == {
        "Everything": 36,
        "Data scientist": 18,
        "Linear algebra": 18,
        "Matrix": 6,
        "The Film": 18,
    }
    select.select_option(label="Matrix")
    page.reload()
    assert counts(page) == (0, 6), "what was chosen stays chosen in this tab"


def test_from_a_card_to_its_place_on_the_topic_page_and_back_to_its_review(desk: Desk) -> None:
    page = desk.open("review/#card=mat1b")
    assert asked(page) == "Why does a matrix matter?"
    page.keyboard.press("Space")
    page.locator(".review-place a").click()
    expect(page.locator("article h1")).to_contain_text("Matrix")
    card = page.locator("details[data-card=mat1b]")
    assert page.url.endswith("#" + str(card.get_attribute("id")))
    card.evaluate("e => { e.open = true }")
    card.get_by_role("link", name="Review").click()
    expect(page.locator(".review-question")).to_have_text("Why does a matrix matter?")
    answer(page, 3)
    expect(page.locator(".review-sum")).to_have_text("1 card. Recalled at the first try.")
    assert "#" not in page.url, "once it is asked it is asked"
    other = desk.open("review/#card=eig2a")
    assert asked(other) == "What is an eigenvector?"
    other.keyboard.press("Escape")
    expect(other.locator(".review-start")).to_be_visible()
    assert "#" not in other.url


def test_after_coming_and_going_ten_times_one_answer_is_one_entry(desk: Desk) -> None:
    page = desk.open()
    page.evaluate("window.marker = 'the same document'")
    for _ in range(10):
        page.locator(".md-nav--primary a", has_text="Home").first.click()
        expect(page.locator("article h1")).to_contain_text("Home")
        page.locator(".md-nav--primary a", has_text="Review").first.click()
        expect(page.locator(".review-start")).to_be_visible()
    assert page.evaluate("window.marker") == "the same document"
    begin(page)
    answer(page, 3)
    assert len(log(page)) == 1
    page.keyboard.press("Space")
    page.locator(".md-nav--primary a", has_text="Home").first.click()
    expect(page.locator("article h1")).to_contain_text("Home")
    page.keyboard.press("3")
    page.wait_for_timeout(50)
    page.go_back()
    expect(page.locator(".review-left")).to_have_text("9 left")
    assert len(log(page)) == 1, "who has left answers nothing"
    assert len([url for url in desk.asked if url.endswith("/review.js")]) == 1


def test_an_answer_in_one_tab_is_seen_in_the_other_at_once(desk: Desk) -> None:
    one, other = desk.open(), desk.open()
    begin(one)
    answer(one, 3, 3)
    expect(other.locator(".review-count b").nth(1)).to_have_text("8")
    begin(other)
    answer(other, 4)
    answer(one, 3)
    assert len(reviews(one)) == 4, "none of two tabs' answers is lost"


def test_two_gardens_on_one_origin_know_nothing_of_each_other(
    desk: Desk, reviewed_garden: Reviewed
) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3, 3)
    desk.address = reviewed_garden.other
    there = desk.open()
    assert counts(there) == (0, 10) and log(there) == []
    begin(there)
    answer(there, 1)
    assert (len(log(page)), len(log(there))) == (2, 1)


def test_from_a_folder_on_disk_answers_are_kept_too(
    browser: Browser, reviewed_garden: Reviewed
) -> None:
    desk = Desk(browser, reviewed_garden.folder.as_uri() + "/")
    page = desk.open("review/index.html")
    begin(page)
    answer(page, 3, 3)
    page.reload()
    expect(page.locator(".review-left")).to_have_text("8 left")
    again(page)
    expect(page.locator(".review-count b").nth(1)).to_have_text("8")
    unfold(page)
    expect(page.locator(".review-keeps")).to_contain_text("open from a folder")
    desk.close()


VIEWS = ("first view", "question", "answer", "ending")


def views(page: Page) -> Iterator[str]:
    """The page's views, one after the other, with everything unfolded."""
    unfold(page)
    yield "first view"
    begin(page, new=2)
    yield "question"
    page.keyboard.press("Space")
    expect(page.locator("[data-rating]")).to_have_count(4)
    yield "answer"
    page.keyboard.press("1")
    answer(page, 3, 3)
    expect(page.locator(".review-missed")).to_be_visible()
    yield "ending"


PRESSED = "button, select, input, summary, .review-place a, .review-missed a"
SMALL = """(pressed) => [...document.querySelectorAll(`.review :is(${pressed})`)]
  .filter(e => e.checkVisibility() && !e.hidden)
  .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([name]) => name)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_fits_a_phone_has_room_for_fingers_and_nothing_for_axe_to_mend(
    browser: Browser, reviewed_garden: Reviewed, scheme: str, axe_script: str
) -> None:
    desk = Desk(
        browser, reviewed_garden.address, 375, color_scheme=scheme, has_touch=True, is_mobile=True
    )
    page = desk.open()
    page.evaluate(axe_script)
    for view in views(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, view
        assert page.evaluate(SMALL, PRESSED) == [], view
        found = page.evaluate("axe.run('article')")["violations"]
        told = [(v["id"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found]
        assert told == [], view
    desk.close()


def test_fingers_reveal_and_rate_and_a_second_tap_rates_nothing(
    browser: Browser, reviewed_garden: Reviewed
) -> None:
    desk = Desk(browser, reviewed_garden.address, 375, has_touch=True, is_mobile=True)
    page = desk.open()
    page.locator(".review-start").tap()
    reveal = page.locator(".review-reveal")
    box = reveal.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    page.touchscreen.tap(x, y)
    assert log(page) == []
    page.wait_for_timeout(350)
    page.locator("[data-rating='3']").tap()
    expect(page.locator(".review-left")).to_have_text("9 left")
    assert [entry["rating"] for entry in log(page)] == [3]
    desk.close()


def test_where_reading_goes_on_there_is_the_focus_and_little_moves(desk: Desk) -> None:
    page = desk.open()
    assert page.evaluate("document.activeElement === document.body"), "nobody is taken along"
    begin(page)
    expect(page.locator(".review-card")).to_be_focused()
    assert page.locator(".review-card").get_attribute("aria-label") == "Question, 10 left"
    page.keyboard.press("Space")
    expect(page.locator(".review-answer")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-rating='1']")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".review-card")).to_be_focused()
    assert [entry["rating"] for entry in log(page)] == [2]
    moves = (
        "getComputedStyle(document.querySelector('.review-track'), '::after').transitionDuration"
    )
    assert page.evaluate(moves) == "0s"
    page.keyboard.press("u")
    expect(page.locator(".review [role=status]").last).to_have_text("Taken back.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name=re.compile("Review|Done"))).to_be_focused()


def test_without_a_script_the_page_leads_to_all_questions(
    browser: Browser, reviewed_garden: Reviewed
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reviewed_garden.address + "review/")
    assert page.locator(".review a").count() == 6
    context.close()


def test_the_page_says_nothing_that_its_language_has_no_words_for() -> None:
    from syntopic.languages import language

    folder = Path(__file__).parents[2] / "plugins/syntopic/frontend/src/review"
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.ts")))
    known = {key.removeprefix("review-") for key in language("en").labels}
    said = set(re.findall(r'\blabel\(\s*"([\w-]+)"', text))
    both = set(re.findall(r'\bcounted\(\s*\w+,\s*"([\w-]+)"', text))
    assert len(said) > 20 and said | both | {f"{name}-one" for name in both} <= known
