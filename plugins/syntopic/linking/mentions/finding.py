"""Finds names in running text: the longest at each place, between the borders of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from syntopic.linking.mentions.naming import Name, Names, is_distinct
from syntopic.linking.mentions.spelling import folded, places
from syntopic.model import Prose

_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212")
# In front of a name these make it something else: a tag, a handle, a command, a part of code.
_BEFORE = frozenset("#@\\_=")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name from ``start`` up to ``end`` in a text."""

    start: int
    end: int
    name: Name


def hits(prose: Prose, names: Names) -> Iterator[Hit]:
    """Yield the names in a text, from left to right; of those that overlap the longest.

    What stands in a link, in code or the like is passed over, and so is what such a name covers.
    """
    text = prose.text
    spans = names.spans(folded(text))
    if not spans:
        return
    starts, ends = places(text)
    reached = 0
    for start, stop in sorted(((starts[a], ends[b - 1]) for a, b in spans), key=_leftmost_longest):
        if start < reached or not _is_whole(text, start, stop):
            continue
        name = names.meant(text[start:stop])
        if name is None or not _stands_alone(text, stop, text[start:stop]):
            continue
        reached = stop
        if any(first <= start and stop <= last for first, last in prose.free):
            yield Hit(start, stop, name)


def _leftmost_longest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Tell whether a span is no part of a longer word, nor the end of a compound or of code."""
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if after and (after.isalnum() or after == "_" or unicodedata.combining(after)):
        return False
    if not before or before.isspace():
        return True
    if before in _HYPHENS or before == ".":
        return text[start - 2 : start - 1].isspace() if start > 1 else True
    return not (before.isalnum() or before in _BEFORE)


def _stands_alone(text: str, stop: int, written: str) -> bool:
    """Tell whether a word is no call ("softmax(x)"), attribute ("PCA.fit") or like "C" in "C++".

    A plain word with a hyphen behind it is another word as well: "rank-deficient".
    """
    after, further = text[stop : stop + 1], text[stop + 1 : stop + 2]
    if " " in written or not after:
        return True
    if after in "(+#" or (after in ".=" and further.isalnum()):
        return False
    return is_distinct(written) or not (after in _HYPHENS and further.isalnum())
