"""Files of other places that a note's code needs: ``depends`` in its front matter."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from syntopic.execution import problems as found
from syntopic.execution.scratch import candidates, may_be_read
from syntopic.model import NotePath, Problem

Depended = tuple[tuple[str, ...], tuple[Problem, ...]]


def depender(
    notes: Path, closed: Collection[str]
) -> Callable[[NotePath, tuple[str, ...]], Depended]:
    """A function that finds the files that a note's patterns mean, and what is wrong with these.

    ``notes`` is the top of the notes, ``closed`` are the files that public code may not read. What
    is private, a note, or outside of the notes is never among them, whatever a pattern says. A
    folder means all that is below it. Names come relative to the note's folder.
    """
    shut = frozenset(closed)
    listed = cache(lambda: candidates(notes))

    def find(note: NotePath, patterns: tuple[str, ...]) -> Depended:
        return _depended(notes, note, patterns, shut, listed)

    return find


def _depended(
    notes: Path,
    note: NotePath,
    patterns: tuple[str, ...],
    closed: frozenset[str],
    listed: Callable[[], tuple[str, ...]],
) -> Depended:
    folder = posixpath.dirname(note)
    names: list[str] = []
    problems: list[Problem] = []
    for pattern in patterns:
        path = posixpath.normpath(posixpath.join(folder, pattern.replace("\\", "/")))
        meant = [one for one in _meant(notes, path, listed) if _allowed(notes, one, closed)]
        names += (Path(os.path.relpath(one, folder or ".")).as_posix() for one in meant)
        if _outside(path) or (not meant and _is_there(notes, path)):
            problems.append(found.depends_refused(note, pattern))
        elif not meant:
            problems.append(found.depends_missing(note, pattern))
    return tuple(dict.fromkeys(names)), tuple(problems)


def _outside(path: str) -> bool:
    return path == ".." or path.startswith(("../", "/")) or Path(path).is_absolute()


def _is_there(notes: Path, path: str) -> bool:
    """Whether one file of this name exists, so that a refusal is no slip of the pen."""
    try:
        return (notes / path).is_file()
    except (OSError, ValueError):
        return False


def _meant(notes: Path, path: str, listed: Callable[[], tuple[str, ...]]) -> list[str]:
    """The files below the notes that a path or pattern from their top means."""
    if _outside(path):
        return []
    if _is_there(notes, path):
        return [path]
    return [one for one in listed() if _matches(one.split("/"), path.split("/"))]


def _matches(parts: list[str], pattern: list[str]) -> bool:
    """Whether a path fits a pattern: ``**`` is any number of folders, a folder all below it."""
    if not pattern or pattern == ["."]:
        return True
    if pattern[0] == "**":
        return any(_matches(parts[skip:], pattern[1:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _allowed(notes: Path, path: str, closed: frozenset[str]) -> bool:
    if path in closed or not may_be_read(path):
        return False
    whole, top = (notes / path).resolve(), notes.resolve()
    if not whole.is_relative_to(top):
        return False
    behind = whole.relative_to(top).as_posix()  # another name of it may be withheld
    return behind not in closed and may_be_read(behind)
