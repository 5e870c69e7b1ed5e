"""What commands have recorded in ``.syntopic``, by who may see it now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from syntopic.auditing.folders import RECORDS
from syntopic.auditing.values import Piece, Told
from syntopic.auditing.words import words


def recorded(folder: Path, told: Told) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what commands have recorded, as private and public pieces.

    The text of a note that has become private since is private, the rest of it has been public. The
    reason for which sources differ is as public as the concept that it is about.
    """
    private: list[Piece] = []
    public: list[Piece] = []
    hidden = set(told.private_notes)
    for path, block in _blocks(folder):
        kept = private if block.get("note") in hidden else public
        kept.append(Piece("its recorded text", path, 1, str(block.get("text", ""))))
    known = f" {' '.join(word for one in told.public for word in words(one.text))} "
    for path, entry in _settled(folder):
        said = " ".join(str(entry.get(key, "")) for key in ("concept", "reason"))
        named = f" {' '.join(words(str(entry.get('concept'))))} " in known
        (public if named else private).append(Piece("its recorded text", path, 1, said))
    return tuple(private), tuple(public)


def _blocks(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((folder / RECORDS).rglob("*.json")):
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        found = record.get("blocks") if isinstance(record, dict) else None
        yield from _entries(file.relative_to(folder).as_posix(), found)


def _settled(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    path = f"{RECORDS}/settled.yml"
    try:
        found = yaml.safe_load((folder / path).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        return
    yield from _entries(path, found)


def _entries(path: str, found: Iterable[Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(found, list):
        yield from ((path, one) for one in found if isinstance(one, dict))
