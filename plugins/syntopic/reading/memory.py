"""What reading a notes folder has found, kept for the next time."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from syntopic.memory import Last, Lasts
from syntopic.memory.files import Look, look
from syntopic.model import Note, Source
from syntopic.reading.notes import Opened, open_note
from syntopic.reading.placing import placed
from syntopic.reading.privacy import Why
from syntopic.reading.sources import known_as
from syntopic.reading.tree import Listings, unreadable_file


class Asked(NamedTuple):
    """What becomes of a file is made from: its content, and what the configuration says of it."""

    text: str
    execute: bool
    opt_in: bool
    drafts: bool


class Entry(NamedTuple):
    """What a register is read from: its path and its content."""

    path: str
    text: str


class Seen(NamedTuple):
    """How a file looked when it was read, and what it held."""

    look: Look
    digest: str


MANY = 50
"""Files that came to rest since they were read, from which on it is worth to save how they look."""


@dataclass(slots=True)
class Memory:
    """What is kept of one notes folder; only what is public is ever saved.

    ``opened`` is what became of each file, ``placed`` the notes with their source, ``notes`` the
    notes as the folder makes them,
    ``registers`` what ``sources.yml`` and ``syllabus.yml`` say. ``names`` are what private notes
    call themselves, ``named`` the files that a text names. ``seen`` spares reading a file again;
    ``now`` is when reading began. ``rested`` tells that many more files need not be read again.
    ``listings`` spares listing a folder again; it is not saved.
    """

    opened: Lasts[str, Opened] = field(default_factory=Lasts)
    notes: Lasts[str, Note] = field(default_factory=Lasts)
    registers: Lasts[str, Any] = field(default_factory=Lasts)
    names: Lasts[str, tuple[str, ...]] = field(default_factory=Lasts)
    named: Lasts[str, tuple[str, ...]] = field(default_factory=Lasts)
    seen: dict[str, Seen] = field(default_factory=dict)
    placed: Lasts[str, Note] = field(default_factory=Lasts)
    clock: Callable[[], int] = time.time_ns
    now: int = 0
    rested: bool = False
    listings: Listings = field(default_factory=Listings)
    _sees: dict[str, Seen] = field(default_factory=dict)

    def begin(self) -> None:
        """Begins to read."""
        self.now, self._sees = self.clock(), {}
        for kept in self._kept:
            kept.begin()

    def open(self, folder: Path, path: str, asked: Asked) -> Opened:
        """What became of a file; ``asked`` has no text yet."""
        seen, now = self.seen.get(path), look(f"{folder}{os.sep}{path}", self.now)
        last = self.opened.last(path)
        if seen is not None and seen.look == now:
            found = last.kept(Asked(seen.digest, *asked[1:]))
            if found is not None:
                self._sees[path] = seen
                return found
        raw = content(folder, path)
        if raw is None:
            self.opened.drop(path)
            return Opened(None, (unreadable_file(path),), withheld=Why.UNREADABLE)
        asked = asked._replace(text=digest(raw))
        if now is not None:
            self._sees[path] = Seen(now, asked.text)

        def opened() -> Opened:
            _, execute, opt_in, drafts = asked
            return open_note(path, raw, execute=execute, opt_in=opt_in, drafts=drafts)

        return last.of(asked, opened)

    def known_as(self, sources: tuple[Source, ...]) -> Mapping[str, str]:
        """The keys of sources by all their names, those of private ones too."""
        known: dict[str, str] = self.registers.of(
            "known", sources, partial(known_as, sources), saved=False
        )
        return known

    def place(self, note: Note, known: Mapping[str, str]) -> Note:
        """The note with its source, by the names that sources are ``known`` by."""
        return self.placed.of(note.path, (note, known), partial(placed, note, known), saved=False)

    def forget(self, public: Collection[str]) -> None:
        """Ends reading: forgets what is gone, and lets nothing be saved that is not ``public``."""
        self.rested = len(self._sees) > len(self.seen) + MANY
        self.seen = self._sees
        for path, last in self.opened.asked.items():
            last.saved = path in public or _is_nothing(last)
        for kept in self._kept:
            kept.forget()

    @property
    def _kept(self) -> tuple[Lasts[str, Any], ...]:
        return self.opened, self.placed, self.notes, self.registers, self.names, self.named

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        saved = {path for path, last in self.opened.known.items() if last.saved}
        seen = {path: seen for path, seen in self.seen.items() if path in saved}
        names = Lasts[str, tuple[str, ...]]()
        return Memory, (self.opened, self.notes, self.registers, names, self.named, seen)


def _is_nothing(last: Last[Opened]) -> bool:
    """Whether a file is neither a note nor private, such as an empty one: nobody may mind it."""
    return last.made is not None and last.made[1] == Opened(None)


def content(folder: Path, path: str) -> bytes | None:
    """A file's content; None where it cannot be read."""
    try:
        with open(f"{folder}{os.sep}{path}", "rb") as file:
            return file.read()
    except OSError:
        return None


def digest(raw: bytes) -> str:
    """Tells contents apart."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
