"""The files of notes in which a concept has another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syntopic.cli.lookup import concept_called
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.link_renaming import Renaming
from syntopic.cli.reshaping.note_renaming import completed, note_edits, with_other_name
from syntopic.cli.reshaping.noted_names import whole_notes
from syntopic.cli.reshaping.opened_notes import OpenNote
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.model import NotePath


def edited(place: Place, note: OpenNote, renaming: Renaming) -> bytes:
    """A note's file as it will be."""
    where = place.shown(note.path)
    try:
        edits = note_edits(note.sheet, renaming, place.options)
        claims = () if note.sheet.head.broken else note.sheet.claims(place.options)
        if not any(same(claim.name, renaming.old) for claim in claims):
            return note.sheet.changed(edits)
        path = renaming.moves.get(note.path, note.path)
        whole = completed(note.sheet, edits, renaming, place.options, path)
    except UnicodeEncodeError as error:
        raise Refusal(
            f'{where} is not UTF-8 and cannot hold "{renaming.new}"; save it as UTF-8'
        ) from error
    if whole is None and not any(claim.whole for claim in claims):
        raise Refusal(
            f'a heading of {where} opens "{renaming.old}", and no heading there is read as '
            f'"{renaming.new}"; choose another name'
        )
    if whole is None:
        raise Refusal(
            f'{where} is about "{renaming.old}" in a way that cannot be changed safely; write '
            f'"concept: {written(renaming.new)}" into its front matter, and try again'
        )
    return whole


def with_old_name(
    place: Place,
    garden: Garden,
    renaming: Renaming,
    notes: Sequence[OpenNote],
    made: dict[NotePath, bytes],
) -> dict[NotePath, bytes] | None:
    """The files, of which one note about the concept tells the old name as another one.

    None where no public note can.
    """
    opened = {note.path: note for note in notes}
    gathered = concept_called(garden, renaming.old)
    for note in filter(None, map(opened.get, whole_notes(gathered) if gathered else ())):
        path = renaming.moves.get(note.path, note.path)
        changed = with_other_name(path, made[note.path], renaming.old, place.options)
        if changed is not None:
            alike = (one for one in notes if _is_one(one, note, made))
            return {**made, **dict.fromkeys((one.path for one in alike), changed)}
    return None


def _is_one(one: OpenNote, other: OpenNote, made: dict[NotePath, bytes]) -> bool:
    """Whether both are one file, which a link lets stand in two places."""
    return made[one.path] == made[other.path] and one.file.resolve() == other.file.resolve()


def note_changes(
    place: Place,
    notes: Sequence[OpenNote],
    made: dict[NotePath, bytes],
    renaming: Renaming,
) -> Iterator[Change]:
    """The changes by which notes get their new content, and some another path."""
    for note in notes:
        after = made[note.path]
        moved = renaming.moves.get(note.path)
        if moved is not None:
            yield Change(place.notes / moved, None, after, moved=note.file)
            yield Change(note.file, note.raw, None)
        elif after != note.raw:
            yield Change(note.file, note.raw, after)
