"""Where the ids of cards may be written: the ends of lines at which they are read as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syntopic.model import Card, Kind
from syntopic.parsing.cards import card
from syntopic.parsing.dialect import parser
from syntopic.parsing.lines import Text
from syntopic.parsing.unit import Unit
from syntopic.parsing.units import units

_TEXT = frozenset({Kind.PARAGRAPH, Kind.LIST, Kind.FIGURE, Kind.READING})


@dataclass(frozen=True, slots=True)
class Placed:
    """A card of a text, and where its id may stand: offsets of the ends of lines, the best first.

    That is the end of the card, so that Obsidian takes it for the id of the whole block; where the
    card ends in code, a formula, a table or a quotation, it is the end of the question.
    """

    card: Card
    at: tuple[int, ...]


def placed_cards(source: str) -> tuple[Placed, ...]:
    """The cards of a text with line feeds alone, in order; none where it cannot be read."""
    return tuple(_placed(*pieces(source)))


def pieces(source: str) -> tuple[Text, tuple[Unit, ...]]:
    """A text by lines, and its outermost pieces; none of these where it cannot be read."""
    env: dict[str, Any] = {}
    text = Text.of(source.replace("\r", " ").replace("\0", "\ufffd"))
    try:
        return text, units(text, parser().parse(text.source, env), env)
    except RecursionError:
        return text, ()


def _placed(text: Text, found: tuple[Unit, ...]) -> Iterator[Placed]:
    for unit in found:
        told = card(text, unit, ())
        if told is not None:
            ends = dict.fromkeys((*_last_line(unit.sides[-1][-1]), *_question(unit.sides[0])))
            yield Placed(told, tuple(_end(text, line) for line in ends))


def _last_line(unit: Unit) -> Iterator[int]:
    """The last line of a unit, if it is text to the end."""
    inlines = [token for token in unit.tokens if token.type == "inline"]
    reaches = bool(inlines) and inlines[-1].map is not None and inlines[-1].map[1] == unit.last
    if unit.kind in _TEXT and reaches:
        yield unit.last - 1


def _question(side: tuple[Unit, ...]) -> Iterator[int]:
    yield from _last_line(side[-1])
    yield from _last_line(side[0])


def _end(text: Text, line: int) -> int:
    return text.starts[line] + len(text.lines[line].rstrip())
