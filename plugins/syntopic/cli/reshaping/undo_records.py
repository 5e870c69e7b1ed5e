"""What ``syntopic undo`` needs: the bytes that a command replaced, kept beside the other caches.

They may hold private text, so they never lie among the notes: those are committed, and public where
the repository is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from syntopic.cli.opening import Place, cache_of

if TYPE_CHECKING:
    from syntopic.cli.reshaping.changes import Change

FOLDER = "undo"
MOST = 20
"""Records that are kept; older ones go. Git remembers the rest."""


@dataclass(frozen=True, slots=True)
class Restored:
    """One file of a record: what stood in it, and the digest of what the command left there."""

    file: Path
    before: bytes | None
    after: str | None
    moved: Path | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One command that can be taken back: its own file, the command as typed, and its files."""

    record: Path
    command: str
    files: tuple[Restored, ...]

    @property
    def number(self) -> int:
        """What the command is called by; a later one has a higher number."""
        return int(self.record.stem)


def keep(place: Place, command: str, files: Sequence[Change]) -> Path:
    """Write a record; the newest has the highest number."""
    folder = cache_of(place) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    there = _numbered(folder)
    for old in there[: max(0, len(there) + 1 - MOST)]:
        old.unlink(missing_ok=True)
    number = int(there[-1].stem) + 1 if there else 1
    record = folder / f"{number:04}.json"
    partial = record.with_suffix(".part")
    _write(partial, _text(place, command, files))
    partial.replace(record)
    return record


def _write(file: Path, text: str) -> None:
    """For the eyes of the author alone, whoever may read what was replaced or not."""
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def drop(record: Path) -> None:
    """Forget a command that was taken back."""
    record.unlink(missing_ok=True)


def records(place: Place) -> tuple[Record, ...]:
    """All records, the newest first; a damaged one is left out."""
    found = (_read(place, file) for file in reversed(_numbered(cache_of(place) / FOLDER)))
    return tuple(record for record in found if record is not None)


def digest(content: bytes | None) -> str | None:
    """What tells contents apart; None of a file that is not there."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def _numbered(folder: Path) -> list[Path]:
    found = (file for file in folder.glob("*.json") if file.stem.isdecimal())
    return sorted(found, key=lambda file: int(file.stem))


def _text(place: Place, command: str, files: Sequence[Change]) -> str:
    listed = [
        {
            "file": _relative(one.file, place.root),
            "before": None if one.before is None else base64.b64encode(one.before).decode("ascii"),
            "after": digest(one.after),
            **({"moved": _relative(one.moved, place.root)} if one.moved is not None else {}),
        }
        for one in files
    ]
    told = {"version": 1, "command": command, "files": listed}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _relative(file: Path, root: Path) -> str:
    """A file as seen from the garden, which may be moved; on another drive its whole path."""
    try:
        return Path(os.path.relpath(file.absolute(), root.absolute())).as_posix()
    except ValueError:
        return file.absolute().as_posix()


def _read(place: Place, record: Path) -> Record | None:
    try:
        told = json.loads(record.read_text(encoding="utf-8"))
        return Record(record, str(told["command"]), tuple(_files(place, told["files"])))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _files(place: Place, listed: Sequence[dict[str, str | None]]) -> Iterator[Restored]:
    for one in listed:
        before = one["before"]
        bytes_before = None if before is None else base64.b64decode(before, validate=True)
        moved = place.root / str(one["moved"]) if "moved" in one else None
        yield Restored(place.root / str(one["file"]), bytes_before, one["after"], moved)
