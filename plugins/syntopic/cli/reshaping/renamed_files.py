"""Which files get another name with their concept, and what they are called then."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.opened_notes import OpenNote, stem
from syntopic.cli.reshaping.spelling import same
from syntopic.model import NotePath
from syntopic.names import slug, without_place
from syntopic.reading.placing import in_synthesis


def moves_of(
    place: Place, notes: Sequence[OpenNote], old: str, new: str, files: bool
) -> Iterator[tuple[NotePath, NotePath]]:
    """Notes that are called like the concept and get its new name.

    A synthesis does so in any case, since it was named by a command.
    """
    for note in notes:
        if not same(stem(note.path), old) or not (files or in_synthesis(note.path)):
            continue
        folder, name = posixpath.split(note.path)
        path = NotePath(posixpath.join(folder, _file_name(name, new)))
        if path.casefold() == note.path.casefold():
            continue
        if (place.notes / path).exists():
            raise Refusal(
                f"{place.shown(path)} is there already; {place.shown(note.path)} would "
                "get its name, so move one of them away"
            )
        yield note.path, path


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
