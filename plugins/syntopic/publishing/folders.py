"""Folders that a command writes whole: a marker lists what is its own, the rest is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path


class FolderError(Exception):
    """Nothing was written; the message says why, and what to do."""


def write_whole(
    folder: Path, contents: Mapping[str, bytes], marker: str, what: str
) -> tuple[Path, ...]:
    """Write files (by path) into ``folder`` and return them, in order.

    Files of an earlier time, named by the ``marker``, are replaced or removed. A folder that holds
    anything else but no marker, and a file in the way, raise FolderError before anything is
    written; ``what`` names what such a folder holds, for the message.
    """
    ordered = dict(sorted(contents.items()))
    earlier = _earlier(folder, marker, what)
    _refuse_foreign(folder, set(ordered) - set(earlier))
    _remove(folder, [path for path in earlier if path not in ordered])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / marker).write_text("\n".join(ordered) + "\n", encoding="utf-8", newline="\n")
    for path, content in ordered.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return tuple(folder / path for path in ordered)


def _earlier(folder: Path, marker: str, what: str) -> tuple[str, ...]:
    """The files of an earlier time; FolderError where the folder holds anything else."""
    if not folder.exists():
        return ()
    if not folder.is_dir():
        raise FolderError(f"{folder.resolve().name} is a file; name a folder that is empty or new")
    there = folder / marker
    if there.is_file():
        return tuple(there.read_text(encoding="utf-8").splitlines())
    if any(folder.iterdir()):
        raise FolderError(
            f"{folder.resolve().name} holds files that are no {what} of syntopic; "
            "name a folder that is empty or new"
        )
    return ()


def _refuse_foreign(folder: Path, new: Set[str]) -> None:
    """FolderError where a new file would replace one that somebody else put there."""
    there = next((path for path in sorted(new) if (folder / path).exists()), None)
    if there is not None:
        raise FolderError(f"{folder.name}/{there} is in the way; move it, or name a new folder")


def _remove(folder: Path, paths: list[str]) -> None:
    """Remove files of an earlier time, and folders that are empty then."""
    root = folder.resolve()
    for path in paths:
        file = folder / path
        if root not in file.resolve().parents or not file.is_file():
            continue
        file.unlink()
        above = file.parent
        while above.resolve() != root and not any(above.iterdir()):
            above.rmdir()
            above = above.parent
