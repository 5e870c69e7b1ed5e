"""All that the author has written, by who may see it: notes, pages, records, and files beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from syntopic.auditing.attachments import used
from syntopic.auditing.documents import closed_pieces
from syntopic.auditing.emitted import TooDeep, inside
from syntopic.auditing.pictures import is_picture, remarks
from syntopic.auditing.reading import packed_files, read_notes, read_pages
from syntopic.auditing.records import recorded
from syntopic.auditing.values import Piece, Place, Told, Wishes

_TABLES = (".csv", ".tsv", ".txt", ".json", ".yml", ".yaml", ".tex", ".bib", ".xml", ".html", ".py")
"""Files that are text, and of which code may print what they hold."""


@dataclass(frozen=True, slots=True)
class Authored:
    """What the audit knows of the author's folders.

    ``shown`` and ``shown_pages`` are the files that public text names, ``own`` and ``own_pages``
    those that private text alone names. ``past`` are pieces of what commands recorded, private and
    public ones; ``folder`` and ``pages_folder`` are where notes and pages lie.
    """

    folder: Path
    pages_folder: Path | None
    notes: Told
    pages: Told
    shown: frozenset[str]
    own: frozenset[str]
    shown_pages: frozenset[str]
    own_pages: frozenset[str]
    past: tuple[tuple[Piece, ...], tuple[Piece, ...]]

    @property
    def public(self) -> tuple[Piece, ...]:
        """What all may read in notes and pages."""
        return (*self.notes.public, *self.pages.public)


def all_written(notes: Path, wishes: Wishes, site: Path) -> Authored:
    """Read the author's folders; ``site`` is none of them, wherever it lies. Never raises."""
    told = read_notes(notes, wishes, apart=(site,))
    folder = wishes.pages
    pages = read_pages(folder, notes) if folder is not None else Told()
    files = (*told.files, *told.closed)
    shown = used(files, (*told.public, *pages.public))
    shown_pages = used(pages.files, (*pages.public, *told.public))
    return Authored(
        notes,
        folder,
        told,
        pages,
        shown,
        used(files, told.private) - shown,
        shown_pages,
        used(pages.files, pages.private) - shown_pages,
        recorded(notes, told),
    )


def private_pieces(all_: Authored, wishes: Wishes) -> Iterator[Piece]:
    """Everything that nobody else may read."""
    yield from all_.notes.private
    yield from all_.pages.private
    yield from all_.past[0]
    for path in sorted(all_.own - {*all_.notes.closed}):
        yield from closed_pieces(path, _bytes(all_.folder / path))
    if all_.pages_folder is not None:
        for path in sorted(all_.own_pages):
            pieces = closed_pieces(path, _bytes(all_.pages_folder / path))
            yield from (replace(piece, place=Place.PAGES) for piece in pieces)
    for name, value in wishes.secrets:
        yield Piece(f"the variable {name} of this computer", "", 0, value, name=True)
    for place, path, raw in _public_files(all_):
        for line in remarks(raw):
            yield Piece("what is written into the picture", path, 1, line, True, place)


def public_texts(all_: Authored) -> Iterator[str]:
    """The public texts of each file in one, since pages put blocks side by side; and names."""
    by_file: dict[tuple[Place, str], list[str]] = {}
    for piece in (*all_.public, *all_.past[1]):
        by_file.setdefault((piece.place, piece.path), []).append(piece.text)
    yield from ("\n\n".join(texts) for texts in by_file.values())
    for _, path, raw in _public_files(all_):
        yield path
        if path.lower().endswith(_TABLES):
            yield from _texts(raw)


def private_files(all_: Authored) -> Iterator[tuple[str, bytes]]:
    """Every file that no page may show: private ones, and those that no public text names."""
    unnamed = (path for path in all_.notes.files if path not in all_.shown)
    paths = dict.fromkeys((*all_.notes.closed, *unnamed, *all_.notes.private_notes))
    for path in paths:
        yield path, _bytes(all_.folder / path)
    yield from packed_files(all_.folder, (*all_.notes.public_notes, *all_.notes.private_notes))
    if all_.pages_folder is not None:
        for path in (*sorted(all_.own_pages), *all_.pages.private_notes):
            yield path, _bytes(all_.pages_folder / path)


def free_files(all_: Authored) -> Iterator[bytes]:
    """Every file that may be published as it is."""
    yield from (raw for _, _, raw in _public_files(all_))
    yield from (_bytes(all_.folder / path) for path in all_.notes.public_notes)
    if all_.pages_folder is not None:
        yield from (_bytes(all_.pages_folder / path) for path in all_.pages.public_notes)


def _public_files(all_: Authored) -> Iterator[tuple[Place, str, bytes]]:
    for path in all_.notes.files:
        if path in all_.shown:
            yield Place.NOTES, path, _bytes(all_.folder / path)
    if all_.pages_folder is not None:
        for path in all_.pages.files:
            if path not in all_.own_pages:
                yield Place.PAGES, path, _bytes(all_.pages_folder / path)


def _texts(raw: bytes) -> Iterator[str]:
    try:
        for part in inside(raw):
            yield "" if is_picture(part.raw) else part.text
    except (TooDeep, MemoryError):
        return


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
