"""Which files lie in a notes folder, and which of them may be seen at all."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.model import Problem
from syntopic.reading.findings import error, hint
from syntopic.reading.patterns import excluded

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


def path_order(path: str) -> tuple[str, str, str]:
    """Sort paths by NFC without regard to case, then exactly."""
    name = unicodedata.normalize("NFC", path)
    return name.casefold(), name, path


def read_tree(folder: Path, exclude: tuple[str, ...]) -> Tree:
    """List all files but hidden ones (``.…``). Links are followed only to files in the folder.

    Never raises: what cannot be listed is a problem.
    """
    found = list(_walked(Path(os.path.realpath(folder)), "", exclude))
    files = sorted((f for f in found if isinstance(f, Found)), key=lambda f: path_order(f.path))
    return Tree(tuple(files), tuple(p for p in found if isinstance(p, Problem)))


def in_private_place(path: str, exclude: Iterable[str], root: str = "") -> bool:
    """Tell whether a path is in ``private/``, has a ``.…`` or ``_…`` name in it, or is excluded."""
    names = path.split("/")
    folders = (unicodedata.normalize("NFKC", name).strip().casefold() for name in names[:-1])
    hidden = any(name.startswith((".", "_")) for name in names)
    return hidden or "private" in folders or excluded(path, exclude, root)


def is_private_module(path: str, exclude: Iterable[str], root: str = "") -> bool:
    """Tell whether a path is a Python module that only its ``_…`` names make private."""
    names = path.split("/")
    plain = "/".join(name.lstrip("_") or name for name in names)
    marked = path.endswith(".py") and plain != path
    return marked and not (in_private_place(plain, ()) or excluded(path, exclude, root))


def _walked(root: Path, below: str, exclude: tuple[str, ...]) -> Iterator[Found | Problem]:
    try:
        with os.scandir(root / below) as listed:
            entries = sorted(listed, key=lambda entry: path_order(entry.name))
    except OSError:
        closed = in_private_place(f"{below}/x", exclude, root.name)
        yield _unreadable(below or ".", "folder", private=closed or below != "")
        return
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if not entry.name.startswith("."):
            yield from _entry(root, path, entry, exclude)


def _entry(
    root: Path, path: str, entry: os.DirEntry[str], exclude: tuple[str, ...]
) -> Iterator[Found | Problem]:
    private = in_private_place(path, exclude, root.name)
    if not path.isprintable() and any(
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in path
    ):
        yield _unusable(path, private)
    elif entry.is_symlink():
        yield from _link(root, path, exclude, private)
    elif entry.is_dir(follow_symlinks=False):
        environment = (root / path / "pyvenv.cfg").exists()
        if entry.name not in _NOT_WALKED and not environment:
            yield from _walked(root, path, exclude)
    elif entry.is_file(follow_symlinks=False):
        yield Found(path, private)


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
