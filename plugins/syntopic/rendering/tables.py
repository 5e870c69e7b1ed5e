"""Tables that code put out as HTML: columns of numbers told from columns of words."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape

_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(
    r"<(?P<tag>td|th)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)>", re.DOTALL | re.IGNORECASE
)
_SPAN = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(
    r"[-+\u2212]?(?:[$€£]\s?)?(?:\d[\d,.'\u202f\u00a0 ]*|\.\d+)(?:e[-+]?\d+)?\s?[%j]?|"
    r"[-+]?inf|nan|None|NaN|NaT|<NA>|[-\u2013\u2014]?",
    re.IGNORECASE,
)
_CLASS = re.compile(r"(?<=\bclass=\")", re.IGNORECASE)


def with_columns(html: str) -> str:
    """The HTML with the class ``number`` on each cell of a column whose cells are all numbers.

    Heads of such columns have it, too; an empty head, which would name nothing, becomes a cell. A
    table that holds another one is left as it is.
    """
    if html.lower().count("<table") != 1:
        return html
    words = _columns_of_words(html)
    seen: set[int] = {column for row in _rows(html) for column, _, _ in row}
    numbers = seen - words
    return _ROW.sub(lambda row: _marked(row[0], numbers), html)


def _columns_of_words(html: str) -> set[int]:
    """The columns with a cell, heads aside, that is no number; without any number all of them."""
    words: set[int] = set()
    found: defaultdict[int, bool] = defaultdict(bool)
    for row in _rows(html):
        body = any(tag == "td" for _, tag, _ in row)
        for column, tag, text in row if body else ():
            if tag == "th" or not _NUMBER.fullmatch(text):
                words.add(column)
            found[column] |= any(character.isdigit() for character in text)
    return words | {column for row in _rows(html) for column, _, _ in row if not found[column]}


def _rows(html: str) -> list[list[tuple[int, str, str]]]:
    """The cells of each row: the column that it begins in, its tag and its text."""
    rows = []
    for row in _ROW.finditer(html):
        cells, column = [], 0
        for cell in _CELL.finditer(row[0]):
            cells.append((column, cell["tag"].lower(), _said(cell)))
            column += _width(cell)
        rows.append(cells)
    return rows


def _said(cell: re.Match[str]) -> str:
    return unescape(_TAG.sub("", cell["text"])).strip()


def _width(cell: re.Match[str]) -> int:
    span = _SPAN.search(cell["attributes"])
    return max(int(span[1]), 1) if span else 1


def _marked(row: str, numbers: set[int]) -> str:
    column = 0

    def mark(cell: re.Match[str]) -> str:
        nonlocal column
        at, column = column, column + _width(cell)
        if cell["tag"].lower() == "th" and not _said(cell):
            return f"<td{cell['attributes']}></td>"
        if at not in numbers or _width(cell) > 1:
            return cell[0]
        written = cell["attributes"]
        marked = _CLASS.sub("number ", written, count=1)
        if marked == written:
            marked = f'{written} class="number"'
        return cell[0].replace(f"<{cell['tag']}{written}>", f"<{cell['tag']}{marked}>", 1)

    return _CELL.sub(mark, row)
