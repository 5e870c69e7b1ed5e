"""Which files a session opens, as Linux tells it: by Python, by C, or by another program."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_OPEN, _MOVED_FROM, _OVERFLOW = 0x20, 0x40, 0x4000
_EVENT = struct.Struct("iIII")
_AT_ONCE = 64 * 1024  # bytes; an event takes at most 272


@dataclass(slots=True)
class Watch:
    """What has been opened so far; ``opened`` is None where that cannot be known."""

    descriptor: int = -1
    places: dict[int, tuple[str, bool]] = field(default_factory=dict)
    failed: bool = False

    def opened(self) -> frozenset[str] | None:
        """The names of the files opened or moved since the watch began."""
        seen: set[str] = set()
        for place, mask, name in _events(self.descriptor):
            if mask & _OVERFLOW:
                self.failed = True
            at, folder = self.places.get(place, ("", False))
            if name or not folder:
                seen.add("/".join(filter(None, (at, name))))
        return None if self.failed else frozenset(seen)


@contextmanager
def watched(top: Path, folder: Path, linked: Mapping[Path, str]) -> Iterator[Watch]:
    """Watch all folders below ``top``, and the files that links in them lead to, by their names.

    Names are relative to ``folder``, with slashes.

    Every way of reading begins with opening, so nothing else is watched: fewer events, and the
    queue of them holds longer. Nothing has to read along. Whatever goes wrong, the watch says that
    it does not know.
    """
    watch = Watch(failed=True)
    try:
        if sys.platform == "linux":
            with suppress(OSError, AttributeError):
                _begin(watch, top, folder, linked)
        yield watch
    finally:
        if watch.descriptor >= 0:
            os.close(watch.descriptor)


def _begin(watch: Watch, top: Path, folder: Path, linked: Mapping[Path, str]) -> None:
    system = ctypes.CDLL(None, use_errno=True)
    watch.descriptor = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if watch.descriptor < 0:
        return
    for at, _, _ in os.walk(top):
        name = os.path.relpath(at, folder)
        _add(system, watch, Path(at), "" if name == "." else name, whole=True)
    for path, name in linked.items():
        _add(system, watch, path, name, whole=False)
    watch.failed = False


def _add(system: ctypes.CDLL, watch: Watch, path: Path, name: str, *, whole: bool) -> None:
    place = system.inotify_add_watch(watch.descriptor, os.fsencode(path), _OPEN | _MOVED_FROM)
    if place < 0:
        raise OSError(ctypes.get_errno(), "cannot watch", name)
    watch.places[place] = (name, whole)


def _events(descriptor: int) -> Iterator[tuple[int, int, str]]:
    while descriptor >= 0:
        try:
            read = os.read(descriptor, _AT_ONCE)
        except OSError:  # no more of them
            return
        at = 0
        while at < len(read):
            place, mask, _, length = _EVENT.unpack_from(read, at)
            at += _EVENT.size
            yield place, mask, os.fsdecode(read[at : at + length].rstrip(b"\0"))
            at += length
