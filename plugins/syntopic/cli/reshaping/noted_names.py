"""Another name of a concept that the syllabus does not list: the front matter of a note tells it.

An entry in the syllabus would do, too, but move the concept in front of all others that are not
there: the order of the whole site would be another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, Plan
from syntopic.cli.reshaping.note_renaming import with_concept, with_other_name
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.syllabus_edit import syllabus_file
from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.gathering import gather
from syntopic.model import Gathered, NotePath


def noted(
    place: Place, garden: Garden, kept: Gathered, alias: str, lost: Gathered | None = None
) -> Plan:
    """The change of one note after which both names mean the concept; a Refusal if none can do.

    ``lost`` is the concept that has the name now. A name belongs to the note that is read first:
    where the notes of ``lost`` are, the first of them says that it is about ``kept``.
    """
    name = kept.concept.name
    for path in whole_notes(kept):
        if _joins(garden, path, name, alias):
            file = place.notes / path
            raw = file.read_bytes()
            made = with_other_name(path, raw, alias, place.options)
            if made is not None:
                return Plan((Change(file, raw, made),))
    for path in whole_notes(lost) if lost is not None else ():
        if _joins(garden, path, name, alias, claimed=True):
            file = place.notes / path
            raw = file.read_bytes()
            claimed = with_concept(path, raw, name, place.options)
            made = claimed and with_other_name(path, claimed, alias, place.options)
            if made is not None:
                where = place.shown(path)
                told = f'{where} is read first, so it says that it is about "{name}".'
                return Plan((Change(file, raw, made),), (told,))
    raise Refusal(f"{homeless(name, alias)}; {listed_by_hand(place, name, alias)}")


def whole_notes(gathered: Gathered) -> Iterator[NotePath]:
    """The notes that are about a concept as a whole: its synthesis, then the others as read."""
    synthesis = (gathered.synthesis,) if gathered.synthesis is not None else ()
    for claim in (*synthesis, *gathered.claims):
        if claim.whole:
            yield claim.note.note.path


def homeless(name: str, alias: str) -> str:
    """Why another name has no place."""
    return (
        f'"{alias}" has no place as another name of "{name}", which is not in the syllabus, and no '
        "note about it as a whole can tell it"
    )


def listed_by_hand(place: Place, name: str, *aliases: str) -> str:
    """What the author can do instead."""
    listed = ", ".join(map(written, aliases))
    entry = f"- {{name: {written(name)}, aliases: [{listed}]}}" if aliases else f"- {written(name)}"
    return (
        f"write into {place.shown(syllabus_file(place.notes).name)}, by hand, in an area: {entry}"
    )


def _joins(garden: Garden, path: NotePath, name: str, alias: str, *, claimed: bool = False) -> bool:
    """Whether gathering takes both names for one concept if a note told the other name.

    With ``claimed`` it says, too, that it is about the concept.
    """
    notes = []
    for parsed in garden.notes:
        front = parsed.note.front
        if parsed.note.path == path:
            front = replace(front, aliases=(*front.aliases, alias))
            front = replace(front, concept=name) if claimed else front
            parsed = replace(parsed, note=replace(parsed.note, front=front))
        notes.append(parsed)
    reading, options = garden.reading, garden.options
    found = gather(notes, reading.sources, reading.syllabus, options.words, options.synonyms)
    concepts = [gathered.concept for gathered in found.concepts]
    joined = any(c.name == name and any(same(a, alias) for a in c.aliases) for c in concepts)
    return joined and not any(same(c.name, alias) for c in concepts)
