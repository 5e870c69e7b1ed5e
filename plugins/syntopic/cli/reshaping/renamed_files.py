"""Which files get another name with their concept, and what they are called then."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.opened_notes import OpenNote, stem
from syntopic.cli.reshaping.spelling import same
from syntopic.model import NotePath
from syntopic.names import slug, without_place
from syntopic.publishing.addresses import place_key
from syntopic.reading.kinds import may_be_note
from syntopic.reading.placing import in_synthesis


def moves_of(
    place: Place, notes: Sequence[OpenNote], old: str, new: str, files: bool
) -> Iterator[tuple[NotePath, NotePath]]:
    """Notes that are called like the concept and get its new name, each one of its own.

    A synthesis does so in any case, since it was named by a command, unless no note can be called
    so. A link stays what it is.
    """
    made: dict[str, NotePath] = {}
    for note in notes:
        if not same(stem(note.path), old) or not (files or in_synthesis(note.path)):
            continue
        if note.file.is_symlink():
            continue
        if not has_another(note.path, new):
            continue
        folder, _ = posixpath.split(note.path)
        path = _renamed(note.path, new)
        if not may_be_note(path):
            if not files:
                continue
            raise Refusal(
                f"no file that is called {posixpath.basename(path)} is a note, so "
                f"{place.shown(note.path)} cannot be; rename without --files, or choose another "
                "name"
            )
        there = _in_the_way(place.notes / folder, path)
        if there is not None:
            raise Refusal(
                f"{place.shown(posixpath.join(folder, there))} is there already; "
                f"{place.shown(note.path)} would get its name, so move one of them away"
            )
        other = made.setdefault(place_key(path), note.path)
        if other != note.path:
            raise Refusal(
                f"{place.shown(other)} and {place.shown(note.path)} would both be called "
                f"{posixpath.basename(path)}; rename one of them by hand first"
            )
        yield note.path, path


def has_another(path: NotePath, new: str) -> bool:
    """Whether a note's file can be called otherwise: on many disks case alone does not do it."""
    return place_key(_renamed(path, new)) != place_key(path)


def _renamed(path: NotePath, new: str) -> NotePath:
    folder, name = posixpath.split(path)
    return NotePath(posixpath.join(folder, _file_name(name, new)))


def _in_the_way(folder: Path, path: str) -> str | None:
    """A file of that name, which many disks do not tell from one in other letters."""
    wanted = place_key(posixpath.basename(path))
    return next((name for name in sorted(os.listdir(folder)) if place_key(name) == wanted), None)


def _file_name(file: str, new: str) -> str:
    """A file's new name in the manner of the old: as an address has it, or as people write."""
    was, ending = posixpath.splitext(file)
    mark = was[: len(was) - len(was.lstrip("_"))]  # what begins with it is private
    was = was[len(mark) :]
    number = mark + was[: len(was) - len(without_place(was))]
    name = without_place(was)
    plain = name == slug(name)
    if "_" in was and " " not in was:
        return number + slug(new).replace("-", "_") + ending
    free = all(sign not in new for sign in '/\\:*?"<>|#^[]%') and not new.startswith((".", "_"))
    return number + (slug(new) if plain or not free else new) + ending
