"""The review page plans as FSRS-6 does: as the Python package of it, on the same reviews."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fsrs import Card, Rating, Scheduler

import front_end

HISTORIES = 1000
START = datetime(2025, 1, 1, tzinfo=UTC)
SHORT = [timedelta(minutes=10)]
"""What was not known comes again after ten minutes, be it new or forgotten."""

REPLAYED = """return given.map(history => history.map((_, n) => {
  const entries = history.slice(0, n + 1).map(([at, rating], k) =>
    ({ type: "review", card: "one", id: `r${k}`, at, rating, took: 1, mode: "review" }));
  const { stability, difficulty, due } = parts.replay(entries).cards.get("one");
  return [stability, difficulty, due];
}))"""


def histories(seed: int = 6) -> list[list[tuple[int, int]]]:
    """Reviews as milliseconds and ratings: soon, late, at odd hours, some of them the same day."""
    rng = random.Random(seed)
    made = []
    for _ in range(HISTORIES):
        at = START + timedelta(seconds=rng.randrange(365 * 86_400))
        history = []
        for _ in range(rng.randint(1, 14)):
            history.append(
                (round(at.timestamp()) * 1000, rng.choices((1, 2, 3, 4), (2, 2, 6, 1))[0])
            )
            hours = rng.choice((rng.uniform(0.02, 1), rng.uniform(1, 72), rng.expovariate(1 / 900)))
            at += timedelta(seconds=round(hours * 3600) + 1)
        made.append(history)
    return made


def planned(history: list[tuple[int, int]]) -> list[tuple[float, float, float]]:
    """What the Python package says after each review."""
    scheduler = Scheduler(learning_steps=SHORT, relearning_steps=SHORT, enable_fuzzing=False)
    card, told = Card(), []
    for at, rating in history:
        moment = datetime.fromtimestamp(at / 1000, UTC)
        card, _ = scheduler.review_card(card, Rating(rating), moment)
        assert card.stability is not None and card.difficulty is not None
        told.append((card.stability, card.difficulty, card.due.timestamp() * 1000))
    return told


def test_the_page_and_pythons_fsrs_agree_on_a_thousand_histories(tmp_path: Path) -> None:
    given = histories()
    ours = front_end.asked(tmp_path, ["review/schedule"], REPLAYED, given)
    worst = [0.0, 0.0, 0.0]
    for history, told in zip(given, ours, strict=True):
        for theirs, mine in zip(planned(history), told, strict=True):
            apart = [abs(a - b) / max(1.0, abs(a)) for a, b in zip(theirs, mine, strict=True)]
            worst = [max(one, other) for one, other in zip(worst, apart, strict=True)]
            assert theirs[2] == mine[2], (history, theirs, mine)
    assert max(worst[:2]) < 1e-6, worst
