"""What renaming a concept changes in a garden, found out and tried before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, Plan
from syntopic.cli.reshaping.comparing import found_now
from syntopic.cli.reshaping.hand_pages import page_changes
from syntopic.cli.reshaping.html_links import told_links
from syntopic.cli.reshaping.kept_records import Carried, record_changes
from syntopic.cli.reshaping.link_renaming import Renaming
from syntopic.cli.reshaping.moved_addresses import address_changes, moved_addresses, told_addresses
from syntopic.cli.reshaping.note_renaming import opened_headings
from syntopic.cli.reshaping.noted_names import homeless, listed_by_hand
from syntopic.cli.reshaping.opened_notes import OpenNote, by_path, note_paths, open_notes, stem
from syntopic.cli.reshaping.other_programs import told_unfound
from syntopic.cli.reshaping.renamed_files import has_another, moves_of
from syntopic.cli.reshaping.renamed_notes import edited, note_changes, with_old_name
from syntopic.cli.reshaping.renaming_checks import check
from syntopic.cli.reshaping.spelling import in_case_of, is_linkable, same
from syntopic.cli.reshaping.staging import Staged, built, moved_pages
from syntopic.cli.reshaping.syllabus_renaming import with_name
from syntopic.cli.syllabus_edit import syllabus_file
from syntopic.configuration import Options
from syntopic.garden import Garden
from syntopic.model import Concept, NotePath
from syntopic.names import without_place


def planned(
    place: Place, garden: Garden, concept: Concept, new: str, *, alias: bool, files: bool
) -> Plan:
    """The changes that give a concept another name; a Refusal where one of them is not safe.

    ``alias`` keeps the old name as another one, ``files`` renames notes that are called so.
    """
    paths = note_paths(place)
    old = without_place(concept.name).strip()
    notes = tuple(open_notes(place, paths, [old]))
    renaming = _renaming(place, garden, old, new, notes, paths, files)
    if concept.position is None:
        renaming = replace(renaming, named_by=concept.origin.path)
    changes = tuple(_written(place, garden, concept, renaming, notes, alias))
    after = built(place, changes)
    check(place, garden, after, renaming)
    names = ((concept.name, new),)
    found = moved_addresses(place, garden, after, names, renaming.moves)
    changes += (
        *page_changes(place, moved_pages(garden, after.garden, names)),
        *record_changes(place, _carried(garden, after, renaming)),
        *address_changes(place, found),
    )
    told = (
        *_told(place, garden, after, renaming, notes),
        *told_addresses(found),
        *told_unfound(paths, notes, renaming),
    )
    return Plan(tuple(one for one in changes if one.before != one.after or one.moved), told)


def _written(
    place: Place,
    garden: Garden,
    concept: Concept,
    renaming: Renaming,
    notes: Sequence[OpenNote],
    alias: bool,
) -> Iterator[Change]:
    """What changes in what the author wrote: notes and the syllabus."""
    file = syllabus_file(place.notes)
    before = file.read_bytes() if file.exists() else None
    syllabus = _syllabus(place, before, renaming, alias)
    made = {note.path: edited(place, note, renaming) for note in notes}
    if alias and concept.position is None and not same(renaming.old, renaming.new):
        made = _with_old_name(place, garden, renaming, notes, made)
    yield from note_changes(place, notes, made, renaming)
    if syllabus is not None:
        yield Change(file, before, syllabus)


def _carried(garden: Garden, after: Staged, renaming: Renaming) -> Carried:
    return Carried(
        garden,
        after.garden,
        lambda name: renaming.new if same(name, renaming.old) else name,
        lambda path: renaming.moves.get(path, path),
    )


def _renaming(
    place: Place,
    garden: Garden,
    old: str,
    new: str,
    notes: Sequence[OpenNote],
    paths: Sequence[NotePath],
    files: bool,
) -> Renaming:
    options = place.options
    public = [note.note.path for note in garden.notes]
    return Renaming(
        old,
        new,
        in_case_of(old.lower(), new, (note.note.text for note in garden.notes)),
        is_linkable(new),
        (by_path(garden, public), by_path(garden, paths)),
        dict(moves_of(place, notes, old, new, files)),
        dict(_reheaded(notes, old, options)),
        any(
            same(alias, new)
            for gathered in garden.gathering.concepts
            if same(gathered.concept.name, old)
            for alias in gathered.concept.aliases
        ),
    )


def _reheaded(
    notes: Sequence[OpenNote], old: str, options: Options
) -> Iterator[tuple[NotePath, tuple[str, ...]]]:
    """Under which names links find what notes say of the concept, and will not any more."""
    for note in notes:
        names = tuple(heading.name for heading in opened_headings(note.sheet, old, options))
        if any(same(claim.name, old) for claim in note.sheet.claims(options)):
            yield note.path, names or (old,)


def _syllabus(place: Place, before: bytes | None, renaming: Renaming, alias: bool) -> bytes | None:
    """The syllabus with the new name wherever the old one stood; None where there is none."""
    if before is None:
        return None
    path = syllabus_file(place.notes).name
    after = with_name(path, before, renaming.old, renaming.new, alias=alias)
    if after is None:
        raise Refusal(
            f"{place.shown(path)} cannot be changed safely; write the new name there by hand, "
            f'with "{renaming.old}" among its aliases, and mend the rest of the file'
        )
    return after


def _with_old_name(
    place: Place,
    garden: Garden,
    renaming: Renaming,
    notes: Sequence[OpenNote],
    made: dict[NotePath, bytes],
) -> dict[NotePath, bytes]:
    """The notes, of which one tells the old name; a Refusal where none can."""
    told = with_old_name(place, garden, renaming, notes, made)
    if told is None:
        by_hand = listed_by_hand(place, renaming.old)
        raise Refusal(
            f"{homeless(renaming.new, renaming.old)}; rename with --no-alias; or, to keep it, "
            f"{by_hand}, and try again"
        )
    return told


def _told(
    place: Place,
    garden: Garden,
    after: Staged,
    renaming: Renaming,
    notes: Sequence[OpenNote],
) -> Iterator[str]:
    for note in notes:
        called = same(stem(note.path), renaming.old) and has_another(note.path, renaming.new)
        if called and note.path not in renaming.moves:
            link = note.file.is_symlink()
            why = ", since it is a link" if link else "; --files renames it, too"
            yield f"{place.shown(note.path)} keeps its name{why}."
    yield from told_links(place, notes, renaming)
    if not renaming.linkable:
        yield f'"{renaming.new}" cannot stand in [[ ]], so links keep the old name.'
    for lead in found_now(garden, after.garden, renaming.new):
        yield (
            f"{place.shown(lead.path)}:{lead.link.line} led nowhere so far, and leads to "
            f'"{renaming.new}" now.'
        )
