"""The code of a garden's notes: what there is of it, and what of it asks to run."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from syntopic.execution import Session, depender
from syntopic.model import NotePath, ParsedNote, Problem, Snippet
from syntopic.rendering.identity import Same


def sessions(notes: Sequence[ParsedNote]) -> Mapping[NotePath, tuple[Snippet, ...]]:
    """The snippets of each note that has some."""
    return _sessions(Same(notes))


@lru_cache(maxsize=1)
def _sessions(notes: Same[Sequence[ParsedNote]]) -> Mapping[NotePath, tuple[Snippet, ...]]:
    """Looked for once: many ask, and every block has to be looked at."""
    found = ((note.note.path, note.snippets) for note in notes.value)
    return {path: snippets for path, snippets in found if snippets}


def asked_sessions(
    noted: Sequence[ParsedNote], closed: Sequence[NotePath], notes: Path
) -> tuple[tuple[Session, ...], tuple[Problem, ...]]:
    """The sessions of the notes whose code asks to run; ``closed`` is what code may not read."""
    depends_of = depender(notes, closed)
    made: list[Session] = []
    problems: list[Problem] = []
    code = sessions(noted)
    for note in noted:
        path, front = note.note.path, note.note.front
        snippets = tuple(snippet for snippet in code.get(path, ()) if snippet.runs)
        if snippets:
            shut = _below(posixpath.dirname(path), closed)
            depends, wrong = depends_of(path, front.depends)
            folder, kept = (notes / path).parent, front.cache is not False
            made.append(Session(path, folder, front.kernel, snippets, shut, depends, kept))
            problems += wrong
    return tuple(made), tuple(problems)


def _below(folder: str, paths: Sequence[NotePath]) -> frozenset[str]:
    """The paths in a folder, relative to it."""
    start = f"{folder}/" if folder else ""
    return frozenset(path.removeprefix(start) for path in paths if path.startswith(start))
