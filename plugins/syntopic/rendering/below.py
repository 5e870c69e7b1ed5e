"""What code uses that its page defines further down.

The code of a note runs in the note's own order. Facets order a page, so that an example may stand
before the function that it calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from syntopic.execution.names import names_in
from syntopic.model import Note, NotePath, Snippet, Topic
from syntopic.rendering.context import Context
from syntopic.rendering.identity import Same
from syntopic.rendering.states import note_session

LANGUAGE = "python"
MOST = 3
"""Names that are told: enough to know where to look."""


@dataclass(frozen=True, slots=True)
class Below:
    """A name that a snippet uses, and the anchor of the passage that defines it."""

    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where on a page a snippet stands: how far down, and in which passage."""

    position: int
    anchor: str


def from_below(
    snippet: Snippet, note: Note, context: Context, topic: Topic | None
) -> tuple[Below, ...]:
    """The names that ran before the snippet in its note and stand after it on the topic's page.

    Nothing where its page keeps the note's order. Imports do not count: everybody knows ``np``.
    """
    if topic is None or topic.as_written or not _is_told(snippet):
        return ()
    places = _places(Same(topic))
    own = places.get((note.path, snippet.ordinal))
    if own is None:
        return ()
    session = [s for s in note_session(note, context) if _is_told(s)]
    before = [s for s in session if s.ordinal < snippet.ordinal]
    here = ((s, places.get((note.path, s.ordinal))) for s in before)
    below = {s.ordinal: place for s, place in here if place and place.position > own.position}
    if not below:
        return ()
    found: list[Below] = []
    for name in sorted(names_in(snippet.code).uses, key=snippet.code.find):
        last = next((s for s in reversed(before) if name in names_in(s.code).binds), None)
        if last and last.echo and last.ordinal in below and name in names_in(last.code).defines:
            found.append(Below(name, below[last.ordinal].anchor))
    return tuple(found[:MOST])


def _is_told(snippet: Snippet) -> bool:
    return snippet.runs and snippet.language == LANGUAGE


@lru_cache(maxsize=8)
def _places(topic: Same[Topic]) -> Mapping[tuple[NotePath, int], _Place]:
    """Where the snippets of a page stand, by note and ordinal."""
    entries = topic.value.entries
    shown = ((entry, part.block.snippet) for entry in entries for part in entry.shown)
    return {
        (entry.passage.note.path, snippet.ordinal): _Place(position, entry.passage.anchor)
        for position, (entry, snippet) in enumerate(shown)
        if snippet is not None
    }
