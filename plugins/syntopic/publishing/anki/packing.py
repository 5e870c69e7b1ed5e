"""Anki notes as the bytes of a package that Anki imports.

A package is a ZIP of an SQLite database in the form that all versions of Anki read (schema 11) and
of the files that cards show, under numbers, with a list of their names. The same notes give the
same bytes: no clock is asked, and nothing is written to a disk on the way.
"""

from __future__ import annotations

import hashlib
import html
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from itertools import count
from typing import Final

from syntopic.publishing.anki.note_types import CHANGED, fields_of, note_types, type_of
from syntopic.publishing.anki.values import AnkiNote

OURS: Final = b"An Anki package of Syntopic"
"""How the archive's comment begins, by which a command knows what it may replace."""

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The first that an archive can name."""


def package(notes: Sequence[AnkiNote], site: str, made_by: str = "") -> bytes:
    """The package of these notes, new cards in their order; its decks lie in one named ``site``.

    ``made_by`` stands in the archive's comment, where no other program looks.
    """
    media = {file.name: file.content for note in notes for file in note.media}
    listed = {str(number): name for number, name in enumerate(sorted(media))}
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _put(archive, "collection.anki2", _collection(notes, site))
        _put(archive, "media", json.dumps(listed).encode())
        for number, name in listed.items():
            _put(archive, number, media[name])
        archive.comment = OURS + made_by.encode()
    return made.getvalue()


def deck_name(site: str, area: str) -> str:
    """The deck of an area's cards, which lies in that of the site; nothing else makes decks."""
    return "::".join(" ".join(name.replace("::", ": ").split()) for name in (site, area) if name)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _collection(notes: Sequence[AnkiNote], site: str) -> bytes:
    import genanki  # slow to import, and needed only where cards have changed

    with closing(sqlite3.connect(":memory:")) as database:
        cursor = database.cursor()
        genanki.Package([]).write_to_db(cursor, CHANGED, count())
        types = note_types()
        decks = dict.fromkeys(deck_name(site, note.area) for note in notes)
        for name in decks:
            deck = genanki.Deck(_number(name), name)
            for one in types.values():
                deck.add_model(one)
            deck.write_to_db(cursor, CHANGED, count())
        for due, (note, first) in enumerate(_numbered(notes), start=1):
            made = genanki.Note(
                types[type_of(note)],
                fields_of(note, html.escape),
                tags=[note.tag],
                guid=note.guid,
                due=due,
            )
            deck_id = _number(deck_name(site, note.area))
            made.write_to_db(cursor, note.changed, deck_id, count(first))
        database.commit()
        return database.serialize()


def _numbered(notes: Sequence[AnkiNote]) -> Iterator[tuple[AnkiNote, int]]:
    """Each note with a number that leaves room for its cards: the millisecond that Anki wants.

    Anki finds notes by their guid, so a number may be another one in the next package.
    """
    taken: set[int] = set()
    for note in notes:
        second = next(s for s in count(note.changed) if s not in taken)
        taken.add(second)
        yield note, second * 1000


def _number(name: str) -> int:
    """A deck's number; Anki knows decks by their names."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % (1 << 30)
