"""The deck as the review page loads it: a script that sets one value.

A script, since browsers load those from a folder on disk too, where they fetch no files.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Final

from syntopic.languages import Language
from syntopic.review.values import Deck

DECK_SCRIPT: Final = "deck.js"
"""The file's name, beside our other scripts."""

VERSION: Final = 1
"""Of the form of the deck, as ``frontend/src/review/values.ts`` has it."""

LABELS: Final = "review-"
"""What the names of the labels begin with that the review page says."""


def deck_script(deck: Deck, site: str, language: Language) -> str:
    """The script; empty for an empty deck. ``site`` is the site's name."""
    if not deck.cards:
        return ""
    told = {
        "version": VERSION,
        "site": site,
        "language": language.code,
        **_told(deck),
        "labels": {
            key.removeprefix(LABELS): text
            for key, text in sorted(language.labels.items())
            if key.startswith(LABELS)
        },
    }
    written = json.dumps(told, default=_told, ensure_ascii=False, separators=(",", ":"))
    return f"window.syntopicDeck = {written};\n"


def _told(value: Any) -> dict[str, Any]:
    """A part of the deck by its names."""
    return {one.name: getattr(value, one.name) for one in fields(value)}
