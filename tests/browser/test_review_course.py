"""A sitting goes on with what it began with, comes back where it was left, and one button leads."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from reviewing import Desk, again, answer, begin, counts, exported, imported, log, unfold

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reviewed")]

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BACKWARD = """let deck;
Object.defineProperty(window, "syntopicDeck", { get: () => deck, set(given) {
  const [card] = given.cards;
  const back = { key: `${card.key}.2`, question: card.answer, answer: card.question };
  deck = { ...given, cards: [{ ...card, ...back }, ...given.cards] };
} });"""
GROWN = """let grown;
Object.defineProperty(window, "syntopicDeck", { get: () => grown, set(given) {
  const [topic, source] = [given.topics.at(-1), given.sources.at(-1)];
  const card = { ...given.cards[0], key: "new", topic: 0, source: 0 };
  grown = { ...given,
    topics: [{ ...topic, name: "A", url: "topics/a/", area: 0, needs: [], near: [] },
      ...given.topics.map((one) => ({ ...one, area: one.area + 1, needs: [], near: [] }))],
    areas: ["Another", ...given.areas],
    sources: [{ ...source, key: "another", name: "Another" }, ...given.sources],
    roles: [{ name: "Somebody", topics: [0], missing: [] },
      ...given.roles.map((one) => ({ ...one, topics: one.topics.map((place) => place + 1) }))],
    cards: [card,
      ...given.cards.map((one) => ({ ...one, topic: one.topic + 1, source: one.source + 1 }))] };
} });"""
WITHOUT_ROLES = """let fewer;
Object.defineProperty(window, "syntopicDeck", { get: () => fewer, set(given) {
  fewer = { ...given, roles: [] };
} });"""

START = ".review-start"
"""The page's main button: what it says follows what was filled in, so it is waited for."""


def choose(page: Page, name: str) -> None:
    page.get_by_label("Ask me about").select_option(label=name)


def interview(page: Page, day: str) -> None:
    """Say that the interview of a data scientist is on a day."""
    page.get_by_label("What for").select_option("Data scientist")
    page.locator("input[type=date]").fill(day)
    expect(page.locator(".review-today .review-said")).to_be_visible()


def main_buttons(page: Page) -> list[str]:
    return page.locator(START).all_inner_texts()


def topic_of(page: Page) -> str:
    page.keyboard.press("Space")
    return page.locator(".review-place a").inner_text()


def test_a_sitting_goes_on_with_what_was_chosen_and_then_offers_everything(desk: Desk) -> None:
    page = desk.open()
    page.locator(".review-limit input").fill("100")
    page.locator(".review-limit input").press("Enter")
    choose(page, "Matrix")
    begin(page)
    answer(page, 3, 3)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.locator(".review-left")).to_have_text("4 left")
    for _ in range(4):
        assert topic_of(page) == "Matrix"
        page.keyboard.press("3")
    page.get_by_role("button", name="Go on", exact=True).click()
    assert topic_of(page) == "Matrix", "the other gap of its sentence"
    page.keyboard.press("3")
    said = page.locator(".review-ending .review-said")
    expect(said).to_have_text(
        "Nothing of “Matrix” is left for now. Of everything, 30 are ready, now or later."
    )
    expect(page.locator(START)).to_have_text(["Back"])
    page.get_by_role("button", name="Go on with everything").click()
    expect(page.locator(".review-left")).to_have_text("30 left")


@pytest.mark.parametrize("name", ["Matrix", "Data", "The Film", "Data scientist"])
def test_what_was_chosen_stays_chosen_when_others_come_before_it(desk: Desk, name: str) -> None:
    page = desk.open()
    choose(page, name)
    page.add_init_script(GROWN)
    again(page)
    expect(page.get_by_label("Ask me about").locator("option:checked")).to_have_text(name)
    assert counts(page) == (0, 6 if name == "Matrix" else 10)


def test_where_what_was_chosen_is_gone_everything_is_asked(desk: Desk) -> None:
    page = desk.open()
    choose(page, "Data scientist")
    page.add_init_script(WITHOUT_ROLES)
    again(page)
    expect(page.get_by_label("Ask me about").locator("option:checked")).to_have_text("Everything")
    assert counts(page) == (0, 10)


def test_before_an_interview_one_button_leads_and_it_is_the_plan_s(desk: Desk) -> None:
    page = desk.open()
    page.clock.set_fixed_time(NOON)
    begin(page)
    answer(page, 3, 3)
    again(page)
    interview(page, "2026-05-14")
    expect(page.locator(START)).to_have_text(["Begin with today’s part"])
    assert page.get_by_role("button", name="Begin with today’s part").count() == 1
    select = page.get_by_label("Ask me about")
    expect(select.locator("option:checked")).to_have_text("Data scientist")
    other = page.locator(".review-besides button")
    expect(other).to_have_text("Review Data scientist: 0 due, 8 new")
    due, new = counts(page)
    page.locator(".review-start").click()
    expect(page.locator(".review-left")).to_have_text(f"{due + new} left")
    for _ in range(due + new - 1):
        answer(page, 4)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.locator(".review-left")).to_have_text("1 left")
    answer(page, 4)
    expect(page.locator(".review-ending .review-said")).to_contain_text("Today’s part is done.")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator(".review-today .review-said")).to_have_text("Today’s part is done.")
    expect(page.locator(START)).to_have_text([])
    choose(page, "Everything")
    expect(page.locator(".review-today .review-said")).to_have_text("Today’s part is done.")


@pytest.mark.parametrize("day", ["2026-05-04", "2026-05-06"])
def test_right_before_an_interview_nothing_new_is_offered(desk: Desk, day: str) -> None:
    page = desk.open()
    page.clock.set_fixed_time(NOON - timedelta(days=1))
    choose(page, "Data scientist")
    begin(page)
    answer(page, 3)
    page.clock.set_fixed_time(NOON)
    again(page)
    interview(page, day)
    assert counts(page) == (0, 0) and main_buttons(page) == []
    for name in ("Everything", "Covariance"):
        choose(page, name)
        expect(page.locator(".review-besides button")).to_have_count(0)


def test_a_sitting_that_was_left_for_a_topic_s_page_goes_on_and_so_does_a_reloaded_one(
    desk: Desk,
) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3, 3, 1)
    asked = page.locator(".review-question")
    question = asked.inner_text()
    page.keyboard.press("Space")
    page.locator(".review-place a").click()
    expect(page.locator("article h1")).not_to_have_text("Review")
    page.go_back()
    expect(page.locator(".review-left")).to_have_text("8 left")
    expect(asked).to_have_text(question)
    answer(page, 4)
    expect(page.locator(".review-left")).to_have_text("7 left")
    page.reload()
    expect(page.locator(".review-left")).to_have_text("7 left")
    kept = page.evaluate("Object.entries(sessionStorage).filter(([key]) => /sitting/.test(key))")
    assert len(kept) == 1 and len(json.loads(kept[0][1])) == 7
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".review-home")).to_be_visible()
    assert counts(page) == (0, 6) and "#" not in page.url
    begin(page)
    again(page)
    assert len(log(page)) == 4, "who comes anew begins at the first view"


def test_what_s_and_u_have_done_stands_in_words_where_nothing_moves(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    place = page.locator(".review-card").bounding_box()
    page.keyboard.press("s")
    expect(page.locator(".review-word")).to_have_text("Suspended. Take back: U")
    assert page.locator(".review-card").bounding_box() == place
    page.keyboard.press("u")
    expect(page.locator(".review-word")).to_have_text("Taken back.")
    answer(page, 3)
    expect(page.locator(".review-word")).to_have_count(0)
    alone = desk.open("review/#card=mat1a")
    alone.keyboard.press("s")
    expect(alone.locator(".review-sum")).to_have_text("Suspended.")
    alone.keyboard.press("u")
    expect(alone.locator(".review-word")).to_have_text("Taken back.")


def test_a_suspended_gap_says_which_one_it_is(desk: Desk) -> None:
    page = desk.open("review/#card=vec0f.2")
    page.keyboard.press("s")
    page.get_by_role("button", name="Back", exact=True).click()
    asleep = page.locator("details", has_text="1 suspended card")
    asleep.locator("summary").click()
    expect(asleep.locator("li")).to_contain_text("In a vector, […] counts, and so does size.")


def test_the_other_way_round_says_what_is_wanted(desk: Desk) -> None:
    desk.context.add_init_script(BACKWARD)
    page = desk.open("review/#card=vec0a.2")
    told = page.locator(".review-question .review-backward")
    expect(told).to_have_text("The other way round: what is this?")
    page.keyboard.press("Space")
    expect(page.locator(".review-answer")).to_have_text("What is a vector?")
    page.goto(page.url.replace(".2", ""))
    page.reload()
    expect(page.locator(".review-question")).to_have_count(1)


def test_while_one_is_asked_nothing_on_the_page_leads_to_answers(desk: Desk) -> None:
    page = desk.open()
    below = page.locator(".review-anki, .sheet-links")
    assert below.evaluate_all("all => all.filter((e) => e.checkVisibility()).length") > 0
    begin(page)
    assert below.evaluate_all("all => all.filter((e) => e.checkVisibility()).length") == 0
    again(page)
    page.get_by_role("button", name="Practise an interview").click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".interview .review-question")).to_be_visible()
    assert below.evaluate_all("all => all.filter((e) => e.checkVisibility()).length") == 0


def test_an_address_of_no_card_says_so(desk: Desk) -> None:
    page = desk.open("review/#card=nonsense")
    expect(page.locator(".review-home")).to_contain_text("There is no such card here.")
    expect(page.locator(".review-start")).to_be_visible()
    assert "#" not in page.url


def test_progress_of_another_site_is_joined_only_when_the_reader_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    review = {"type": "review", "rating": 3, "took": 5, "mode": "review", "at": 1_750_000_000_000}
    whole = {"kind": "syntopic-review-log", "version": 1, "site": "/elsewhere/"}
    file = tmp_path / "other.json"
    file.write_text(json.dumps({**whole, "entries": [{**review, "id": "x", "card": "strange"}]}))
    page = desk.open()
    told = imported(page, file)
    assert "another site, /elsewhere/" in told and log(page) == []
    page.get_by_role("button", name="Read it all the same").click()
    expect(page.locator(".review-told")).to_contain_text("1 new entry read")
    assert len(log(page)) == 1


def test_saving_to_a_file_is_confirmed(desk: Desk, tmp_path: Path) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3)
    page.keyboard.press("Escape")
    exported(page, tmp_path)
    expect(page.locator(".review-saved")).to_contain_text("Saved as small-garden-review-")
    page.get_by_role("button", name="Back", exact=True).click()
    unfold(page)
    exported(page, tmp_path)
    expect(page.locator(".review-told")).to_contain_text("Saved as small-garden-review-")
