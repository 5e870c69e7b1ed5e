"""Block quotes: the words that are quoted, and the line that says whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_CREDIT = 200
"""Characters. What is longer says more than where the words come from."""

_MARKER = r"[ ]{0,3}(?:>[ \t]?)?[ ]{0,3}"
_CREDIT = re.compile(rf"{_MARKER}(?:[—–―]|--(?!-))[ \t]*(?P<credit>\S.*)")
_EMPTY = re.compile(r"[ \t>]*")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quote: ``body`` is its Markdown, marks ``>`` included, ``credit`` one line of it.

    ``credit`` is empty where nothing in the quote says whose words they are.
    """

    body: str
    credit: str = ""


def quotation(text: str) -> Quotation:
    """Reads a block quote; a last line like ``> — Author, Title, p. 12`` is its credit.

    Lines that all begin with a dash are a dialogue, and stay as they are.
    """
    lines = _without_empty_end(text.split("\n"))
    found = _CREDIT.fullmatch(lines[-1]) if lines else None
    above = _without_empty_end(lines[:-1])
    if found is None or not above or _CREDIT.fullmatch(above[-1]):
        return Quotation(text)
    credit = found["credit"].strip()
    if len(credit) > LONGEST_CREDIT or not _WORD.search(credit):
        return Quotation(text)
    above[-1] = above[-1].rstrip(" \\")  # the end of its line was a line break before the credit
    return Quotation("\n".join(above), credit)


def count_words(markdown: str) -> int:
    """How many words a piece of Markdown has, roughly: addresses of links count as well."""
    return len(_WORD.findall(markdown))


def _without_empty_end(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and _EMPTY.fullmatch(kept[-1]):
        kept.pop()
    return kept
