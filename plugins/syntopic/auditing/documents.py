"""One file of the author's: what it says, and which of it may be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from syntopic.auditing.comments import without_comments
from syntopic.auditing.decoding import is_binary, text_of
from syntopic.auditing.definitions import without_lonely, without_unused
from syntopic.auditing.folders import is_script, is_text
from syntopic.auditing.formats import Rows, markdown_rows, notebook_rows, script_rows
from syntopic.auditing.front import OF_PAGES, SHOWN, Front, Value, read_front
from syntopic.auditing.pieces import blocks
from syntopic.auditing.values import Piece, Place

LARGEST_TEXT = 1_000_000
"""Bytes of a private file that is no note and read as text; longer ones are tables of numbers."""

_OF_PROGRAMS = (".js", ".cjs", ".mjs", ".css", ".map", ".json", ".wasm", ".lock")
"""In hidden folders these are parts of an editor, not of the notes."""

_HEADING = re.compile(r"#{1,6}[ \t]")
_SAID = {
    "title": "its title",
    "alias": "an alias",
    "aliases": "an alias",
    "concept": "its concept",
    "concepts": "its concept",
    "tag": "a tag",
    "tags": "a tag",
    "comment": "a comment in its head",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A note or a page: its rows as Markdown, and what its head says.

    ``cells`` says whether it is a note at all: a script without cells is one only to privacy.
    """

    path: str
    rows: Rows
    front: Front
    cells: bool = True
    place: Place = Place.NOTES

    @property
    def source(self) -> str:
        """The source that it names itself."""
        return next((v.text for v in self.front.shown if v.key == "source"), "")


def document(path: str, raw: bytes, place: Place = Place.NOTES) -> Document | None:
    """Read a file as a note or page; ``None`` for what is neither, or holds nothing.

    A notebook that cannot be read is private as a whole. Never raises.
    """
    text = text_of(raw)
    if not text.strip() or (is_binary(raw) and not is_text(path)):
        return None
    if path.lower().endswith(".ipynb"):
        rows = notebook_rows(text)
        if rows is None:
            return Document(path, markdown_rows(text), Front(private=True), place=place)
        return Document(path, rows, read_front(rows.rows), place=place)
    if is_text(path):
        rows = markdown_rows(text)
        shown = SHOWN | OF_PAGES if place is Place.PAGES else SHOWN
        return Document(path, rows, read_front(rows.rows, shown), place=place)
    if not is_script(path):
        return None
    rows, cells = script_rows(text)
    return Document(path, rows, read_front(rows.rows), cells, place)


def private_pieces(one: Document) -> Iterator[Piece]:
    """Everything in a private document: its names, values, metadata and text."""
    yield from _at(one.place, _names(one.path))
    yield from _at(one.place, _values(one, (*one.front.shown, *one.front.hidden)))
    yield from _at(one.place, _metadata(one))
    yield from _at(one.place, _body(one, one.rows.rows[one.front.body :]))


def public_pieces(one: Document) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What all may read in a public document, and what is private in it: comments, values."""
    parts = without_comments(one.rows.rows[one.front.body :])
    rows, unused = without_unused(parts.rows)
    rows, lonely = without_lonely(rows, parts.hidden)
    lines = one.rows.lines[one.front.body :]
    stem = one.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    public = [Piece("its name", one.path, 1, one.path), *_values(one, one.front.shown)]
    public += [Piece("its name", one.path, 1, stem), *_body(one, rows)]
    private = [*_metadata(one)]
    hidden = list(_values(one, one.front.hidden))
    for text, row in (*parts.hidden, *unused, *lonely):
        found = blocks(text.split("\n"))
        hidden += [Piece("a comment", one.path, lines[row], block) for block, _ in found]
    return tuple(_at(one.place, public)), tuple(_at(one.place, (*private, *hidden)))


def closed_pieces(path: str, raw: bytes) -> Iterator[Piece]:
    """Everything in a file that lies in a private place: its name and its text, if it is one."""
    editors = path.startswith(".") and path.lower().endswith(_OF_PROGRAMS)
    one = None if editors else document(path, raw)
    if one is not None:
        yield from private_pieces(one)
        return
    if editors:
        return
    yield from _names(path)
    if not is_binary(raw) and len(raw) <= LARGEST_TEXT:
        rows = markdown_rows(text_of(raw))
        yield from _body(Document(path, rows, Front()), rows.rows)


def _names(path: str) -> Iterator[Piece]:
    *folders, name = path.split("/")
    yield Piece("its file name", path, 1, name.rsplit(".", 1)[0] or name, name=True)
    yield from (Piece("its folder's name", path, 1, folder, name=True) for folder in folders)


def _values(one: Document, values: Sequence[Value]) -> Iterator[Piece]:
    for value in values:
        what = _SAID.get(value.key, f"the value of “{value.key}”")
        yield Piece(what, one.path, one.rows.lines[value.row], value.text, name=True)


def _metadata(one: Document) -> Iterator[Piece]:
    yield from (Piece("its metadata", one.path, line, text) for text, line in one.rows.hidden)


def _body(one: Document, rows: tuple[str, ...]) -> Iterator[Piece]:
    lines = one.rows.lines[one.front.body :]
    for text, row in blocks(rows):
        heading = bool(_HEADING.match(text))
        what = "a heading" if heading else "its text"
        yield Piece(what, one.path, lines[row], text, name=heading)


def _at(place: Place, pieces: Iterator[Piece] | Sequence[Piece]) -> Iterator[Piece]:
    yield from (replace(one, place=place) if one.place is not place else one for one in pieces)
