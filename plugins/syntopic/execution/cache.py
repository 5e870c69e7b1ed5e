"""The folder of recorded outputs: one file for each, found by its code, safe to share or delete.

Names are ``<key[:2]>/<key>-<manifest>.jsonl``, so the same code beside other files has an entry of
its own. Files appear whole or not at all, and whatever is wrong with one is as if it were absent.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from syntopic.execution import entries
from syntopic.execution.entries import Entry, Head

_FOLDER = re.compile(r"[0-9a-f]{2}")
_NEW = ".new-"
_OLD = re.compile(r"[0-9a-f]{40}\.json")
"""Entries of earlier versions: nothing reads them any more."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a key leads to: a valid ``entry`` with its file's ``name``, or neither.

    ``seen`` are the heads whose conditions do not hold, the newest first; ``damaged`` counts files
    that could not be read, and are gone now.
    """

    entry: Entry | None = None
    name: str = ""
    seen: tuple[Head, ...] = ()
    damaged: int = 0


NOTHING = Found()


def file_digest(path: Path) -> str:
    """The digest of a file's content; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


def find(folder: Path, key: str, count: int, holds: Callable[[Head], bool]) -> Found:
    """The newest entry of a key for ``count`` snippets whose conditions hold.

    It counts as used now. A damaged file is removed, so that it is reported once.
    """
    seen: list[Head] = []
    damaged = 0
    for path in _of_key(folder, key):
        try:
            read = entries.read(path.read_text("utf-8"))
        except FileNotFoundError:  # another build has just removed it
            continue
        except (OSError, ValueError):
            read = None
        if read is None or read[0].key != key or len(read[1].outputs) != count:
            damaged += 1
            _remove(path)
        elif holds(read[0]):
            with suppress(OSError):
                os.utime(path)
            return Found(read[1], path.name, tuple(seen), damaged)
        else:
            seen.append(read[0])
    return Found(None, "", tuple(seen), damaged)


def store(folder: Path, head: Head, entry: Entry) -> str:
    """Write an entry whole or not at all, and return its file's name.

    A folder that cannot be written only costs time.
    """
    name = f"{head.key}-{entries.manifest_digest(head.manifest)}.jsonl"
    with suppress(OSError):
        _write(folder / head.key[:2] / name, entries.written(head, entry))
    return name


def heads(folder: Path, but: Collection[str] = ()) -> Iterator[tuple[Path, Head | None]]:
    """Every entry with its head, or None for one that cannot be read; in the order of names.

    Those named in ``but`` are left out.
    """
    for path in _files(folder):
        if path.name.startswith(_NEW) or path.name in but:
            continue
        try:
            with path.open(encoding="utf-8") as file:
                file.readline()
                yield path, entries.read_head(file.readline())
        except (OSError, ValueError):
            yield path, None


def forget(folder: Path, used: Collection[str], notes: Mapping[str, Collection[str]]) -> None:
    """Remove what may not stay, the files named in ``used`` excepted.

    ``notes`` are the public notes with code, and for each the files that its code may read. Stays
    what was recorded for one of them from such files only: a note or a file may have become
    private, and then its outputs must not lie where others may read them, such as in a cache that
    is kept between builds on a server. What writers left when they were killed goes too.
    """
    for path, head in heads(folder, but=used):
        allowed = notes.get(head.note) if head is not None else None
        if allowed is None or head is None or not _read_only(head, allowed):
            _remove(path)
    for path in _files(folder):
        if path.name.startswith(_NEW) and not _being_written(path):
            _remove(path)


def trim(folder: Path, limit: int, used: Collection[str]) -> None:
    """Remove entries beyond ``limit`` bytes in all, the least recently used first.

    Those that are ``used`` now stay, even if they alone are more.
    """
    sizes = []
    for path in _files(folder):
        with suppress(OSError):
            state = path.stat()
            sizes.append((state.st_mtime_ns, path.name, state.st_size, path))
    excess = sum(size for _, _, size, _ in sizes) - limit
    for _, name, size, path in sorted(sizes):
        if excess <= 0:
            return
        if name not in used and not (name.startswith(_NEW) and _being_written(path)):
            _remove(path)
            excess -= size


def clear(folder: Path) -> tuple[int, int]:
    """Remove every entry and nothing else; how many there were, and their bytes."""
    count = size = 0
    for path in _files(folder):
        with suppress(OSError):
            length = path.stat().st_size
            path.unlink()
            count, size = count + 1, size + length
    return count, size


def _read_only(head: Head, allowed: Collection[str]) -> bool:
    return all(name in allowed for name, _ in head.manifest.files)


def _of_key(folder: Path, key: str) -> list[Path]:
    """The files of a key, the newest first; by name where that is the same."""
    found = []
    with suppress(OSError), os.scandir(folder / key[:2]) as listed:
        for one in listed:
            if one.name.startswith(f"{key}-") and one.name.endswith(".jsonl"):
                with suppress(OSError):
                    found.append((-one.stat().st_mtime_ns, one.name))
    return [folder / key[:2] / name for _, name in sorted(found)]


def _files(folder: Path) -> Iterator[Path]:
    """All files of the cache, half-written ones too; others in its folder are not its own."""
    for part in filter(lambda path: _FOLDER.fullmatch(path.name), _below(folder)):
        for file in _below(part):
            if file.suffix == ".jsonl" or file.name.startswith(_NEW) or _OLD.fullmatch(file.name):
                yield file


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_NEW)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            _lock(file.fileno())
            file.write(text)
        os.replace(name, path)
    except BaseException:
        _remove(Path(name))
        raise


def _being_written(path: Path) -> bool:
    """Whether its writer lives: it holds a lock, which goes with it however it ends."""
    try:
        with path.open("rb+") as file:
            return not _lock(file.fileno())
    except OSError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows removes no file that is open, which does as well
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
