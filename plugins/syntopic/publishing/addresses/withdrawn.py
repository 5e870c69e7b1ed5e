"""Names that were public once and are not any more: no old address may keep them in the open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from syntopic.model import Note, NotePath
from syntopic.names import name_key, slug
from syntopic.publishing.addresses.values import PageAddress, place_key
from syntopic.reading.kinds import format_of
from syntopic.reading.tree import read_tree

_HEADING = re.compile(r'(?:^|["\'])[ >#]{0,8}#{1,6}[ \t]+([^"\n]+?)[ \t#]*(?:\\n|["\n]|$)', re.M)
_FIELD = re.compile(
    r"^[ \t#\"]*(?:title|concepts?|alias|aliases|permalink|slug)\s*:\s*(.+?)\s*$", re.M | re.I
)
_ITEM = re.compile(r"^[ \t#]*-[ \t]+(.+?)\s*$", re.M)
_FRONT = re.compile(
    r"\A\ufeff?(?:[^\n]*\n){0,3}?[ \t#\"]*---[^\n]*\n(.*?)^[ \t#\"]*---", re.M | re.S
)

_FOLDERS = frozenset({"topics", "sources"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """The names that stand in withheld places only, as keys and as they are in addresses.

    ``notes`` are the files that are there and withheld; ``public`` those that are published.
    """

    keys: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    notes: frozenset[NotePath] = frozenset()
    public: frozenset[NotePath] = frozenset()

    def hides(self, url: str) -> bool:
        """Whether an address holds a private name."""
        parts = {place_key(part) for part in url.strip("/").split("/")}
        return bool((parts - _FOLDERS) & self.slugs)

    def __call__(self, page: PageAddress) -> bool:
        """Whether a page that is not there any more has become private."""
        private = any(path in self.notes for path in page.notes)
        open_ = any(path in self.public for path in page.notes)
        return name_key(page.name) in self.keys or self.hides(page.url) or (private and not open_)


def withheld(
    folder: Path, notes: Sequence[Note], names: Iterable[str], exclude: tuple[str, ...]
) -> Withheld:
    """Looks for names in all files of a notes folder as they are on disk, comments included.

    ``notes`` are the public ones, ``names`` what the site calls its pages. What a public note says
    openly is no secret, wherever else it stands.
    """
    public = frozenset(note.path for note in notes)
    files = [f.path for f in read_tree(folder, exclude).files if format_of(f.path)]
    every = {name for path in files for name in _names(path, _text(folder / path)) if name}
    said = {name for note in notes for name in _said(note)} | set(names)
    keys = frozenset(map(name_key, every)) - frozenset(map(name_key, said))
    slugs = {place_key(slug(name)) for name in every if name_key(name) in keys}
    slugs -= {place_key(slug(name)) for name in said}
    there = frozenset(map(NotePath, files))
    return Withheld(keys, frozenset(slugs), there - public, public)


def _said(note: Note) -> Iterator[str]:
    front = note.front
    yield from (
        front.title,
        front.concept,
        *front.concept_headings,
        *front.aliases,
        front.permalink,
    )
    yield from (*front.tags, *front.requires, *front.related, front.area, front.source)
    yield from _names(note.path, note.text)


def _names(path: str, text: str) -> Iterator[str]:
    """Whatever may name a page: the file's name, titles, headings."""
    yield path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    yield from (found.strip() for found in _HEADING.findall(text))
    front = _FRONT.search(text)
    for value in _FIELD.findall(text):
        yield _bare(value)
        yield from map(_bare, value.strip("[]").split(","))
    yield from map(_bare, _ITEM.findall(front[1]) if front else ())


def _bare(value: str) -> str:
    """A value without its quotes, and without what a notebook puts around a line."""
    return value.strip(" \"',").removesuffix("\\n").strip(" \"'")


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
