"""Passages on a page get addresses of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from syntopic.model import Passage


def place_passages(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Numbers addresses that occur twice on one page, in the order of the passages."""
    seen: Counter[str] = Counter()
    placed: list[Passage] = []
    for passage in passages:
        seen[passage.anchor] += 1
        count = seen[passage.anchor]
        placed.append(
            passage if count == 1 else replace(passage, anchor=f"{passage.anchor}-{count}")
        )
    return tuple(placed)
