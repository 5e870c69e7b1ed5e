"""What is looked at next is in sight: an answer above the buttons, a view below the header."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from reviewing import Desk, answer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reviewed")]

TALL = """(pixels) => {
  const shown = document.querySelector(".review-question");
  const picture = document.createElement("div");
  picture.style.height = `${pixels}px`;
  shown.append(picture);
}"""
LONG = """() => {
  const answer = document.querySelector(".review-answer");
  answer.append(...Array.from({ length: 40 }, (_, n) => {
    const line = document.createElement("p");
    line.textContent = `Line ${n}`;
    return line;
  }));
}"""
SEEN = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [answer, bar] = [box(".review-answer"), box(".review-answers")];
  const header = box(".md-header").bottom;
  return { begins: answer.top >= header && answer.top < bar.top, ends: answer.bottom <= bar.top + 1,
    bar: bar.bottom <= innerHeight + 1 };
}"""


def seen(page: Page) -> dict[str, bool]:
    found: dict[str, bool] = page.evaluate(SEEN)
    return found


def test_the_answer_is_in_sight_when_it_is_shown_on_any_screen(desk: Desk) -> None:
    page = desk.open("review/#card=vec0b")
    for size in ((1366, 650), (844, 390), (390, 664)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.reload()
        expect(page.locator(".review-question")).to_be_visible()
        page.evaluate(TALL, size[1])
        page.keyboard.press("Space")
        assert seen(page) == {"begins": True, "ends": True, "bar": True}, size


def test_a_long_answer_begins_in_sight_and_can_be_read_to_its_end(desk: Desk) -> None:
    page = desk.open("review/#card=vec0b")
    page.set_viewport_size({"width": 390, "height": 664})
    page.evaluate(TALL, 600)
    page.evaluate(LONG)
    page.keyboard.press("Space")
    assert seen(page) == {"begins": True, "ends": False, "bar": True}
    page.locator(".review-answer").evaluate("e => scrollBy(0, e.scrollHeight)")
    assert seen(page)["ends"]
    page.keyboard.press("1")
    expect(page.locator("[data-rating]")).to_have_count(0)
    assert page.evaluate(BELOW, ".review-sitting")
    page.evaluate(LONG)
    answer(page, 3)
    page.evaluate("scrollBy(0, 5)")
    expect(page.locator(".review-ending")).to_be_visible()
    page.keyboard.press("u")
    page.evaluate(TALL, 900)
    answer(page, 3)
    assert page.evaluate(BELOW, ".review-ending h2")


BELOW = """(name) => document.querySelector(name).getBoundingClientRect().top >=
  document.querySelector(".md-header").getBoundingClientRect().bottom"""
