"""An interview with oneself: what it asks, how its time runs, and what it says to read again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from readied import bundled, deck

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readiness")]

ASKED = """([deck, log, topics, count, seed]) => {
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return parts.questions(deck, parts.replay(log), topics, count, random);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that knows what an interview is made of."""
    found = browser.new_page()
    modules = ("schedule", "interview", "interview-clock")
    found.add_script_tag(path=str(bundled(tmp_path_factory.mktemp("parts"), modules)))
    yield found
    found.close()


def asked(page: Page, told: dict[str, Any], topics: list[int], count: int, seed: int = 5) -> Any:
    return page.evaluate(ASKED, [told, [], topics, count, seed])


@pytest.mark.parametrize("seed", [1, 20, 300])
def test_an_interview_asks_of_as_many_topics_as_it_can_and_never_twice(
    page: Page, seed: int
) -> None:
    found = asked(page, deck(), [0, 1, 2, 4], 8, seed)
    topics = [card["topic"] for card in found]
    assert sorted(topics) == [0, 0, 1, 1, 2, 2, 4, 4]
    assert len({card["key"] for card in found}) == 8
    assert all(one != other for one, other in pairwise(topics))
    assert asked(page, deck(), [0, 1, 2, 4], 8, seed) == found, "by the dice that are thrown"


def test_interviews_differ(page: Page) -> None:
    drawn = {
        tuple(card["key"] for card in asked(page, deck(), [0, 1, 2, 3], 8, seed))
        for seed in range(1, 2000, 200)
    }
    assert len(drawn) > 5


def test_fewer_cards_than_questions_are_asked_once_each(page: Page) -> None:
    assert len(asked(page, deck(cards=2), [0, 1], 8)) == 4
    assert asked(page, deck(), [5], 8) == [], "a topic without cards asks nothing"


def test_sentences_with_gaps_come_only_where_there_are_no_questions_left(page: Page) -> None:
    told = deck()
    for card in told["cards"]:
        card["gap"] = 0 if card["key"][-1] in "01" else -1
    assert {card["gap"] for card in asked(page, told, [0, 1], 4)} == {-1}
    assert {card["gap"] for card in asked(page, told, [0, 1], 6)} == {-1, 0}


def test_what_is_one_card_in_the_note_is_asked_once_and_what_is_set_aside_never(
    page: Page,
) -> None:
    told = deck(cards=2)
    for card in told["cards"]:
        card["key"] = f"{card['topic']}" + (".2" if card["key"].endswith("1") else "")
    aside = [{"id": "a", "at": 5, "type": "suspend", "card": "1"}]
    aside += [{"id": "b", "at": 5, "type": "suspend", "card": "1.2"}]
    found = page.evaluate(ASKED, [told, aside, [0, 1, 2], 8, 3])
    assert sorted(card["topic"] for card in found) == [0, 2]


def test_what_to_read_again_is_in_learning_order_and_else_the_weakest_first(page: Page) -> None:
    told = deck()
    ratings = {"pca0": 1, "matrices0": 2, "vectors0": 3, "covariance0": 1, "covariance1": 3}
    answers = [
        {"card": card, "rating": ratings[card["key"]], "late": card["key"] == "pca0"}
        for card in told["cards"]
        if card["key"] in ratings
    ]
    found = page.evaluate("([d, a]) => parts.summaryOf(d, a)", [told, answers])
    assert (found["asked"], found["well"], found["late"]) == (5, 2, 1)
    # PCA was missed most, but is read after Matrices, which it builds on, and Covariance.
    assert [one["topic"] for one in found["reread"]] == [1, 3, 4]
    assert [card["key"] for card in found["misses"]] == ["matrices0", "covariance0", "pca0"]


def test_a_clock_stands_still_while_the_reader_is_away(page: Page) -> None:
    found = page.evaluate("""() => {
      const clock = new parts.Clock(90_000, 1000), seen = [];
      seen.push(clock.left(1000), clock.left(1500), clock.left(31_000));
      clock.pause(31_000); seen.push(clock.left(500_000));
      clock.pause(600_000); clock.resume(900_000); clock.resume(950_000);
      seen.push(clock.left(910_000), clock.left(2e6), clock.left(800_000));
      return [seen, new parts.Clock(0, 0).left(9e9) === Infinity, parts.clockText(65)];
    }""")
    assert found == [[90, 90, 60, 60, 50, 0, 60], True, "1:05"]
