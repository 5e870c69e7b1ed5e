"""The outermost pieces of a note: headings and what will become blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from syntopic.model import Kind
from syntopic.parsing.kinds import kind_of
from syntopic.parsing.lines import Text
from syntopic.parsing.syntax.cards import CARD_LINE


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of outermost tokens on the lines from ``first`` up to ``last``, counted from 0.

    ``kind`` is None for a heading. ``anchor`` is an id that stood in a paragraph of its own.
    """

    kind: Kind | None
    first: int
    last: int
    tokens: tuple[Token, ...]
    anchor: str = ""


def units(text: Text, tokens: Sequence[Token], env: dict[str, Any]) -> tuple[Unit, ...]:
    """Return the units of a note, in order: every line that is not blank is in exactly one.

    Only top-level link reference definitions are in none.
    """
    found = _filled(text, _outermost(text, tokens), env)
    return tuple(_cards(text, list(_anchored(found))))


def _outermost(text: Text, tokens: Sequence[Token]) -> Iterator[Unit]:
    start = reached = 0
    for index, token in enumerate(tokens):
        if token.level or token.nesting > 0:
            continue
        group = tuple(tokens[start : index + 1])
        start = index + 1
        first, last = group[0].map or (reached, reached)
        first = max(first, reached)
        while last > first and not text.lines[last - 1].strip(" \t"):
            last -= 1
        reached = max(reached, last)
        yield Unit(kind_of(group), first, last, group)


def _filled(text: Text, found: Iterable[Unit], env: dict[str, Any]) -> Iterator[Unit]:
    # The parser's own rules leave no gaps; this keeps the promise whatever a rule may do.
    defined = {n for a, b, _ in env.get("definitions", ()) for n in range(a, b)}
    reached = 0
    for unit in (*found, Unit(None, len(text.lines), len(text.lines), ())):
        lost = [
            n for n in range(reached, unit.first) if text.lines[n].strip(" \t") and n not in defined
        ]
        if lost:
            yield Unit(Kind.PARAGRAPH, lost[0], lost[-1] + 1, ())
        if unit.tokens and unit.last > unit.first:
            yield unit
        reached = max(reached, unit.last)


def _anchored(found: Iterable[Unit]) -> Iterator[Unit]:
    """Join a paragraph that is only ``^id`` to the block above it, and what is one block."""
    before: Unit | None = None
    for unit in found:
        if before is None or before.kind is None:
            joined = None
        elif _only_id(unit) and not before.anchor:
            joined = replace(before, last=unit.last, anchor=_only_id(unit))
        elif _is_one(before, unit):
            joined = replace(before, last=unit.last, tokens=before.tokens + unit.tokens)
        else:
            joined = None
        if joined is None and before is not None:
            yield before
        before = joined or unit
    if before is not None:
        yield before


def _only_id(unit: Unit) -> str:
    children = unit.tokens[1].children or [] if unit.kind is Kind.PARAGRAPH and unit.tokens else []
    return children[0].content if len(children) == 1 and children[0].type == "block_id" else ""


def _is_one(before: Unit, unit: Unit) -> bool:
    """Tell whether two units are one block: neighbouring abbreviations, tabs of one set."""
    if not (before.tokens and unit.tokens):
        return False
    above, below = before.tokens[-1], unit.tokens[0]
    if above.type == below.type == "abbreviation":
        return before.last == unit.first
    tabs = above.type == "container_close" and above.markup == below.markup == "==="
    return tabs and "!" not in below.meta["flags"]


def side(unit: Unit) -> str:
    """Return ``Q``, ``A`` or ``C`` when a unit is a paragraph that begins so, else nothing."""
    if unit.kind is not Kind.PARAGRAPH or not unit.tokens:
        return ""
    match = CARD_LINE.match(unit.tokens[1].content)
    return (match["side"] or match["cloze"] or "") if match else ""


def _cards(text: Text, found: list[Unit]) -> Iterator[Unit]:
    index = 0
    while index < len(found):
        end = _card_end(text, found, index) if side(found[index]) in ("Q", "C") else index
        if end == index:
            yield found[index]
            index += 1
            continue
        group = found[index:end]
        tokens = tuple(token for unit in group for token in unit.tokens)
        anchor = next((unit.anchor for unit in group if unit.anchor), "")
        yield Unit(Kind.CARD, group[0].first, group[-1].last, tokens, anchor)
        index = end


def _card_end(text: Text, found: Sequence[Unit], start: int) -> int:
    end = start + 1
    if side(found[start]) == "Q":
        answer = _answer(text, found, end)
        end = end if answer is None else answer + 1
    while end < len(found) and _continues(text, found[end - 1], found[end]):
        end += 1
    return end


def _answer(text: Text, found: Sequence[Unit], start: int) -> int | None:
    for index in range(start, len(found)):
        unit = found[index]
        if side(unit) == "A":
            return index
        if not _continues(text, found[index - 1], unit) and (
            _ends_card(unit) or unit.kind is Kind.PARAGRAPH
        ):
            return None
    return None


def _ends_card(unit: Unit) -> bool:
    return unit.kind in (None, Kind.RULE, Kind.FOOTNOTE) or side(unit) in ("Q", "C")


def _continues(text: Text, before: Unit, unit: Unit) -> bool:
    if _ends_card(unit):
        return False
    return before.last == unit.first or text.lines[unit.first].startswith(("  ", "\t"))
