"""What the commands recorded in ``notes/.syntopic/``; builds only read it.

There are settlements of disagreements, and what each synthesis was written against.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection
from itertools import chain, count
from pathlib import Path
from typing import Any

import yaml

from syntopic.merging import Record, Records
from syntopic.merging.changes import Remembered
from syntopic.model import NotePath, Origin, Problem, Severity
from syntopic.names import name_key, slug
from syntopic.reading.comments import shown_value

FOLDER = ".syntopic"
SETTLED = "settled.yml"
SYNTHESES = "syntheses"
DISMISSED = "no-conflict"
"""The key that tells of a settlement that the two passages do not disagree."""


class RecordError(Exception):
    """A record that cannot be read, so that writing it anew would lose what it holds."""


def read_records(notes: Path, private: Collection[str] = ()) -> tuple[Records, tuple[Problem, ...]]:
    """All records; one that cannot be read is an error and counts as missing.

    ``private`` are the paths of notes that are withheld: a record that holds text of one is a hint.
    """
    problems: list[Problem] = []
    settled: dict[str, str | None] = {}
    syntheses: dict[str, Record] = {}
    path = notes / FOLDER / SETTLED
    if path.is_file():
        try:
            settled = {e["id"]: _settlement(e) for e in _settlements(path)}
        except RecordError:
            problems.append(_unreadable(f"{FOLDER}/{SETTLED}"))
    for file in sorted((notes / FOLDER / SYNTHESES).glob("*.json")):
        try:
            concept, record = _synthesis(file)
            syntheses[name_key(concept)] = record
            if _tells_private(notes, record, private):
                problems.append(_private(f"{FOLDER}/{SYNTHESES}/{file.name}", concept))
        except RecordError:
            problems.append(_unreadable(f"{FOLDER}/{SYNTHESES}/{file.name}"))
    return Records(settled, syntheses), tuple(problems)


def write_synthesis(notes: Path, concept: str, record: Record) -> Path:
    """Writes what a synthesis is written against; the file's path. Replaces an older record."""
    file = _synthesis_file(notes / FOLDER / SYNTHESES, concept)
    kept = {
        "version": 1,
        "concept": concept,
        "blocks": [{"note": block.note, "text": block.text} for block in record.blocks],
    }
    _write(file, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    return file


def settlement(notes: Path, id_: str, concept: str, reason: str | None) -> tuple[Path, str]:
    """The file of settlements and what it holds with this one, which may replace an older one.

    Without a reason the two passages do not disagree. RecordError when the settlements so far
    cannot be read: they must stay as they are.
    """
    file = notes / FOLDER / SETTLED
    known = _settlements(file) if file.is_file() else []
    kept = [entry for entry in known if entry["id"] != id_]
    told = {DISMISSED: True} if reason is None else {"reason": reason}
    kept.append({"id": id_, "concept": concept, **told})
    return file, yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _settlement(entry: dict[str, Any]) -> str | None:
    """The reason why two passages differ, or None where they do not; a reason wins."""
    reason = shown_value(entry.get("reason", "")).strip()
    return None if entry.get(DISMISSED) is True and not reason else reason


def _settlements(file: Path) -> list[dict[str, Any]]:
    """The settlements as written, their ids and reasons made texts."""
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8")) or []
        return [_as_texts(entry) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError, RecursionError, yaml.YAMLError) as error:
        raise RecordError(f"{file.name} cannot be read: {error}") from error


def _as_texts(entry: dict[str, Any]) -> dict[str, Any]:
    told = {**entry, "id": str(entry["id"])}
    if entry.get(DISMISSED) is not True or "reason" in entry:
        told["reason"] = str(entry["reason"] or "")
    return told


def _synthesis(file: Path) -> tuple[str, Record]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        told = [(kept["concept"], b["note"], b["text"]) for b in kept["blocks"]]
        if not all(isinstance(text, str) for text in (kept["concept"], *chain(*told))):
            raise TypeError("not a text")
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RecordError(f"{file.name} cannot be read: {error}") from error
    return kept["concept"], Record(tuple(Remembered(note, text) for _, note, text in told))


def _synthesis_file(folder: Path, concept: str) -> Path:
    """The concept's own file: names such as "C" and "C++" share what an address keeps of them."""
    for number in count(1):
        file = folder / f"{slug(concept)}{'' if number == 1 else f'-{number}'}.json"
        try:
            if not file.exists() or name_key(_synthesis(file)[0]) == name_key(concept):
                return file
        except RecordError:
            return file  # nothing in it can be used any more
    raise AssertionError("counting never ends")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(file)


def _tells_private(notes: Path, record: Record, private: Collection[str]) -> bool:
    """Whether a note that is recorded is private by now, where it was or where it was moved to."""
    names = {posixpath.basename(path) for path in private}
    recorded = {block.note for block in record.blocks}
    moved = (p for p in recorded if posixpath.basename(p) in names and not (notes / p).exists())
    return bool(recorded & set(private)) or any(moved)


def _private(path: str, concept: str) -> Problem:
    return Problem(
        "record-private",
        Severity.HINT,
        Origin(NotePath(path)),
        "this record holds text of a note that has become private",
        f'Write it anew, without that text: syntopic reviewed "{concept}"  '
        "If the synthesis is private too, delete the record.",
        private=True,
    )


def _unreadable(path: str) -> Problem:
    return Problem(
        "record-unreadable",
        Severity.ERROR,
        Origin(NotePath(path)),
        "this record of an earlier command cannot be read",
        "Restore it from git, or delete it: what it remembered then counts as unknown.",
    )
