"""What taking a part out of a concept changes, tried before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from syntopic.cli.lookup import concept_called
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, Plan
from syntopic.cli.reshaping.comparing import Lead, leads, new_errors, refuse_strayed, strayed
from syntopic.cli.reshaping.fragments import MovedHeadings, link_edits
from syntopic.cli.reshaping.kept_records import Carried, record_changes
from syntopic.cli.reshaping.note_splitting import split_edits, without_alias
from syntopic.cli.reshaping.opened_notes import OpenNote, by_path, note_paths, open_notes
from syntopic.cli.reshaping.picking import Part
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged, built
from syntopic.cli.reshaping.syllabus_splitting import with_concept_after
from syntopic.cli.syllabus_edit import syllabus_file
from syntopic.garden import Garden
from syntopic.model import Block, Concept, Gathered, NotePath
from syntopic.parsing.inlining import Edit

MOST_LISTED = 20
"""Links that are listed to be looked at; more would hardly be read."""


@dataclass(frozen=True, slots=True)
class Division:
    """A concept that is divided: its names, the new one, and which notes give something to it."""

    concept: Concept
    new: str
    picked: Mapping[NotePath, Part]

    def mine(self, name: str) -> bool:
        """Whether a name is one of the concept."""
        return any(same(name, one) for one in (self.concept.name, *self.concept.aliases))


def planned(
    place: Place, garden: Garden, gathered: Gathered, new: str, picked: Mapping[NotePath, Part]
) -> Plan:
    """The changes after which what is picked is about the new concept; a Refusal if unsafe."""
    division = Division(gathered.concept, new, picked)
    paths = note_paths(place)
    names = (division.concept.name, *division.concept.aliases, new)
    heads = MovedHeadings.of(gathered, division.concept, new, picked)
    notes = tuple(open_notes(place, paths, (*names, *heads.names, *picked)))
    edited = {note.path: _edited(place, division, note) for note in notes}
    finder = by_path(garden, [note.note.path for note in garden.notes])
    changes = tuple(
        Change(note.file, note.raw, note.sheet.changed(edits))
        for note in notes
        if (
            edits := (*edited[note.path], *link_edits(note.sheet, heads, finder, edited[note.path]))
        )
    )
    changes = (*changes, *_syllabus(place, garden, division))
    after = built(place, changes)
    _check(place, garden, after, division)
    carried = Carried(garden, after.garden, lambda name: name, lambda path: path)
    changes = (*changes, *record_changes(place, carried))
    return Plan(changes, tuple(_told(place, garden, after, division)))


def _edited(place: Place, division: Division, note: OpenNote) -> tuple[Edit, ...]:
    """The edits of a note that gives something, or that calls the whole concept like the part."""
    options = place.options
    part = division.picked.get(note.path)
    if part is None:
        about = any(c.whole and division.mine(c.name) for c in note.sheet.claims(options))
        return without_alias(note.sheet, division.new) if about else ()
    edits = split_edits(note.sheet, part, division.mine, division.new, options)
    if edits is None:
        raise Refusal(
            f"{place.shown(note.path)} cannot be divided safely; write into its front matter which "
            f'headings are about what ("concept: [{division.concept.name}, {division.new}]"), or '
            "move the part to a note of its own"
        )
    return edits


def _syllabus(place: Place, garden: Garden, division: Division) -> Iterator[Change]:
    """The new concept after the one that it was taken out of, unless it is there."""
    found = concept_called(garden, division.new)
    known = found is not None and found.concept.name != division.concept.name
    if known or division.concept.position is None:
        return
    file = syllabus_file(place.notes)
    before = file.read_bytes()
    after = with_concept_after(file.name, before, division.concept.name, division.new)
    if after is None:
        raise Refusal(
            f'{place.shown(file.name)} cannot be changed safely; enter "{division.new}" there by '
            f'hand (and take it out of the aliases of "{division.concept.name}"), and try again'
        )
    yield Change(file, before, after)


def _check(place: Place, garden: Garden, after: Staged, division: Division) -> None:
    """A Refusal if nothing is left, if text falls out of its page, or a link leads elsewhere."""
    if not any(t.concept.name == division.concept.name for t in after.garden.topics):
        raise Refusal(
            f'nothing would be left of "{division.concept.name}"; to give it another name, use '
            "syntopic rename"
        )
    if _left(after.garden) > _left(garden):
        raise Refusal("text would fall out of its page, so nothing was written")
    odd = tuple(
        (lead, end)
        for lead, end in _strayed(garden, after)
        if not (division.mine(lead.ends) and same(end, division.new))
    )
    refuse_strayed(place, odd)
    wrong = new_errors(garden, after.garden)
    if wrong:
        raise Refusal(f"{wrong[0]}; nothing was written")


def _left(garden: Garden) -> int:
    """Blocks that belong to no concept."""
    every = (part for leftover in garden.gathering.leftovers for part in leftover.content)
    return sum(isinstance(part, Block) for part in every)


def _strayed(garden: Garden, after: Staged) -> list[tuple[Lead, str]]:
    return list(strayed(garden, after.garden, lambda name: name, lambda path: path))


def _told(place: Place, garden: Garden, after: Staged, division: Division) -> Iterator[str]:
    old, new = division.concept.name, division.new
    moved = [lead for lead, end in _strayed(garden, after) if same(end, new)]
    if moved:
        yield f'Links that lead to "{new}" from now on:'
        yield from _rows(place, moved)
    still = [one for one in leads(after.garden).values() if same(one.ends, old)]
    still.sort(key=lambda one: new.casefold() not in one.link.sentence.casefold())
    if still:
        yield f'Links that still lead to "{old}"; look which of them mean "{new}":'
        yield from _rows(place, still)
    needing = [t.concept.name for t in garden.topics if old in t.concept.requires]
    if needing:
        yield f'"{old}" is required by {", ".join(needing)}; look whether "{new}" is meant, too.'


def _rows(place: Place, found: Sequence[Lead]) -> Iterator[str]:
    rows = list(
        dict.fromkeys(
            f"  {place.shown(lead.path)}:{lead.link.line}  {_short(lead.link.sentence)}"
            for lead in found
        )
    )
    yield from rows[:MOST_LISTED]
    if rows[MOST_LISTED:]:
        yield f"  and {len(rows) - MOST_LISTED} more"


def _short(sentence: str, longest: int = 100) -> str:
    return sentence if len(sentence) <= longest else sentence[: longest - 1] + "…"
