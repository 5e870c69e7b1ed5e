"""What the meaning of a link is read from besides all names: so little that few edits touch it."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import unquote

from syntopic.linking.headings import asked
from syntopic.linking.places import NotePlaces, PagePlaces, Place, Places
from syntopic.linking.resolutions import Part
from syntopic.model import NotePath


class Reading(StrEnum):
    """What is read: of a note its place, what a fragment names in it, or the names of its headings;
    of a topic's page its notes, or the heading of a facet. And which files are private.
    """

    HIDDEN = "hidden"
    PLACE = "place"
    PIECE = "piece"
    HEADINGS = "headings"
    NOTES = "notes"
    FACET = "facet"


Read = tuple[Reading, str, str]
"""One thing that was read: of which note or page, and under which name."""

HIDDEN: Read = (Reading.HIDDEN, "", "")

_NO_NOTE, _NO_PAGE = NotePlaces(), PagePlaces()


def read(places: Places, what: Read) -> object:
    """What is there now of what was read once."""
    kind, name, part = what
    match kind:
        case Reading.PLACE:
            return places.notes.get(NotePath(name))
        case Reading.PIECE:
            return piece(places, NotePath(name), part)
        case Reading.HEADINGS:
            return tuple(note_of(places, NotePath(name)).heading_names)
        case Reading.NOTES:
            return page_of(places, name).notes
        case _:
            return page_of(places, name).facets.get(part)


def piece(places: Places, path: NotePath, fragment: str) -> tuple[Place, Part] | None:
    """The heading or block of a note that a fragment names, with its place."""
    fragment = unquote(fragment)
    last, there = fragment.rsplit("#", 1)[-1].strip(), note_of(places, path)
    for key in asked(fragment) if not last.startswith("^") else ():
        if place := there.headings.get(key):
            return place, Part(path, there.heading_lines.get(key, 0))
    name = last.removeprefix("^")
    block = there.blocks.get(name)
    return (block, Part(path, block=name)) if block is not None else None


def note_of(places: Places, path: NotePath) -> NotePlaces:
    """Where a note and all in it stands; nothing of a note that does not stand on the site."""
    return places.of_note.get(path, _NO_NOTE)


def page_of(places: Places, page: str) -> PagePlaces:
    """What stands on a topic's page; nothing of other pages."""
    return places.of_page.get(page, _NO_PAGE)
