"""Finds names in running text: the longest at each place, between the borders of words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern

from syntopic.linking.mentions.naming import Meaning, Names
from syntopic.linking.mentions.spelling import end_of, folded, places
from syntopic.model import Prose

_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212")
_BEHIND = frozenset(("", *" .,:;)-"))
"""What stands behind most words."""
# In front of a name these make it something else: a tag, a handle, a command, a part of code.
_BEFORE = frozenset("#@\\_=")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name from ``start`` up to ``end`` in a text."""

    start: int
    end: int
    meaning: Meaning


def hits(prose: Prose, names: Names, written: set[str]) -> Iterator[Hit]:
    """Yield the names in a text, from left to right; of those that overlap the longest.

    What stands in a link, in code or the like is passed over, and so is what such a name covers.
    ``written`` takes all that is looked up.
    """
    text = prose.text
    reached = 0
    for start, stop in _words(text, names.spans(folded(text))):
        if start < reached or not _begins(text, start):
            continue
        word = intern(text[start:stop])
        written.add(word)
        meaning = names.meant(word)
        if meaning is None or not _stands_alone(text, start, stop, meaning):
            continue
        reached = stop
        part = bisect_right(prose.free, (start, len(text))) - 1
        if part >= 0 and stop <= prose.free[part][1]:
            yield Hit(start, stop, meaning)


def _words(text: str, spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the spans that are whole words, where they stand in the text; the longest first."""
    at = places(text) if spans else ()
    found = []
    for _, first, behind in spans:
        start = at[first]
        if start and text[start - 1].isalnum():
            continue
        stop = at[behind - 1] + 1
        after = text[stop : stop + 1]
        if after in _BEHIND:
            found.append((start, -stop))
        elif not (after.isalnum() or after == "_"):
            found.append((start, -end_of(text, stop)))
    return [(start, -minus) for start, minus in sorted(found)]


def _begins(text: str, start: int) -> bool:
    """Tell whether nothing in front belongs to the word: no hyphen, no sign of code or a tag."""
    before = text[start - 1 : start]
    if before in _HYPHENS or before == ".":
        return start == 1 or text[start - 2].isspace()
    return before not in _BEFORE


def _stands_alone(text: str, start: int, stop: int, meaning: Meaning) -> bool:
    """Tell whether a word is no call ("softmax(x)"), attribute ("PCA.fit") or like "C" in "C++".

    A plain word with a hyphen behind it is another word as well ("rank-deficient"), and so is an
    acronym in front of a capital or a number ("GPT-4", but "PCA-based").
    """
    after, further = text[stop : stop + 1], text[stop + 1 : stop + 2]
    if not after or after.isspace() or " " in text[start:stop]:
        return True
    if after in "(+#" or (after in ".=" and further.isalnum()):
        return False
    if after not in _HYPHENS or not further.isalnum():
        return True
    return meaning.distinct and not (further.isupper() or further.isdigit())
