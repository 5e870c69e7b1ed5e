"""The garden's cards as a package for Anki: what is edited here is updated there."""

from __future__ import annotations

from pathlib import Path

from syntopic.memory import digest
from syntopic.model import NotePath
from syntopic.publishing.anki.collecting import anki_notes
from syntopic.publishing.anki.packing import OURS, deck_name, package
from syntopic.publishing.anki.record import NOTHING, Record, dated, parsed
from syntopic.publishing.anki.values import MOMENT, AnkiNote, Media
from syntopic.publishing.images import published
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Site
from syntopic.reading import content
from syntopic.rendering import Context
from syntopic.rendering.review import PACKAGE

__all__ = [
    "MOMENT",
    "OURS",
    "RECORD",
    "AnkiNote",
    "Media",
    "anki_notes",
    "collected",
    "deck_name",
    "package",
    "site_package",
]

RECORD = ".syntopic/anki.json"
"""What the command has recorded, below the notes."""

_LARGEST = 1_000_000
"""Bytes: a package with more pictures is not saved, since that costs more than to pack it."""


def collected(
    context: Context, site: Site, notes: Path, memory: Memory | None = None
) -> tuple[AnkiNote, ...]:
    """The public cards of the garden whose notes lie in the folder ``notes``."""

    def read(path: NotePath) -> bytes | None:
        return published(notes / path)

    return anki_notes(context, site, read, memory)


def site_package(context: Context, site: Site, notes: Path, memory: Memory | None = None) -> bytes:
    """The package to download from the site, made without a clock.

    With the ``memory`` of the same garden it is packed anew only if something in it has changed.
    """
    memory = memory or Memory()
    found, recorded = collected(context, site, notes, memory), content(notes, RECORD) or b""
    size = sum(len(file.content) for note in found for file in note.media)

    def make() -> bytes:
        return package(dated(found, _record(recorded)), site.name)

    # Not the record itself: it may name cards that are private by now.
    made_from = found, digest(recorded), site.name
    return memory.files.of(PACKAGE, made_from, make, saved=size <= _LARGEST)


def _record(recorded: bytes) -> Record:
    """What is recorded; nothing where that cannot be read, which the command says."""
    try:
        return parsed(recorded.decode("utf-8"))
    except ValueError:
        return NOTHING
