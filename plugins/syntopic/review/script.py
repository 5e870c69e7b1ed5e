"""The deck as the review page loads it: a script that sets one value.

A script, since browsers load those from a folder on disk too, where they fetch no files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from functools import partial
from typing import Any, Final

from syntopic.languages import Language
from syntopic.review.memory import Memory
from syntopic.review.values import Deck

DECK_SCRIPT: Final = "deck.js"
"""The file's name, beside our other scripts."""

VERSION: Final = 1
"""Of the form of the deck, as ``frontend/src/review/values.ts`` has it."""

LABELS: Final = "review-"
"""What the names of the labels begin with that the review page says."""


def deck_script(deck: Deck, site: str, language: Language, memory: Memory | None = None) -> str:
    """The script; empty for an empty deck. ``site`` is the site's name.

    With the ``memory`` of the same garden only those parts are written anew that have changed.
    """
    if not deck.cards:
        return ""
    kept = memory or Memory()
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
    parts = tuple(
        kept.part(f"script {name}", value, partial(_written, name, value))
        for name, value in told.items()
    )
    return kept.part("script", parts, partial(_script, parts))


def _written(name: str, value: object) -> str:
    """A part as JSON has it in an object."""
    written = json.dumps({name: value}, default=_told, ensure_ascii=False, separators=(",", ":"))
    return written[1:-1]


def _script(parts: Iterable[str]) -> str:
    return f"window.syntopicDeck = {{{','.join(parts)}}};\n"


def _told(value: Any) -> dict[str, Any]:
    """A part of the deck by its names."""
    return {one.name: getattr(value, one.name) for one in fields(value)}
