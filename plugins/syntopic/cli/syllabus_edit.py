"""One more name for a concept in ``syllabus.yml``, every other byte as it was.

Every function returns the new content, or None where the change cannot be made safely: by
insertions only, and so that reading the result gives what stood there and the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from syntopic.cli.alias_edit import alias_edits
from syntopic.cli.entry_edit import taken_out
from syntopic.cli.yaml_text import Edit, composed, inserted
from syntopic.model import Area, NotePath, Origin, Problem, Severity, Syllabus
from syntopic.names import name_key
from syntopic.reading.syllabus import read_syllabus

Edits = Callable[[str, yaml.Node | None], Iterator[Edit]]


def syllabus_file(notes: Path) -> Path:
    """The syllabus in a notes folder that is there, or will be."""
    files = (notes / f"syllabus.{ending}" for ending in ("yml", "yaml"))
    return next((file for file in files if file.exists()), notes / "syllabus.yml")


def with_alias(path: str, raw: bytes, name: str, aliases: Sequence[str]) -> bytes | None:
    """A concept of the syllabus gets more aliases."""
    return _first(
        path,
        raw,
        lambda before: _aliased(before, name, aliases),
        lambda text, root: alias_edits(text, root, name, aliases),
    )


def with_joined(
    path: str, raw: bytes, name: str, other: str, aliases: Sequence[str]
) -> bytes | None:
    """Two concepts of the syllabus become one: the other's entry turns into a comment."""

    def edits(text: str, root: yaml.Node | None) -> Iterator[Edit]:
        for gone in taken_out(text, root, other):
            for edit in alias_edits(text, root, name, aliases):
                yield (*gone, *edit)

    return _first(path, raw, lambda s: _aliased(_without(s, other), name, aliases), edits)


def _first(
    path: str, raw: bytes, change: Callable[[Syllabus], Syllabus], edits: Edits
) -> bytes | None:
    """The first edit whose result reads as the change says and brings no new error."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    before, problems = read_syllabus(path, raw)
    wanted = placeless(change(before))
    for edit in edits(text, composed(text)):
        new = inserted(text, edit).encode("utf-8")
        after, found = read_syllabus(path, new)
        if placeless(after) == wanted and _errors(found) <= _errors(problems):
            return new
    return None


def _aliased(syllabus: Syllabus, name: str, aliases: Sequence[str]) -> Syllabus:
    """The first concept of this name, which is the one that counts, gets the aliases."""
    done = False
    areas: list[Area] = []
    for area in syllabus.areas:
        concepts = list(area.concepts)
        for index, concept in enumerate(concepts):
            if not done and name_key(concept.name) == name_key(name):
                done = True
                both = tuple(dict.fromkeys((*concept.aliases, *aliases)))
                concepts[index] = replace(concept, aliases=both)
        areas.append(replace(area, concepts=tuple(concepts)))
    return replace(syllabus, areas=tuple(areas))


def _without(syllabus: Syllabus, name: str) -> Syllabus:
    areas = (
        replace(a, concepts=tuple(c for c in a.concepts if name_key(c.name) != name_key(name)))
        for a in syllabus.areas
    )
    return replace(syllabus, areas=tuple(areas))


def placeless(syllabus: Syllabus) -> Syllabus:
    """The same without where it stands, to be compared."""
    nowhere = Origin(NotePath(""))
    areas = (
        Area(
            area.name,
            tuple(replace(concept, origin=nowhere, requires_lines=()) for concept in area.concepts),
        )
        for area in syllabus.areas
    )
    return replace(syllabus, areas=tuple(areas))


def _errors(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)
