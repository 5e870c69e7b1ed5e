"""Where the text of one note went: on which page each part of it stands, or why on none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.cli.lookup import as_paths, concept_called, notes_called
from syntopic.cli.opening import Place
from syntopic.cli.origins import Row, rows
from syntopic.garden import Garden
from syntopic.model import Block, Gathered, Leftover, NotePath
from syntopic.reading.privacy import Why, Withheld

_LINE = re.compile(r"(.+?):(\d+)")
_WANTED = ("note", "a file without text is none, nor is a template or a README")
_NO_CONCEPT = "it is about no concept, so it stands on the page of its source"
WAYS_OUT = {
    Why.PLACE: "Move it out of the folder private, or take “_” or “.” from the start of its path.",
    Why.EXCLUDED: "Take what fits it out of  exclude  in mkdocs.yml.",
    Why.SAID: "Take what says so out of its front matter, such as  draft: true.",
    Why.SOURCE: "Take what says so out of the entry of its source in sources.yml.",
    Why.NOT_SAID: "Write  publish: true  into its front matter.",
    Why.UNREADABLE: "What has to be mended in it is told by: syntopic status",
}
"""What makes a private note public, if its author wants that."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One part of a note: the page that it is on, and the row that says where there and why."""

    page: str
    row: Row | None
    line: int
    spans: tuple[tuple[int, int], ...]
    why: str

    def holds(self, line: int) -> bool:
        """Whether a line of the note is in it."""
        return any(first <= line <= last for first, last in self.spans)


def note_meant(place: Place, garden: Garden, typed: str) -> tuple[NotePath, int] | None:
    """The note that is meant by a path, and the line (0: none); None where a concept is meant.

    A Refusal where it can only be a path, and no note is there.
    """
    if concept_called(garden, typed) is not None:
        return None
    found = _LINE.fullmatch(typed)
    path, line = (found[1], int(found[2])) if found else (typed, 0)
    known = [note.note.path for note in garden.notes]
    known += [one.path for one in garden.reading.private]
    if not (_ends_as_one(path, known) or _is_there(place, path)):
        return None
    (one,) = notes_called(place, [path], known, _WANTED)
    return one, line


def _ends_as_one(path: str, known: Iterable[str]) -> bool:
    return Path(path).suffix in {Path(one).suffix for one in known} - {""}


def _is_there(place: Place, path: str) -> bool:
    """Whether a path with a folder in it is one; "TCP/IP" may be a concept."""
    parts = "/" in Path(path).as_posix()
    return parts and any((place.notes / one).exists() for one in as_paths(place, path))


def private_note(garden: Garden, path: NotePath) -> Withheld | None:
    """The note of a path if it is private."""
    return next((one for one in garden.reading.private if one.path == path), None)


def spots(garden: Garden, path: NotePath) -> tuple[Spot, ...]:
    """Every part of a public note in the note's order."""
    found = [*_on_topics(garden, path), *_left_over(garden, path)]
    return tuple(sorted(found, key=lambda spot: spot.line))


def _on_topics(garden: Garden, path: NotePath) -> Iterator[Spot]:
    topics = {topic.concept.name: topic for topic in garden.topics}
    for gathered in garden.gathering.concepts:
        topic = topics.get(gathered.concept.name)
        if topic is None or path not in _paths(gathered):
            continue
        for row in rows(garden, gathered, topic):
            if row.path == path:
                yield Spot(gathered.concept.name, row, row.line, row.spans, row.why)


def _paths(gathered: Gathered) -> set[NotePath]:
    own = [gathered.synthesis.origin.path] if gathered.synthesis else []
    return {*own, *(passage.note.path for passage in gathered.passages)}


def _left_over(garden: Garden, path: NotePath) -> Iterator[Spot]:
    for leftover in garden.gathering.leftovers:
        spans = _spans(leftover)
        if leftover.note.note.path == path and spans:
            yield Spot(_source(garden, leftover), None, spans[0][0], spans, _NO_CONCEPT)


def _spans(leftover: Leftover) -> tuple[tuple[int, int], ...]:
    blocks = (part.origin for part in leftover.content if isinstance(part, Block))
    return tuple((origin.first_line, origin.last_line) for origin in blocks)


def _source(garden: Garden, leftover: Leftover) -> str:
    key = leftover.note.note.source
    own = garden.options.words.label("my-notes")
    return next((s.short for s in garden.reading.sources if s.key == key), own)
