"""A context of which all that is read is noted: mappings, tuples and a resolver that say so.

Values of classes are copied with such parts in them. Whatever is none of these is a constant: where
one differs, nothing of before holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any, Protocol

from syntopic.languages import Language
from syntopic.linking import Resolver
from syntopic.linking.resolve import Asked, Missing, Resolution, asked
from syntopic.model import NotePath
from syntopic.rendering.memory import Absent

_WHOLE = "whole"
_CONSTANT = frozenset(("language", "macros", "synonyms"))
_SOMEWHERE = NotePath("private")
"""What is told of a private file that a reference means: that it is one."""

_ANY = "any"
"""The name of any note; what stands in the note itself is asked for by its own name."""


class Noting(Protocol):
    """What takes the notes: ``now`` are the ways to read each part again."""

    now: dict[str, Callable[[Any], Any]]
    constants: dict[str, Any]

    def note(self, part: str, key: Any, value: Any) -> None:
        """Notes that a part was read."""

    def part(self, part: str, whole: Any) -> None:
        """Takes a part as a whole, to compare it with that of the last time."""

    def known(self, part: str, known: dict[Any, Any]) -> None:
        """Takes what is known of a part: what is the very same as the last time reads the same."""


def copied(value: Any, into: Any, part: str, tracing: Noting) -> Any:
    """Fills a value of the same class with parts whose reads are noted."""
    for one in fields(value):
        inner = getattr(value, one.name)
        traced = _traced(inner, f"{part}.{one.name}" if part else one.name, tracing)
        object.__setattr__(into, one.name, traced)
    return into


def _traced(value: Any, part: str, tracing: Noting) -> Any:
    if part in _CONSTANT:
        tracing.constants[part] = value.code if isinstance(value, Language) else value
        return value
    if isinstance(value, Resolver):
        return _TracedResolver(value, part, tracing)
    if isinstance(value, Mapping):
        return _TracedMapping(value, part, tracing, _digest if part == "results" else _itself)
    if isinstance(value, tuple | frozenset):
        return _TracedWhole(value, part, tracing)
    if is_dataclass(value):
        return copied(value, object.__new__(type(value)), part, tracing)
    tracing.constants[part] = value
    return value


class _TracedMapping(Mapping[Any, Any]):
    """A mapping that notes each key that is read, or its keys or items as a whole."""

    __slots__ = ("_has", "_note", "_of", "_told", "_whole")

    def __init__(
        self, of: Mapping[Any, Any], part: str, tracing: Noting, told: Callable[[Any], Any]
    ) -> None:
        self._of, self._told = of, told
        self._note = partial(tracing.note, part)
        self._has = partial(tracing.note, f"{part}?")
        self._whole = partial(tracing.note, f"{part}*")
        if told is _itself:
            tracing.part(part, dict(of))  # a copy, whatever becomes of the mapping
        tracing.now[part] = self._read
        tracing.now[f"{part}?"] = of.__contains__
        tracing.now[f"{part}*"] = self._read_whole

    def _read(self, key: Any) -> Any:
        value = self._of.get(key, Absent.ABSENT)
        return value if value is Absent.ABSENT else self._told(value)

    def _read_whole(self, what: str) -> Any:
        if what == "keys":
            return tuple(self._of)
        if what == "items":
            return tuple((key, self._told(value)) for key, value in self._of.items())
        return len(self._of)

    def __getitem__(self, key: Any) -> Any:
        self._note(key, self._read(key))
        return self._of[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._note(key, self._read(key))
        return self._of.get(key, default)

    def __contains__(self, key: object) -> bool:
        found = key in self._of
        self._has(key, found)
        return found

    def __iter__(self) -> Iterator[Any]:
        self._whole("keys", self._read_whole("keys"))
        return iter(self._of)

    def __len__(self) -> int:
        self._whole("length", len(self._of))
        return len(self._of)

    def __bool__(self) -> bool:
        return len(self) > 0

    def items(self) -> Any:
        self._whole("items", self._read_whole("items"))
        return self._of.items()

    def values(self) -> Any:
        self._whole("items", self._read_whole("items"))
        return self._of.values()

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == other

    __hash__ = None  # type: ignore[assignment]


class _TracedWhole:
    """A tuple or a set that notes that it was read."""

    __slots__ = ("_note", "_of")

    def __init__(self, of: Any, part: str, tracing: Noting) -> None:
        self._of, self._note = of, partial(tracing.note, part, _WHOLE, of)
        tracing.part(part, of)
        tracing.now[part] = lambda key: of

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(self._of)

    def __len__(self) -> int:
        self._note()
        return len(self._of)

    def __contains__(self, one: object) -> bool:
        self._note()
        return one in self._of

    def __getitem__(self, at: Any) -> Any:
        self._note()
        return self._of[at]


class _TracedResolver:
    """A resolver that notes where each reference leads; of private files only that they are."""

    __slots__ = ("_note", "_of")

    def __init__(self, of: Resolver, part: str, tracing: Noting) -> None:
        self._of, self._note = of, partial(tracing.note, part)
        tracing.known(part, dict(of.known))
        tracing.now[part] = self._read

    def resolve(self, target: str, fragment: str, wiki: bool, origin: NotePath) -> Resolution:
        found = _public(self._of.resolve(target, fragment, wiki, origin))
        self._note(asked(target, fragment, wiki, origin), _whole(found))
        return found

    def _read(self, reference: Asked) -> Any:
        target, fragment, wiki, place = reference
        # It means the same in any note of the folder that is its place, where it has a target.
        origin = NotePath(f"{place}/{_ANY}" if target and place else _ANY if target else place)
        return _whole(_public(self._of.resolve(target, fragment, wiki, origin)))


def _public(found: Resolution) -> Resolution:
    if isinstance(found, Missing) and found.private is not None:
        return replace(found, private=_SOMEWHERE)
    return found


def _whole(found: Resolution) -> tuple[Any, ...]:
    """A resolution with all of its fields, some of which do not count where it is compared."""
    return type(found).__name__, *(getattr(found, one.name) for one in fields(found))


def _itself(value: Any) -> Any:
    return value


def _digest(value: Any) -> str:
    """Tells results apart: their pictures are large, and stand on the page already."""
    told = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).hexdigest()
