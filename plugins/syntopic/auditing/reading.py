"""The audit's own reading of a notes folder: which text is private, and which is public.

It shares nothing with the stages that build the site, so that a slip of theirs is not a slip here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from syntopic.auditing.comments import without_comments
from syntopic.auditing.decoding import is_binary, text_of
from syntopic.auditing.folders import RECORDS, is_script, is_text, listed, never_note
from syntopic.auditing.formats import Rows, markdown_rows, notebook_rows, script_rows
from syntopic.auditing.front import Front, Value, read_front
from syntopic.auditing.pieces import blocks
from syntopic.auditing.registers import register
from syntopic.auditing.values import Piece, Told, Wishes

REGISTERS = ("sources.yml", "sources.yaml", "syllabus.yml", "syllabus.yaml")
LARGEST_TEXT = 2_000_000
"""Bytes of a file in a private place that are read as text; longer files are tables of numbers."""

_NAMED = {
    "title": "its title",
    "alias": "an alias",
    "aliases": "an alias",
    "concept": "its concept",
    "concepts": "its concept",
    "tag": "a tag",
    "tags": "a tag",
    "comment": "a comment",
}


def read_notes(folder: Path, wishes: Wishes) -> Told:
    """Read a notes folder. Never raises: what cannot be opened is ``unread``."""
    reader = _Reader(folder, wishes)
    for one in listed(folder, wishes.exclude):
        reader.take(one.path, one.private)
    return reader.told()


class _Reader:
    """Gathers what one folder holds, file by file."""

    def __init__(self, folder: Path, wishes: Wishes) -> None:
        self.folder = folder
        self.wishes = wishes
        self.private: list[Piece] = []
        self.public: list[Piece] = []
        self.paths: dict[str, list[str]] = {
            kind: [] for kind in ("private", "public", "closed", "files", "unread")
        }

    def told(self) -> Told:
        """What was gathered; what was recorded of notes that are private now is private."""
        paths = {kind: tuple(found) for kind, found in self.paths.items()}
        return Told(
            tuple(self.private),
            tuple(self.public),
            paths["private"],
            paths["public"],
            paths["closed"],
            paths["files"],
            paths["unread"],
        )

    def take(self, path: str, private: bool) -> None:
        """Reads one file."""
        if path.startswith(f"{RECORDS}/"):
            return
        try:
            raw = (self.folder / path).read_bytes()
        except OSError:
            self.paths["unread"].append(path)
            return
        if path in REGISTERS and not private:
            shown, hidden = register(path, text_of(raw))
            self.public += shown
            self.private += hidden
        elif private:
            self._closed(path, raw)
        elif never_note(path) and (is_text(path) or is_script(path)):
            return
        elif not (self._is_note(path, raw)):
            self.paths["files"].append(path)

    def _is_note(self, path: str, raw: bytes) -> bool:
        rows = _rows(path, raw)
        if rows is None or not any(row.strip() for row in rows.rows):
            if is_text(path) and raw.strip():  # a notebook that cannot be read
                self._closed(path, raw, place=False)
                return True
            return is_text(path)
        front = read_front(rows.rows)
        if front.private or (self.wishes.opt_in and not front.published):
            self._private_note(path, rows, front)
        else:
            self._public_note(path, rows, front)
        return True

    def _private_note(self, path: str, rows: Rows, front: Front) -> None:
        self.paths["private"].append(path)
        self.private += _name_pieces(path)
        self.private += _value_pieces(path, rows, (*front.shown, *front.hidden))
        self.private += _body_pieces(path, rows.rows[front.body :], rows.lines[front.body :])
        self.private += [Piece("its metadata", path, line, text) for text, line in rows.hidden]

    def _public_note(self, path: str, rows: Rows, front: Front) -> None:
        self.paths["public"].append(path)
        self.public.append(Piece("its name", path, 1, path))
        self.public += _value_pieces(path, rows, front.shown)
        self.private += _value_pieces(path, rows, front.hidden)
        self.private += [Piece("its metadata", path, line, text) for text, line in rows.hidden]
        parts = without_comments(rows.rows[front.body :])
        lines = rows.lines[front.body :]
        self.public += _body_pieces(path, parts.rows, lines)
        for text, row in parts.hidden:
            found = blocks(text.split("\n"))
            self.private += [Piece("a comment", path, lines[row], block) for block, _ in found]

    def _closed(self, path: str, raw: bytes, *, place: bool = True) -> None:
        """A file in a private place: its name and its text are private, whatever it is."""
        note = is_text(path) and bool(raw.strip())
        self.paths["private"] += [path] if note else []
        self.paths["closed"] += [path] if place else []
        self.private += _name_pieces(path)
        if is_binary(raw) or len(raw) > LARGEST_TEXT:
            return
        rows = _rows(path, raw)
        if note and rows is not None:
            self._private_parts(path, rows)
        else:
            plain = markdown_rows(text_of(raw))
            self.private += _body_pieces(path, plain.rows, plain.lines)

    def _private_parts(self, path: str, rows: Rows) -> None:
        front = read_front(rows.rows)
        self.private += _value_pieces(path, rows, (*front.shown, *front.hidden))
        self.private += _body_pieces(path, rows.rows[front.body :], rows.lines[front.body :])
        self.private += [Piece("its metadata", path, line, text) for text, line in rows.hidden]


def recorded(folder: Path, told: Told) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what commands have recorded, as private and public pieces.

    The text of a note that has become private since is private; the rest once was public.
    """
    private: list[Piece] = []
    public: list[Piece] = []
    hidden = set(told.private_notes)
    for file in sorted((folder / RECORDS).rglob("*.json")):
        path = file.relative_to(folder).as_posix()
        for block in _blocks_of(file):
            kept = private if block.get("note") in hidden else public
            kept.append(Piece("its recorded text", path, 1, str(block.get("text", ""))))
    return tuple(private), tuple(public)


def _blocks_of(file: Path) -> Iterator[dict[str, Any]]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return
    found = record.get("blocks") if isinstance(record, dict) else None
    yield from (one for one in found or () if isinstance(one, dict))


def _rows(path: str, raw: bytes) -> Rows | None:
    text = text_of(raw)
    if path.lower().endswith(".ipynb"):
        return notebook_rows(text)
    if is_text(path):
        return markdown_rows(text)
    return script_rows(text) if is_script(path) and not is_binary(raw) else None


def _name_pieces(path: str) -> Iterator[Piece]:
    stem = path.rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] or stem
    yield Piece("its file name", path, 1, stem, name=True)
    yield Piece("its path", path, 1, path.rsplit(".", 1)[0], name=True)


def _value_pieces(path: str, rows: Rows, values: tuple[Value, ...]) -> Iterator[Piece]:
    for value in values:
        what = _NAMED.get(value.key, f"the value of “{value.key}”")
        yield Piece(what, path, rows.lines[value.row], value.text, name=True)


def _body_pieces(path: str, rows: tuple[str, ...], lines: tuple[int, ...]) -> Iterator[Piece]:
    for text, row in blocks(rows):
        yield Piece("its text", path, lines[row], text)
