"""Cards as the Obsidian plugin "Spaced Repetition" reads them, and how they become ours in place.

Its spellings: ``front::back`` and ``front:::back`` (both directions) on a line; a front and a back
with ``?`` or ``??`` (both directions) on a line between them; and a paragraph with ``==gaps==``. A
blank line ends a card. Its schedules stand in comments, which are no part of what is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from syntopic.model import Asking, Card, Kind
from syntopic.parsing import parser
from syntopic.parsing.card_places import pieces
from syntopic.parsing.inlining import Edit
from syntopic.parsing.lines import Text, line_offsets
from syntopic.parsing.syntax.cards import has_gap
from syntopic.parsing.unit import Unit

_SEPARATOR = re.compile(r"(?<!:):{2,3}(?!:)")
_BETWEEN = {"?": Asking.QUESTION, "??": Asking.BOTH}
_TAGS = re.compile(r"[ \t]*(?:#[\w/-]+[ \t]+)*#[\w/-]+(?:[ \t]+|$)")
_ID = re.compile(r"(?:^|\s)\^[A-Za-z0-9][\w-]+\s*$")
_OPAQUE = frozenset({Kind.FENCE, Kind.HTML, Kind.CARD, Kind.TABLE, Kind.RULE, Kind.FOOTNOTE})
_MARK = "\ue0c5"
_LETTERS = {Asking.QUESTION: "Q", Asking.BOTH: "R"}
NESTED = "cards stand at the left margin, and this one does not"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A card in another spelling: what it asks, its line from 0, and the edits that make it ours.

    Without edits it stands where no card of ours can, in a list for example.
    """

    card: Card
    line: int
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Single:
    """A separator within a line: where it begins and ends in the text, and where the line does.

    ``begin`` is behind the marks of lists and quotations.
    """

    number: int
    begin: int
    start: int
    end: int
    nested: bool

    @property
    def asking(self) -> Asking:
        """Three colons ask in both directions."""
        return Asking.BOTH if self.end - self.start == 3 else Asking.QUESTION


def obsidian_cards(source: str) -> tuple[Foreign, ...]:
    """The cards of a text that has line feeds alone and no comments, in order.

    Nothing in code, formulas, tables or in cards of ours is one.
    """
    text, units = pieces(source)
    singles = {one.number: one for unit in units for one in _singles(text, unit)}
    found = [card for run in _runs(units) for card in _run(text, run, singles)]
    return tuple(sorted(found, key=lambda one: one.line))


def _runs(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Units between which there is no blank line, headings and cards of ours by themselves."""
    run: list[Unit] = list(units[:1])
    for before, unit in pairwise(units):
        if before.last < unit.first or {before.kind, unit.kind} & {None, Kind.CARD}:
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _run(text: Text, run: Sequence[Unit], singles: dict[int, _Single]) -> Iterator[Foreign]:
    first, last = run[0].first, run[-1].last
    hidden = {n for u in run if u.kind in _OPAQUE or _is_block(u) for n in range(u.first, u.last)}
    between = [n for n in range(first, last) if text.lines[n].rstrip() in _BETWEEN]
    middle = next((n for n in between if n not in hidden), None)
    inside = [n for n in range(first, last) if n in singles]
    if middle is not None:
        no_front = [n for n in range(first, middle) if n in singles or _is_tags(text.lines[n])]
        start = max(no_front, default=first - 1) + 1
        end = next((n for n in inside if n > middle), last)
        if start < middle < end - 1:
            yield _several_lines(text, run, start, middle, end)
        inside = [n for n in inside if not start <= n < end]
    elif not inside:
        yield from _gaps(text, run)
    for number in inside:
        yield _one_line(text, singles, number)


def _is_block(unit: Unit) -> bool:
    return bool(unit.tokens) and unit.tokens[0].type == "math_block"


def _is_tags(line: str) -> bool:
    found = _TAGS.match(line)
    return found is not None and found.end() == len(line)


def _singles(text: Text, unit: Unit) -> Iterator[_Single]:
    if unit.kind in _OPAQUE:
        return
    nested = not unit.tokens or unit.tokens[0].type != "paragraph_open"
    for token in unit.tokens:
        if token.type != "inline" or "::" not in token.content:
            continue
        numbers = range(token.map[0] if token.map else 0, len(text.lines))
        rows = zip(numbers, token.content.split("\n"), line_offsets(text, token), strict=False)
        for number, row, (begin, offset) in rows:
            found = next(
                (m for m in _SEPARATOR.finditer(row) if _parts(token, begin, row, m)), None
            )
            if found is not None and offset >= 0:
                at, end = offset + found.start(), offset + found.end()
                yield _Single(number, offset, at, end, nested)


def _parts(token: Token, begin: int, row: str, found: re.Match[str]) -> bool:
    """Whether a separator has something on both sides, and stands in plain text."""
    front = _TAGS.sub("", row[: found.start()], count=1)
    if not front.strip() or not _ID.sub("", row[found.end() :]).strip():
        return False
    content = token.content
    tried = content[: begin + found.start()] + _MARK + content[begin + found.end() :]
    children = parser().parseInline(tried, {})[0].children or ()
    return any(child.type == "text" and _MARK in child.content for child in children)


def _one_line(text: Text, singles: dict[int, _Single], number: int) -> Foreign:
    one, line, start = singles[number], text.lines[number], text.starts[number]
    tags = _TAGS.match(text.source, one.begin, one.start)
    begin = tags.end() if tags else one.begin
    front, back = text.source[begin : one.start], text.source[one.end : start + len(line)]
    card = _card(one.asking, front, back)
    if one.nested:
        return Foreign(card, number)
    letter = _LETTERS[one.asking]
    opened = Edit(start + len(line[: begin - start].rstrip()), begin, f"\n{letter}: ")
    if not tags:
        opened = Edit(start, start, f"{letter}: ")
    gap = len(front) - len(front.rstrip()), len(back) - len(back.lstrip())
    divided = Edit(one.start - gap[0], one.end + gap[1], "\nA: ")
    after = text.lines[number + 1] if number + 1 < len(text.lines) else ""
    goes_on = bool(after.strip()) and (number + 1 not in singles or bool(_TAGS.match(after)))
    end = start + len(line)
    return Foreign(card, number, (opened, divided, *([Edit(end, end, "\n")] if goes_on else [])))


def _several_lines(text: Text, run: Sequence[Unit], start: int, middle: int, end: int) -> Foreign:
    asking = _BETWEEN[text.lines[middle].rstrip()]
    front, back = "\n".join(text.lines[start:middle]), "\n".join(text.lines[middle + 1 : end])
    at, sign = text.starts[start], text.starts[middle]
    gap = " " if _is_text(run, start) else "\n"
    if _is_text(run, middle + 1):
        answer = Edit(sign, text.starts[middle + 1], "A: ")
    else:
        answer = Edit(sign, sign + len(text.lines[middle]), "A:")
    opened = Edit(at, at, f"{_LETTERS[asking]}:{gap}")
    goes_on = end < run[-1].last and _TAGS.match(text.lines[end])
    closed = [Edit(text.starts[end] - 1, text.starts[end] - 1, "\n")] if goes_on else []
    return Foreign(_card(asking, front, back), start, (opened, answer, *closed))


def _is_text(run: Sequence[Unit], number: int) -> bool:
    unit = next(one for one in run if one.first <= number < one.last)
    return bool(unit.tokens) and unit.tokens[0].type == "paragraph_open"


def _gaps(text: Text, run: Sequence[Unit]) -> Iterator[Foreign]:
    marked = [token for unit in run if unit.kind not in _OPAQUE for token in unit.tokens]
    if not any(has_gap(token) for token in marked if token.type == "inline"):
        return
    lines = range(run[0].first, run[-1].last)
    start = next((n for n in lines if not _is_tags(text.lines[n])), None)
    if start is None:
        return
    told = _ID.sub("", "\n".join(text.lines[start : run[-1].last])).strip()
    count = sum(c.type == "mark_open" for token in marked for c in token.children or ())
    tags, at = _TAGS.match(text.lines[start]), text.starts[start]
    opened = Edit(at, at, "C: ")
    if tags:
        told = told[tags.end() :]
        opened = Edit(at + len(tags[0].rstrip()), at + tags.end(), "\nC: ")
    card = Card(Asking.GAPS, told, gaps=count)
    yield Foreign(card, start, (opened,) if _is_text(run, start) else ())


def _card(asking: Asking, front: str, back: str) -> Card:
    return Card(asking, front.strip(), _ID.sub("", back).strip())
