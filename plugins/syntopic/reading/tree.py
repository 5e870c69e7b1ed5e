"""Which files lie in a notes folder, and which of them may be seen at all."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from syntopic.memory.files import Look, look
from syntopic.model import Problem
from syntopic.reading.findings import error, hint
from syntopic.reading.kinds import REMEMBERED
from syntopic.reading.patterns import excluded

_FOLDERS_TELL = os.name == "posix"
"""Whether a folder is known to look otherwise when something comes or goes: elsewhere there are
file systems that leave it as it is."""
_NOT_WALKED = frozenset(["node_modules", "__pycache__", "site-packages"])


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file: its path below the notes folder, and whether it has to stay private."""

    path: str
    private: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies in a notes folder, in an order that depends on names alone."""

    files: tuple[Found, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=REMEMBERED)
def path_order(path: str) -> tuple[str, str, str]:
    """Sort paths by NFC without regard to case, then exactly."""
    name = unicodedata.normalize("NFC", path)
    return name.casefold(), name, path


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link, which is followed each time: what it leads to may change elsewhere."""

    path: str
    private: bool


Listed = Found | Problem | Link | str
"""What lies in a folder; texts are the paths of folders."""


@dataclass(slots=True)
class Listings:
    """What lay in each folder the last time, with how the folder looked then.

    It looks otherwise as soon as anything comes, goes or is renamed in it.
    """

    asked: tuple[str, tuple[str, ...]] = ("", ())
    known: dict[str, tuple[Look, tuple[Listed, ...]]] = field(default_factory=dict)


def read_tree(
    folder: Path, exclude: tuple[str, ...], listings: Listings | None = None, now: int = 0
) -> Tree:
    """List all files but hidden ones (``.…``). Links are followed only to files in the folder.

    Never raises: what cannot be listed is a problem. With ``listings`` only folders are listed
    again that look otherwise; ``now`` is the time in nanoseconds, as ``look`` has it.
    """
    root = os.path.realpath(folder)
    listings = listings if listings is not None else Listings()
    known = listings.known if listings.asked == (root, exclude) else {}
    walk = _Walk(root, os.path.basename(root), exclude, now, known)
    walk.into("")
    listings.asked, listings.known = (root, exclude), walk.listed
    files = [found for found in walk.found if isinstance(found, Found)]
    problems = tuple(found for found in walk.found if isinstance(found, Problem))
    return Tree(tuple(sorted(files, key=lambda found: path_order(found.path))), problems)


@lru_cache(maxsize=REMEMBERED)
def in_private_place(path: str, exclude: tuple[str, ...], root: str = "") -> bool:
    """Tell whether a path is in ``private/``, has a ``.…`` or ``_…`` name in it, or is excluded."""
    names = path.split("/")
    folders = (unicodedata.normalize("NFKC", name).strip().casefold() for name in names[:-1])
    hidden = any(name.startswith((".", "_")) for name in names)
    return hidden or "private" in folders or excluded(path, exclude, root)


def is_private_module(path: str, exclude: Iterable[str], root: str = "") -> bool:
    """Tell whether a path is a Python module that only its ``_…`` names make private."""
    if not path.endswith(".py"):
        return False
    plain = "/".join(name.lstrip("_") or name for name in path.split("/"))
    return plain != path and not (in_private_place(plain, ()) or excluded(path, exclude, root))


@dataclass(slots=True)
class _Walk:
    """A walk through the folder ``root``, whose own name is ``name``, and what it has found.

    Paths are texts: an object of each would take longer than all that is asked of the disk.
    """

    root: str
    name: str
    exclude: tuple[str, ...]
    now: int
    known: Mapping[str, tuple[Look, tuple[Listed, ...]]]
    listed: dict[str, tuple[Look, tuple[Listed, ...]]] = field(default_factory=dict)
    found: list[Found | Problem] = field(default_factory=list)

    def into(self, below: str) -> None:
        """Adds what lies in a folder."""
        place = os.path.join(self.root, below) if below else self.root
        seen = look(place, self.now) if _FOLDERS_TELL else None
        before, listed = self.known.get(below, (None, ()))
        if seen is None or seen != before:
            try:
                listed = tuple(self._list(below, place))
            except OSError:  # it may be possible the next time, and the folder looks the same
                closed = in_private_place(f"{below}/x", self.exclude, self.name)
                private = closed or below != ""
                self.found.append(_unreadable(below or ".", "folder", private=private))
                return
        if seen is not None:
            self.listed[below] = seen, listed
        for one in listed:
            if isinstance(one, Link):
                self.found.extend(_link(Path(self.root), one.path, self.exclude, one.private))
            elif not isinstance(one, str):
                self.found.append(one)
            elif not os.path.exists(os.path.join(self.root, one, "pyvenv.cfg")):
                self.into(one)

    def _list(self, below: str, place: str) -> Iterator[Listed]:
        with os.scandir(place) as listed:
            entries = sorted(listed, key=_entry_order)
        for entry in entries:
            if not entry.name.startswith("."):
                yield from self._one(f"{below}/{entry.name}" if below else entry.name, entry)

    def _one(self, path: str, entry: os.DirEntry[str]) -> Iterator[Listed]:
        private = in_private_place(path, self.exclude, self.name)
        if not path.isprintable() and any(
            unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in path
        ):
            yield _unusable(path, private)
        elif entry.is_symlink():
            yield Link(path, private)
        elif entry.is_dir(follow_symlinks=False):
            if entry.name not in _NOT_WALKED:
                yield path
        elif entry.is_file(follow_symlinks=False):
            yield Found(path, private)


def _entry_order(entry: os.DirEntry[str]) -> tuple[str, str, str]:
    return path_order(entry.name)


def _link(
    root: Path, path: str, exclude: tuple[str, ...], private: bool
) -> Iterator[Found | Problem]:
    """Follow a link to a file in the folder, which stays as private as the file is."""
    try:
        target = Path(os.path.realpath(root / path, strict=True))
        folder = stat.S_ISDIR(target.stat().st_mode)
        regular = stat.S_ISREG(target.stat().st_mode)
    except (OSError, ValueError, RuntimeError):
        yield _skipped("link-broken", path, "leads nowhere or in a circle", private)
        return
    if not target.is_relative_to(root):
        yield _skipped("link-outside", path, "leads out of the notes folder", private)
    elif folder:
        yield _skipped("link-to-folder", path, "leads to a folder that is read anyway", private)
    elif regular:
        there = target.relative_to(root).as_posix()
        yield Found(path, private or in_private_place(there, exclude, root.name))


def _skipped(code: str, path: str, what: str, private: bool) -> Problem:
    fix = "Put the files themselves there, or delete the link."
    return hint(code, path, 1, f"This symbolic link {what}; it was skipped.", fix, private=private)


def _unreadable(path: str, what: str, *, private: bool) -> Problem:
    message = f"This {what} cannot be read; nothing of it is shown."
    return error(f"{what}-unreadable", path, 1, message, "Check its permissions.", private=private)


def unreadable_file(path: str) -> Problem:
    """A note could not be opened."""
    return _unreadable(path, "file", private=True)


def _unusable(path: str, private: bool) -> Problem:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in path)
    return error(
        "file-name-unusable",
        shown,
        1,
        "This name holds characters that no address can; the file was skipped.",
        "Rename it.",
        private=private,
    )
