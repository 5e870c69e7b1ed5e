"""Which source a note belongs to, where in it, and in which area."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from syntopic.model import OWN_KEY, Note, Problem, Syllabus
from syntopic.names import name_key
from syntopic.reading.findings import error, hint

SYNTHESIS_FOLDER = "synthesis"
_PLACE_FOLDER = re.compile(
    r"(?:ch|chap|chapter|lec|lecture|week|wk|unit|module|lesson|section|part|day|episode|video)"
    r"[ ._-]*\d+\b|\d+[ ._-]",
    re.IGNORECASE,
)
_SOURCE_WORD = re.compile(
    r"\b(?:book|course|lectures?|video|series|bootcamp|mooc|coursera|udemy|edx|textbook"
    r"|specialization|cs\d{2,3}[a-z]?)\b",
    re.IGNORECASE,
)


def placed(note: Note, known: Mapping[str, str]) -> Note:
    """Return the note with source, locator and synthesis set, and the area that it names itself.

    ``known`` maps name keys to source keys. Front matter wins over folders, the nearest folder over
    those above it.
    """
    folders = note.path.split("/")[:-1]
    named = known.get(name_key(note.front.source)) if note.front.source else None
    depth = _source_depth(folders, known)
    source = named or (known[name_key(folders[depth])] if depth is not None else OWN_KEY)
    inside = folders[depth + 1 :] if depth is not None else []
    if in_synthesis(note.path):
        return replace(note, synthesis=True, locator=note.front.locator, area=note.front.area)
    inside_it = depth is not None and known[name_key(folders[depth])] == source
    locator = note.front.locator or (", ".join(inside) if inside_it else "")
    return replace(note, source=source, locator=locator, area=note.front.area)


def in_synthesis(path: str) -> bool:
    """Return whether a file stands in the folder of the author's own words."""
    first, slash, _ = path.partition("/")
    return bool(slash) and first.casefold() == SYNTHESIS_FOLDER


def is_place(folder: str) -> bool:
    """Return whether a folder's name only says where ("ch04", "Week 2")."""
    return _PLACE_FOLDER.match(folder) is not None


def area_name(folder: str, syllabus: Syllabus) -> str:
    """Return a folder's name as an area: as the syllabus spells it, else in title case.

    A name that begins with a capital is already as its author wants it.
    """
    for area in syllabus.areas:
        if name_key(area.name) == name_key(folder):
            return area.name
    plain = re.sub(r"^\d+[\s._-]+(?=\D)", "", folder)
    words = re.sub(r"[\s_]+|(?<=\w)-(?=\w)", " ", plain).split()
    if not words or words[0][:1].isupper():
        return " ".join(words) or folder
    return " ".join(word[:1].upper() + word[1:] for word in words)


def unknown_sources(
    notes: Iterable[tuple[Note, int]], known: Mapping[str, str]
) -> Iterator[Problem]:
    """Report each name under ``source:`` that no source has, once, at the first note.

    An address is no name. Without a register nothing is wrong yet, only missing.
    """
    first: dict[str, tuple[Note, int, int]] = {}
    for note, line in notes:
        key = name_key(note.front.source)
        if key and key not in known and "://" not in note.front.source and key != OWN_KEY:
            seen = first.get(key)
            first[key] = (*seen[:2], seen[2] + 1) if seen else (note, line, 1)
    report = error if known else hint
    for note, line, count in first.values():
        others = f" (and in {count - 1} more notes)" if count > 1 else ""
        message = f"No source in sources.yml is called “{note.front.source}”{others}."
        fix = "Correct the name, or add the source to sources.yml."
        yield report("source-unknown", note.path, line, message, fix)


def unregistered(notes: Iterable[Note], known: Mapping[str, str]) -> Iterator[Problem]:
    """Give one hint on all folders that look like sources and are none."""
    below: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Note] = {}
    for note in notes:
        folders = note.path.split("/")[:-1]
        if folders and note.source == OWN_KEY and not note.synthesis:
            below[folders[0]].update(folders[1:2])
            first.setdefault(folders[0], note)
    found = [name for name, inner in below.items() if _looks_like_source(name, inner)]
    if found:
        named = ", ".join(f"“{name}”" for name in found[:5]) + (", …" if found[5:] else "")
        message = f"Folders that look like sources are not in sources.yml: {named}."
        fix = "Add a line “- key: FOLDER” for each to sources.yml, or leave them as your own notes."
        yield hint("source-unregistered", first[found[0]].path, 1, message, fix)


def _source_depth(folders: list[str], known: Mapping[str, str]) -> int | None:
    return next((i for i in reversed(range(len(folders))) if name_key(folders[i]) in known), None)


def _looks_like_source(name: str, inner: set[str]) -> bool:
    words = re.sub(r"[-_]", " ", name)
    return bool(_SOURCE_WORD.search(words)) or len([i for i in inner if _PLACE_FOLDER.match(i)]) > 1
