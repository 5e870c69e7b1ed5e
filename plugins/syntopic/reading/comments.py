"""Nothing that stands between ``%%`` or in ``<!-- -->`` leaves a note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from syntopic.reading.structure import Range, Structure, structure_of

_MARKS = re.compile(r"%%|<!--")
_CLOSING = {"%%": "%%", "<!--": "-->"}
_SCAN = re.compile(r"\\.|`+|\$\$?|%%|<!--", re.DOTALL)
_DISPLAY = re.compile(r"\$\$(?:[^\\$]|\\.)+?\$\$", re.DOTALL)
_INLINE = re.compile(r"\$(?![\s$])(?:[^\\$]|\\.)*?(?<![\s\\])\$(?!\d)", re.DOTALL)

# A comment at the head of a row or over several can change what is code after it, so the note is
# read again after each of these. Beyond this many, code is no longer told from text and whatever
# looks like a comment is hidden.
_MOST_READINGS = 300

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A note's rows without comments; ``unclosed`` is the row where one opens and never ends."""

    rows: tuple[str, ...]
    unclosed: int | None = None


def without_comments(rows: tuple[str, ...], cells: tuple[Range, ...] = ()) -> Shown:
    """Blank out comments; the number of rows stays.

    In code and formulas the signs mean themselves. A ``%%`` that never closes hides everything to
    the end, and so does ``<!--``. A comment that opens before a fence or one of the code ``cells``
    (row ranges) is not closed by signs in it: rather too much is hidden than too little.
    """
    unclosed = None
    while any(map(_MARKS.search, rows)):
        shown = _pass(rows, cells)
        unclosed = shown.unclosed if unclosed is None else unclosed
        if shown.rows == rows:
            break
        rows = shown.rows  # what was left may join up into another comment
    return Shown(rows, unclosed)


def _pass(rows: tuple[str, ...], cells: tuple[Range, ...]) -> Shown:
    structure = structure_of(rows)
    place: _Place = (0, 0)
    readings = 0
    while opening := _next_comment(rows, structure, place):
        (row, column), sign = opening
        end = _end(rows, (row, column + len(sign)), sign, (*structure.closed, *cells))
        headless = not rows[row][:column].strip()
        rows = _blanked(rows, (row, column), end)
        if end is None:
            return Shown(rows, row)
        place = (row, column if end[0] == row else 0) if rows[row] else (row + 1, 0)
        place = place if end[0] == row else (end[0], 0)
        if headless or end[0] > row:
            readings += 1
            structure = structure_of(rows) if readings < _MOST_READINGS else Structure()
    return Shown(rows)


def _next_comment(
    rows: tuple[str, ...], structure: Structure, place: _Place
) -> tuple[_Place, str] | None:
    row, column = place
    while row < len(rows):
        code = _around(row, structure.code)
        if code is not None:
            row, column = code, 0
            continue
        table = _around(row, structure.tables)
        end = table if table is not None else _around(row, structure.text)
        text = "\n".join(rows[row : row + 1 if end is None else end])
        found = _in_text(text, column, inline=end is not None, table=table is not None)
        if found:
            before = text[: found.start()]
            column = found.start() - (before.rfind("\n") + 1)
            return (row + before.count("\n"), column), found[0]
        row, column = row + 1 if end is None else end, 0
    return None


def _around(row: int, ranges: tuple[Range, ...]) -> int | None:
    """Return the end of the range that a row is in."""
    return next((end for start, end in ranges if start <= row < end), None)


def _in_text(text: str, at: int, *, inline: bool, table: bool) -> re.Match[str] | None:
    """Find the first comment's opening in a text within which code spans and formulas must end."""
    scan = _SCAN if inline else _MARKS
    while found := scan.search(text, at):
        if found[0] in _CLOSING:
            return found
        at = _skipped(text, found, table)
    return None


def _skipped(text: str, found: re.Match[str], table: bool) -> int:
    """Return where to look on after an escape, a code span or a formula."""
    sign = found[0]
    if sign[0] == "`":
        closing = re.compile(rf"(?<!`){sign}(?!`)").search(text, found.end())
        inside = text[found.end() : closing.start()] if closing else ""
        in_cell = not (table and re.search(r"(?<!\\)\|", inside))
        return closing.end() if closing and in_cell else found.end()
    if sign[0] == "$":
        formula = _DISPLAY.match(text, found.start()) or _INLINE.match(text, found.start())
        return formula.end() if formula else found.end()
    return found.end()


def _end(rows: tuple[str, ...], place: _Place, sign: str, code: tuple[Range, ...]) -> _Place | None:
    """Return the place after a comment's closing sign, ``None`` when there is none."""
    row, column = place
    while row < len(rows):
        inside = _around(row, tuple(r for r in code if r[0] > place[0]))
        if inside is not None and sign == "%%":
            row, column = inside, 0
            continue
        at = rows[row].find(_CLOSING[sign], column)
        if at >= 0:
            return row, at + len(_CLOSING[sign])
        row, column = row + 1, 0
    return None


def _blanked(rows: tuple[str, ...], start: _Place, end: _Place | None) -> tuple[str, ...]:
    head = rows[start[0]][: start[1]]
    if end is None:
        return (*rows[: start[0]], _bare(head), *("",) * (len(rows) - start[0] - 1))
    tail = rows[end[0]][end[1] :]
    if start[0] == end[0]:
        return (*rows[: start[0]], _bare(head + tail), *rows[end[0] + 1 :])
    gap = ("",) * (end[0] - start[0] - 1)
    return (*rows[: start[0]], _bare(head), *gap, _bare(tail), *rows[end[0] + 1 :])


def _bare(row: str) -> str:
    return row if row.strip() else ""
