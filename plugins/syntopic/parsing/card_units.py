"""Which units of a note are one card: a question with its answer, a sentence with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syntopic.model import Kind
from syntopic.parsing.info_strings import parse_info
from syntopic.parsing.lines import Text
from syntopic.parsing.snippets import asks_to_run, is_cell
from syntopic.parsing.syntax.cards import CARD_LINE, has_gap
from syntopic.parsing.unit import Unit

_ODD_ID = re.compile(r"\^[\w./-]+\Z")


def side(unit: Unit) -> str:
    """``Q``, ``R``, ``A`` or ``C`` when a unit is a paragraph that begins so, else nothing.

    A ``C`` has a highlight.
    """
    if unit.kind is not Kind.PARAGRAPH or not unit.tokens:
        return ""
    match = CARD_LINE.match(unit.tokens[1].content)
    found = match["side"] if match else ""
    return "" if found == "C" and not has_gap(unit.tokens[1]) else found


def with_cards(text: Text, found: Sequence[Unit]) -> Iterator[Unit]:
    """Yield all units in order, those of each card joined to one.

    A question without an answer, an answer without a question, and whatever else only looks like
    part of a card, stays the paragraph that it is.
    """
    index = 0
    while index < len(found):
        sides = _sides(text, found, index)
        if not sides:
            yield found[index]
            index += 1
            continue
        group = [unit for one in sides for unit in one]
        tokens = tuple(token for unit in group for token in unit.tokens)
        yield Unit(Kind.CARD, group[0].first, group[-1].last, tokens, sides=sides)
        index += len(group)


def _sides(text: Text, found: Sequence[Unit], start: int) -> tuple[tuple[Unit, ...], ...]:
    """The question's units and the answer's; the sentence alone; nothing where there is no card."""
    letter = side(found[start])
    if letter == "C":
        return (tuple(found[start : _with_odd_id(found, start, _end(text, found, start))]),)
    if letter not in ("Q", "R"):
        return ()
    answer = _answer(text, found, start)
    if answer is None:
        return ()
    end = _with_odd_id(found, start, _end(text, found, answer))
    sides = tuple(found[start:answer]), tuple(found[answer:end])
    return sides if all(map(_says_something, sides)) else ()


def _says_something(units: Sequence[Unit]) -> bool:
    return len(units) > 1 or not is_bare(units[0])


def is_bare(unit: Unit) -> bool:
    """Whether nothing stands behind the letter and the colon of a side, its id aside."""
    children = unit.tokens[1].children or ()
    told = "".join(child.content or child.type for child in children if child.type != "block_id")
    match = CARD_LINE.match(told)
    return match is not None and not told[match.end() :].strip()


def _answer(text: Text, found: Sequence[Unit], start: int) -> int | None:
    """Where the answer to a question begins; what is no paragraph may stand between."""
    for index in range(start + 1, len(found)):
        unit = found[index]
        if side(unit) == "A":
            return index
        if parts(unit) or side(unit):
            return None
        if not _touches(text, found[index - 1], unit) and unit.kind is Kind.PARAGRAPH:
            return None
    return None


def _end(text: Text, found: Sequence[Unit], start: int) -> int:
    """The index behind the last unit of a side. An empty ``A:`` takes the block below it."""
    end = start + 1
    if end < len(found) and is_bare(found[start]) and not _ends(text, found, end):
        end += 1
    while end < len(found) and _touches(text, found[end - 1], found[end]):
        if _ends(text, found, end) or (side(found[end]) == "A" and side(found[start]) == "C"):
            break
        end += 1
    return end


def _with_odd_id(found: Sequence[Unit], start: int, end: int) -> int:
    """The index behind a card with what was meant as its id, alone below it, and can be none."""
    if end == len(found) or not _is_odd_id(found[end]):
        return end
    return end if any(map(_has_id, found[start:end])) else end + 1


def _is_odd_id(unit: Unit) -> bool:
    children = unit.tokens[1].children or [] if unit.kind is Kind.PARAGRAPH and unit.tokens else []
    told = [child.content for child in children]
    return len(told) == 1 and children[0].type == "text" and bool(_ODD_ID.match(told[0]))


def _has_id(unit: Unit) -> bool:
    pieces = (child for token in unit.tokens for child in token.children or ())
    return bool(unit.anchor) or any(piece.type == "block_id" for piece in pieces)


def _ends(text: Text, found: Sequence[Unit], index: int) -> bool:
    """Whether a card cannot go on with a unit, wherever it stands."""
    unit = found[index]
    if parts(unit):
        return True
    letter = side(unit)
    return letter in ("Q", "C") or (letter == "R" and _answer(text, found, index) is not None)


def parts(unit: Unit) -> bool:
    """Whether a unit is in no card: a heading, a rule, a footnote, or code that is to run."""
    if unit.kind is Kind.FENCE and unit.tokens and unit.tokens[0].type == "fence":
        return is_cell(unit.tokens[0]) or asks_to_run(parse_info(unit.tokens[0].info))
    return unit.kind in (None, Kind.RULE, Kind.FOOTNOTE)


def _touches(text: Text, before: Unit, unit: Unit) -> bool:
    return before.last == unit.first or text.lines[unit.first].startswith(("  ", "\t"))
