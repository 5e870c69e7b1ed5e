"""The search of everything that a site holds for private phrases and private files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from syntopic.auditing.emitted import TooDeep, decoded, inside, shown
from syntopic.auditing.fresh import Fresh
from syntopic.auditing.phrases import SHORTEST_WORD, Clues, Phrase, met
from syntopic.auditing.pictures import Size, is_picture, personal, picture_key, size_of
from syntopic.auditing.secrets import Suspect, suspects
from syntopic.auditing.values import Piece
from syntopic.auditing.words import words

RARE_IN_BYTES = 8
"""Letters of a single word in a file that is no text; shorter ones come about by chance."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How files are known again, by hash of their bytes and by hash of their pixels.

    ``contents`` and ``pictures`` are of private files, ``public`` of files that may be published:
    those are not searched for words, since all may read them. ``sizes`` are those of the pictures.
    """

    contents: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    sizes: frozenset[Size] = frozenset()


@dataclass(slots=True)
class Hits:
    """What was found: private pieces with their words, and private files, with the site's files.

    ``closed`` are files that could not be looked into, ``personal`` pictures with what their
    metadata tell, ``secrets`` what looks like one.
    """

    texts: dict[Piece, set[tuple[str, Phrase]]] = field(
        default_factory=lambda: defaultdict(set[tuple[str, Phrase]])
    )
    copies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set[str]))
    closed: list[str] = field(default_factory=list)
    personal: dict[str, tuple[str, ...]] = field(default_factory=dict)
    secrets: dict[str, list[Suspect]] = field(default_factory=dict)


def marks(private: Iterable[tuple[str, bytes]], public: Iterable[bytes]) -> Marks:
    """Return how private files are known again; what a public file is too does not count."""
    contents: dict[str, str] = {}
    pictures: dict[str, str] = {}
    sizes: set[Size] = set()
    for path, raw in private:
        if not raw:
            continue
        contents.setdefault(_hash(raw), path)
        if size := size_of(raw):
            sizes.add(size)
            pictures.setdefault(picture_key(raw), path)
    known = set()
    for raw in public:
        known.add(_hash(raw))
        if size_of(raw) in sizes:
            pictures.pop(picture_key(raw), None)
    pictures.pop("", None)
    kept = {key: path for key, path in contents.items() if key not in known}
    return Marks(kept, pictures, frozenset(known), frozenset(sizes))


def search_site(
    site: Path, files: tuple[str, ...], clues: Clues, marks: Marks, shipped: set[str]
) -> Hits:
    """Look for phrases and copies in each file of a site, and in the files' names.

    ``shipped`` are files that a program brought; only their names are looked at.
    """
    hits = Hits()
    fresh = Fresh()
    for path in files:
        for piece, phrase in met(words(unquote(path)), clues):
            hits.texts[piece].add((path, phrase))
        if path not in shipped:
            _look(site, path, clues, marks, hits, fresh)
    return hits


def _look(site: Path, path: str, clues: Clues, marks: Marks, hits: Hits, fresh: Fresh) -> None:
    try:
        for part in inside((site / path).read_bytes()):
            key = _hash(part.raw)
            if told := personal(part.raw):
                hits.personal[path] = told
            if key in marks.public and not is_picture(part.raw):
                continue
            new = fresh.of(part.text)
            secrets = [] if part.noisy else list(_secrets(part.text, new))
            hits.secrets.setdefault(path, []).extend(secrets)
            found = list(_in_text(new, clues, RARE_IN_BYTES if part.noisy else SHORTEST_WORD))
            for piece, phrase in found:
                hits.texts[piece].add((path, phrase))
            if not (found or secrets):
                fresh.remember(part.text)
            if copied := marks.contents.get(key) or _same_picture(part.raw, marks):
                hits.copies[copied].add(path)
    except (TooDeep, OSError, MemoryError):
        hits.closed.append(path)


def _secrets(text: str, new: str) -> Iterator[Suspect]:
    """What looks like a secret in the new part of a text, with its line in the whole of it."""
    for found in suspects(new):
        yield replace(found, line=text.count("\n", 0, text.find(found.text)) + 1)


def _in_text(text: str, clues: Clues, rare: int) -> Iterator[tuple[Piece, Phrase]]:
    plain = decoded(text)
    # entities alone hide nothing that the plain text would not show
    written = (text,) if "%" in text or "\\" in text else ()
    for one in {*written, plain, shown(plain)}:
        yield from met(words(one), clues, rare=rare)


def _same_picture(raw: bytes, marks: Marks) -> str:
    if not marks.sizes or size_of(raw) not in marks.sizes:
        return ""
    return marks.pictures.get(picture_key(raw), "")


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
