"""How ready somebody is for an interview, what to do each day until then, and what to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from readied import TOPICS, bundled, deck

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readiness")]

PARTS = ("schedule", "readiness", "readiness-days", "plan", "plan-order", "plan-simulation")
MODULES = (*PARTS, "plan-view", "reading", "reading-rest", "statistics", "mixing")
NOW = datetime(2026, 5, 1, 18, tzinfo=UTC)

# What a reader wants, how ready they are then, and their plan, all from one log.
READY = """([deck, log, now]) => {
  const state = parts.replay(log);
  const goal = parts.goalOf(deck, state);
  const then = goal.day === undefined ? now : parts.interviewOn(goal.day);
  const at = recalled => parts.readinessOf(deck, state, goal, recalled);
  const plan = parts.planOf(deck, state, goal, now);
  const before = at(parts.untouched(state, then));
  return { goal, before, plan: plan && { ...plan, recalled: undefined }, weakest:
    parts.weakest(at(parts.untouched(state, now)), 3), today: at(parts.untouched(state, now)),
    after: plan && at(plan.recalled), seconds: parts.secondsPerCard(state) };
}"""


TODAY = """([deck, log, now]) => {
  const state = parts.replay(log), goal = parts.goalOf(deck, state);
  const { due, fresh } = parts.planOf(deck, state, goal, now).today;
  return [due.map(one => one.key), fresh];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that knows the modules, in a time zone whose clocks change."""
    found = browser.new_context(timezone_id="Europe/Berlin").new_page()
    found.add_script_tag(path=str(bundled(tmp_path_factory.mktemp("parts"), MODULES)))
    yield found
    found.context.close()


def ms(days: float = 0) -> int:
    """A moment so many days after now."""
    return round((NOW + timedelta(days=days)).timestamp() * 1000)


def review(card: str, days: float, rating: int = 3, took: int = 8000) -> dict[str, Any]:
    at = ms(days)
    told = {"type": "review", "card": card, "rating": rating, "took": took, "mode": "review"}
    return {"id": f"{card}@{at}", "at": at, **told}


def wish(**settings: str) -> list[dict[str, Any]]:
    """The log of somebody who has said what they want."""
    return [
        {"id": f"set {name}", "at": ms(-1), "type": "set", "name": f"interview-{name}"}
        | {"value": value}
        for name, value in settings.items()
    ]


def seen(*topics: str, days: float = -10, cards: int = 4) -> list[dict[str, Any]]:
    return [review(f"{topic}{n}", days) for topic in topics for n in range(cards)]


def ready(page: Page, log: list[dict[str, Any]], told: dict[str, Any] | None = None) -> Any:
    return page.evaluate(READY, [told or deck(), log, ms()])


def test_without_a_wish_everything_counts_and_unseen_cards_count_as_none(page: Page) -> None:
    found = ready(page, [])
    assert found["goal"]["kind"] == "all" and found["goal"]["topics"] == list(range(6))
    assert found["today"]["recall"] == 0 and found["today"]["seen"] == 0
    assert found["today"]["cards"] == 20
    half = ready(page, [review(f"vectors{n}", -0.01) for n in range(4)])["today"]
    assert half["recall"] == pytest.approx(4 / 20, abs=0.01), "16 of 20 were never seen"


def test_a_topic_without_cards_is_unknown_and_never_ready(page: Page) -> None:
    found = ready(page, seen("vectors", days=-0.01) + wish(role="Engineer"))
    assert [one["topic"] for one in found["today"]["covered"]] == [0, 1, 4]
    assert found["today"]["unknown"] == [5], "Probability"
    assert found["today"]["missing"] == ["Bagging"], "has no page at all"


def test_a_topic_whose_cards_are_all_set_aside_is_unknown_too(page: Page) -> None:
    aside = [
        {"id": f"aside{n}", "at": ms(-1), "type": "suspend", "card": f"vectors{n}"}
        for n in range(4)
    ]
    assert ready(page, aside)["today"]["unknown"] == [0, 5]


def test_own_topics_are_kept_by_address_and_survive_a_new_order_of_the_garden(page: Page) -> None:
    told = deck()
    own = page.evaluate("deck => parts.written(deck, [1, 4])", told)
    log = wish(topics=own)
    assert ready(page, log)["goal"]["topics"] == [1, 4]
    turned = {name: [] for name in reversed(TOPICS)}
    moved = ready(page, log, deck(topics=turned))["goal"]
    assert [list(turned)[place] for place in moved["topics"]] == ["PCA", "Matrices"]
    assert ready(page, wish(topics="[]"))["goal"] | {"day": 0} == {
        **{"kind": "own", "role": "", "topics": [], "missing": [], "lost": ""},
        **{"day": 0, "minutes": 20},
    }


@pytest.mark.parametrize("wrong", ["{", "3", "null", ""])
def test_a_damaged_wish_means_everything(page: Page, wrong: str) -> None:
    assert ready(page, wish(topics=wrong))["goal"]["kind"] == "all"


def test_a_role_that_is_gone_is_named(page: Page) -> None:
    goal = ready(page, wish(role="Astronaut"))["goal"]
    assert (goal["kind"], goal["lost"]) == ("all", "Astronaut")


def test_less_is_recalled_the_later_the_day_and_more_by_who_follows_the_plan(page: Page) -> None:
    log = seen("vectors", "matrices", "covariance")
    found = ready(page, log + wish(date="2026-05-15"))
    late = ready(page, log + wish(date="2026-07-15"))
    assert late["before"]["recall"] < found["before"]["recall"] < found["today"]["recall"]
    assert found["after"]["recall"] > 0.85 > found["today"]["recall"]
    assert found["plan"]["fits"] and found["plan"]["left"] == []


def test_gaps_of_one_card_wait_for_each_other_and_are_not_told_to_lack_time(page: Page) -> None:
    told = deck(cards=8)
    for card in told["cards"]:
        name, number = card["key"][:-1], int(card["key"][-1])
        card["key"] = f"{name}.{number + 1}" if number else name
    log = wish(date="2026-05-06", minutes="300")
    for days in (-3, -2, -1):
        log += [review(card["key"], days - 0.001 * n, 1) for n, card in enumerate(told["cards"])]
    assert ready(page, log, told)["plan"]["fits"], "five hours a day for forty cards"


def test_the_weakest_are_told_first(page: Page) -> None:
    log = seen("vectors", days=-1) + seen("matrices", days=-60) + seen("pca", days=-20, cards=2)
    assert [one["topic"] for one in ready(page, log)["weakest"]] == [2, 3, 4]


def test_new_cards_come_as_early_as_there_is_time_and_none_in_the_last_two_days(
    page: Page,
) -> None:
    days = ready(page, wish(date="2026-05-08"))["plan"]["days"]
    assert [day["fresh"] for day in days] == [20, 0, 0, 0, 0, 0, 0]
    assert days[0]["reviews"] == 0 and sum(day["reviews"] for day in days) > 20
    few = ready(page, wish(date="2026-05-10", minutes="3"))["plan"]
    fresh = [day["fresh"] for day in few["days"]]
    assert fresh[0] == 10, "15 showings, and half of the cards are shown twice"
    assert sum(fresh) == pytest.approx(20) and fresh[-2:] == [0, 0] and few["left"] == []


def test_a_day_brings_no_more_new_cards_than_a_sitting_has_unless_it_must(page: Page) -> None:
    told = deck(cards=40)
    days = ready(page, wish(date="2026-05-20", minutes="600"), told)["plan"]["days"]
    assert [day["fresh"] for day in days[:6]] == [40, 40, 40, 40, 40, 0]
    near = ready(page, wish(date="2026-05-05", minutes="600"), told)["plan"]["days"]
    assert [day["fresh"] for day in near] == [100, 100, 0, 0]


def test_a_plan_says_how_few_minutes_would_do(page: Page) -> None:
    plan = ready(page, wish(date="2026-05-11", minutes="600"))["plan"]
    assert max(day["minutes"] for day in plan["days"]) < 10 and 1 <= plan["least"] <= 3
    log = wish(date="2026-05-11", minutes=str(plan["least"]))
    assert ready(page, log)["plan"]["left"] == []


@pytest.mark.parametrize("left", [[], [0]])
def test_a_plan_that_leaves_topics_out_does_not_say_that_fewer_minutes_ask_all(
    page: Page, left: list[int]
) -> None:
    told = page.evaluate(
        """([deck, left]) => {
          const app = { deck, label: name => `<${name}>`, root: "https://example.org/" };
          const days = [{ day: 20575, fresh: 40, reviews: 20, minutes: 20 }];
          const plan = { days, seconds: 12, least: 19, left, fits: true, enough: 45 };
          const today = { unknown: [], missing: [] };
          const parted = parts.planView(app, { minutes: 20 }, plan, today);
          return parted.map(one => one.textContent).join(" ");
        }""",
        [deck(), left],
    )
    assert ("<plan-left>" in told) is bool(left)
    assert ("<plan-least>" in told) is not bool(left)


def test_what_was_done_today_is_taken_off_the_day_s_part(page: Page) -> None:
    wished = [*seen("vectors"), *wish(date="2026-05-11", minutes="2")]
    due, fresh = page.evaluate(TODAY, [deck(), wished, ms()])
    assert sorted(due) == [f"vectors{n}" for n in range(4)] and len(fresh) == 3
    part = [*due, *fresh]
    half = [review(key, -0.1, took=900) for key in part[:5]]
    assert page.evaluate(TODAY, [deck(), wished + half, ms()]) == [[], fresh[1:]]
    first = ready(page, wished + half)["plan"]["days"][0]
    assert (first["fresh"], first["reviews"]) == (2, 0)
    whole = [review(key, -0.1, took=900) for key in part]
    # Quick and right answers are not rewarded with more cards.
    assert page.evaluate(TODAY, [deck(), wished + whole, ms()]) == [[], []]
    missed = [review(fresh[2], -0.05, 1)]
    assert page.evaluate(TODAY, [deck(), wished + whole + missed, ms()]) == [[fresh[2]], []]


def test_a_sitting_asks_exactly_what_the_day_s_part_counts(page: Page) -> None:
    told = deck()
    for card in told["cards"]:  # each topic has two cards of a note, asked both ways
        name, n = card["key"][:-1], int(card["key"][-1])
        card["key"] = f"{name}{n // 2}" + (".2" if n % 2 else "")
    seen_once = [review("vectors0", -9), review("vectors0.2", -9), review("matrices1", -9)]
    log = [*seen_once, *wish(date="2026-05-08")]
    due, fresh = page.evaluate(TODAY, [told, log, ms()])
    assert len(due) == 2 and len(fresh) == 8, "one of each card of a note"
    days = ready(page, log, told)["plan"]["days"]
    assert (days[0]["fresh"], days[0]["reviews"]) == (8, 2) and days[1]["fresh"] > 0
    cards = [card for card in told["cards"] if card["key"] in {*due, *fresh}]
    asked = page.evaluate("([cards, deck]) => parts.mixed(cards, deck)", [cards, told])
    assert sorted(card["key"] for card in asked) == sorted([*due, *fresh])


def test_new_cards_of_several_areas_come_side_by_side_each_after_its_needs(page: Page) -> None:
    needs = {"A": [], "A2": ["A"], "A3": ["A2"], "B": [], "B2": ["B"], "C": [], "C2": ["A", "C"]}
    told = deck(cards=2, topics=needs, bare=0)
    for topic in told["topics"]:
        topic["area"] = "ABC".index(topic["name"][0])
    cards = page.evaluate("deck => parts.newOrder(deck, deck.cards).map(c => c.key)", told)
    assert cards[:4] == ["a0", "b0", "c0", "a20"]
    assert cards[4:8] == ["a1", "b1", "c1", "a21"] and set(cards[8:10]) == {"b20", "c20"}
    assert len(set(cards)) == 14 and cards.index("a30") > cards.index("a21")
    circle = deck(topics={"A": ["B"], "B": ["A"]}, bare=0)
    assert len(page.evaluate("deck => parts.newOrder(deck, deck.cards)", circle)) == 8


@pytest.mark.parametrize(("date", "fresh"), [("2026-05-02", [20]), ("2026-05-03", [20, 0])])
def test_who_has_seen_nothing_is_given_everything_even_in_the_last_two_days(
    page: Page, date: str, fresh: list[int]
) -> None:
    plan = ready(page, wish(date=date))["plan"]
    assert [day["fresh"] for day in plan["days"]] == fresh


@pytest.mark.parametrize("date", ["2026-05-02", "2026-05-03"])
def test_the_last_two_days_bring_nothing_new_and_say_what_is_too_late(
    page: Page, date: str
) -> None:
    plan = ready(page, seen("vectors") + wish(date=date))["plan"]
    assert plan["today"]["fresh"] == [] and len(plan["today"]["due"]) == 4
    assert {day["fresh"] for day in plan["days"]} == {0}
    assert plan["late"] and sorted(plan["left"]) == [1, 2, 3, 4] and plan["enough"] == 0


def test_when_time_is_short_the_topics_that_least_builds_on_are_left_out(page: Page) -> None:
    plan = ready(page, wish(date="2026-05-03", minutes="2"))["plan"]
    # PCA builds on all others, so nothing builds on it; Vectors hold everything.
    assert plan["left"][0] == 4 and 0 not in plan["left"]
    assert plan["enough"] == 10 and plan["days"][0]["minutes"] <= 2
    assert ready(page, wish(date="2026-05-03", minutes="10"))["plan"]["left"] == []


@pytest.mark.parametrize("date", ["2026-05-01", "2026-04-30", "", "2026-02-30", "soon"])
def test_there_is_no_plan_for_a_day_that_is_not_to_come(page: Page, date: str) -> None:
    assert ready(page, wish(date=date)).get("plan") is None


def test_a_plan_keeps_its_days_where_the_clocks_change(page: Page) -> None:
    now = round(datetime(2026, 10, 24, 2, 30, tzinfo=UTC).timestamp() * 1000)
    plan = page.evaluate(READY, [deck(), wish(date="2026-11-01"), now])["plan"]
    first = page.evaluate("now => parts.dayOf(now)", now)
    assert [day["day"] - first for day in plan["days"]] == list(range(8))


def test_a_card_takes_the_reader_s_own_middle_time_once_there_is_one(page: Page) -> None:
    assert ready(page, [])["seconds"] == 12
    log = [review("vectors0", -n, took=took) for n, took in enumerate([5000, 30000, 900000] * 4)]
    assert ready(page, log[:9])["seconds"] == 12
    assert ready(page, log)["seconds"] == 30


FOLLOWED = """([deck, log, now, days]) => {
  // Somebody whose memory is as FSRS says follows the plan: other dice, and no room to run out of.
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const state = parts.replay(log);
  const cards = deck.cards.map(card => card.key);
  const end = now + days * 864e5, dayOf = parts.dayOf;
  const due = cards.filter(key => dayOf(state.cards.get(key)?.due ?? end) <= dayOf(now));
  const today = { fresh: cards.filter(key => !state.cards.has(key)).slice(0, 40),
    due: due.map(key => ({ key, likely: parts.recall(state.cards.get(key), now) })) };
  const wanted = parts.courseOf({ cards, now, days, withNew: days - 2, room: 1e9, end, likely: 0.7,
    known: state.cards, today });
  const states = new Map(state.cards);
  const unseen = cards.filter(key => !states.has(key));
  let shown = 0;
  const answer = (key, known, at) => {
    const good = random() < known;
    shown += good ? 1 : 2;
    states.set(key, parts.next(states.get(key), good ? 3 : 1, at));
    if (!good) states.set(key, parts.next(states.get(key), 3, at + 6e5));
  };
  for (let n = 0; n < days; n++) {
    const at = now + n * 864e5;
    for (const [key, one] of [...states])
      if (parts.dayOf(one.due) <= parts.dayOf(at)) answer(key, parts.recall(one, at), at);
    for (const key of unseen.splice(0, Math.round(wanted.days[n].fresh))) answer(key, 0.7, at);
  }
  const mean = of => cards.reduce((sum, key) => sum + of(key), 0) / cards.length;
  const planned = wanted.days.reduce((sum, day) => sum + day.shown, 0);
  const came = mean(key => parts.recall(states.get(key), end));
  return [mean(key => wanted.recalled.get(key)), came, planned, shown];
}"""


@pytest.mark.parametrize("days", [5, 20, 60])
def test_what_a_plan_promises_is_what_following_it_brings(page: Page, days: int) -> None:
    told = deck(cards=80)
    known = [review(f"matrices{n}", -20, 3 if n % 10 < 7 else 1) for n in range(80)]
    log = [*seen("vectors", cards=20, days=-9), *known]
    promised, came, planned, shown = page.evaluate(FOLLOWED, [told, log, ms(), days])
    assert promised == pytest.approx(came, abs=0.03)
    assert planned == pytest.approx(shown, rel=0.1)
    assert page.evaluate(FOLLOWED, [told, log, ms(), days])[::2] == [promised, planned]


def test_two_thousand_cards_are_planned_for_half_a_year(page: Page) -> None:
    topics = {f"Topic {n}": [f"Topic {n - 1}"] if n else [] for n in range(100)}
    told = deck(cards=20, topics=topics, bare=0)
    found = ready(page, wish(date="2026-12-01"), told)
    assert len(found["plan"]["days"]) == 180
    left = found["plan"]["left"]
    assert left == [99 - n for n in range(len(left))] and 0 < len(left) < 20, "the last to learn"
    assert found["plan"]["enough"] == 30 and found["after"]["recall"] > 0.8
    assert ready(page, wish(date="2026-12-01", minutes="30"), told)["plan"]["left"] == []


READING = """([deck, chosen, strengths, minutes]) =>
  parts.readingList(deck, chosen, topic => strengths[topic], minutes)"""


def reading(page: Page, chosen: list[int], strengths: list[float], minutes: int) -> Any:
    return page.evaluate(READING, [deck(), chosen, strengths, minutes])


def test_a_reading_list_has_all_that_a_topic_builds_on_before_it(page: Page) -> None:
    found = reading(page, [4], [0, 0.5, 0.2, 0.1, 0.3, 0], 120)
    assert found["read"] == [0, 3, 1, 2, 4], "the weakest first, but each after its needs"
    assert found["minutes"] == 5 + 10 + 15 + 20 + 25
    assert found["left"] == [] and found["known"] == [], "Probability is not asked for"


def test_what_is_known_well_is_left_out_and_what_has_no_room_is_told(page: Page) -> None:
    found = reading(page, [4], [0.95, 0.5, 0.2, 0.99, 0.3, 0], 30)
    assert found["known"] == [0, 3]
    assert found["read"] == [1, 2] and found["left"] == [4]
    assert found["minutes"] == 25
    none = reading(page, [4], [0.5] * 6, 2)
    assert none["read"] == [] and none["left"] == [0, 1, 2, 3, 4]


def test_a_topic_is_not_read_without_what_it_builds_on_and_is_weak_too(page: Page) -> None:
    found = reading(page, [4], [0.8, 0.8, 0.8, 0.8, 0.1, 0], 40)
    assert 4 not in found["read"] and found["read"] == [0, 1, 2]


def test_a_circle_of_needs_is_read_as_well(page: Page) -> None:
    told = deck(topics={"A": ["B"], "B": ["A"], "C": ["A"]}, bare=0)
    found = page.evaluate(READING, [told, [2], [0.5, 0.2, 0.1], 120])
    assert sorted(found["read"]) == [0, 1, 2] and found["read"][-1] == 2


LEFT = """([deck, log, now, topics, minutes]) => {
  const state = parts.replay(log);
  const asked = parts.weakestCards(deck, state, topics, { minutes, most: 40, now });
  return [asked.cards.map(card => card.key), asked.minutes];
}"""


def test_time_that_is_left_goes_to_the_weakest_cards_that_have_been_seen(page: Page) -> None:
    log = seen("vectors", days=-30) + seen("matrices", days=-2) + seen("pca", days=-9)
    cards, minutes = page.evaluate(LEFT, [deck(), log, ms(), [0, 1, 2], 60])
    assert cards[:4] == [f"vectors{n}" for n in range(4)] and len(cards) == 8
    assert 1 <= minutes <= 3
    few, minutes = page.evaluate(LEFT, [deck(), log, ms(), [0, 1], 1])
    assert 4 <= len(few) < 8 and minutes == 1
    new, _ = page.evaluate(LEFT, [deck(), [], ms(), [0, 1], 60])
    assert len(new) == 8, "who has seen nothing is asked something all the same"
    assert page.evaluate(LEFT, [deck(), log, ms(), [0, 1], 0]) == [[], 0]


def test_what_is_known_is_read_again_as_far_as_there_is_time(page: Page) -> None:
    again = "([deck, known, s, minutes]) => parts.refreshing(deck, known, t => s[t], minutes)"
    found = page.evaluate(again, [deck(), [0, 1, 2], [0.99, 0.95, 0.92], 21])
    assert found == {"topics": [2, 0], "minutes": 20}, "the weakest first, and what fits"


TOLD = """([deck, log, now]) => {
  const state = parts.replay(log);
  const rows = parts.retention(state);
  return { rows: rows.map(row => [row.from, row.to ?? 0, row.asked, row.recalled]),
    shares: rows.map(row => parts.share(row) ?? null),
    forecast: parts.forecast(deck, state, now, 30), done: parts.done(state, now, 30) };
}"""


def test_retention_counts_first_reviews_of_a_day_and_no_first_meeting(page: Page) -> None:
    log = [
        *(review("vectors0", -12), review("vectors0", -2, 1), review("vectors0", -1.99)),
        *(review("vectors0", -1), review("vectors1", -40, 1), review("vectors1", 0, 2)),
    ]
    found = page.evaluate(TOLD, [deck(), log, ms()])
    rows = {tuple(row[:2]): tuple(row[2:]) for row in found["rows"]}
    assert rows[(1, 1)] == (1, 1) and rows[(8, 14)] == (1, 0) and rows[(31, 90)] == (1, 1)
    assert sum(asked for asked, _ in rows.values()) == 3
    assert found["shares"] == [None] * 7, "three reviews tell no share"
    assert sum(found["done"]) == 5 and found["done"][-3:] == [2, 1, 1]


def test_a_share_is_told_from_ten_reviews_on(page: Page) -> None:
    log = [
        review(f"vectors{n}", days, rating)
        for n in range(10)
        for days, rating in ((-5, 3), (-3, 1 if n < 3 else 3))
    ]
    found = page.evaluate(TOLD, [deck(cards=10), log, ms()])
    assert found["shares"][1] == 70
    assert page.evaluate(TOLD, [deck(cards=10), log[:-1], ms()])["shares"][1] is None


def test_the_forecast_counts_what_is_due_today_and_nothing_set_aside_or_gone(page: Page) -> None:
    aside = {"id": "aside", "at": ms(), "type": "suspend", "card": "vectors0"}
    log = [*seen("vectors", days=-30), review("gone", -30), review("matrices0", 0, 4), aside]
    found = page.evaluate(TOLD, [deck(), log, ms()])["forecast"]
    assert found[0] == 3 and sum(found) == 4 and found.index(1) > 3
