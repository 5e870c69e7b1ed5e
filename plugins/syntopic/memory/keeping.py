"""Values in a file, from one process to the next.

The file is a cache that anybody may have written: it may lie in a repository that somebody cloned.
So nothing in it is carried out, only plain values are made of it, and whatever is odd about it, the
memory begins empty.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

_MAGIC = b"syntopic memory 1\n"
_SIGN = 32
_CHUNK = 1 << 20
_PART = ".part"
_PACKAGE = "syntopic"


_Signature = partial(hashlib.blake2b, digest_size=_SIGN)


def signed(told: bytes | memoryview) -> bytes:
    """What tells texts apart."""
    return _Signature(told).digest()


def load(file: Path, key: bytes, classes: Collection[type] = ()) -> object | None:
    """The value that was saved under the same key; None where there is none, or it is damaged.

    ``key`` is a signature of all that has to be the same for the value to be of use. Of this
    package's classes frozen dataclasses, enumerations and named tuples are made, and ``classes``.
    A file that is damaged, or of another key, is removed. What there is in the process then is not
    looked through for garbage any more, since next to all of it is this value.
    """
    try:
        with file.open("rb", _CHUNK) as opened:
            if opened.read(len(_MAGIC) + len(key)) == _MAGIC + key and _is_whole(opened):
                with suppress(Exception), _no_collection():
                    found: object = _Reader(opened, frozenset(classes)).load()
                    gc.freeze()  # else all of it is gone through as soon as this is over
                    return found
    except OSError:
        return None
    remove(file)
    return None


def _is_whole(opened: BinaryIO) -> bool:
    """Whether the rest is what its signature says; if so, it is to be read next."""
    sign, body, whole = opened.read(_SIGN), opened.tell(), _Signature()
    while chunk := opened.read(_CHUNK):
        whole.update(chunk)
    opened.seek(body)
    return whole.digest() == sign


def save(file: Path, key: bytes, value: object) -> bool:
    """Saves a value under a key, whole or not at all; whether that worked.

    Of several that save at once the last one wins, and one may find that it was in vain. Where it
    does not work, no older value is left either: it may hold what has become private.
    """
    part = file.with_name(f"{file.name}.{os.getpid()}{_PART}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _remove_parts(file)
        with part.open("wb", _CHUNK) as opened, _no_collection():
            _write(opened, key, value)
        part.replace(file)
    except FileNotFoundError:  # another build that saved at the same time took its part away
        return False
    except Exception:  # such as a full disk, or a value that is nested too deeply: no build fails
        with suppress(OSError):
            part.unlink()
        remove(file)
        return False
    return True


def _write(opened: BinaryIO, key: bytes, value: object) -> None:
    """The value goes straight into the file: as bytes in memory, it takes as much as all else."""
    opened.write(_MAGIC + key)
    sign = opened.tell()
    opened.write(bytes(_SIGN))
    signing = _Signing(opened)
    _Writer(signing, protocol=5).dump(value)
    opened.seek(sign)
    opened.write(signing.whole.digest())


class _Signing:
    """A file that signs what is written into it."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened, self.whole = opened, _Signature()

    def write(self, told: bytes | memoryview, /) -> int:
        """Writes, as a file does."""
        self.whole.update(told)
        return self._opened.write(told)


def remove(file: Path) -> None:
    """Removes a file, and what was left of it by those who were killed while they saved it."""
    with suppress(OSError):
        file.unlink()
    _remove_parts(file)


def _remove_parts(file: Path) -> None:
    """They may hold what has become private since."""
    with suppress(OSError):
        for part in file.parent.glob(f"{file.name}.*{_PART}"):
            part.unlink(missing_ok=True)


class _Reductions(dict[type, Callable[[Any], Any]]):
    """How a value is made again, by its class: of a frozen dataclass, from its fields, in order.

    What dataclasses do by themselves asks for their fields anew for each value: it takes twice as
    long to save, and longer to load.
    """

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        told = is_dataclass(kind) and is_plain(kind) and "__reduce__" not in vars(kind)
        if not told or not all(one.init for one in fields(kind)):
            raise KeyError(kind)
        parts = _parts([one.name for one in fields(kind)])
        self[kind] = lambda one: (kind, parts(one))
        return self[kind]


def _parts(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gets these attributes of a value."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


class _Writer(pickle.Pickler):
    """Writes values so that they are quickly read."""

    dispatch_table = _Reductions()


class _Reader(pickle.Unpickler):
    """Makes values, and calls nothing but what makes them."""

    def __init__(self, file: BinaryIO, classes: frozenset[type]) -> None:
        super().__init__(file)
        self._classes = classes

    def find_class(self, module: str, name: str, /) -> Any:
        """A class that is harmless to make; nothing is imported, and no name leads further."""
        if module.partition(".")[0] == _PACKAGE and "." not in name:
            found = getattr(sys.modules.get(module), name, None)
            if isinstance(found, type) and found.__module__ == module and self._is_made(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")

    def _is_made(self, kind: type) -> bool:
        return kind in self._classes or is_plain(kind)


def is_plain(kind: type) -> bool:
    """Whether values of a class are nothing but their parts."""
    if issubclass(kind, Enum):
        return True
    if issubclass(kind, tuple):
        return hasattr(kind, "_fields")
    frozen = is_dataclass(kind) and vars(kind)["__dataclass_params__"].frozen
    return frozen and not hasattr(kind, "__post_init__")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Nothing of what is made here is garbage: looking for some takes longer than making it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
