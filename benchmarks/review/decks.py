"""A deck and a history as large as one wishes, of the kind that years of reviewing leave."""

from __future__ import annotations

import random
from typing import Any

from syntopic.languages import language

PREFIX = "review-"
HOUR = 3_600_000
QUESTION = (
    "<p>What does {topic} say of <math><mi>x</mi></math>, case {n}, and when does it fail?</p>"
)
ANSWER = (
    "<p>That <math><mi>y</mi><mo>=</mo><mi>a</mi><mi>x</mi><mo>+</mo><mi>b</mi></math>, as long as "
    "nothing else moves, which is what case {n} is about; else look again at what was assumed.</p>"
)


def deck(cards: int, topics: int) -> dict[str, Any]:
    """What the review page asks from: so many cards, spread over topics in ten areas."""
    names = [f"Topic {n}" for n in range(topics)]
    english = language("en").labels
    return {
        "version": 1,
        "site": "Large garden",
        "language": "en",
        "topics": [
            {
                "name": name,
                "url": f"topics/{n}/",
                "area": n % 10,
                "minutes": 4,
                "needs": [n - 1] if n % 10 else [],
                "near": [(n + step) % topics for step in (1, 2, 3)],
                "concept": True,
            }
            for n, name in enumerate(names)
        ],
        "areas": [f"Area {n}" for n in range(10)],
        "sources": [{"key": f"s{n}", "name": f"Source {n}"} for n in range(5)],
        "roles": [{"name": "Everything", "topics": list(range(topics)), "missing": []}],
        "cards": [
            {
                "key": f"c{n:06}",
                "topic": n * topics // cards,
                "source": n % 5,
                "question": QUESTION.format(topic=names[n * topics // cards], n=n),
                "answer": ANSWER.format(n=n),
                "gap": -1,
                "url": f"topics/{n * topics // cards}/#c{n:06}",
            }
            for n in range(cards)
        ],
        "labels": {
            key.removeprefix(PREFIX): text
            for key, text in english.items()
            if key.startswith(PREFIX)
        },
    }


def history(cards: int, entries: int, until: int, seed: int = 1) -> list[dict[str, Any]]:
    """So many entries of a log, as they come from reviewing day by day until a moment."""
    rng = random.Random(seed)
    begin = until - 700 * 24 * HOUR
    return [
        {
            "id": f"e{n:08}",
            "at": begin + n * 700 * 24 * HOUR // entries,
            "type": "review",
            "card": f"c{rng.randrange(min(cards, 1 + n * cards // (entries // 2))):06}",
            "rating": rng.choices((1, 2, 3, 4), (1, 1, 7, 1))[0],
            "took": rng.randrange(3_000, 30_000),
            "mode": "review",
        }
        for n in range(entries)
    ]
