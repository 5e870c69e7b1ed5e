"""What was made, kept with what it was made from: while an author writes, little changes.

Nothing is trusted that is not compared: a value is given again only where what it was made from is
the same, else it is made anew. So every step gives the same with a memory as without. Whatever a
build does not ask for is forgotten, and what is private is never saved (``keeping``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar, cast

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)

NEW = "new"
"""Why something was made that was not there before."""


@dataclass(slots=True)
class Last(Generic[Value]):
    """The last value of its kind, with what it was made from.

    ``why`` tells why it was made the last time that it was asked for: empty where it was as before,
    else ``NEW`` or the parts of what it was made from that differ, if these have names (as in a
    ``NamedTuple``).
    """

    made: tuple[object, Value] | None = None
    why: str = ""
    saved: bool = True

    def of(self, made_from: object, make: Callable[[], Value], *, saved: bool = True) -> Value:
        """The value as before where it was made from the same, else a new one.

        What is not ``saved`` is kept in this process alone, as all has to be that is private or was
        made from something private.
        """
        self.saved = saved
        if self.made is not None and _same(self.made[0], made_from):
            self.why = ""
            return self.made[1]
        self.why = NEW if self.made is None else _changed(self.made[0], made_from)
        self.made = (made_from, make())
        return self.made[1]

    def kept(self, made_from: object) -> Value | None:
        """The value as before where it was made from the same, else nothing."""
        if self.made is None or not _same(self.made[0], made_from):
            return None
        self.why = ""
        return self.made[1]

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        return Last, (self.made,) if self.saved else ()


@dataclass(slots=True)
class Lasts(Generic[Key, Value]):
    """The last value for each of several keys; ``known`` are those of the run before.

    ``changed`` tells whether that run made or forgot any that may be saved.
    """

    known: dict[Key, Last[Value]] = field(default_factory=dict)
    asked: dict[Key, Last[Value]] = field(default_factory=dict)
    changed: bool = False
    _saved: frozenset[Key] | None = None

    def of(
        self, key: Key, made_from: object, make: Callable[[], Value], *, saved: bool = True
    ) -> Value:
        """The key's value as before where it was made from the same, else a new one.

        Who asks again in the same run is told the same, and why it was made does not change.
        """
        again = self.asked.get(key)
        last, before = (self.last(key), "") if again is None else (again, again.why)
        made = last.made  # first what is so nearly always, since a build asks many thousand times
        if made is not None and (made[0] is made_from or made[0] == made_from):
            last.saved, last.why = saved, before
            return made[1]
        value = last.of(made_from, make, saved=saved)
        last.why = last.why or before
        return value

    def same(self, key: Key, value: Value) -> Value:
        """The key's value, the very object of before where it is equal: so it is equal at a look.

        (Whoever compares what was made of it compares identities first.)
        """
        return self.of(key, value, lambda: value)

    def last(self, key: Key) -> Last[Value]:
        """What is kept for a key, which is asked for by this."""
        if key not in self.asked:
            self.asked[key] = self.known.get(key) or Last()
        return self.asked[key]

    def keep(self, key: Key, made: tuple[object, Value] | None) -> None:
        """Asks for a key without a look, where all that ``made`` was made from is known to be so.

        Nothing is asked for where another value is there, as a run that broke off may leave one.
        """
        last = self.known.get(key)
        if last is not None and last.made is made and key not in self.asked:
            self.asked[key] = last
            last.why = ""

    def drop(self, key: Key) -> None:
        """Forgets a key at once."""
        self.asked.pop(key, None)
        self.known.pop(key, None)

    def begin(self) -> None:
        """Begins a run: what another one asked for that broke off is not asked for yet."""
        self.asked = {}

    def forget(self) -> None:
        """Ends a run: forgets the keys that nobody has asked for in it."""
        before = frozenset(self.known) if self._saved is None else self._saved
        self._saved = frozenset(key for key, last in self.asked.items() if last.saved)
        made = any(last.why for last in self.asked.values() if last.saved)
        self.changed = made or self._saved != before
        self.known, self.asked = self.asked, {}

    def made(self) -> Iterator[tuple[Key, str]]:
        """The keys whose values the last run made anew, each with the reason."""
        return ((key, last.why) for key, last in self.known.items() if last.why)

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it: what the last run asked for."""
        return Lasts, ({key: last for key, last in self.known.items() if last.saved},)


def digest(content: str | bytes) -> bytes:
    """Stands for what is long in what a value was made from: no other content has the same."""
    told = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.blake2b(told, digest_size=16).digest()


def _same(before: object, now: object) -> bool:
    return before is now or before == now


def _changed(before: object, now: object) -> str:
    """The names of the parts that differ."""
    names = getattr(type(now), "_fields", ())
    if type(before) is not type(now) or not names:
        return "what it was made from"
    assert isinstance(before, tuple)
    assert isinstance(now, tuple)
    parts = zip(names, before, now, strict=True)
    return ", ".join(name for name, one, other in parts if not _same(one, other))


def changed(memory: object) -> bool:
    """Whether the last run changed anything that is kept in the fields of a memory."""
    kept = [getattr(memory, one.name) for one in fields(cast(Any, memory))]
    lasts = any(one.why for one in kept if isinstance(one, Last) and one.saved)
    return lasts or any(one.changed for one in kept if isinstance(one, Lasts))
