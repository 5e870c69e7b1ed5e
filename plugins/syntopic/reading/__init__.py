"""From a folder of notes to values: the only stage that opens the author's files.

Everything private ends here. What leaves this package may be published, except problems that are
marked as private.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.model import Note, NotePath, Problem, Source, Syllabus
from syntopic.reading.areas import with_areas
from syntopic.reading.findings import hint
from syntopic.reading.kinds import format_of, may_be_attachment, may_be_note
from syntopic.reading.modules import imported
from syntopic.reading.notes import Opened, open_note
from syntopic.reading.patterns import inside
from syntopic.reading.placing import placed, unknown_sources, unregistered
from syntopic.reading.sources import known_as, read_sources
from syntopic.reading.spelling import case_clashes
from syntopic.reading.syllabus import read_syllabus, unknown_needs
from syntopic.reading.tree import (
    Tree,
    is_private_module,
    path_order,
    read_tree,
    unreadable_file,
)

__all__ = ["Reading", "ReadingOptions", "read_garden"]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the configuration says about reading.

    ``exclude`` are glob patterns of paths that stay private. ``execute`` lets the code of all notes
    run, or of the notes in the folders that it names; a note's own ``execute`` wins.
    """

    exclude: tuple[str, ...] = ()
    execute: bool | tuple[str, ...] = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notes folder holds.

    ``withheld`` counts the notes that are private. ``attachments`` are the files that a public page
    may use; those in private places are not among them. ``closed`` are the files of private places,
    for whoever has to keep them out; modules whose names begin with ``_`` are not among them, since
    public code may import them.
    """

    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    syllabus: Syllabus
    problems: tuple[Problem, ...]
    withheld: int
    attachments: tuple[NotePath, ...]
    closed: tuple[NotePath, ...] = ()


def read_garden(folder: Path, options: ReadingOptions) -> Reading:
    """Read a notes folder. Never raises: what cannot be read is withheld and a problem.

    The result depends on names and contents only, in the order of the paths.
    """
    tree = read_tree(folder, options.exclude)
    public = [found.path for found in tree.files if not found.private]
    opened = {path: _opened(folder, path, options) for path in public if may_be_note(path)}
    hidden = sum(f.private and may_be_note(f.path) and _is_text(f.path) for f in tree.files)
    sources, source_problems = _sources(folder, public)
    syllabus, syllabus_problems = _syllabus(folder, public)
    known = known_as(sources)
    read = [(placed(o.note, known), o) for o in opened.values() if o.note]
    modules = imported(note for note, _ in read)
    kept = [(note, o) for note, o in read if note.path not in modules]
    notes = with_areas([note for note, _ in kept], syllabus)
    attachments = _attachments(public, opened, modules)
    problems = (
        *tree.problems,
        *source_problems,
        *syllabus_problems,
        *(p for path, o in opened.items() if path not in modules for p in o.problems),
        *unknown_sources(((note, o.source_line) for note, o in kept), known),
        *unregistered(notes, known),
        *case_clashes([*(note.path for note in notes), *attachments]),
        *_unknown_needs(folder, public, syllabus, notes),
        *(_module(path, by) for path, by in modules.items()),
    )
    withheld = hidden + sum(o.withheld for o in opened.values())
    closed = _closed(folder, tree, options)
    return Reading(notes, sources, syllabus, _sorted(problems), withheld, attachments, closed)


def _opened(folder: Path, path: str, options: ReadingOptions) -> Opened:
    raw = _bytes(folder, path)
    if raw is None:
        return Opened(None, (unreadable_file(path),), withheld=True)
    named = options.execute
    execute = named if isinstance(named, bool) else inside(path, named)
    return open_note(path, raw, execute=execute)


def _bytes(folder: Path, path: str) -> bytes | None:
    try:
        return (folder / path).read_bytes()
    except OSError:
        return None


def _is_text(path: str) -> bool:
    return format_of(path) != "script"


def _register(folder: Path, public: list[str], stem: str) -> tuple[str, bytes]:
    path = next((p for p in (f"{stem}.yml", f"{stem}.yaml") if p in public), f"{stem}.yml")
    return path, (_bytes(folder, path) or b"") if path in public else b""


def _sources(folder: Path, public: list[str]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    return read_sources(*_register(folder, public, "sources"))


def _syllabus(folder: Path, public: list[str]) -> tuple[Syllabus, tuple[Problem, ...]]:
    return read_syllabus(*_register(folder, public, "syllabus"))


def _unknown_needs(
    folder: Path, public: list[str], syllabus: Syllabus, notes: tuple[Note, ...]
) -> Iterator[Problem]:
    known: list[str] = []
    for note in notes:
        front = note.front
        stem = note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        known += [stem, front.title, front.concept, *front.concept_headings, *front.aliases]
    path, raw = _register(folder, public, "syllabus")
    return unknown_needs(syllabus, path, raw, known)


def _attachments(
    public: list[str], opened: dict[str, Opened], modules: dict[str, str]
) -> tuple[NotePath, ...]:
    """All public files that are no notes; a script that is withheld must not slip in here."""
    notes = {path for path, o in opened.items() if o.note or o.withheld} - set(modules)
    return tuple(NotePath(p) for p in public if may_be_attachment(p) and p not in notes)


def _closed(folder: Path, tree: Tree, options: ReadingOptions) -> tuple[NotePath, ...]:
    root = folder.resolve().name
    private = (found.path for found in tree.files if found.private)
    return tuple(NotePath(p) for p in private if not is_private_module(p, options.exclude, root))


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (path_order(p.origin.path), p.origin.first_line, p.code, p.message),
        )
    )


def _module(path: str, by: str) -> Problem:
    message = f"This script has cells, but {by} imports it; so it is no note."
    return hint(
        "script-imported", path, 1, message, "Move the shared code to a file without cells."
    )
