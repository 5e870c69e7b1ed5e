"""What linking a garden has found, kept for the next time: while an author writes, little changes.

Nothing is kept without what it was found from, and it is found again where that differs in any way:
a garden is linked the same with a memory as without.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Last(Generic[Value]):
    """The last value of its kind, with what it was made from."""

    _made: tuple[object, Value] | None = None

    def of(self, made_from: object, make: Callable[[], Value]) -> Value:
        """The value as before where it was made from the same, else a new one."""
        if self._made is None or self._made[0] != made_from:
            self._made = (made_from, make())
        return self._made[1]


@dataclass(slots=True)
class Lasts(Generic[Key, Value]):
    """The last value for each of several keys; ``known`` are those of the run before."""

    known: dict[Key, Last[Value]] = field(default_factory=dict)
    _asked: dict[Key, Last[Value]] = field(default_factory=dict)

    def of(self, key: Key, made_from: object, make: Callable[[], Value]) -> Value:
        """The key's value as before where it was made from the same, else a new one."""
        self._asked[key] = self.known.get(key) or Last()
        return self._asked[key].of(made_from, make)

    def forget(self) -> None:
        """Forgets the keys that nobody has asked for since the last time."""
        self.known, self._asked = self._asked, {}


@dataclass(slots=True)
class Memory:
    """What is kept of one garden in one process.

    ``link`` are all its links, ``known`` its names, ready to be looked for, ``related`` the related
    concepts. ``mentions`` and the ``backlinks`` that they make go by page, and by how often the
    page has come up before.
    """

    link: Last[Any] = field(default_factory=Last)
    known: Last[Any] = field(default_factory=Last)
    related: Last[Any] = field(default_factory=Last)
    mentions: Lasts[tuple[str, int], Any] = field(default_factory=Lasts)
    backlinks: Lasts[tuple[str, int], Any] = field(default_factory=Lasts)
