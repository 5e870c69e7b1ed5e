"""What builds keep: pieces of bytes under a key, in one bounded file.

A store never raises and never gives back anything but what was put under the same key: a piece
that is damaged, or a file that cannot be read, is as if nothing were there. Pieces are written in
whole transactions, so that a kill loses the last of them and harms none. The name of the file
holds the version of its form, so that an older or newer release does not meet it.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs_quickbuild.folder import file_in, is_damage, mark, remove

DAY = 86_400
BATCH_BYTES = 8 << 20  # a crash loses at most this much work, and memory holds no more
_CHECK = 16
_FORGOTTEN = "user_version"
"""SQLite's number that is the application's: 1 from when something is forgotten until the file is
written anew, whoever does it."""

_TABLE = """
create table if not exists piece (
  key blob primary key, used integer not null, size integer not null, value blob not null
);
create index if not exists by_use on piece (used, size);
"""


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for these parts and where each ends."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.digest()


def place_of(kind: str, key: bytes) -> bytes:
    """Under what the piece of this kind and key is kept."""
    return digest(kind.encode(), key)


class Store:
    """Pieces below `folder`, at most `max_bytes` of them, unused ones for at most `max_days`.

    `now` is the time of this build in seconds; it decides only what is thrown away. For
    `patience` seconds another process that writes is waited for. A `forgetful` store keeps after
    `forget` only what this build has put or found of use, and of all else no byte in the file.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int = 1 << 30,
        max_days: int = 60,
        now: float | None = None,
        patience: float = 5,
        forgetful: bool = False,
    ) -> None:
        self.folder = folder
        self.complaint: str | None = None
        self.pending: dict[bytes, bytes] = {}
        self.forgetful = forgetful
        self._used: set[bytes] | None = set() if forgetful else None
        self._forgets = False
        self._patience = patience
        self._max_bytes = max_bytes
        self._max_days = max_days
        self._most_pending: float = BATCH_BYTES
        self._today = int((time.time() if now is None else now) // DAY)
        self._stale: set[bytes] = set()
        self._pending_bytes = 0
        self._database = self._open()

    def get(self, kind: str, key: bytes) -> bytes | None:
        """The piece of this kind under this key, or None if there is any doubt about it.

        It counts as used, unless `reject` says that it was of no use.
        """
        whole = place_of(kind, key)
        if (value := self.pending.get(whole)) is not None:
            self._use(whole)
            return value
        row = self._row(whole)
        if row is None:
            return None
        used, stored = row
        value = bytes(stored[_CHECK:])
        if stored[:_CHECK] != digest(whole, value):
            return None
        if used != self._today:
            self._stale.add(whole)
        self._use(whole)
        return value

    def reject(self, kind: str, key: bytes) -> None:
        """Take back that a piece is of use, also one that was just put."""
        if self._used is not None:
            whole = place_of(kind, key)
            self._used.discard(whole)
            self.pending.pop(whole, None)

    def touch(self, kind: str, key: bytes) -> None:
        """Say that a piece is of use, if there is one, without looking at it."""
        if self._used is not None:
            self._used.add(place_of(kind, key))

    def _use(self, whole: bytes) -> None:
        if self._used is not None:
            self._used.add(whole)

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep a piece; it is on disk after the next `flush`, if there is room."""
        whole = place_of(kind, key)
        self._use(whole)
        self._pend(whole, value)

    def _pend(self, whole: bytes, value: bytes) -> None:
        self._pending_bytes += len(value)
        self.pending[whole] = value
        if self._pending_bytes > self._most_pending:
            self.flush()

    def taken(self) -> list[tuple[bytes, bytes]]:
        """What was put since the last time, in a process that has left the file to another."""
        pieces, self.pending = list(self.pending.items()), {}
        return pieces

    def take_over(self, pieces: Iterable[tuple[bytes, bytes]]) -> set[bytes]:
        """Keep pieces that another process has put into its own copy of this store; their places.

        None of them counts as used before it is asked for.
        """
        places = set()
        for whole, value in pieces:
            self._pend(whole, value)
            places.add(whole)
        return places

    def flush(self) -> None:
        """Write what was put since the last time, and note what was used; whole or not at all."""
        if self._database is not None and (self.pending or self._stale):
            self._guarded(self._write)
        self.pending = {}
        self._stale = set()
        self._pending_bytes = 0

    def forget(self) -> None:
        """Whatever was of no use up to here goes when the store is closed, if it is forgetful."""
        self._forgets = self.forgetful

    def close(self) -> None:
        """Write, throw away what is too old or too much, and let go of the file."""
        self.flush()
        if self._database is not None:
            self._guarded(self._shrink)
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._tidy(self._database)
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def forget_file(self) -> None:
        """Leave the file to another process: after a fork, only one may write to it.

        What is put from now on stays in `pending`, for that process to take over.
        """
        self._database = None
        self._most_pending = math.inf
        self.pending = {}

    def _open(self) -> sqlite3.Connection | None:
        try:
            mark(self.folder)
        except OSError as error:
            self._complain(error)
            return None
        for attempt in range(2):
            try:
                return self._connected()
            except Exception as error:  # a damaged file makes more than SQLite complain
                if attempt or not is_damage(error):
                    self._complain(error)
                    return None
                remove(self.folder)
        return None

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(
            file_in(self.folder),
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            database.execute("pragma auto_vacuum = incremental")
            database.execute("pragma journal_mode = wal")
            database.execute("pragma synchronous = normal")
            if self.forgetful:
                database.execute("pragma secure_delete = on")
            database.executescript(_TABLE)
        except BaseException:
            database.close()
            raise
        return database

    def _row(self, whole: bytes) -> tuple[int, bytes] | None:
        if self._database is None:
            return None
        try:
            found = self._database.execute("select used, value from piece where key = ?", (whole,))
            row = found.fetchone()
        except Exception as error:  # a damaged file makes more than SQLite complain
            self._lose(error)
            return None
        return row if row is not None and isinstance(row[1], bytes) else None

    def _guarded(self, change: Callable[[sqlite3.Connection], None]) -> None:
        assert self._database is not None
        try:
            self._database.execute("begin immediate")
            change(self._database)
            self._database.execute("commit")
        except Exception as error:  # a damaged file makes more than SQLite complain
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("rollback")
            self._lose(error)

    def _write(self, database: sqlite3.Connection) -> None:
        known = "select 1 from piece where key = ?"
        if self.forgetful and any(database.execute(known, (k,)).fetchone() for k in self.pending):
            database.execute(f"pragma {_FORGOTTEN} = 1")  # what another piece replaces
        database.executemany(
            "insert or replace into piece values (?, ?, ?, ?)",
            (
                (whole, self._today, len(value), digest(whole, value) + value)
                for whole, value in self.pending.items()
            ),
        )
        database.executemany(
            "update piece set used = ? where key = ?", ((self._today, key) for key in self._stale)
        )

    def _shrink(self, database: sqlite3.Connection) -> None:
        database.execute("delete from piece where used < ?", (self._today - self._max_days,))
        if self._forgets and self._used is not None:
            kept = (key for (key,) in database.execute("select key from piece"))
            gone = [(key,) for key in kept if key not in self._used]
            database.executemany("delete from piece where key = ?", gone)
            if gone:
                database.execute(f"pragma {_FORGOTTEN} = 1")
        (total,) = database.execute("select coalesce(sum(size), 0) from piece").fetchone()
        if total > self._max_bytes:
            self._make_room(database, total - self._max_bytes * 9 // 10)

    def _tidy(self, database: sqlite3.Connection) -> None:
        """Give back room; where something was forgotten, by writing the whole file anew.

        SQLite clears what is deleted, and not what it leaves behind where it moves pieces about.
        """
        (is_due,) = database.execute(f"pragma {_FORGOTTEN}").fetchone()
        if self.forgetful and is_due:
            database.execute("vacuum")
            database.execute(f"pragma {_FORGOTTEN} = 0")
        else:
            database.executescript("pragma incremental_vacuum")  # steps through it all

    def _make_room(self, database: sqlite3.Connection, excess: int) -> None:
        gone = []
        for key, size in database.execute("select key, size from piece order by used"):
            if excess <= 0:
                break
            gone.append((key,))
            excess -= size
        database.executemany("delete from piece where key = ?", gone)

    def _lose(self, error: Exception) -> None:
        """Go on without the file; one that is damaged is removed, for the next build."""
        self._complain(error)
        if self._database is not None and is_damage(error):
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None
            remove(self.folder)

    def _complain(self, error: Exception) -> None:
        if self.complaint is None:
            self.complaint = f"{file_in(self.folder)}: {error}"
