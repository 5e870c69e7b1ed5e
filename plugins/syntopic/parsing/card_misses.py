"""What only nearly is a card, or nearly the id of one: pointed out, or it would be lost in silence.

Only what can hardly be meant otherwise counts: a question with its answer, a sentence with gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from syntopic.model import Kind
from syntopic.parsing.card_units import parts, side
from syntopic.parsing.lines import Text
from syntopic.parsing.syntax.cards import CARD_LINE
from syntopic.parsing.unit import Unit

_COLON = r"[ \t\xa0\u202f]*[:\uff1a]"  # French puts a blank before it, Chinese makes it wide
_NUMBER = r"(?:[ \t]?\d{1,2})?"
_QUESTION = re.compile(rf"(?P<side>[QRq]|(?i:question|frage)){_NUMBER}{_COLON}")
_ANSWER = re.compile(rf"(?:[Aa]|(?i:answer|antwort|r[ée]ponse)){_NUMBER}{_COLON}")
_GAPS = re.compile(rf"[Cc]{_COLON}")
_OPENS = re.compile(r"(?<![\w=])==(?=[^\s=])")
_MAY_BE = re.compile(r"^ {0,3}[*_]{0,3}(?:[QRCqc]|(?i:question|frage))", re.MULTILINE)
_FAR = 60
"""Lines that are looked at for an answer: a note of nothing but questions stays linear."""

_ODD = re.compile(r"(?:^|(?<=\s))\^(?P<id>[\w./-]+)\s*\Z")
_POWER = re.compile(r"(?:\w|\d+)\Z")
_BASE = re.compile(r"(?:(?<!\w)[^\W\d]|\d|[)\]}])[*_=]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Odd:
    """What stands where an id would and is none, and the line, from 0, at whose end it is."""

    id: str
    line: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph as one reads it; ``plain`` where it begins with text, not in bold."""

    number: int
    told: str
    plain: bool
    gap: bool
    begins: bool
    is_card: bool

    @property
    def side(self) -> str:
        """The letter that it begins with, if that is spelled as cards are."""
        match = CARD_LINE.match(self.told) if self.plain else None
        return match["side"] if match else ""


def near_cards(text: Text, units: Sequence[Unit]) -> Iterator[int]:
    """Yield the line, from 0, of everything that its author must have meant as a card."""
    if not _MAY_BE.search(text.source):
        return
    lines = [*_lines(text, units)]
    for index, line in enumerate(lines):
        if line is None or line.is_card:
            continue
        if _GAPS.match(line.told):
            if line.gap:
                yield line.number
        elif _is_question(line) and _is_answered(lines, index):
            yield line.number


def _is_question(line: _Line) -> bool:
    """Whether a line asks, but for a ``Q:`` as it should be: what that lacks is told already."""
    match = _QUESTION.match(line.told)
    # A small letter alone explains a symbol more often than it asks.
    return match is not None and line.side != "Q" and (match["side"] != "q" or "?" in line.told)


def _is_answered(lines: Sequence[_Line | None], start: int) -> bool:
    """Whether the answer follows, and one of the two is not spelled as it should be."""
    asks = before = lines[start]
    for line in lines[start + 1 : start + _FAR]:
        if line is None or asks is None or before is None or _QUESTION.match(line.told):
            return False
        if _ANSWER.match(line.told):
            return not (asks.side and line.side)
        if line.begins and line.number > before.number + 1:
            return False
        before = line
    return False


def _lines(text: Text, units: Sequence[Unit]) -> Iterator[_Line | None]:
    """The lines of all paragraphs; None where a card would end."""
    for unit in units:
        for one in (inner for group in unit.sides for inner in group) if unit.sides else (unit,):
            if parts(one):
                yield None
            elif one.kind is Kind.PARAGRAPH and len(one.tokens) > 1:
                yield from _of_paragraph(text, one, bool(unit.sides and side(one)))


def _of_paragraph(text: Text, unit: Unit, is_card: bool) -> Iterator[_Line]:
    for index, tokens in enumerate(_broken(unit.tokens[1].children or ())):
        told = "".join(token.content or "" for token in tokens).lstrip()
        shown = [token for token in tokens if token.type != "text" or token.content.strip()]
        gap = any(
            token.type == "mark_open" or (token.type == "text" and _OPENS.search(token.content))
            for token in tokens
        )
        plain = bool(shown) and shown[0].type == "text"
        number = _number(text, unit, index, told)
        yield _Line(number, told, plain, gap, index == 0, is_card and index == 0)


def _broken(children: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _number(text: Text, unit: Unit, index: int, told: str) -> int:
    """Where a line stands; code and formulas before it may run over lines of their own."""
    start = min(unit.first + index, unit.last - 1)
    begin = told[:3]
    found = (n for n in range(start, unit.last) if text.lines[n].lstrip(" \t*_").startswith(begin))
    return next(found, start)


def odd_end(text: Text, unit: Unit) -> Odd | None:
    """What ends a unit as an id would and is none; an exponent is meant to be there."""
    inlines = [token for token in unit.tokens if token.type == "inline" and token.map]
    children = inlines[-1].children or [] if inlines else []
    if not children or children[-1].type != "text":
        return None
    before = children[-2].type if len(children) > 1 else "softbreak"
    match = _ODD.search(children[-1].content)
    if match is None or (not match.start() and before not in ("softbreak", "hardbreak")):
        return None
    line = (inlines[-1].map or [0, 1])[1] - 1
    base, sign, _ = text.lines[line].rpartition(f"^{match['id']}")
    is_power = _POWER.match(match["id"]) and _BASE.search(base)
    return None if not sign or is_power else Odd(match["id"], line)
