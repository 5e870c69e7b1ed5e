"""What an author has put between ``%%`` or in ``<!-- -->``: private in a public note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})")
_SIGN = re.compile(r"\\.|`+|\$\$?|%%|<!--", re.DOTALL)
_FORMULA = re.compile(r"\$\$(?:[^\\$]|\\.)+?\$\$", re.DOTALL)
_INLINE_FORMULA = re.compile(r"\$(?![\s$])(?:[^\\$]|\\.)*?(?<![\s\\])\$(?!\d)", re.DOTALL)
_OPTION = re.compile(r"[ \t>]*(?:#|//|%|--)\|")
_VALUE_COMMENT = re.compile(r"%%.*?(?:%%|$)|<!--.*?(?:-->|$)")

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """A note's rows without its comments, and the comments with the index of their first row."""

    rows: tuple[str, ...]
    hidden: tuple[tuple[str, int], ...]


def without_comments(rows: tuple[str, ...]) -> Parts:
    """Part a text from its comments; the number of rows stays.

    In fences, code spans and formulas the signs mean themselves. A comment that never ends goes to
    the end of the text; one that opens before a fence is not closed by ``%%`` in it.
    """
    left = list(rows)
    hidden: list[tuple[str, int]] = []
    while found := _taken_out(left):
        hidden += found  # what was left may have joined up into another comment
    return Parts(tuple(left), tuple(hidden))


def fence_end(rows: tuple[str, ...] | list[str], row: int) -> int | None:
    """Return the last row of the fence that opens at a row; without an end, the text's last."""
    opening = _FENCE.match(rows[row])
    if not opening:
        return None
    closed = _closed_at(rows, row, opening[1])
    return len(rows) - 1 if closed is None else closed


def _taken_out(rows: list[str]) -> list[tuple[str, int]]:
    hidden: list[tuple[str, int]] = []
    row = column = 0
    while row < len(rows):
        end = fence_end(rows, row) if column == 0 else None
        if end is not None:
            hidden += _in_options(rows, row, end)
            row = end + 1
            continue
        stop = _paragraph_end(rows, row)
        text = "\n".join(rows[row:stop])
        opening = _opening(text, column)
        if opening is None:
            row, column = stop, 0
            continue
        at, sign = opening
        place = row + text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
        last = _end(rows, (place[0], place[1] + len(sign)), sign)
        hidden.append((_cut(rows, place, last), place[0]))
        row, column = place if last[0] == place[0] else (last[0], 0)
    return hidden


def _in_options(rows: list[str], first: int, last: int) -> Iterator[tuple[str, int]]:
    """Take comments out of what a fence says of itself: its first row, and rows such as ``#|``."""
    for number in range(first, last + 1):
        if number == first or _OPTION.match(rows[number]):
            yield from ((found[0], number) for found in _VALUE_COMMENT.finditer(rows[number]))
            rows[number] = _VALUE_COMMENT.sub("", rows[number])


def _cut(rows: list[str], start: _Place, end: _Place) -> str:
    """Blank out what stands between two places, and return it."""
    (first, column), (last, after) = start, end
    if first == last:
        taken = rows[first][column:after]
        rows[first] = rows[first][:column] + rows[first][after:]
        return taken
    taken = "\n".join((rows[first][column:], *rows[first + 1 : last], rows[last][:after]))
    rows[first], rows[last] = rows[first][:column], rows[last][after:]
    rows[first + 1 : last] = [""] * (last - first - 1)
    return taken


def _closed_at(rows: tuple[str, ...] | list[str], row: int, sign: str) -> int | None:
    closing = re.compile(rf"[ \t>]*{sign[0]}{{{len(sign)},}}[ \t]*$")
    return next((i for i in range(row + 1, len(rows)) if closing.match(rows[i])), None)


def _paragraph_end(rows: list[str], row: int) -> int:
    end = row + 1
    while end < len(rows) and rows[end - 1].strip() and rows[end].strip():
        if _FENCE.match(rows[end]):
            break
        end += 1
    return end


def _opening(text: str, at: int) -> tuple[int, str] | None:
    while found := _SIGN.search(text, at):
        if found[0] in ("%%", "<!--"):
            return found.start(), found[0]
        at = _after(text, found)
    return None


def _after(text: str, found: re.Match[str]) -> int:
    """Return where to look on after an escape, a code span or a formula."""
    sign = found[0]
    closing: re.Match[str] | None = None
    if sign[0] == "`":
        closing = re.compile(rf"(?<!`){sign}(?!`)").search(text, found.end())
    elif sign[0] == "$":
        start = found.start()
        closing = _FORMULA.match(text, start) or _INLINE_FORMULA.match(text, start)
    return closing.end() if closing else found.end()


def _end(rows: list[str], place: _Place, sign: str) -> _Place:
    """Return the place after a comment; the end of the text where nothing closes it."""
    mark = "%%" if sign == "%%" else "-->"
    row, column = place
    while row < len(rows):
        opening = _FENCE.match(rows[row]) if column == 0 and sign == "%%" else None
        closed = _closed_at(rows, row, opening[1]) if opening else None
        if closed is not None:
            row = closed + 1
            continue
        at = rows[row].find(mark, column)
        if at >= 0:
            return row, at + len(mark)
        row, column = row + 1, 0
    return len(rows) - 1, len(rows[-1])
