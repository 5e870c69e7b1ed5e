"""The garden's cards as a package for Anki: what is edited here is updated there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from syntopic.model import NotePath
from syntopic.publishing.anki.collecting import anki_notes
from syntopic.publishing.anki.packing import OURS, deck_name, package
from syntopic.publishing.anki.record import NOTHING, Record, dated, parsed
from syntopic.publishing.anki.values import MOMENT, AnkiNote, Media
from syntopic.publishing.images import published
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Site
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
    found = dated(collected(context, site, notes, memory), _recorded(notes))
    size = sum(len(file.content) for note in found for file in note.media)
    make = partial(package, found, site.name)
    return memory.files.of(PACKAGE, (found, site.name), make, saved=size <= _LARGEST)


def _recorded(notes: Path) -> Record:
    """What is recorded; nothing where that cannot be read, which the command says."""
    try:
        return parsed((notes / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NOTHING
