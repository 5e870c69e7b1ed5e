"""What people leave out of a name in a sentence: an emoji, or what stands behind it in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BRACKETS = re.compile(r"(?P<name>.*[^\s(])\s*\((?P<inside>[^()]+)\)", re.DOTALL)
_ACRONYM = re.compile(r"[^\W\d_a-z][^\W_]*[^\W\d_a-z]s?")
_SIGNS = frozenset(("So", "Sk", "Cf", "Mn"))


def shortened(name: str) -> Iterator[tuple[str, bool]]:
    """Yield shorter ways to say a name, each with whether it can still mean nothing else.

    "🔎 Google File System (GFS)" is called "Google File System" and "GFS" as well: what stands in
    brackets counts if it is made of the first letters of the words, in their order. What only tells
    a name apart from others ("Heap (data structure)") does not, and without it the name may be one
    of those others.
    """
    bare = _without_signs(name)
    if bare != name:
        yield bare, True
    brackets = _BRACKETS.fullmatch(bare)
    if brackets is None:
        return
    inside = brackets["inside"].strip()
    yield brackets["name"], _adds_nothing(inside, brackets["name"])
    if _stands_for(inside, brackets["name"]):
        yield inside, True


def _adds_nothing(inside: str, name: str) -> bool:
    """Whether what stands in brackets is the same in other words, or a number ("LC 104")."""
    same = _stands_for(inside, name) or _stands_for(name, inside)
    return same or any(map(str.isdecimal, inside))


def _without_signs(name: str) -> str:
    """A name without emoji and the like in front and behind."""
    start, end = 0, len(name)
    while start < end and _is_sign(name[start]):
        start += 1
    while end > start and _is_sign(name[end - 1]):
        end -= 1
    return name[start:end] if start < end else name


def _is_sign(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _SIGNS


def _stands_for(acronym: str, name: str) -> bool:
    """Whether it is an acronym of letters of the name in its order, the first one first."""
    if not _ACRONYM.fullmatch(acronym):
        return False
    letters = acronym.removesuffix("s").casefold()
    words = re.findall(r"[^\W_]+", name.casefold())
    return bool(words) and words[0][0] == letters[0] and _in_order(letters, "".join(words))


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
