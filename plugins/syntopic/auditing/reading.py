"""The audit's own reading of the author's folders: which text is private, and which is public.

It shares nothing with the stages that build the site, so that a slip of theirs is not a slip here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from syntopic.auditing.decoding import text_of
from syntopic.auditing.documents import (
    Document,
    closed_pieces,
    document,
    private_pieces,
    public_pieces,
)
from syntopic.auditing.folders import RECORDS, Listed, is_script, is_text, listed, never_note
from syntopic.auditing.registers import Register, register
from syntopic.auditing.values import Piece, Place, Told, Wishes
from syntopic.names import name_key

_COPY = re.compile(r"(?:~|\.(?:bak|orig|old|save|swp|tmp|backup|rej))$", re.IGNORECASE)
REGISTERS = ("sources.yml", "sources.yaml", "syllabus.yml", "syllabus.yaml")


def read_notes(folder: Path, wishes: Wishes, apart: tuple[Path, ...] = ()) -> Told:
    """Read a notes folder. Never raises: what cannot be opened is ``unread``.

    Neither the folders that are ``apart`` nor that of hand-written pages holds notes.
    """
    aside = (*apart, *filter(None, (wishes.pages,)))
    found = [one for one in listed(folder, wishes.exclude, aside) if _is_of_notes(one)]
    read = {one.path: _bytes(folder / one.path) for one in found}
    registers = tuple(_registers(found, read))
    sources = {name_key(name): hidden for one in registers for name, hidden in one.sources}
    private: list[Piece] = [piece for one in registers for piece in one.hidden]
    public: list[Piece] = [piece for one in registers for piece in one.shown]
    kinds: dict[str, list[str]] = {kind: [] for kind in ("private", "public", "closed", "files")}
    for one in found:
        raw = read[one.path]
        if raw is not None and not one.private and _left_by_editor(one.path, raw, wishes, sources):
            one = Listed(one.path, private=True)
        if raw is None or (one.path in REGISTERS and not one.private):
            continue
        if one.private:
            private += closed_pieces(one.path, raw)
            kinds["closed"].append(one.path)
            kinds["private"] += [one.path] if is_text(one.path) and raw.strip() else []
            continue
        note = document(one.path, raw)
        if note is None or not (note.cells or note.front.private):
            kinds["files"] += [] if is_text(one.path) else [one.path]
        elif _is_private(note, wishes, sources):
            private += private_pieces(note)
            kinds["private"].append(one.path)
        else:
            shown, hidden = public_pieces(note)
            public += shown
            private += hidden
            kinds["public"].append(one.path)
    return Told(
        tuple(private),
        tuple(public),
        tuple(kinds["private"]),
        tuple(kinds["public"]),
        tuple(kinds["closed"]),
        tuple(kinds["files"]),
        tuple(path for path, raw in read.items() if raw is None),
    )


def read_pages(folder: Path, notes: Path) -> Told:
    """Read the pages that are written by hand; notes that lie in their folder are none of them."""
    private: list[Piece] = []
    public: list[Piece] = []
    kinds: dict[str, list[str]] = {kind: [] for kind in ("private", "public", "files", "unread")}
    inside = notes.resolve()
    for one in listed(folder, ()):
        if (folder / one.path).resolve().is_relative_to(inside):
            continue
        raw = _bytes(folder / one.path)
        page = document(one.path, raw, Place.PAGES) if raw and is_text(one.path) else None
        if raw is None:
            kinds["unread"].append(one.path)
        elif page is None:
            kinds["files"].append(one.path)
        elif page.front.private:
            private += private_pieces(page)
            kinds["private"].append(one.path)
        else:
            shown, hidden = public_pieces(page)
            public += shown
            private += hidden
            kinds["public"].append(one.path)
    return Told(
        tuple(private),
        tuple(public),
        tuple(kinds["private"]),
        tuple(kinds["public"]),
        files=tuple(kinds["files"]),
        unread=tuple(kinds["unread"]),
    )


def packed_files(folder: Path, notes: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed into notebooks and shown by none of their cells, by the notes' paths."""
    for path in notes:
        if path.lower().endswith(".ipynb"):
            note = document(path, _bytes(folder / path) or b"")
            yield from ((path, raw) for raw in (note.rows.packed if note else ()))


def _left_by_editor(path: str, raw: bytes, wishes: Wishes, sources: Mapping[str, bool]) -> bool:
    """Tell whether a file is an editor's copy of a private note, beside it or instead of it."""
    stem = _COPY.sub("", path)
    if stem == path or not (is_text(stem) or is_script(stem)):
        return False
    note = document(stem, raw)
    return is_text(stem) or (note is not None and _is_private(note, wishes, sources))


def _registers(found: Iterable[Listed], read: Mapping[str, bytes | None]) -> Iterator[Register]:
    for one in found:
        raw = read[one.path]
        if one.path in REGISTERS and not one.private and raw is not None:
            yield register(one.path, text_of(raw))


def _is_of_notes(one: Listed) -> bool:
    """Without what commands recorded, and texts that are no notes wherever they lie."""
    apart = never_note(one.path) and (is_text(one.path) or is_script(one.path))
    return not one.path.startswith(f"{RECORDS}/") and (one.private or not apart)


def _is_private(note: Document, wishes: Wishes, sources: Mapping[str, bool]) -> bool:
    if note.front.private or (wishes.opt_in and not note.front.published and note.cells):
        return True
    if name_key(note.source) in sources:
        return sources[name_key(note.source)]
    folders = map(name_key, reversed(note.path.split("/")[:-1]))
    return next((sources[folder] for folder in folders if folder in sources), False)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
