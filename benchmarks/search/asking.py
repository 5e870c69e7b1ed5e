"""What to ask a search index: words of every frequency, several, and one letter by letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

SHARES = (0.5, 0.2, 0.05, 0.02, 0.005)
"""Of all entries, those that have a word: from a word that is everywhere to a rare one."""

TOGETHER = (2, 3, 5)
"""So many of the commonest words are asked for at once."""

LETTERS = ("a", "e")
_WORD = re.compile(r"[a-z]{5,}")
_TAG = re.compile(r"<[^>]*>")


def queries(entries: Sequence[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Kinds of queries with the queries of each kind."""
    found = Counter(word for entry in entries for word in _words(entry))
    single = tuple(_nearest(found, share * len(entries)) for share in SHARES)
    return {
        "a word": single,
        "two words": _names(entries),
        "common words": tuple(_commonest(found, many) for many in TOGETHER),
        "a letter": LETTERS,
        "letter by letter": tuple(_beginnings(max(single, key=len))),
    }


def _words(entry: dict[str, Any]) -> set[str]:
    return set(_WORD.findall(_TAG.sub(" ", f"{entry['title']} {entry['text']}".lower())))


def _nearest(found: Counter[str], count: float) -> str:
    return min(found, key=lambda word: (abs(found[word] - count), word))


def _commonest(found: Counter[str], many: int) -> str:
    return " ".join(sorted(found, key=lambda word: (-found[word], word))[:many])


def _names(entries: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Three names of pages, from all over the index."""
    pages = [one["title"].lower() for one in entries if "#" not in one["location"]]
    names = [title for title in pages if re.fullmatch(r"[a-z]{4,} [a-z]{4,}", title)]
    return tuple(names[len(names) * n // 3] for n in range(3)) if names else ()


def _beginnings(word: str) -> list[str]:
    return [word[: n + 1] for n in range(len(word))]
