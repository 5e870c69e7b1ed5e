"""How names are compared within running text: what does not matter is left out, its place kept.

As for ``syntopic.names.name_key``, case does not matter, nor do hyphens, spaces, underscores and
apostrophes: "k-nearest neighbours", "K nearest\u00a0Neighbours". So they are taken out of the text
before it is searched; whether what was found is a name, ``names`` decides by what is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_GAPS = " \t\n\r\x0b\x0c-_'`"
_ASCII = _GAPS.encode()
_OTHER = (
    "\u00a0\u00ad\u00b4\u02bc\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u202f\u2032\u205f"
    "\u2060\u2212\u3000\ufeff"
)
_DROPPED = frozenset(_GAPS + _OTHER)
_WITHOUT = dict.fromkeys(map(ord, _DROPPED))
# What combines with the character before it may be one with it after normalisation.
_CLUSTER = re.compile(
    "[\\x00-\\x7f](?![\u0300-\u036f\u3099\u309a])|.[\u0300-\u036f\u3099\u309a]*", re.S
)


def folded(text: str) -> str:
    """Return a text without what does not matter in names: lower case, no gaps, NFKC."""
    if text.isascii():
        return text.encode().lower().translate(None, _ASCII).decode()
    plain = text.casefold()
    if len(plain) == len(text) and unicodedata.is_normalized("NFKC", text):
        return plain.translate(_WITHOUT)
    return "".join(character for _, _, character in _characters(text))


def places(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Return for each character of ``folded(text)`` where in the text it begins and ends."""
    if text.isascii() or (
        len(text.casefold()) == len(text) and unicodedata.is_normalized("NFKC", text)
    ):
        starts = [at for at, character in enumerate(text) if character not in _DROPPED]
        return starts, [at + 1 for at in starts]
    found = list(_characters(text))
    return [start for start, _, _ in found], [end for _, end, _ in found]


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    for cluster in _CLUSTER.finditer(text):
        for character in unicodedata.normalize("NFKC", cluster[0]).casefold():
            if character not in _DROPPED:
                yield cluster.start(), cluster.end(), character
