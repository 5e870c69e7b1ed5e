"""Sentences in plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from syntopic.parsing.languages import ANDS, ORS, words

# A full stop ends a sentence when a new beginning follows, unless a known abbreviation stands
# before it. Colons and semicolons do not end sentences.
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[$]*[^\Wa-z_])")
# Real sentences are shorter; a table of links without a stop, or a page in one line, is not.
LONGEST_SENTENCE = 800
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|resp|approx|fig|figs|eq|eqs|sec|ch|no|pp|dr|mr|mrs|prof|st|al"
    r"|bzw|vgl|usw|abb|gl|z\.\s?b|d\.\s?h|p\.\s?ex|chap)|\b(?-i:[A-Z]))\.$",
    re.IGNORECASE,
)

_JOINED = re.compile(rf"\s+(?:{words(ANDS)}|{words(ORS)}|vs\.?|versus|&)\s+|\s*[,/]\s*")


def sentence_ends(text: str) -> tuple[int, ...]:
    """Return where the sentences of a text end, the space behind each included."""
    inner = (
        match.end()
        for match in _END.finditer(text)
        if not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1])
    )
    return (*inner, len(text))


def saying_end(text: str, name: str) -> int:
    """Return where the first sentence ends, or the second, if only with it a whole name is said.

    Of "Precision and recall" the first often tells one half. Never more than two sentences.
    """
    ends = sentence_ends(text)
    halves = halves_of(name)
    first, second = text[: ends[0]].casefold(), text[ends[0] : ends[min(1, len(ends) - 1)]]
    left = [half for half in halves if half not in first]
    more = any(half in second.casefold() for half in left)
    return ends[1] if more and len(left) < len(halves) else ends[0]


def halves_of(name: str) -> tuple[str, ...]:
    """The things that a name joins, small and without the plural's ``s``; one where it is whole."""
    return tuple(half.removesuffix("s") for half in _JOINED.split(name.casefold()) if half)


def sentence_at(text: str, ends: Sequence[int], offset: int) -> str:
    """Return the sentence of the text that holds the offset, on one line.

    ``ends`` are those of the text. Of what never comes to a stop only the surroundings are given.
    """
    return sentence_around(text, ends, offset)[0]


def sentence_around(text: str, ends: Sequence[int], offset: int) -> tuple[str, int]:
    """Return the same, and where in it the character at the offset stands."""
    index = min(bisect_right(ends, offset), len(ends) - 1)
    first, last = ends[index - 1] if index else 0, ends[index]
    before = after = ""
    if last - first > LONGEST_SENTENCE:
        if offset - LONGEST_SENTENCE // 2 > first:
            first, before = offset - LONGEST_SENTENCE // 2, "…"
        if offset + LONGEST_SENTENCE // 2 < last:
            last, after = offset + LONGEST_SENTENCE // 2, "…"
    # The character itself keeps the space in front of it, which would end the text otherwise.
    lead = " ".join(f"{text[first:offset]}.".split())
    return f"{before}{' '.join(text[first:last].split())}{after}", len(before + lead) - 1
