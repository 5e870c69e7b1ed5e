"""Sentences in plain text."""

from __future__ import annotations

import re

# A full stop ends a sentence when a new beginning follows, unless a known abbreviation stands
# before it. Colons and semicolons do not end sentences.
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[$]*[^\Wa-z_])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|resp|approx|fig|figs|eq|eqs|sec|ch|no|pp|dr|mr|mrs|prof|st|al"
    r"|bzw|vgl|usw|abb|gl|z\.\s?b|d\.\s?h|p\.\s?ex|chap)|\b(?-i:[A-Z]))\.$",
    re.IGNORECASE,
)


def sentence_at(text: str, offset: int) -> str:
    """Return the sentence of the text that holds the offset, on one line."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1]):
            continue
        if offset < match.end():
            return " ".join(text[start : match.end()].split())
        start = match.end()
    return " ".join(text[start:].split())
