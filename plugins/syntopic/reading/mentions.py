"""Which files only private notes name: those are as private as the notes."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

_WORD = re.compile(r"[\w.-]+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BREAKS = re.compile(r"\\[nrt]")

Texts = Iterable[tuple[str, str]]
"""Paths of notes with all that stands in them."""


def only_named_in(private: Texts, public: Texts, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths whose file name stands in a private text and in no public one.

    A name counts in any spelling that finds the file: any case and Unicode form, with ``%20``,
    entities, or escaped in JSON. Of several files of one name a text means the nearest.
    """
    known = tuple(paths)
    named: dict[str, list[str]] = defaultdict(list)
    for path in known:
        named[_folded(path.rsplit("/", 1)[-1])].append(path)
    hidden = set(_named(private, named))
    shown = set(_named(public, named)) if hidden else set()
    return tuple(path for path in known if path in hidden - shown)


def _named(texts: Texts, named: Mapping[str, list[str]]) -> Iterator[str]:
    """The files that texts name, found by the last word of their names: a vault has thousands."""
    by_word: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for name in named:
        words = _words(name)
        by_word[words[-1] if words else ""].append((name, words))
    for path, text in texts:
        spelled = "\n".join(_spellings(text))
        present = {*_words(spelled), ""}
        for word in present & by_word.keys():
            for name, words in by_word[word]:
                if words == [name] or (present.issuperset(words) and name in spelled):
                    yield from _nearest(path, named[name])


def _nearest(origin: str, paths: list[str]) -> list[str]:
    """The paths that share the deepest folder with the one that names them."""
    here = origin.split("/")[:-1]

    def apart(path: str) -> int:
        there = path.split("/")[:-1]
        pairs = zip(here, there, strict=False)
        return -next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(here), len(there)))

    best = min(map(apart, paths))
    return [path for path in paths if apart(path) == best]


def _words(text: str) -> list[str]:
    return [word for found in _WORD.findall(text) if (word := found.strip("._-"))]


def _spellings(text: str) -> Iterator[str]:
    folded = _folded(text)
    yield folded
    if "\\" in folded:
        plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), folded)
        yield _folded(_BREAKS.sub(" ", plain))
    if "%" in folded:
        yield _folded(unquote(folded))
    if "&" in folded:
        yield _folded(html.unescape(folded))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
