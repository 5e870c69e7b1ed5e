"""A digest of a value that is the same in every process, or a refusal.

Plain values, containers, dates, functions that stand in a module, and objects of the engine and
the theme are written down by what they hold. An object whose state nobody can see, or whose
identity is an address in memory, is refused: then nothing that depends on it can be kept.
"""

from __future__ import annotations

import datetime
import enum
import functools
import hashlib
import re
import types
from collections import UserDict
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from jinja2 import Undefined
from jinja2.utils import missing

_OPEN_FAMILIES = ("mkdocs.", "properdocs.", "material.")
_DEEPEST = 40

Name = Callable[[Any], str | None]
"""The name of an object that is looked at piece by piece, and so stands for itself."""


class Refused(Exception):
    """A value has no stable form; the message says which one."""


def no_name(_value: object) -> None:
    """Nothing has a name: everything is written down whole."""


def value_digest(value: object, name: Name = no_name, known: Callable[[str], bool] = bool) -> bytes:
    """16 bytes for the value. `known` tells modules whose code the caller has taken account of.

    Raises Refused.
    """
    whole = hashlib.blake2b(digest_size=16)
    for piece in _Writer(name, known).pieces(value, ()):
        whole.update(piece.encode("utf-8", "surrogatepass"))
        whole.update(b"\0")
    return whole.digest()


class _Writer:
    def __init__(self, name: Name, known: Callable[[str], bool]) -> None:
        self._name = name
        self._known = known

    def pieces(self, value: Any, above: tuple[int, ...]) -> Iterator[str]:
        """The value as a sequence of texts; `above` are the ids of what holds it."""
        kind = type(value)
        if value is None or kind in (bool, int, float, complex, bytes):
            yield f"{kind.__name__} {value!r}"
        elif kind is str:
            yield "str"
            yield value
        elif (name := self._name(value)) is not None:
            yield "named"
            yield name
        elif id(value) in above:
            yield f"again {len(above) - above.index(id(value))}"
        elif len(above) > _DEEPEST:
            raise Refused("a value that is nested too deeply")
        else:
            yield from self._compound(value, kind, (*above, id(value)))

    def _compound(self, value: Any, kind: type, above: tuple[int, ...]) -> Iterator[str]:
        if isinstance(value, str):
            yield f"text {_called(kind)}"
            yield str.__str__(value)
        elif isinstance(value, dict | UserDict):
            yield from self._mapping(f"dict {_called(kind)}", dict(value), above)
        elif isinstance(value, list | tuple):
            yield f"list {_called(kind)} {len(value)}"
            for item in value:
                yield from self.pieces(item, above)
        elif isinstance(value, set | frozenset):
            yield f"set {_called(kind)}"
            yield from sorted("\1".join(self.pieces(item, above)) for item in value)
        else:
            yield from self._other(value, kind, above)

    def _other(self, value: Any, kind: type, above: tuple[int, ...]) -> Iterator[str]:
        if value is missing or isinstance(value, Undefined):
            yield "undefined"
        elif isinstance(value, datetime.date | datetime.time):
            yield f"time {value.isoformat()} {getattr(value, 'tzinfo', None)}"
        elif isinstance(value, datetime.timedelta | PurePath | re.Pattern | range):
            yield f"{_called(kind)} {value!r}"
        elif isinstance(value, enum.Enum):
            yield f"enum {_called(kind)} {value.name}"
        elif isinstance(value, functools.partial):
            yield "partial"
            yield from self.pieces((value.func, value.args, value.keywords), above)
        elif isinstance(value, type | types.FunctionType | types.BuiltinFunctionType):
            yield f"code {self._standing(value)}"
        elif kind.__module__.startswith("babel.") and kind.__name__ == "Locale":
            yield f"locale {value}"
        elif kind.__module__.startswith(_OPEN_FAMILIES):
            yield from self._mapping(f"object {_called(kind)}", _held(value), above)
        else:
            raise Refused(f"an object of {_called(kind)}")

    def _mapping(self, title: str, held: dict[Any, Any], above: tuple[int, ...]) -> Iterator[str]:
        yield f"{title} {len(held)}"
        for key, item in held.items():
            yield from self.pieces(key, above)
            yield from self.pieces(item, above)

    def _standing(self, value: Any) -> str:
        """Where code stands, if the same code will stand there in another process."""
        module, path = getattr(value, "__module__", None), value.__qualname__
        owner = getattr(value, "__self__", None)
        if owner is not None and not isinstance(owner, types.ModuleType):
            raise Refused(f"a method of an object ({path})")
        if "<" in path or not isinstance(module, str) or not self._known(module):
            raise Refused(f"code whose origin is not known ({module}.{path})")
        return f"{module}.{path}"


def _called(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _held(value: Any) -> dict[str, Any]:
    try:
        held = dict(vars(value))
    except TypeError:
        held = {}
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            if slot not in ("__dict__", "__weakref__"):
                held[slot] = getattr(value, slot, None)
    return dict(sorted(held.items()))
