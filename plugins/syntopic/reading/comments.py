"""Nothing that stands between ``%%`` or in ``<!-- -->`` leaves a note."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter

from syntopic.reading.structure import Range, Structure, structure_of

_MARKS = re.compile(r"%%|<!--")
_CLOSING = {"%%": "%%", "<!--": "-->"}
_SCAN = re.compile(r"\\.|`+|\$\$?|%%|<!--", re.DOTALL)
_DISPLAY = re.compile(r"\$\$(?:[^\\$]|\\.)+?\$\$", re.DOTALL)
_INLINE = re.compile(r"\$(?![\s$])(?:[^\\$]|\\.)*?(?<![\s\\])\$(?!\d)", re.DOTALL)

_IN_VALUE = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)

# A comment that begins or ends a block can change what is code after it, so the note is read again
# after each of these. Once so many rows were read, the rest of the note is hidden: without knowing
# what is code, signs could be paired wrongly and show what stands between them. No note that people
# wrote comes near (it is a few seconds' work).
_MOST_ROWS_READ = 300_000

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


def shown_value(text: str) -> str:
    """Return a caption or another value that is prose, without comments; an open one hides all."""
    while (shown := _IN_VALUE.sub("", text)) != text:
        text = shown  # what was left may join up into another comment
    return text


def _pass(rows: tuple[str, ...], cells: tuple[Range, ...]) -> Shown:
    structure = structure_of(rows)
    place: _Place = (0, 0)
    read = len(rows)
    while opening := _next_comment(rows, structure, place):
        (row, column), sign = opening
        spent = read >= _MOST_ROWS_READ
        end = (
            None
            if spent
            else _end(rows, (row, column + len(sign)), sign, _merged(structure.closed, cells))
        )
        steady = end is not None and _keeps_structure(rows, (row, column), end, structure)
        rows = _blanked(rows, (row, column), end)
        if end is None:
            return Shown(rows, row)
        place = (row, column) if end[0] == row else (end[0], 0)
        if not steady:
            read += len(rows)
            structure = structure_of(rows)
    return Shown(rows)


def _keeps_structure(
    rows: tuple[str, ...], start: _Place, end: _Place, structure: Structure
) -> bool:
    """Tell whether what follows a comment is surely read in the same way without it.

    So it is inside a row that begins with a word, and for a paragraph of its own before
    something that is not indented.
    """
    (first, column), (last, after) = start, end
    head = rows[first][:column]
    if first == last and any(map(str.isalpha, head)) and "<" not in rows[first]:
        return True
    inside = any(begin <= last and first < stop for begin, stop in structure.code)
    marked = any("<" in row for row in (rows[first][column + 1 :], *rows[first + 1 : last + 1]))
    tail = next((row for row in rows[last + 1 :] if row.strip()), "x")
    alone = column == 0 and not rows[last][after:].strip()
    gaps = [row for row in (*rows[first - 1 : first], *rows[last + 1 : last + 2]) if row.strip()]
    return alone and not inside and not marked and not gaps and not tail[0].isspace()


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
    """Return the end of the range that a row is in; ranges are in order and apart."""
    at = bisect_right(ranges, row, key=itemgetter(0)) - 1
    return ranges[at][1] if at >= 0 and ranges[at][0] <= row < ranges[at][1] else None


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
    code = code[bisect_right(code, row, key=itemgetter(0)) :]
    while row < len(rows):
        inside = _around(row, code)
        if inside is not None and sign == "%%":
            row, column = inside, 0
            continue
        at = rows[row].find(_CLOSING[sign], column)
        if at >= 0:
            return row, at + len(_CLOSING[sign])
        row, column = row + 1, 0
    return None


def _merged(code: tuple[Range, ...], cells: tuple[Range, ...]) -> tuple[Range, ...]:
    """Put ranges in order; of two that meet, only the first counts."""
    merged: list[Range] = []
    for one in sorted({*code, *cells}):
        if not merged or one[0] >= merged[-1][1]:
            merged.append(one)
    return tuple(merged)


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
