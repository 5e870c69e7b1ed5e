"""From a folder of notes to values: the only stage that opens the author's files.

Everything private ends here. What leaves this package may be published, except problems that are
marked as private.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from syntopic.memory import Last
from syntopic.model import Note, NotePath, Problem, Source, Syllabus
from syntopic.names import name_key
from syntopic.reading.areas import with_areas
from syntopic.reading.closed import Known, closed_files
from syntopic.reading.findings import hint
from syntopic.reading.kinds import format_of, may_be_attachment, may_be_note
from syntopic.reading.memory import Asked, Entry, Memory, content, digest
from syntopic.reading.mentions import Text
from syntopic.reading.modules import imported
from syntopic.reading.notes import Opened
from syntopic.reading.patterns import inside
from syntopic.reading.placing import in_synthesis, unknown_sources, unregistered
from syntopic.reading.privacy import Why, Withheld
from syntopic.reading.private_names import private_names
from syntopic.reading.sources import read_sources
from syntopic.reading.spelling import case_clashes
from syntopic.reading.syllabus import read_syllabus, unknown_needs
from syntopic.reading.tree import (
    Tree,
    in_private_place,
    is_private_module,
    path_order,
    read_tree,
)

__all__ = ["Memory", "Reading", "ReadingOptions", "Why", "Withheld", "content", "read_garden"]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the configuration says about reading.

    ``exclude`` are glob patterns of paths that stay private. ``execute`` lets the code of all notes
    run, or of the notes in the folders that it names; a note's own ``execute`` wins. With
    ``opt_in`` only notes are public that say ``publish: true``. With ``drafts``, which only a
    preview may ask for, the drafts of syntheses are read, too.
    """

    exclude: tuple[str, ...] = ()
    execute: bool | tuple[str, ...] = False
    opt_in: bool = False
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notes folder holds.

    ``private`` are the notes that are withheld. ``attachments`` are the files that a public page
    may use; those in private places are not among them. ``closed`` are the files that public code
    may not read: those of private places, private notes, and what only these name. Modules whose
    names begin with ``_`` are not among them, since public code may import them.
    """

    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    syllabus: Syllabus
    problems: tuple[Problem, ...]
    private: tuple[Withheld, ...]
    attachments: tuple[NotePath, ...]
    closed: tuple[NotePath, ...] = ()

    @property
    def withheld(self) -> int:
        """How many notes are private."""
        return len(self.private)


def read_garden(folder: Path, options: ReadingOptions, memory: Memory | None = None) -> Reading:
    """Read a notes folder. Never raises: what cannot be read is withheld and a problem.

    The result depends on names and contents only, in the order of the paths. With the ``memory`` of
    the same folder only what has changed since is read again; the result is the same without it.
    """
    memory = memory or Memory()
    memory.begin()
    reading = _read(folder, options, memory)
    memory.forget({note.path for note in reading.notes})
    return reading


def _read(folder: Path, options: ReadingOptions, memory: Memory) -> Reading:
    tree = read_tree(folder, options.exclude, memory.listings, memory.now)
    public = [found.path for found in tree.files if not found.private]
    opened = {
        path: memory.open(folder, path, _asked(path, options))
        for path in public
        if may_be_note(path)
    }
    listed, source_problems = _sources(folder, public, memory)
    syllabus, syllabus_problems = _syllabus(folder, public, memory)
    known = memory.known_as(listed)
    shut = {source.key for source in listed if source.private}
    notes_of = {path: memory.place(o.note, known) for path, o in opened.items() if o.note}
    opened |= {
        path: _withheld(opened[path])
        for path, note in notes_of.items()
        if shut and {note.source, known.get(name_key(note.front.source))} & shut
    }
    read = [(notes_of[path], o) for path, o in opened.items() if o.note]
    unsaid = [path for path, o in opened.items() if o.withheld is Why.NOT_SAID]
    modules = imported((note for note, _ in read), unsaid)
    kept = [(note, o) for note, o in read if note.path not in modules]
    areas = with_areas([note for note, _ in kept], syllabus)
    notes = tuple(memory.notes.same(note.path, note) for note in areas)
    attachments = _attachments(public, opened, modules)
    private, hidden = _named(folder, _private(tree, opened, modules), memory)
    closed, closed_problems = closed_files(
        Known(
            notes,
            modules,
            private,
            _closed_places(folder, tree, options),
            attachments,
            hidden,
            _texts(folder, _scripts(folder, tree, options, modules)),
        ),
        memory.named,
    )
    problems = (
        *tree.problems,
        *source_problems,
        *syllabus_problems,
        *closed_problems,
        *(p for path, o in opened.items() if path not in modules for p in o.problems),
        *unknown_sources(((note, o.source_line) for note, o in kept), known),
        *unregistered(notes, known),
        *_clashes((*(note.path for note in notes), *attachments), memory),
        *_unknown_needs(folder, public, syllabus, notes, memory),
        *(_module(path, by) for path, by in modules.items()),
    )
    sources = tuple(source for source in listed if not source.private)
    return Reading(notes, sources, syllabus, _sorted(problems), private, attachments, closed)


def _asked(path: str, options: ReadingOptions) -> Asked:
    """What the configuration says of a file."""
    named = options.execute
    execute = named if isinstance(named, bool) else inside(path, named)
    return Asked("", execute, options.opt_in, options.drafts and in_synthesis(path))


def _withheld(opened: Opened) -> Opened:
    """What becomes of a note whose source is private."""
    problems = tuple(replace(problem, private=True) for problem in opened.problems)
    return Opened(None, problems, withheld=Why.SOURCE)


def _register(folder: Path, public: list[str], stem: str) -> tuple[str, bytes]:
    path = next((p for p in (f"{stem}.yml", f"{stem}.yaml") if p in public), f"{stem}.yml")
    return path, (content(folder, path) or b"") if path in public else b""


def _sources(
    folder: Path, public: list[str], memory: Memory
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    path, raw = _register(folder, public, "sources")
    last: Last[tuple[tuple[Source, ...], tuple[Problem, ...]]] = memory.registers.last("sources")
    found = last.of(Entry(path, digest(raw)), lambda: read_sources(path, raw))
    last.saved = not any(one.private for part in found for one in part)
    return found


def _syllabus(
    folder: Path, public: list[str], memory: Memory
) -> tuple[Syllabus, tuple[Problem, ...]]:
    path, raw = _register(folder, public, "syllabus")
    last: Last[tuple[Syllabus, tuple[Problem, ...]]] = memory.registers.last("syllabus")
    found = last.of(Entry(path, digest(raw)), lambda: read_syllabus(path, raw))
    last.saved = not any(problem.private for problem in found[1])
    return found


def _unknown_needs(
    folder: Path,
    public: list[str],
    syllabus: Syllabus,
    notes: tuple[Note, ...],
    memory: Memory,
) -> tuple[Problem, ...]:
    known: list[str] = []
    for note in notes:
        front = note.front
        stem = note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        known += [stem, front.title, front.concept, *front.concept_headings, *front.aliases]
    path, raw = _register(folder, public, "syllabus")
    found: tuple[Problem, ...] = memory.registers.of(
        "needs",
        (Entry(path, digest(raw)), known),
        lambda: tuple(unknown_needs(syllabus, path, raw, known)),
    )
    return found


def _clashes(paths: tuple[str, ...], memory: Memory) -> tuple[Problem, ...]:
    found: tuple[Problem, ...] = memory.registers.of(
        "clashes", paths, lambda: tuple(case_clashes(paths)), saved=False
    )
    return found


def _attachments(
    public: list[str], opened: dict[str, Opened], modules: dict[str, str]
) -> tuple[NotePath, ...]:
    """All public files that are no notes; a script that is withheld must not slip in here."""
    notes = {path for path, o in opened.items() if o.note or o.withheld} - set(modules)
    return tuple(NotePath(p) for p in public if may_be_attachment(p) and p not in notes)


def _private(
    tree: Tree, opened: dict[str, Opened], modules: dict[str, str]
) -> tuple[Withheld, ...]:
    """The notes that are withheld, with what withholds them."""
    placed_so = (
        Withheld(NotePath(f.path), Why.PLACE if in_private_place(f.path, ()) else Why.EXCLUDED)
        for f in tree.files
        if f.private and may_be_note(f.path) and format_of(f.path) != "script"
    )
    said_so = (
        Withheld(NotePath(path), one.withheld)
        for path, one in opened.items()
        if one.withheld and path not in modules
    )
    return tuple(sorted((*placed_so, *said_so), key=lambda one: path_order(one.path)))


def _named(
    folder: Path, private: tuple[Withheld, ...], memory: Memory
) -> tuple[tuple[Withheld, ...], tuple[Text, ...]]:
    """The notes that are withheld with what they call themselves, and all that stands in them."""
    named: list[Withheld] = []
    texts: list[Text] = []
    for one in private:
        raw = content(folder, one.path) or b""
        find = partial(private_names, one.path, raw)
        named.append(replace(one, names=memory.names.of(one.path, raw, find, saved=False)))
        texts.append(Text(one.path, raw.decode("utf-8", "replace")))
    return tuple(named), tuple(texts)


def _closed_places(folder: Path, tree: Tree, options: ReadingOptions) -> tuple[str, ...]:
    root = folder.resolve().name
    private = (found.path for found in tree.files if found.private)
    return tuple(p for p in private if not is_private_module(p, options.exclude, root))


def _scripts(
    folder: Path, tree: Tree, options: ReadingOptions, modules: dict[str, str]
) -> Iterator[str]:
    """Code that public notes may import, and that is no note itself."""
    root = folder.resolve().name
    for found in tree.files:
        own = not found.private and format_of(found.path) == "script"
        if own or found.path in modules or is_private_module(found.path, options.exclude, root):
            yield found.path


def _texts(folder: Path, paths: Iterable[str]) -> Iterator[Text]:
    for path in paths:
        yield Text(path, (content(folder, path) or b"").decode("utf-8", "replace"))


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
