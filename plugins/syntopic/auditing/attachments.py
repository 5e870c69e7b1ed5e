"""Which files beside the notes public text speaks of; all others are private."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from syntopic.auditing.values import Piece


def used(files: Iterable[str], texts: Iterable[Piece]) -> frozenset[str]:
    """Return the files that a text names, by the path that is written in front of the name.

    A path that leads to a file means that file; else every file whose path ends so.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for file in files:
        by_name[_plain(posixpath.basename(file))].append(file)
    if not by_name:
        return frozenset()
    ways = "|".join(sorted(map(re.escape, by_name), key=len, reverse=True))
    named = re.compile(rf"((?:[^\s()\[\]<>\"'|=/]+/)*/?)({ways})(?![\w-])")
    found: set[str] = set()
    for piece in texts:
        for text in {piece.text, unquote(piece.text)}:
            for one in named.finditer(_plain(text)):
                found |= _meant(one[1], by_name[one[2]], posixpath.dirname(piece.path))
    return frozenset(found)


def _meant(above: str, candidates: list[str], folder: str) -> set[str]:
    written = above.strip("/")
    for base in (folder, ""):
        place = posixpath.normpath(posixpath.join(_plain(base), written))
        exact = {c for c in candidates if _plain(posixpath.dirname(c)) == place.replace(".", "", 1)}
        exact |= {c for c in candidates if (_plain(posixpath.dirname(c)) or ".") == place}
        if exact:
            return exact
    steps = [step for step in written.split("/") if step not in ("", ".", "..")]
    end = "/".join(steps)
    return {c for c in candidates if f"/{_plain(posixpath.dirname(c))}".endswith(end)}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
