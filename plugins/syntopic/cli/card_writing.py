"""Ids for cards that have none, each at the end of a line; every other byte stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.prose import UNKNOWN, Prose
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.cli.reshaping.together import together
from syntopic.model import BlockId, Card, NotePath, ParsedNote
from syntopic.parsing import parse_note
from syntopic.parsing.card_places import placed_cards
from syntopic.parsing.cards import without_name
from syntopic.parsing.inlining import Edit
from syntopic.reading.notes import open_note

_Said = tuple[list[Card | str], int]


@dataclass(frozen=True, slots=True)
class Left:
    """A card that gets no id, where it stands, and why."""

    note: NotePath
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What becomes of the files, how many ids that writes, and the cards that get none."""

    changes: tuple[Change, ...]
    number: int
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """An id for one card, and the edits of the file that write it, the best first."""

    line: int
    edits: tuple[Edit, ...]


def planned(place: Place, notes: Iterable[ParsedNote], ids: Mapping[BlockId, str]) -> Writing:
    """The changes that give each card of the notes its id.

    A note is read again with the ids in it before they count: no card may then ask or answer
    otherwise, and no other block may have changed.
    """
    changes: list[Change] = []
    left: list[Left] = []
    number = 0
    for note in notes:
        lines = [b.origin.first_line for b in note.blocks if b.card is not None and not b.card.id]
        if not lines:
            continue
        file = place.notes / note.note.path
        raw = file.read_bytes()
        sheet = open_sheet(note.note.path, raw)
        wishes = _wishes(note, sheet, ids) if sheet is not None else None
        if sheet is None or wishes is None:
            why = "its file does not read as it is written"
            left += (Left(note.note.path, line, why) for line in lines)
            continue
        edits, refused = _kept(sheet, raw, wishes)
        left += (Left(note.note.path, line, _why(note, line)) for line in refused)
        number += len(edits)
        if edits:
            changes.append(Change(file, raw, sheet.changed(edits)))
    return Writing(tuple(changes), number, tuple(left))


def _why(note: ParsedNote, line: int) -> str:
    """Why no id can be written for the card that begins at a line."""
    text = next(block.text for block in note.blocks if block.origin.first_line == line)
    odd = re.search(r"(?:^|[ \t])(\^[\w./-]+)[ \t]*$", text, re.MULTILINE)
    return f"{odd[1]}, which is there, can be none" if odd else "the note would read otherwise"


def _wishes(note: ParsedNote, sheet: Sheet, ids: Mapping[BlockId, str]) -> list[_Wish] | None:
    """What to write for each card; None where the file's cards are not those of the note."""
    known = [block for block in note.blocks if block.card is not None]
    found = [(prose, one) for prose in sheet.shown for one in placed_cards(prose.text)]
    asked = [block.card.asking for block in known if block.card is not None]
    if asked != [one.card.asking for _, one in found]:
        return None
    return [
        _Wish(block.origin.first_line, tuple(_edits(prose, one.at, ids[block.id])))
        for block, (prose, one) in zip(known, found, strict=True)
        if not one.card.id
    ]


def _edits(prose: Prose, places: Iterable[int], name: str) -> Iterator[Edit]:
    for at in places:
        end = prose.ends[at - 1] if at else UNKNOWN
        if end != UNKNOWN:
            yield Edit(end, end, prose.write(f" ^{name}"))


def _kept(sheet: Sheet, raw: bytes, wishes: Sequence[_Wish]) -> tuple[tuple[Edit, ...], list[int]]:
    """The edits that can be made together, and the lines of the cards that stay as they are."""
    before = _told(sheet.path, raw)
    kept: tuple[Edit, ...] = ()
    left = tuple(wishes)
    for choice in range(max((len(wish.edits) for wish in wishes), default=0)):
        tried = [wish.edits[choice] for wish in left if choice < len(wish.edits)]
        made = together(tried, partial(_reads_alike, sheet, before, kept))
        kept = (*kept, *made)
        done = frozenset(made)
        left = tuple(wish for wish in left if done.isdisjoint(wish.edits))
    return kept, [wish.line for wish in left]


def _reads_alike(sheet: Sheet, before: _Said, kept: Sequence[Edit], more: Sequence[Edit]) -> bool:
    """Whether a file with edits says what it said, with as many more cards named as there are."""
    edits = (*kept, *more)
    try:
        after = _told(sheet.path, sheet.changed(edits))
    except UnicodeEncodeError:
        return False
    return after[0] == before[0] and after[1] == before[1] + len(edits)


def _told(path: NotePath, raw: bytes) -> _Said:
    """Everything that a note says but the ids of its cards, and how many cards have one."""
    note = open_note(path, raw, execute=False).note
    parsed = parse_note(note)[0] if note is not None else None
    told: list[Card | str] = []
    named = 0
    for section in parsed.sections if parsed is not None else ():
        told += [section.heading.text] if section.heading else []
        for block in section.blocks:
            if block.card is None:
                told.append(block.text)
                continue
            named += bool(block.card.id)
            text = without_name(block.text, block.card.id)
            told.append("\n".join(line.rstrip() for line in text.split("\n")))
            told.append(replace(block.card, id=""))
    return told, named
