"""What renaming a concept changes in a garden, found out and tried before anything is written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, Plan
from syntopic.cli.reshaping.comparing import found_now, new_errors, strayed
from syntopic.cli.reshaping.hand_pages import page_changes
from syntopic.cli.reshaping.kept_records import Carried, record_changes
from syntopic.cli.reshaping.moved_addresses import address_changes, told_addresses
from syntopic.cli.reshaping.note_renaming import (
    Renaming,
    completed,
    note_edits,
    opened_headings,
    with_other_name,
)
from syntopic.cli.reshaping.opened_notes import OpenNote, by_path, note_paths, open_notes, stem
from syntopic.cli.reshaping.spelling import in_case_of, is_linkable, same
from syntopic.cli.reshaping.staging import Staged, built, moved_pages
from syntopic.cli.reshaping.syllabus_renaming import with_name
from syntopic.cli.syllabus_edit import syllabus_file, with_entry
from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.model import Concept, NotePath
from syntopic.names import name_key, slug, without_place
from syntopic.reading.placing import in_synthesis


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
    edited = {note.path: _edited(place, note, renaming) for note in notes}
    syllabus = tuple(_syllabus(place, old, new, alias))
    if alias and concept.position is None and not same(old, new):
        edited, more = _with_alias(place, garden, concept, renaming, notes, edited)
        syllabus = (*syllabus, *more)
    changes = (*_note_changes(place, notes, edited, renaming), *syllabus)
    after = built(place, changes)
    _check(place, garden, after, renaming)
    carried = Carried(
        garden,
        after.garden,
        lambda name: new if same(name, old) else name,
        lambda path: renaming.moves.get(path, path),
    )
    names = ((concept.name, new),)
    changes = (
        *changes,
        *page_changes(place, moved_pages(garden, after.garden, names)),
        *record_changes(place, carried),
        *address_changes(place, garden, after, names, renaming.moves),
    )
    told = (
        *_told(place, garden, after, renaming, notes),
        *told_addresses(place, garden, after, names),
    )
    return Plan(tuple(one for one in changes if one.before != one.after or one.moved), told)


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
    reheaded = (n.path for n in notes if opened_headings(n.sheet, old, options))
    return Renaming(
        old,
        new,
        in_case_of(old.lower(), new, (note.note.text for note in garden.notes)),
        is_linkable(new),
        (by_path(garden, public), by_path(garden, paths)),
        dict(_moves(place, notes, old, new, files)),
        frozenset(reheaded),
        any(
            same(alias, new)
            for gathered in garden.gathering.concepts
            if same(gathered.concept.name, old)
            for alias in gathered.concept.aliases
        ),
    )


def _moves(
    place: Place, notes: Sequence[OpenNote], old: str, new: str, files: bool
) -> Iterator[tuple[NotePath, NotePath]]:
    """Notes that are called like the concept and get its new name.

    A synthesis does so in any case, since it was named by a command.
    """
    for note in notes:
        if not same(stem(note.path), old) or not (files or in_synthesis(note.path)):
            continue
        folder, name = posixpath.split(note.path)
        path = NotePath(posixpath.join(folder, _file_name(name, old, new)))
        if path.casefold() == note.path.casefold():
            continue
        if (place.notes / path).exists():
            raise Refusal(
                f"{place.shown(path)} is there already; {place.shown(note.path)} would "
                "get its name, so move one of them away"
            )
        yield note.path, path


def _file_name(name: str, old: str, new: str) -> str:
    """A file's new name in the manner of the old: as an address has it, or as people write."""
    was, ending = posixpath.splitext(name)
    number = was[: len(was) - len(without_place(was))]
    plain = was[len(number) :] == slug(was[len(number) :])
    if "_" in was and " " not in was:
        return number + slug(new).replace("-", "_") + ending
    free = all(sign not in new for sign in '/\\:*?"<>|#^[]%') and not new.startswith(".")
    return number + (slug(new) if plain or not free else new) + ending


def _edited(place: Place, note: OpenNote, renaming: Renaming) -> bytes:
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
    if whole is None:
        raise Refusal(
            f'{where} is about "{renaming.old}" in a way that cannot be changed safely; write '
            f'"concept: {written(renaming.new)}" into its front matter, and try again'
        )
    return whole


def _with_alias(
    place: Place,
    garden: Garden,
    concept: Concept,
    renaming: Renaming,
    notes: Sequence[OpenNote],
    edited: dict[NotePath, bytes],
) -> tuple[dict[NotePath, bytes], tuple[Change, ...]]:
    """The old name as another one, in a note that is about the concept, else in the syllabus."""
    public = {one.note.path for one in garden.notes if not one.note.synthesis}
    old = renaming.old
    for note in notes:
        about = note.sheet.claims(place.options) if note.path in public else ()
        if not any(claim.whole and same(claim.name, old) for claim in about):
            continue
        path = renaming.moves.get(note.path, note.path)
        made = with_other_name(path, edited[note.path], old, place.options)
        if made is not None:
            return {**edited, note.path: made}, ()
    file = syllabus_file(place.notes)
    before = file.read_bytes() if file.exists() else None
    area = concept.area or garden.options.words.label("other-topics")
    entry = with_entry(file.name, before or b"", renaming.new, (old,), area)
    if entry is None:
        raise Refusal(
            f"{place.shown(file.name)} cannot be added to safely, so the old name has no place; "
            "rename with --no-alias"
        )
    return edited, (Change(file, before, entry),)


def _syllabus(place: Place, old: str, new: str, alias: bool) -> Iterator[Change]:
    file = syllabus_file(place.notes)
    if not file.exists():
        return
    before = file.read_bytes()
    after = with_name(file.name, before, old, new, alias=alias)
    if after is None:
        raise Refusal(
            f"{place.shown(file.name)} cannot be changed safely; write the new name there by hand, "
            f'with "{old}" among its aliases, and mend the rest of the file'
        )
    if after != before:
        yield Change(file, before, after)


def _note_changes(
    place: Place,
    notes: Sequence[OpenNote],
    edited: dict[NotePath, bytes],
    renaming: Renaming,
) -> Iterator[Change]:
    for note in notes:
        after = edited[note.path]
        moved = renaming.moves.get(note.path)
        if moved is not None:
            yield Change(place.notes / moved, None, after, moved=note.file)
            yield Change(note.file, note.raw, None)
        elif after != note.raw:
            yield Change(note.file, note.raw, after)


def _check(place: Place, garden: Garden, after: Staged, renaming: Renaming) -> None:
    """A Refusal if anything else than the name would be different."""

    def name(one: str) -> str:
        return renaming.new if same(one, renaming.old) else one

    wanted = {name_key(name(t.concept.name)): len(t.claims) for t in garden.topics}
    made = {name_key(t.concept.name): len(t.claims) for t in after.garden.topics}
    if wanted != made:
        odd = sorted(set(wanted.items()) ^ set(made.items()))[0][0]
        raise Refusal(f'what is noted about "{odd}" would not stay together; nothing was written')
    leads = list(strayed(garden, after.garden, name, lambda p: renaming.moves.get(p, p)))
    if leads:
        told = "; ".join(
            f"{place.shown(lead.path)}:{lead.link.line} "
            f"[[{lead.link.target}]] to {end or 'nothing'}"
            for lead, end in leads[:3]
        )
        why = "" if renaming.linkable else f' ("{renaming.new}" cannot stand in [[ ]])'
        raise Refusal(f"links would lead elsewhere, so nothing was written{why}: {told}")
    wrong = new_errors(garden, after.garden)
    if wrong:
        raise Refusal(f"{wrong[0]}; nothing was written")


def _told(
    place: Place,
    garden: Garden,
    after: Staged,
    renaming: Renaming,
    notes: Sequence[OpenNote],
) -> Iterator[str]:
    for note in notes:
        if same(stem(note.path), renaming.old) and note.path not in renaming.moves:
            yield f"{place.shown(note.path)} keeps its name; --files renames it, too."
    if not renaming.linkable:
        yield f'"{renaming.new}" cannot stand in [[ ]], so links keep the old name.'
    for lead in found_now(garden, after.garden, renaming.new):
        yield (
            f"{place.shown(lead.path)}:{lead.link.line} led nowhere so far, and leads to "
            f'"{renaming.new}" now.'
        )
