"""Where fences stand in rows of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})(.*)$")


@dataclass(frozen=True, slots=True)
class Span:
    """A fence: the indexes of its opening and closing rows, and its words.

    ``closing`` is the number of rows when it never closes.
    """

    opening: int
    closing: int
    indent: str
    fence: str
    words: str


def fence_spans(rows: tuple[str, ...]) -> list[Span]:
    """Return the fences in order, however deep they are indented, without those inside others."""
    spans: list[Span] = []
    row = 0
    while row < len(rows):
        opening = _FENCE.match(rows[row])
        if opening and not (opening[2][0] == "`" and "`" in opening[3]):
            end = _closing(rows, row + 1, opening[2])
            spans.append(Span(row, end, opening[1], opening[2], opening[3].strip()))
            row = end
        row += 1
    return spans


def _closing(rows: tuple[str, ...], start: int, fence: str) -> int:
    for row in range(start, len(rows)):
        text = rows[row].strip()
        if text.startswith(fence) and not text.strip(fence[0]):
            return row
    return len(rows)
