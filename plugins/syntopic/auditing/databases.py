"""What stands in a database, such as the one in a package for Anki."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

_HEAD: Final = b"SQLite format 3\0"


def is_database(raw: bytes) -> bool:
    """Whether a file is an SQLite database, by its first bytes."""
    return raw.startswith(_HEAD)


def database_texts(raw: bytes) -> str:
    """All texts in a database, each on lines of its own; ``sqlite3.Error`` where it is damaged.

    In the file itself a text that is longer than one of its pages lies in pieces.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(raw)
        database.execute("PRAGMA trusted_schema = OFF")
        return "\n".join(_texts(database))


def _texts(database: sqlite3.Connection) -> Iterator[str]:
    database.text_factory = lambda content: content.decode("utf-8", "replace")
    tables = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
    for name, made in tables:
        yield from (text for text in (name, made) if text)
        if made and made.upper().startswith("CREATE TABLE"):
            quoted = name.replace('"', '""')
            for row in database.execute(f'SELECT * FROM "{quoted}"'):
                yield from map(_told, row)


def _told(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
