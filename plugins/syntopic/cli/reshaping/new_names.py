"""Whether a text is, or can be, the name of a concept that is public."""

from __future__ import annotations

from syntopic.cli.lookup import concept_called, known_concept, private_called
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.sheets import open_sheet
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.syllabus_edit import syllabus_file
from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.gathering.titles import is_locator
from syntopic.languages import facet_of
from syntopic.model import Gathered, NotePath
from syntopic.reading.syllabus import private_names


def public_concept(place: Place, garden: Garden, name: str) -> Gathered:
    """The concept of a name; a Refusal says if only a private note is called so."""
    private = private_called(garden, name) if concept_called(garden, name) is None else None
    if private is not None:
        raise Refusal(
            f'no public concept is called "{name}"; the private note {place.shown(private.path)} '
            f"is ({private.why.value}). Private notes are renamed by hand, in their own files"
        )
    return known_concept(garden, name)


def checked(garden: Garden, text: str) -> str:
    """The name without needless spaces; a Refusal where no note could be about it."""
    name = " ".join(text.split())
    if not any(letter.isalnum() for letter in name):
        raise Refusal('a name needs letters, such as  "Chain rule"')
    if is_locator(name):
        raise Refusal(f'"{name}" reads as a place in a source, so no note could be about it')
    if facet_of(name, garden.options.words, garden.options.synonyms) is not None:
        raise Refusal(f'"{name}" is a heading of a part of a page, so no note could be about it')
    read = _read(garden, name)
    if read != name:
        raise Refusal(f'"{name}" would be read as "{read}", so no note could be about it')
    return name


def _read(garden: Garden, name: str) -> str:
    """What a note that says that it is about the name is about."""
    text = f"---\nconcept: {written(name)}\n---\n\nText.\n"
    sheet = open_sheet(NotePath("note.md"), text.encode())
    return "".join(claim.name for claim in sheet.claims(garden.options)) if sheet else ""


def refuse_private(place: Place, garden: Garden, name: str) -> None:
    """A Refusal of a name that only what is private has: a page would say it."""
    note = private_called(garden, name)
    if note is not None:
        raise Refusal(
            f'"{name}" is what the private note {place.shown(note.path)} is called, and would be '
            "published; give that note another name first, by hand, if that is what you want"
        )
    file = syllabus_file(place.notes)
    for private, origin in private_names(file.name, file.read_bytes()) if file.exists() else ():
        if same(private, name):
            raise Refusal(
                f'"{name}" is private in {place.shown(file.name)}:{origin.first_line}, and would '
                "be published; take that entry out of the syllabus first if that is what you want"
            )
