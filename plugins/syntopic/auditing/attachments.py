"""Which files beside the notes a text speaks of."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from syntopic.auditing.values import Piece

_ABOVE = re.compile(r"(?:[^\s()\[\]<>\"'|=/]+/)*/?$")
_DEEPEST = 300
"""Signs in front of a name that may be its path."""


def used(files: Iterable[str], texts: Iterable[Piece]) -> frozenset[str]:
    """Return the files that a text names, in any case, Unicode form, or with ``%20``.

    A path that leads to a file means that file; else every file whose path ends so.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for file in files:
        by_name[_plain(posixpath.basename(file))].append(file)
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in by_name:
        lengths[posixpath.splitext(name)[1]].add(len(name))
    bare = [name for name in by_name if not posixpath.splitext(name)[1]]
    endings = "|".join(map(re.escape, sorted(filter(None, lengths), key=len, reverse=True)))
    ending = re.compile(rf"(?:{endings})(?![\w-])") if endings else None
    found: set[str] = set()
    for piece in texts:
        folder = posixpath.dirname(piece.path)
        for text in {_plain(piece.text), _plain(unquote(piece.text))}:
            named = (*_with_ending(text, ending, lengths, by_name), *_without(text, bare))
            for above, name in named:
                found |= _meant(above, by_name[name], folder)
    return frozenset(found)


def _with_ending(
    text: str,
    ending: re.Pattern[str] | None,
    lengths: dict[str, set[int]],
    by_name: dict[str, list[str]],
) -> Iterator[tuple[str, str]]:
    """Names in a text, found by where they end; with what may be their path."""
    for found in ending.finditer(text) if ending else ():
        for length in lengths[found[0]]:
            start = found.end() - length
            if start >= 0 and text[start : found.end()] in by_name:
                yield _above(text, start), text[start : found.end()]


def _without(text: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        at = text.find(name)
        if at >= 0:
            yield _above(text, at), name


def _above(text: str, start: int) -> str:
    found = _ABOVE.search(text[max(0, start - _DEEPEST) : start])
    return found[0] if found else ""


def _meant(above: str, candidates: list[str], folder: str) -> set[str]:
    written = above.strip("/")
    for base in (folder, ""):
        place = posixpath.normpath(posixpath.join(_plain(base), written))
        exact = {c for c in candidates if (_plain(posixpath.dirname(c)) or ".") == place}
        if exact:
            return exact
    steps = [step for step in written.split("/") if step not in ("", ".", "..")]
    end = "/".join(steps)
    return {c for c in candidates if f"/{_plain(posixpath.dirname(c))}".endswith(end)}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
