"""What a card asks and answers, as Markdown that stands alone, and what is wrong with cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from syntopic.model import Asking, Card, Note, Problem, Severity
from syntopic.parsing.card_misses import Odd, near_cards, odd_end
from syntopic.parsing.card_units import side
from syntopic.parsing.dialect import parser
from syntopic.parsing.inlining import Edit, apply
from syntopic.parsing.lines import Text
from syntopic.parsing.problems import origin
from syntopic.parsing.unit import Unit

_LETTER = re.compile(r"[ \t]*[QRAC]:[ \t]*")
_NAMED = re.compile(r"[ \t]*\^(?P<id>[\w./-]+)[ \t]*$")
_ASKED = {"Q": Asking.QUESTION, "R": Asking.BOTH, "C": Asking.GAPS}
# What stands behind the letter is read as if it began the line. These would then show nothing, or
# something that nobody meant: "A: 1990. It was cold", "A: [1]: see there", "A: # is a comment".
_SAYS_LESS = frozenset({"heading_open", "hr", "footnote_reference_open", "abbreviation"})
_NUMBER = re.compile(r"\d+(?=[.)])")
_TAG = re.compile(r"<(?P<end>/?)mark\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """An ``^id`` in a card, and the line, from 0, at whose end it stands."""

    id: str
    line: int


def card(text: Text, unit: Unit, edits: Sequence[Edit]) -> Card | None:
    """The card that a unit is; None for every other one. ``edits`` make its text stand alone."""
    if not unit.sides:
        return None
    name = card_name(unit)
    sides = [_side(text, units, edits, name or odd_name(text, unit)) for units in unit.sides]
    asking = _ASKED[side(unit.sides[0][0])]
    gaps = _gaps(unit.tokens) if asking is Asking.GAPS else 0
    return Card(asking, sides[0], sides[1] if sides[1:] else "", name.id if name else "", gaps)


def _gaps(tokens: Sequence[Token]) -> int:
    """How many marks a page shows of these; a tag alone, without its partner, is text there."""
    counted = Counter(
        (child.type == "html_inline", _mark(child))
        for token in tokens
        for child in token.children or ()
    )
    return counted[False, 1] + min(counted[True, 1], counted[True, -1])


def _mark(token: Token) -> int:
    """1 where a mark begins, -1 where it ends, however it is written; else 0."""
    if token.type in ("mark_open", "mark_close"):
        return token.nesting
    tag = _TAG.match(token.content) if token.type == "html_inline" else None
    return 0 if tag is None else -1 if tag["end"] else 1


def gap_texts(card: Card) -> tuple[str, ...]:
    """What stands in the gaps of a card, in order; nothing where it has none."""
    found: list[str] = []
    depth = 0
    for token in parser().parse(card.question, {}) if card.gaps else ():
        for child in token.children or ():
            step = _mark(child)
            depth += step
            if step > 0:
                found.append("")
            elif depth > 0 and found:
                found[-1] += child.content
    return tuple(found)


def card_name(unit: Unit) -> Name | None:
    """The id of a card: at the end of its question, at its own end, else in a paragraph of it."""
    ends = [_end(units[-1]) for units in unit.sides]
    inner = [_end(one) for units in unit.sides for one in units]
    return next((name for name in (*ends, *inner) if name is not None), None)


def odd_name(text: Text, unit: Unit) -> Odd | None:
    """What stands where a card without an id would have it, and can be none."""
    if card_name(unit) is not None:
        return None
    ends = (odd_end(text, units[-1]) for units in unit.sides)
    return next((odd for odd in ends if odd is not None), None)


def _end(unit: Unit) -> Name | None:
    """The id that a unit ends in, or that stands on a line of its own below it."""
    if unit.anchor:
        return Name(unit.anchor, unit.last - 1)
    inlines = [token for token in unit.tokens if token.type == "inline"]
    children = inlines[-1].children or [] if inlines else []
    if not children or children[-1].type != "block_id" or not inlines[-1].map:
        return None
    return Name(children[-1].content, inlines[-1].map[1] - 1)


def without_name(text: str, name: str) -> str:
    """A card's text without its id, wherever in it that stands; all of it where it has none."""
    if not name:
        return text
    written = re.compile(rf"(?:\n[ \t]*|[ \t]+)\^{re.escape(name)}[ \t]*(?=\n|\Z)")
    return written.sub("", text, count=1)


def _side(text: Text, units: Sequence[Unit], edits: Sequence[Edit], name: Name | Odd | None) -> str:
    """One side of a card without its letter and without the card's id."""
    first, last = units[0].first, units[-1].last
    start, end = text.starts[first], text.starts[last] - 1
    letter = _LETTER.match(text.lines[first])
    own = [Edit(start, start + letter.end(), "")] if letter else []
    if name is not None and first <= name.line < last:
        own += _without(text, name)
    kept = [edit for edit in edits if start <= edit.start <= edit.end <= end]
    written = apply([*own, *kept], text.source[start:end], start).rstrip()
    told = re.sub(r"\A(?:[ \t]*\n)+", "", written)
    return _as_read(told) if told == written else _dedented(told)


def _without(text: Text, name: Name | Odd) -> Iterator[Edit]:
    line = text.lines[name.line]
    found = _NAMED.search(line)
    if found is not None and found["id"] == name.id:
        begin = text.starts[name.line]
        yield Edit(begin + found.start(), begin + len(line), "")


def _dedented(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    lines = text.split("\n")
    if any(line.strip() and not line.startswith(" " * indent) for line in lines):
        return text
    return "\n".join(line[indent:] for line in lines)


def _as_read(text: str) -> str:
    """The text, its first sign escaped where it would not be read as text any more."""
    tokens = parser().parse(text, {})
    first: Token | None = tokens[0] if tokens else None
    number = _NUMBER.match(text)
    if first is not None and first.type == "ordered_list_open" and number and number[0] != "1":
        return f"{text[: number.end()]}\\{text[number.end() :]}"
    lost = first is None or first.type in _SAYS_LESS or (first.map or [0])[0] > 0
    return f"\\{text}" if text and lost and not text[0].isalnum() else text


def card_problems(text: Text, note: Note, units: Sequence[Unit]) -> Iterator[Problem]:
    """Yield what a note's cards lack, and what has become none."""
    if near := [*near_cards(text, units)]:
        yield _near(note, near)
    unnamed = []
    for unit in units:
        if side(unit) == "Q":
            yield _unanswered(note, unit)
        if not unit.sides or card_name(unit) is not None:
            continue
        odd = odd_name(text, unit)
        if odd is None:
            unnamed.append(unit)
        else:
            yield _odd(note, odd)
    if unnamed:
        yield _unnamed(note, unnamed)


def _near(note: Note, lines: Sequence[int]) -> Problem:
    several = len(lines) > 1
    look = (
        f"{len(lines)} places look like cards, but are"
        if several
        else "This looks like a card, but is"
    )
    return Problem(
        "card-near",
        Severity.HINT,
        origin(note, lines[0]),
        f"{look} spelled otherwise, so {'they are' if several else 'it is'} shown as text and "
        "asked nowhere.",
        "Begin the lines with Q: and A:, large, not bold, a blank behind the colon; or with C:, "
        "and close each ==gap==.",
    )


def _odd(note: Note, odd: Odd) -> Problem:
    return Problem(
        "card-id-odd",
        Severity.HINT,
        origin(note, odd.line),
        f"^{odd.id} stands where a card has its id, and can be none; it is not shown.",
        "Write an id of two or more letters, digits and hyphens, one of them a letter from A to Z; "
        "or a formula as $x^2$.",
    )


def _unanswered(note: Note, unit: Unit) -> Problem:
    return Problem(
        "card-unanswered",
        Severity.HINT,
        origin(note, unit.first, unit.last - 1),
        "This question has no answer, so it is shown as text and asked nowhere.",
        "Write a line that begins with A: below it.",
    )


def _unnamed(note: Note, units: Sequence[Unit]) -> Problem:
    several = f"{len(units)} cards have" if len(units) > 1 else "A card has"
    return Problem(
        "card-unnamed",
        Severity.HINT,
        origin(note, units[0].first, units[0].last - 1),
        f"{several} no id yet, so what is known of {'them' if len(units) > 1 else 'it'} is lost "
        "when the question is edited.",
        "syntopic cards writes one for each.",
    )
