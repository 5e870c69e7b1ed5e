"""How names are compared within running text: what does not matter is left out, its place kept.

As for ``syntopic.names.name_key``, case does not matter, nor do hyphens, spaces, underscores and
apostrophes: "k-nearest neighbours", "K nearest\u00a0Neighbours". So they are taken out of the text
before it is searched; whether what was found is a name, ``names`` decides by what is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import not_

_GAPS = " \t\n\r\x0b\x0c-_'`"
_ASCII = _GAPS.encode()
_OTHER = (
    "\u00a0\u00ad\u00b4\u02bc\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u202f\u2032\u205f"
    "\u2060\u2212\u3000\ufeff"
)
_DROPPED = frozenset(_GAPS + _OTHER)
# A notebook may hold half a character, which no other program takes.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_WITHOUT = {**dict.fromkeys(map(ord, _DROPPED)), **_HALVES}
_KEPT = bytes(chr(code) not in _GAPS for code in range(256))
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
    return "".join(character for _, character in _characters(text)).translate(_HALVES)


def places(text: str) -> Sequence[int]:
    """Return for each character of ``folded(text)`` where in the text it stands."""
    if text.isascii():
        return tuple(compress(range(len(text)), text.encode().translate(_KEPT)))
    if len(text.casefold()) == len(text) and unicodedata.is_normalized("NFKC", text):
        return tuple(compress(range(len(text)), map(not_, map(_DROPPED.__contains__, text))))
    return tuple(at for at, _ in _characters(text))


def end_of(text: str, at: int) -> int:
    """Return where a character ends that would end at a place of the text, but for its accents."""
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at


def _characters(text: str) -> Iterator[tuple[int, str]]:
    for cluster in _CLUSTER.finditer(text):
        for character in unicodedata.normalize("NFKC", cluster[0]).casefold():
            if character not in _DROPPED:
                yield cluster.start(), character
