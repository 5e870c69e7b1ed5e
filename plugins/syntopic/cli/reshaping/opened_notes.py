"""All notes of a garden as they lie on disk, the private ones too, to be changed."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.hand_pages import folder_of
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.configuration import load
from syntopic.garden import Garden
from syntopic.linking import Place as SitePlace
from syntopic.linking import Places, Resolver
from syntopic.linking.index import Index
from syntopic.model import NotePath
from syntopic.names import name_key, without_place
from syntopic.reading.kinds import format_of, may_be_note
from syntopic.reading.tree import read_tree

_BETWEEN = r"(?:[\W_]|%[0-9A-Fa-f]{2})*"
_ENDING = 4
"""Letters at the end of a name in which its plural may differ ("matrix", "matrices")."""


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note that may name the concept: its file, its bytes, and both taken apart."""

    path: NotePath
    file: Path
    raw: bytes
    sheet: Sheet


def note_paths(place: Place) -> tuple[NotePath, ...]:
    """The paths of all files that may be notes, pages written by hand and the built site aside."""
    site, _ = load(place.config)
    apart = (folder_of(place), place.root / str(site.get("site_dir") or "site"))
    root = place.notes.resolve()
    others = [one.resolve() for one in apart if one.resolve() != root]
    found = (NotePath(one.path) for one in read_tree(place.notes, ()).files)
    return tuple(
        path
        for path in found
        if may_be_note(path)
        and not any((root / path).is_relative_to(one) for one in others if one.is_relative_to(root))
    )


def open_notes(place: Place, paths: Iterable[NotePath], names: Iterable[str]) -> Iterator[OpenNote]:
    """Those of the notes in which one of the names may stand in any spelling, or in whose path."""
    wanted = re.compile("|".join(map(_roughly, names)), re.IGNORECASE)
    plain = wanted.pattern.isascii()
    for path in paths:
        file = place.notes / path
        raw = file.read_bytes()
        text = raw.decode("utf-8", "ignore")
        sure = format_of(path) == "ipynb" or not plain or b"\0" in raw[:4]
        if sure or wanted.search(path) or wanted.search(text):
            sheet = open_sheet(path, raw)
            if sheet is not None:
                yield OpenNote(path, file, raw, sheet)


def by_path(garden: Garden, paths: Iterable[NotePath]) -> Resolver:
    """Finds the note that a link means by its path: the page of what is found is that path."""
    concepts = {
        name_key(name): SitePlace("", "", "")
        for topic in garden.topics
        for name in (topic.concept.name, *topic.concept.aliases)
    }
    notes = {path: SitePlace(path) for path in paths}
    attachments = frozenset(garden.reading.attachments)
    places = Places(concepts=concepts, notes=notes, attachments=attachments)
    return Resolver(places, Index.of(places))


def stem(path: str) -> str:
    """A file's name without its ending."""
    return posixpath.splitext(posixpath.basename(path))[0]


def _roughly(name: str) -> str:
    """A pattern that fits every spelling of a name."""
    folded = unicodedata.normalize("NFKC", without_place(name)).casefold()
    words = re.findall(r"[^\W_]+", folded) or [folded]
    last = words[-1]
    words[-1] = last[: max(len(last) - _ENDING, min(len(last), 2))]
    return _BETWEEN.join(_BETWEEN.join(map(re.escape, _runs(word))) for word in words)


def _runs(word: str) -> list[str]:
    """A word may be divided where it is written otherwise: "dataset", "data set"."""
    return list(word)
