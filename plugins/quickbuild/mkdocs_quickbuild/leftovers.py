"""What a build leaves in the folder of its site: how files are known again, and others removed."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

TICK_NS = 20_000_000
"""File systems date changes by a clock that moves every 4 to 10 milliseconds."""

State = tuple[int, ...]
"""Size, times of the last writing and of the last change, and number of a file. Whoever writes the
file changes it, unless within the same tick of the clock."""


def state_of(path: str) -> State | None:
    """The state of a file, also of one that leads elsewhere; None if there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def settled(paths: Iterable[str]) -> dict[str, State]:
    """The states of those that are there, after which every change gives another state."""
    found = {path: state for path in paths if (state := state_of(path)) is not None}
    until = max((state[2] for state in found.values()), default=0) + TICK_NS
    while 0 < until - time.time_ns() <= TICK_NS:
        time.sleep(0.004)
    return found


def above(path: str, site: str) -> Iterator[str]:
    """The folders that hold a file, the innermost first, without that of the site."""
    while len(path := os.path.dirname(path)) > len(site):
        yield path


def without_others(site: str, known: Mapping[str, State]) -> Iterator[str]:
    """Empty the folder as the engine does, but for files that are as they are known; give these.

    The engine leaves what is hidden, and what leads to a folder elsewhere.
    """
    for entry in list(os.scandir(site)) if os.path.isdir(site) else ():
        if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
            continue
        if entry.is_dir():
            yield from _below(entry.path, known)
        elif state_of(entry.path) == known.get(entry.path, ()):
            yield entry.path
        else:
            os.unlink(entry.path)


def _below(folder: str, known: Mapping[str, State]) -> Iterator[str]:
    for at, folders, names in os.walk(folder, topdown=False):
        links = [name for name in folders if os.path.islink(os.path.join(at, name))]
        for path in (os.path.join(at, name) for name in (*names, *links)):
            if state_of(path) == known.get(path, ()):
                yield path
            else:
                with contextlib.suppress(OSError):
                    os.unlink(path)
        with contextlib.suppress(OSError):
            os.rmdir(at)


def tells_cases_apart(site: str, known: Iterable[str]) -> bool:
    """Whether names that differ only in the case of letters are two files here.

    False as well if that cannot be seen, or where the engine writes text in another form.
    """
    if os.linesep != "\n" or sys.platform == "darwin":
        return False
    for path in known:
        other = os.path.join(site, os.path.relpath(path, site).swapcase())
        if other != path and os.path.exists(path):
            return not os.path.exists(other)
    return False


class Turn:
    """Whether a build has a folder to itself, from its beginning to its end.

    A build that was killed seems to go on; so the one after it counts as not alone, once.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._own, self._alone = file, f"{os.getpid()} {time.time_ns()}", False

    def begin(self) -> None:
        """Say that one has begun."""
        with contextlib.suppress(OSError):
            try:
                with self._file.open("x", encoding="ascii") as opened:
                    opened.write(self._own)
                self._alone = True
            except FileExistsError:
                self._file.write_text(self._own, encoding="ascii")

    def end(self) -> bool:
        """Say that one has ended; whether no other build was there at any time in between."""
        try:
            last = self._file.read_text(encoding="ascii") == self._own
            if last:
                self._file.unlink()
        except OSError:
            return False
        return last and self._alone
