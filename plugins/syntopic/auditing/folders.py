"""The files of a notes folder, and which of them lie in private places."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.auditing.patterns import excluded

MACHINERY = frozenset(
    (
        *(".git", ".hg", ".svn", ".venv", ".cache", ".tox", ".mypy_cache", ".ruff_cache"),
        *(".pytest_cache", ".ipynb_checkpoints", "__pycache__", "node_modules", "site-packages"),
    )
)
"""Folders of programs: nothing in them was written by the author."""

RECORDS = ".syntopic"
_TEXTS = (".md", ".ipynb", ".qmd", ".rmd")
_SCRIPTS = (
    *(".py", ".r", ".jl", ".js", ".ts", ".sh", ".bash", ".sage", ".scala", ".java", ".cpp"),
    *(".q", ".m", ".ps1", ".clj", ".scm", ".rs", ".go", ".lua", ".pro", ".do", ".sas", ".ml"),
    *(".coco", ".robot", ".resource", ".cs", ".fsx", ".fs", ".xsh", ".wolfram", ".groovy", ".hs"),
    *(".maxima", ".mac", ".tcl", ".gnu", ".gp", ".mo", ".st", ".logtalk", ".lgt", ".vb", ".pl"),
)
_APART = frozenset(
    (
        *("asset", "assets", "attachment", "attachments", "figs", "figure", "figures", "image"),
        *("images", "img", "imgs", "media", "pics", "pictures", "screenshots", "static"),
        *("template", "templates"),
    )
)
_NO_NOTE = re.compile(r"(?:readme|licen[cs]e)(?:[._-].*)?$|.*\.excalidraw\.md$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file below the notes folder, and whether its place makes it private."""

    path: str
    private: bool


def listed(
    folder: Path, exclude: tuple[str, ...], apart: tuple[Path, ...] = ()
) -> tuple[Listed, ...]:
    """Return all files in the order of their paths, hidden ones too, but not those of programs.

    Symbolic links count as what they lead to, and are private if either place is. Folders that are
    ``apart`` are not looked into.
    """
    root = folder.resolve()
    found = []
    for path in _walked(root, "", frozenset(place.resolve() for place in apart)):
        private = _is_private(path, exclude, root.name)
        target = (root / path).resolve()
        if target != root / path:
            inside = target.is_relative_to(root)
            there = target.relative_to(root).as_posix() if inside else ""
            private = private or not inside or _is_private(there, exclude, root.name)
        found.append(Listed(path, private))
    return tuple(sorted(found, key=lambda one: one.path))


def is_text(path: str) -> bool:
    """Tell whether a file is a note by its ending alone."""
    return path.lower().endswith(_TEXTS)


def is_script(path: str) -> bool:
    """Tell whether a file may be a note if it has cells."""
    return path.lower().endswith(_SCRIPTS)


def never_note(path: str) -> bool:
    """Tell whether a file is no note because of its name or folder."""
    *folders, name = path.split("/")
    return bool(_NO_NOTE.match(name)) or any(one.casefold() in _APART for one in folders)


def is_in_private_folder(path: str) -> bool:
    """Tell whether a file lies in a folder called ``private``, in any case."""
    folders = path.split("/")[:-1]
    return "private" in (unicodedata.normalize("NFKC", one).strip().casefold() for one in folders)


def _walked(root: Path, below: str, apart: frozenset[Path]) -> Iterator[str]:
    try:
        with os.scandir(root / below) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        return
    for name in names:
        path = f"{below}/{name}" if below else name
        try:
            mode = (root / path).lstat().st_mode
            if stat.S_ISLNK(mode):
                mode = (root / path).stat().st_mode
                if stat.S_ISDIR(mode):
                    continue
        except OSError:
            continue
        if stat.S_ISREG(mode):
            yield path
        elif stat.S_ISDIR(mode) and not _is_machinery(root / path) and root / path not in apart:
            yield from _walked(root, path, apart)


def _is_machinery(folder: Path) -> bool:
    return folder.name in MACHINERY or (folder / "pyvenv.cfg").exists()


def _is_private(path: str, exclude: tuple[str, ...], root: str) -> bool:
    marked = any(name.startswith((".", "_")) for name in path.split("/"))
    return marked or is_in_private_folder(path) or excluded(path, exclude, root)
