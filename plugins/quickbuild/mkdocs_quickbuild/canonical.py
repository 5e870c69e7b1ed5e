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
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from jinja2 import Undefined
from jinja2.utils import missing

_OPEN_FAMILIES = ("mkdocs.", "properdocs.", "material.")
_DEEPEST = 40
_ATOMS = frozenset((type(None), bool, int, float, complex, bytes))

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
    writer = _Writer(name, known)
    writer.write(value)
    writer.out.append("")
    whole = "\0".join(writer.out).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).digest()


class _Writer:
    """Writes a value as a sequence of texts, into `out`."""

    def __init__(self, name: Name, known: Callable[[str], bool]) -> None:
        self.out: list[str] = []
        self._name = name
        self._known = known
        self._above: dict[int, int] = {}  # how deep that lies by which this value is held, by ids

    def write(self, value: Any) -> None:
        """Write the value and all that it holds."""
        kind = type(value)
        if kind is str:
            self.out += ("str", value)
        elif kind in _ATOMS:
            self.out.append(f"{kind.__name__} {value!r}")
        elif (name := self._name(value)) is not None:
            self.out += ("named", name)
        elif (above := self._above.get(id(value))) is not None:
            self.out.append(f"again {len(self._above) - above}")
        elif len(self._above) > _DEEPEST:
            raise Refused("a value that is nested too deeply")
        else:
            self._above[id(value)] = len(self._above)
            _way_of(kind)(self, value, kind)  # type: ignore[arg-type]
            del self._above[id(value)]

    def text(self, value: Any, kind: type) -> None:
        """A text of a kind of its own."""
        self.out += (f"text {_called(kind)}", str.__str__(value))

    def mapping(self, value: Any, kind: type) -> None:
        """Keys and values, in their order."""
        self._pairs(f"dict {_called(kind)}", dict(value))

    def sequence(self, value: Any, kind: type) -> None:
        """A list or the like."""
        self.out.append(f"list {_called(kind)} {len(value)}")
        for item in value:
            self.write(item)

    def unordered(self, value: Any, kind: type) -> None:
        """A set, whose order is by chance."""
        self.out.append(f"set {_called(kind)}")
        outer, items = self.out, []
        for item in value:
            self.out = []
            self.write(item)
            items.append("\1".join(self.out))
        self.out = outer
        self.out += sorted(items)

    def nothing(self, _value: Any, _kind: type) -> None:
        """What is not there."""
        self.out.append("undefined")

    def moment(self, value: Any, _kind: type) -> None:
        """A day or a time."""
        self.out.append(f"time {value.isoformat()} {getattr(value, 'tzinfo', None)}")

    def shown(self, value: Any, kind: type) -> None:
        """Something that its own text tells whole."""
        self.out.append(f"{_called(kind)} {value!r}")

    def choice(self, value: Any, kind: type) -> None:
        """One of a fixed number."""
        self.out.append(f"enum {_called(kind)} {value.name}")

    def partial(self, value: Any, _kind: type) -> None:
        """A function with some of its arguments."""
        self.out.append("partial")
        self.write((value.func, value.args, value.keywords))

    def code(self, value: Any, _kind: type) -> None:
        """A class or a function."""
        self.out.append(f"code {self._standing(value)}")

    def language(self, value: Any, _kind: type) -> None:
        """A locale of Babel's."""
        self.out.append(f"locale {value}")

    def open(self, value: Any, kind: type) -> None:
        """An object of the engine or the theme, by what it holds."""
        self._pairs(f"object {_called(kind)}", _held(value, kind))

    def closed(self, _value: Any, kind: type) -> None:
        """An object whose state cannot be seen."""
        raise Refused(f"an object of {_called(kind)}")

    def _pairs(self, title: str, held: dict[Any, Any]) -> None:
        self.out.append(f"{title} {len(held)}")
        for key, item in held.items():
            self.write(key)
            self.write(item)

    def _standing(self, value: Any) -> str:
        """Where code stands, if the same code will stand there in another process."""
        module, path = getattr(value, "__module__", None), value.__qualname__
        owner = getattr(value, "__self__", None)
        if owner is not None and not isinstance(owner, types.ModuleType):
            raise Refused(f"a method of an object ({path})")
        if "<" in path or not isinstance(module, str) or not self._known(module):
            raise Refused(f"code whose origin is not known ({module}.{path})")
        return f"{module}.{path}"


_WAYS: tuple[tuple[Any, Callable[[_Writer, Any, type], None]], ...] = (
    (str, _Writer.text),
    (dict | UserDict, _Writer.mapping),
    (list | tuple, _Writer.sequence),
    (set | frozenset, _Writer.unordered),
    (type(missing) | Undefined, _Writer.nothing),
    (datetime.date | datetime.time, _Writer.moment),
    (datetime.timedelta | PurePath | re.Pattern | range, _Writer.shown),
    (enum.Enum, _Writer.choice),
    (functools.partial, _Writer.partial),
    (type | types.FunctionType | types.BuiltinFunctionType, _Writer.code),
)


@functools.cache
def _way_of(kind: type) -> Callable[[_Writer, Any, type], None]:
    """How values of this kind are written."""
    for kinds, way in _WAYS:
        if issubclass(kind, kinds):
            return way
    if kind.__module__.startswith("babel.") and kind.__name__ == "Locale":
        return _Writer.language
    return _Writer.open if kind.__module__.startswith(_OPEN_FAMILIES) else _Writer.closed


@functools.cache
def _called(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _held(value: Any, kind: type) -> dict[str, Any]:
    held = dict(getattr(value, "__dict__", ()))
    for slot in _slots(kind):
        held[slot] = getattr(value, slot, None)
    return dict(sorted(held.items()))


@functools.cache
def _slots(kind: type) -> tuple[str, ...]:
    found: list[str] = []
    for base in kind.__mro__:
        slots = base.__dict__.get("__slots__", ())
        found += [slots] if isinstance(slots, str) else slots
    return tuple(slot for slot in found if slot not in ("__dict__", "__weakref__"))
