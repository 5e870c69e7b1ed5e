"""Progress as a log: the same in whatever order it is joined, and safe from damaged files."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import front_end

MODULES = ["review/log", "review/schedule", "review/queue", "review/days", "review/mixing"]
RANDOM_LOGS = """
let seed = 7;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
const entry = (n) => {
  const base = { id: `e${n}`, at: random(40) * 3600000 };
  const card = `c${random(6)}`;
  switch (random(6)) {
    case 0: return { ...base, type: "undo", of: `e${random(60)}` };
    case 1: return { ...base, type: random(2) ? "suspend" : "resume", card };
    case 2: return { ...base, type: "set", name: `n${random(2)}`, value: `${random(9)}` };
  }
  return { ...base, type: "review", card, rating: 1 + random(4), took: 1, mode: "review" };
};
const log = (all) => all.filter(() => random(3)).sort(() => random(3) - 1);
"""
"""Logs with many entries at one moment, in any order; every entry has one name everywhere."""

MERGES = (
    RANDOM_LOGS
    + """
const { merged } = parts;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const told = (state) => JSON.stringify([
  [...state.cards].sort(), [...state.suspended].sort(), [...state.settings].sort(), state.reviews]);
const wrong = [];
for (let n = 0; n < 300; n += 1) {
  const all = Array.from({ length: 60 }, (_, k) => entry(k));
  const [a, b, c] = [log(all), log(all), log(all)];
  const both = merged(a, b);
  if (!same(both, merged(b, a))) wrong.push("order");
  if (!same(both, merged(both, b)) || !same(merged(a, a), merged(a, []))) wrong.push("again");
  if (!same(merged(both, c), merged(a, merged(b, c)))) wrong.push("three");
  const ids = new Set([...a, ...b].map(({ id }) => id));
  if (both.length !== ids.size || !both.every(({ id }) => ids.has(id))) wrong.push("lost");
  const state = told(parts.replay(both));
  if (state !== told(parts.replay(both.sort(() => random(3) - 1)))) wrong.push("replay");
  const again = parts.parsed(parts.written(both, "/garden/"));
  if (!same(again.entries, merged(both, []))) wrong.push("file");
}
return wrong;"""
)


def asked(folder: Path, body: str, given: object = None, **env: str) -> Any:
    return front_end.asked(folder, MODULES, body, given, **env)


def test_logs_join_to_the_same_in_any_order_and_lose_nothing(tmp_path: Path) -> None:
    assert asked(tmp_path, MERGES) == []


REVIEW = {
    "id": "a",
    "at": 5,
    "type": "review",
    "card": "c",
    "rating": 3,
    "took": 9,
    "mode": "review",
}


def a_file(*entries: object, **more: object) -> str:
    whole = {"kind": "syntopic-review-log", "version": 1, "site": "/", "entries": [*entries]}
    return json.dumps({**whole, **more})


def test_a_file_that_is_no_whole_log_is_refused_and_says_what_is_wrong(tmp_path: Path) -> None:
    broken = [
        ("no-json", a_file(REVIEW)[:-9]),
        ("no-json", ""),
        ("not-ours", "[]"),
        ("not-ours", '{"v": 1, "cards": {}}'),
        ("not-ours", "null"),
        ("newer", a_file(REVIEW, version=2)),
        ("damaged", a_file(entries={"0": REVIEW})),
        ("damaged", a_file(REVIEW, "text")),
        ("damaged", a_file({**REVIEW, "rating": 5})),
        ("damaged", a_file({**REVIEW, "rating": "3"})),
        ("damaged", a_file({**REVIEW, "at": None})),
        ("damaged", a_file({**REVIEW, "at": -1})),
        ("damaged", a_file({**REVIEW, "at": 1e17})),
        ("damaged", a_file({**REVIEW, "at": 8.64e15})),
        ("damaged", a_file({**REVIEW, "card": ""})),
        ("damaged", a_file({**REVIEW, "id": 7})),
        ("damaged", a_file({**REVIEW, "type": "forget"})),
        ("damaged", a_file({"id": "u", "at": 1, "type": "undo"})),
        ("damaged", a_file({"id": "u", "at": 1, "type": "set", "name": "x", "value": 3})),
    ]
    told = asked(tmp_path, "return given.map(parts.parsed)", [text for _, text in broken])
    assert [one.get("reason") for one in told] == [reason for reason, _ in broken]
    assert told[7]["values"] == {"number": 2}
    whole = asked(tmp_path, "return parts.parsed(given)", "\ufeff" + a_file(REVIEW, REVIEW))
    assert whole == {"entries": [REVIEW], "site": "/"}


def test_the_latest_answer_that_a_file_may_hold_is_due_on_a_day_that_calendars_have(
    tmp_path: Path,
) -> None:
    body = """
const times = Array.from({ length: 60 }, (_, n) => given.at - n * 1e12);
const easy = times.map((at, n) => ({ ...given, id: `e${n}`, at }));
const [{ due }] = parts.replay(easy).cards.values();
return [given.at, given.at + 1, due].map((at) => [parts.isEntry({ ...given, at }), at <= 8.64e15]);
"""
    latest = {**REVIEW, "rating": 4, "at": 253402300799999}
    assert asked(tmp_path, body, latest) == [[True, True], [False, True], [False, True]]


def test_undoing_takes_a_rating_back_wherever_the_undoing_stands(tmp_path: Path) -> None:
    undo = {"id": "b", "at": 1, "type": "undo", "of": "a"}
    body = "const state = parts.replay(given); return [state.cards.size, state.reviews.length]"
    assert asked(tmp_path, body, [REVIEW]) == [1, 1]
    assert asked(tmp_path, body, [undo, REVIEW]) == [0, 0]


DAYS = """
const at = (text) => new Date(text).getTime();
return [
  parts.daysBetween(at("2026-03-28T23:30:00"), at("2026-03-29T03:30:00")),
  parts.daysBetween(at("2026-03-28T12:00:00"), at("2026-03-30T12:00:00")),
  (parts.dayEnd(at("2026-03-28T12:00:00")) - parts.dayBegin(at("2026-03-28T12:00:00"))) / 3600000,
  parts.dayBegin(at("2026-03-28T03:59:00")) === at("2026-03-27T04:00:00"),
  parts.daysBetween(at("2026-03-28T12:00:00"), at("2026-03-27T12:00:00")),
]"""


@pytest.mark.parametrize(
    ("zone", "hours"), [("Europe/Berlin", 23), ("America/New_York", 24), ("Asia/Kolkata", 24)]
)
def test_a_day_lasts_from_four_to_four_wherever_one_is(
    tmp_path: Path, zone: str, hours: int
) -> None:
    told = asked(tmp_path, DAYS, TZ=zone)
    assert told == [0, 2, hours, True, -1]


DECK = {
    "topics": [
        {"near": [2], "area": 0},
        {"near": [], "area": 0},
        {"near": [0], "area": 1},
        {"near": [], "area": 1},
    ],
    "roles": [{"topics": [2]}],
}


def card(key: str, topic: int, source: int = 0) -> dict[str, object]:
    return {"key": key, "topic": topic, "source": source}


MIXED = "return parts.mixed(given.cards, given).map(({ key }) => key)"


def test_no_two_cards_of_one_topic_follow_each_other_where_that_can_be_avoided(
    tmp_path: Path,
) -> None:
    for counts in ((5, 1, 1, 2), (3, 3, 0, 0), (4, 2, 1, 0), (9, 9, 9, 9), (2, 7, 2, 2)):
        cards = [card(f"t{t}n{n}", t) for t, count in enumerate(counts) for n in range(count)]
        order = asked(tmp_path, MIXED, {**DECK, "cards": cards})
        assert sorted(order) == sorted(str(one["key"]) for one in cards)
        rows = sum(a[:2] == b[:2] for a, b in pairwise(order))
        assert rows == max(0, 2 * max(counts) - sum(counts) - 1), order


def test_what_is_easily_confused_comes_side_by_side_now_and_then(tmp_path: Path) -> None:
    cards = [card(f"t{t}n{n}", t) for t in range(4) for n in range(4)]
    order = asked(tmp_path, MIXED, {**DECK, "cards": cards})
    pairs = [(a[:2], b[:2]) for a, b in pairwise(order)]
    assert sum(pair in {("t0", "t2"), ("t2", "t0")} for pair in pairs) >= 3, order


def test_two_gaps_of_one_sentence_are_not_asked_in_one_sitting(tmp_path: Path) -> None:
    cards = [card("one", 0), card("one.2", 0), card("two.3", 1), card("two", 1), card("six", 2)]
    assert asked(tmp_path, MIXED, {**DECK, "cards": cards}) == ["one", "two.3", "six"]


WAITING = """
const hour = 3600000, day = 24 * hour, noon = new Date(2026, 5, 10, 12).getTime();
const review = (card, ago, rating = 3) => ({
  id: card + ago, at: noon - ago * hour, type: "review", card, rating, took: 1, mode: "review" });
const state = parts.replay([...given.log.map((one) => review(...one)), ...(given.more ?? [])]);
const { due, fresh, unseen } = parts.waiting(given.deck, state, noon, given.filter);
return [due, fresh].map((cards) => cards.map(({ key }) => key)).concat(unseen)"""


def waiting(folder: Path, deck: Any, log: list[Any], **more: Any) -> Any:
    return asked(folder, WAITING, {"deck": deck, "log": log, **more})


def test_new_cards_come_a_few_a_day_and_what_is_due_comes_first_if_least_known(
    tmp_path: Path,
) -> None:
    deck = {**DECK, "cards": [card(f"c{n}", n % 4, n % 2) for n in range(30)]}
    keys = [f"c{n}" for n in range(30)]
    assert waiting(tmp_path, deck, []) == [[], keys[:10], 30]
    log = [("c0", 300), ("c1", 60), ("c2", 3), ("c3", 4), ("c4", 5, 1)]
    due, fresh, unseen = waiting(tmp_path, deck, log)
    assert due == ["c0", "c1", "c4"]
    assert fresh == keys[5:12] and unseen == 25, "three were new today"
    fewer = {"id": "s", "at": 1, "type": "set", "name": "new-per-day", "value": "4"}
    assert waiting(tmp_path, deck, log, more=[fewer])[1] == ["c5"]
    asleep = {"id": "z", "at": 1, "type": "suspend", "card": "c0"}
    assert "c0" not in waiting(tmp_path, deck, log, more=[asleep])[0]
    awake = {"id": "zz", "at": 2, "type": "resume", "card": "c0"}
    assert "c0" in waiting(tmp_path, deck, log, more=[asleep, awake])[0]


def test_cards_can_be_asked_of_one_topic_area_source_or_role_alone(tmp_path: Path) -> None:
    deck = {**DECK, "cards": [card(f"c{n}", n % 4, n % 2) for n in range(8)]}
    for filter_, kept in (
        ({"topic": 1}, ["c1", "c5"]),
        ({"area": 1}, ["c2", "c3", "c6", "c7"]),
        ({"source": 0}, ["c0", "c2", "c4", "c6"]),
        ({"role": 0}, ["c2", "c6"]),
        ({"area": 1, "source": 1}, ["c3", "c7"]),
    ):
        assert waiting(tmp_path, deck, [], filter=filter_)[1] == kept


def test_a_card_of_days_comes_at_any_hour_of_its_day(tmp_path: Path) -> None:
    deck = {**DECK, "cards": [card("late", 0)]}
    assert waiting(tmp_path, deck, [("late", 40)])[0] == ["late"], "due at eight in the evening"
    assert waiting(tmp_path, deck, [("late", 16)])[0] == []
