"""The outermost pieces of a note: headings and what will become blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from markdown_it.token import Token

from syntopic.model import Kind
from syntopic.parsing.card_units import with_cards
from syntopic.parsing.kinds import kind_of
from syntopic.parsing.lines import Text
from syntopic.parsing.unit import Unit


def units(text: Text, tokens: Sequence[Token], env: dict[str, Any]) -> tuple[Unit, ...]:
    """Return the units of a note, in order: every line that is not blank is in exactly one.

    Only top-level link reference definitions are in none.
    """
    found = _filled(text, _outermost(text, tokens), env)
    return tuple(with_cards(text, tuple(_anchored(found))))


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
