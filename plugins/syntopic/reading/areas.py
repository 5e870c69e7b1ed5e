"""Which area an own note belongs to, where only its folders tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from syntopic.model import OWN_KEY, Note, Syllabus
from syntopic.names import name_key
from syntopic.reading.placing import area_name, is_place

MOST_NOTES = 50
"""Notes that an area may hold before its folders divide it: about two screens of a list."""

Folder = tuple[str, ...]


def with_areas(notes: Sequence[Note], syllabus: Syllabus) -> tuple[Note, ...]:
    """Return the notes, own ones with the area that their folders suggest.

    The first folder is the area; but one that holds everything says nothing, and one with more than
    ``MOST_NOTES`` notes says too little: then the folders in it are areas. Folders that are only
    places ("week 2") never are, and an area of the syllabus is never divided.
    """
    placed = {note.path: _folder(note) for note in notes if _is_open(note)}
    inside = Counter(f[:depth] for f in placed.values() for depth in range(1, len(f) + 1))
    below: dict[Folder, set[Folder]] = defaultdict(set)
    for folder in inside:
        if len(folder) > 1 and not is_place(folder[-1]):
            below[folder[:-1]].add(folder)
    most = sum(bool(folder) for folder in placed.values())
    known = {name_key(area.name) for area in syllabus.areas}

    def divides(folder: Folder) -> bool:
        large = inside[folder] > MOST_NOTES or inside[folder] == most
        return large and len(below[folder]) > 1 and name_key(folder[-1]) not in known

    chosen = {path: _area(folder, divides) for path, folder in placed.items() if folder}
    names = _names(set(chosen.values()), syllabus)
    return tuple(
        replace(note, area=names[chosen[note.path]]) if note.path in chosen else note
        for note in notes
    )


def _is_open(note: Note) -> bool:
    return note.source == OWN_KEY and not note.synthesis and not note.front.area


def _folder(note: Note) -> Folder:
    return tuple(note.path.split("/")[:-1])


def _area(folder: Folder, divides: Callable[[Folder], bool]) -> Folder:
    depth = 1
    while depth < len(folder) and not is_place(folder[depth]) and divides(folder[:depth]):
        depth += 1
    return folder[:depth]


def _names(folders: set[Folder], syllabus: Syllabus) -> dict[Folder, str]:
    """The areas' names; folders of one name in two places are told apart by the one above."""
    plain = {folder: area_name(folder[-1], syllabus) for folder in folders}
    shared = Counter(name_key(name) for name in plain.values())
    return {
        folder: f"{area_name(folder[-2], syllabus)} / {name}"
        if shared[name_key(name)] > 1 and len(folder) > 1
        else name
        for folder, name in plain.items()
    }
