"""Gives the same object again where the same was made anew, so that it is compared at a look."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from syntopic.memory import Lasts

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def settled(
    kept: Lasts[Key, Value], key: Key, made_from: object, make: Callable[[], Value]
) -> Value:
    """The key's value; what is made anew and equal to what is kept is the kept object.

    It stays in this process.
    """
    last = kept.last(key)
    before = last.made
    value = last.of(made_from, make, saved=False)
    if before is None or value is before[1] or value != before[1]:
        return value
    last.made = (made_from, before[1])
    return before[1]
