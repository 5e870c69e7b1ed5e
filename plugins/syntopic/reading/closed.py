"""Which files the code of public notes may not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from syntopic.memory import Lasts
from syntopic.model import Note, NotePath, Problem
from syntopic.reading.findings import hint
from syntopic.reading.kinds import format_of
from syntopic.reading.mentions import Text, only_named_in
from syntopic.reading.privacy import Withheld

_LISTS = re.compile(r"\b(?:glob|rglob|listdir|scandir|iterdir|walk|list\.files)\b")


@dataclass(frozen=True, slots=True)
class Known:
    """What decides which files are closed.

    ``notes`` are public, ``modules`` scripts that they import (path to the importing note's),
    ``private`` what is withheld, ``places`` the files of private places. ``hidden`` and ``scripts``
    are the texts of private notes and of public code that is no note.
    """

    notes: tuple[Note, ...]
    modules: Mapping[str, str]
    private: tuple[Withheld, ...]
    places: tuple[str, ...]
    attachments: tuple[NotePath, ...]
    hidden: Iterable[Text]
    scripts: Iterable[Text]


def closed_files(
    known: Known, memory: Lasts[str, tuple[str, ...]] | None = None
) -> tuple[tuple[NotePath, ...], tuple[Problem, ...]]:
    """Return the files that stay out of what public code may read, and hints on surprising ones.

    They are the files of private places, private notes, public scripts that are notes (their
    comments are private), and files that only private notes name.
    """
    told = (Text(note.path, public=note) for note in known.notes)
    files = [path for path in known.attachments if path not in known.modules]
    own = only_named_in(known.hidden, (*told, *known.scripts), files, memory)
    withheld = (one.path for one in known.private if one.path not in known.modules)
    scripts = (note.path for note in known.notes if format_of(note.path) == "script")
    closed = dict.fromkeys((*known.places, *withheld, *scripts, *own))
    return tuple(map(NotePath, closed)), tuple(_surprising(own, known.notes))


def _surprising(own: tuple[str, ...], notes: tuple[Note, ...]) -> Iterator[Problem]:
    """Code that lists a folder finds less than its author sees there: that should be said."""
    if not own:
        return
    listing = {note.path.rpartition("/")[0] for note in notes if _LISTS.search(note.text)}
    for path in own:
        folders = path.split("/")[:-1]
        above = {"/".join(folders[:depth]) for depth in range(len(folders) + 1)}
        if above & listing:
            message = "Only private notes name this file, so the code of public notes has no copy."
            fix = "If public code needs it, write its name in a public note."
            yield hint("file-withheld", path, 1, message, fix, private=True)
