"""The search of everything that a site holds for private phrases and private files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from syntopic.auditing.emitted import TooDeep, decoded, inside, shown
from syntopic.auditing.phrases import Clues, met
from syntopic.auditing.pictures import picture_key
from syntopic.auditing.values import Piece
from syntopic.auditing.words import words


@dataclass(frozen=True, slots=True)
class Marks:
    """Files that must not be on the site, by hash of their bytes and by hash of their pixels."""

    contents: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Hits:
    """What was found, by the private piece or file and the files of the site.

    ``closed`` are files that could not be looked into.
    """

    texts: dict[tuple[str, str, int], set[str]] = field(
        default_factory=lambda: defaultdict(set[str])
    )
    copies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set[str]))
    closed: list[str] = field(default_factory=list)


def search(
    site: Path, files: tuple[str, ...], clues: Clues, marks: Marks, shipped: set[str]
) -> Hits:
    """Look for phrases and copies in each file of a site, and in the files' names.

    ``shipped`` are files that a program brought; only their names are looked at.
    """
    hits = Hits()
    for path in files:
        for piece in _named(path, clues):
            hits.texts[piece].add(path)
        if path not in shipped:
            _look(site, path, clues, marks, hits)
    return hits


def _look(site: Path, path: str, clues: Clues, marks: Marks, hits: Hits) -> None:
    try:
        for raw, said in inside((site / path).read_bytes()):
            for piece in _in_text(said, clues):
                hits.texts[piece].add(path)
            copied = _copied(raw, marks)
            if copied:
                hits.copies[copied].add(path)
    except (TooDeep, OSError, MemoryError):
        hits.closed.append(path)


def _named(path: str, clues: Clues) -> set[tuple[str, str, int]]:
    return {_key(piece) for _, piece in met(words(unquote(path)), clues)}


def _in_text(text: str, clues: Clues) -> set[tuple[str, str, int]]:
    plain = decoded(text)
    read = {text, plain, shown(plain)} if text else set()
    return {_key(piece) for one in read for _, piece in met(words(one), clues)}


def _key(piece: Piece) -> tuple[str, str, int]:
    return piece.path, piece.what, piece.line


def _copied(raw: bytes, marks: Marks) -> str:
    if not raw:
        return ""
    same = marks.contents.get(hashlib.sha256(raw).hexdigest(), "")
    if same or not marks.pictures:
        return same
    key = picture_key(raw)
    return marks.pictures.get(key, "") if key else ""


def marks(files: Iterator[tuple[str, bytes]], public: Iterator[bytes]) -> Marks:
    """Return how private files are known again; what a public file is too does not count."""
    contents: dict[str, str] = {}
    pictures: dict[str, str] = {}
    for path, raw in files:
        if raw:
            contents.setdefault(hashlib.sha256(raw).hexdigest(), path)
            pictures.setdefault(picture_key(raw), path)
    pictures.pop("", None)
    for raw in public:
        contents.pop(hashlib.sha256(raw).hexdigest(), None)
        if pictures:
            pictures.pop(picture_key(raw), None)
    return Marks(contents, pictures)
