"""Cards in the spellings of another program: shown as ours, and made ours in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from syntopic.cli.obsidian_cards import NESTED, Foreign, obsidian_cards
from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.prose import UNKNOWN, Prose
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.cli.reshaping.together import together
from syntopic.model import Asking, Card, NotePath, ParsedNote
from syntopic.parsing import parse_note
from syntopic.parsing.inlining import Edit
from syntopic.reading.notes import open_note

DECK = "flashcards"
"""The tag of notes that hold cards, unless the author of the vault has chosen another one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A card in another spelling, where it stands, and why it cannot be made ours there."""

    note: NotePath
    line: int
    card: Card
    why: str = ""

    @property
    def text(self) -> str:
        """The card as we write it."""
        if self.card.asking is Asking.GAPS:
            return f"C: {self.card.question}"
        letter = "R" if self.card.asking is Asking.BOTH else "Q"
        return f"{letter}: {self.card.question}\nA: {self.card.answer}"


@dataclass(frozen=True, slots=True)
class Import:
    """All cards that were found, in order, and what becomes of the files."""

    found: tuple[Found, ...]
    changes: tuple[Change, ...]

    @property
    def number(self) -> int:
        """How many cards become ours."""
        return sum(not one.why for one in self.found)


@dataclass(frozen=True, slots=True)
class _Wish:
    """The edits that make one of the cards ours."""

    index: int
    card: Card
    edits: tuple[Edit, ...]


def is_deck(note: ParsedNote) -> bool:
    """Whether a note has the tag of decks, ``#flashcards`` or one below it."""
    tags = (tag.lstrip("#").casefold() for tag in (*note.tags, *note.note.front.tags))
    return any(tag == DECK or tag.startswith(f"{DECK}/") for tag in tags)


def imported(place: Place, notes: Iterable[ParsedNote]) -> Import:
    """What the notes hold, and the changes that make cards of ours of it, where it stands.

    Only signs are put between the words: no word and no schedule is taken out. A note is read again
    before that counts; a card that would then not read as it was meant stays as it is.
    """
    found: list[Found] = []
    changes: list[Change] = []
    for note in notes:
        file = place.notes / note.note.path
        raw = file.read_bytes()
        sheet = open_sheet(note.note.path, raw)
        if sheet is None:
            continue
        cards = [(prose, one) for prose in sheet.shown for one in obsidian_cards(prose.text)]
        edits, written = _kept(sheet, raw, cards)
        for index, (prose, one) in enumerate(cards):
            at = sheet.file.text.count("\n", 0, _start(prose, one.line)) + 1
            why = "" if index in written else NESTED if not one.edits else _OTHERWISE
            found.append(Found(note.note.path, at, one.card, why))
        if edits:
            changes.append(Change(file, raw, sheet.changed(edits)))
    return Import(tuple(found), tuple(changes))


_OTHERWISE = "the note would read otherwise"


def _start(prose: Prose, line: int) -> int:
    """Where in the file a line of the text begins."""
    at = sum(len(row) + 1 for row in prose.text.split("\n")[:line])
    return max(0, next((place for place in prose.starts[at:] if place != UNKNOWN), 0))


def _kept(
    sheet: Sheet, raw: bytes, cards: Sequence[tuple[Prose, Foreign]]
) -> tuple[tuple[Edit, ...], frozenset[int]]:
    """The edits that can be made together, and which cards they are for."""
    left = [
        _Wish(index, one.card, edits)
        for index, (prose, one) in enumerate(cards)
        if one.edits and (edits := _edits(prose, one))
    ]
    before = tuple(_told(_cards(sheet.path, raw)))
    kept: tuple[_Wish, ...] = ()
    while made := together(left, partial(_reads, sheet, before, kept)):
        kept = (*kept, *made)
        # One card may be ours only when the next one is, so the others are tried again.
        left = [wish for wish in left if wish not in made]
    return tuple(edit for wish in kept for edit in wish.edits), frozenset(w.index for w in kept)


def _edits(prose: Prose, one: Foreign) -> tuple[Edit, ...]:
    """The edits of the file; nothing where one of them has no place there."""
    made = tuple(_edit(prose, edit) for edit in one.edits)
    return tuple(edit for edit in made if edit) if all(made) else ()


def _edit(prose: Prose, edit: Edit) -> Edit | None:
    if edit.start == edit.end and edit.start and edit.text.startswith("\n"):
        end = prose.ends[edit.start - 1]
        return None if end == UNKNOWN else Edit(end, end, prose.write(edit.text))
    return prose.edit(edit.start, edit.end, edit.text)


def _reads(
    sheet: Sheet,
    before: Sequence[tuple[str, ...]],
    kept: Sequence[_Wish],
    more: Sequence[_Wish],
) -> bool:
    """Whether a file with edits holds its own cards and the wanted ones, and no other."""
    wishes = (*kept, *more)
    try:
        after = sheet.changed([edit for wish in wishes for edit in wish.edits])
    except UnicodeEncodeError:
        return False
    wanted = [*before, *_told(wish.card for wish in wishes)]
    return sorted(_told(_cards(sheet.path, after))) == sorted(wanted)


def _cards(path: NotePath, raw: bytes) -> Iterator[Card]:
    note = open_note(path, raw, execute=False).note
    for block in parse_note(note)[0].blocks if note is not None else ():
        if block.card is not None:
            yield block.card


def _told(cards: Iterable[Card]) -> Iterator[tuple[str, ...]]:
    for card in cards:
        sides = (card.question, card.answer)
        yield (card.asking.value, str(card.gaps), *(" ".join(side.split()) for side in sides))
