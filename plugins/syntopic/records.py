"""What the commands recorded in ``notes/.syntopic/``; builds only read it.

There are settlements of disagreements, and what each synthesis was written against.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from syntopic.merging import Record, Records
from syntopic.merging.changes import Remembered
from syntopic.model import NotePath, Origin, Problem, Severity
from syntopic.names import slug

FOLDER = ".syntopic"
SETTLED = "settled.yml"
SYNTHESES = "syntheses"


def read_records(notes: Path) -> tuple[Records, tuple[Problem, ...]]:
    """All records; one that cannot be read is an error and counts as missing."""
    problems: list[Problem] = []
    settled: dict[str, str] = {}
    syntheses: dict[str, Record] = {}
    path = notes / FOLDER / SETTLED
    if path.is_file():
        try:
            settled = _settled(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
        except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError):
            problems.append(_unreadable(f"{FOLDER}/{SETTLED}"))
    for file in sorted((notes / FOLDER / SYNTHESES).glob("*.json")):
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            syntheses[kept["concept"]] = _record(kept)
        except (OSError, ValueError, TypeError, KeyError):
            problems.append(_unreadable(f"{FOLDER}/{SYNTHESES}/{file.name}"))
    return Records(settled, syntheses), tuple(problems)


def write_synthesis(notes: Path, concept: str, record: Record) -> Path:
    """Writes what a synthesis is written against; the file's path. Replaces an older record."""
    file = notes / FOLDER / SYNTHESES / f"{slug(concept)}.json"
    kept = {
        "version": 1,
        "concept": concept,
        "blocks": [{"note": block.note, "text": block.text} for block in record.blocks],
    }
    _write(file, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    return file


def write_settled(notes: Path, id_: str, concept: str, reason: str) -> Path:
    """Adds a settlement, or replaces the reason of the one with this id; the file's path."""
    file = notes / FOLDER / SETTLED
    kept: list[dict[str, Any]] = []
    if file.is_file():
        kept = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    kept = [entry for entry in kept if entry.get("id") != id_]
    kept.append({"id": id_, "concept": concept, "reason": reason})
    _write(file, yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100))
    return file


def _settled(entries: list[dict[str, str]]) -> dict[str, str]:
    return {str(entry["id"]): str(entry["reason"]) for entry in entries}


def _record(kept: dict[str, Any]) -> Record:
    return Record(tuple(Remembered(b["note"], b["text"]) for b in kept["blocks"]))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(file)


def _unreadable(path: str) -> Problem:
    return Problem(
        "record-unreadable",
        Severity.ERROR,
        Origin(NotePath(path)),
        "this record of an earlier command cannot be read",
        "Restore it from git, or delete it: what it remembered then counts as unknown.",
    )
