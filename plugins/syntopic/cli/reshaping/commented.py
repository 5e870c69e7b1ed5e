"""Prose without its comments, as a build reads it, and the comments by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syntopic.cli.reshaping.prose import UNKNOWN, Prose
from syntopic.reading.comments import without_comments

Span = tuple[int, int]

_HTML = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)


def shown_prose(prose: Prose, base: int) -> tuple[Prose, tuple[Span, ...]]:
    """What follows ``base`` in a stretch of prose without comments, and where those stand.

    Signs of comments can change what is code around them, so nothing else tells how a text is read.
    """
    body = prose.text[base:]
    rows = body.split("\n")
    shown = without_comments(tuple(rows)).rows if "%%" in body or "<!--" in body else tuple(rows)
    places: list[int] = []
    at = base
    for row, left in zip(rows, shown, strict=True):
        places += (at + column if column >= 0 else UNKNOWN for column in _columns(row, left))
        at += len(row)
        places.append(at)
        at += 1
    starts = [_known(prose.starts, place) for place in places[:-1]]
    ends = [_known(prose.ends, place) for place in places[:-1]]
    kept = Prose("\n".join(shown), starts, ends, prose.write, prose.raw)
    return kept, tuple(_gaps(places[:-1], base, len(prose.text)))


def commented(text: str, hidden: Sequence[Span]) -> Iterator[Span]:
    """What stands in ``<!-- -->`` within hidden ranges: no reader of Markdown looks into that."""
    reached = 0
    for start, end in hidden:
        for comment in _HTML.finditer(text, max(start, reached)):
            if comment.start() >= end:
                break
            yield comment.span(1)
            reached = comment.end()


def _columns(row: str, left: str) -> Iterator[int]:
    """Where each character of a row without comments stood in it; -1 where that is not clear."""
    if row == left:
        yield from range(len(row))
        return
    head = next((i for i, (a, b) in enumerate(zip(row, left, strict=False)) if a != b), len(left))
    rest = left[head:]
    tail = next((i for i in range(len(rest) + 1) if row.endswith(rest[i:])), len(rest))
    middle = rest[:tail]
    found = row.find(middle, head) if middle else -1
    yield from range(head)
    yield from (found + i if found >= 0 else -1 for i in range(len(middle)))
    yield from range(len(row) - (len(rest) - tail), len(row))


def _gaps(places: list[int], first: int, end: int) -> Iterator[Span]:
    """The ranges in which nothing is shown."""
    reached = first
    for place in (*(p for p in places if p != UNKNOWN), end):
        if place > reached:
            yield reached, place
        reached = max(reached, place + 1)


def _known(places: Sequence[int], place: int) -> int:
    return UNKNOWN if place == UNKNOWN else places[place]
