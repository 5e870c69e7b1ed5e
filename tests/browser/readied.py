"""What tests of readiness and interviews share: a small deck, and modules of the review page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from front_end import bundle
from syntopic.languages import language

TOPICS = {
    "Vectors": [],
    "Matrices": ["Vectors"],
    "Eigenvectors": ["Matrices"],
    "Covariance": ["Vectors"],
    "PCA": ["Eigenvectors", "Covariance"],
    "Probability": [],
}
"""The last one has no cards."""


def deck(cards: int = 4, topics: dict[str, list[str]] = TOPICS, bare: int = 1) -> dict[str, Any]:
    """A deck with so many cards for each topic but the last ``bare`` ones."""
    names = list(topics)
    covered = names[: len(names) - bare]
    return {
        "version": 1,
        "site": "Garden",
        "language": "en",
        "areas": ["Linear algebra"],
        "sources": [{"key": "book", "name": "The Book"}],
        "labels": {
            key.removeprefix("review-"): text
            for key, text in language("en").labels.items()
            if key.startswith("review-")
        },
        "topics": [
            {
                "name": name,
                "url": f"topics/{name.lower()}/",
                "area": 0,
                "minutes": 5 + 5 * place,
                "needs": [names.index(need) for need in needs],
                "near": [],
                "concept": True,
            }
            for place, (name, needs) in enumerate(topics.items())
        ],
        "roles": [
            {"name": "Engineer", "topics": [0, 1, 4, 5], "missing": ["Bagging"]},
            {"name": "Analyst", "topics": [0, 3], "missing": []},
        ],
        "cards": [
            {
                "key": f"{name.lower()}{n}",
                "topic": names.index(name),
                "source": 0,
                "question": f"<p>What of {name}, {n}?</p>",
                "answer": f"<p>This of {name}, {n}.</p>",
                "gap": -1,
                "url": f"topics/{name.lower()}/#card-{name.lower()}{n}",
            }
            for name in covered
            for n in range(cards)
        ],
    }


def bundled(folder: Path, parts: tuple[str, ...]) -> Path:
    """Build modules of the review page as the front end does; the page knows them as ``parts``."""
    made = folder / "parts.js"
    modules = [f"review/{part}" for part in parts]
    bundle(modules, made, "--format=iife", "--global-name=parts")
    return made
