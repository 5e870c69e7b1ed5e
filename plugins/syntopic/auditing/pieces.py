"""Rows of a note as pieces that stand together, so that no phrase spans two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from syntopic.auditing.comments import fence_end

_BEGINS = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\||:[ \t])")
_TAG = re.compile(r"<[^<>]*>")
_TARGET = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*|\[[^\]]*)"
)
_WIKI = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_MARKS = re.compile(r"[*`~]+|==")
_MARKED = re.compile(r"[\[<$*`~%'\u2018\u2019]|==")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2018\u2019](?=\w)")  # addresses are made without
_FORMULA = re.compile(r"\$\$.*?\$\$|\$(?![\s$])[^$\n]*?(?<!\s)\$", re.DOTALL)


def blocks(rows: Sequence[str], first: int = 0) -> Iterator[tuple[str, int]]:
    """Yield paragraphs, list items, headings, table rows, and each line of code, with its row."""
    kept = list(rows)
    row = 0
    while row < len(kept):
        end = fence_end(kept, row)
        if end is not None:
            yield from ((kept[i], first + i) for i in range(row, end + 1) if kept[i].strip())
            row = end + 1
            continue
        stop = row + 1
        if kept[row].strip():
            while stop < len(kept) and _goes_on(kept, stop):
                stop += 1
            yield "\n".join(kept[row:stop]), first + row
        row = stop


def phrases_of(text: str) -> tuple[str, ...]:
    """Return the runs of words that a page would show of a text.

    Links are their texts, tags are nothing, and formulas part what is before and after them.
    """
    if not _MARKED.search(text):
        return (text,)
    return tuple(part for part in _FORMULA.split(_shown(unquote(text))) if part.strip())


def readings(text: str) -> tuple[str, ...]:
    """Return every way in which a public text may be shown, words next to each other as there."""
    if not _MARKED.search(text):
        return (text,)
    plain = unquote(text)
    shown = _shown(plain)
    formulas = (shown.replace("$", ""), _FORMULA.sub(" ", shown)) if "$" in text else ()
    slugs = _APOSTROPHE.sub("", shown)
    return tuple(dict.fromkeys((text, plain, shown, *formulas, slugs)))


def _shown(text: str) -> str:
    return _MARKS.sub("", _TAG.sub("", _TARGET.sub(r"\1", _WIKI.sub(r"\1", text))))


def _goes_on(rows: list[str], row: int) -> bool:
    return bool(rows[row].strip()) and not _BEGINS.match(rows[row]) and fence_end(rows, row) is None
