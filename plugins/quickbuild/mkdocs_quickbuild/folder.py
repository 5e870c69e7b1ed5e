"""The folder in which a store lies: its files, of any release, and how it is cleared."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

FORM = 1
"""Raised whenever the table or the form of the pieces changes."""

PREVIEWS = "previews"
"""Where previews keep what they make, if what builds keep is to hold nothing but what they show."""


def file_in(folder: Path) -> Path:
    """The file that holds the pieces below this cache folder."""
    return folder / f"pieces-{FORM}.sqlite"


def mark(folder: Path) -> None:
    """Make the folder, and say to git and to backups that it can be made again."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        (".gitignore", "*\n"),
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
    ):
        if not (folder / name).exists():
            with contextlib.suppress(OSError):
                (folder / name).write_text(text, encoding="ascii")


def remove(folder: Path) -> None:
    """Remove the file of this release, with what belongs to it."""
    for path in folder.glob(f"{file_in(folder).name}*"):
        with contextlib.suppress(OSError):
            os.remove(path)


def files_of(folder: Path) -> list[Path]:
    """Every file of a store of any release below this folder, those of previews among them."""
    found = (*folder.glob("pieces-*.sqlite*"), *folder.glob(f"{PREVIEWS}/pieces-*.sqlite*"))
    return sorted(path for path in found if path.is_file())


def clear(folder: Path) -> int:
    """Remove everything that builds kept below this folder; how many bytes that were."""
    size = 0
    for path in files_of(folder):
        size += path.stat().st_size
        path.unlink(missing_ok=True)
    return size


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, and not only busy, full or out of reach."""
    return not isinstance(
        error, OSError | MemoryError | sqlite3.OperationalError | sqlite3.ProgrammingError
    )
