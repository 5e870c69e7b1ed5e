"""``.syntopic/urls.json`` in the notes folder: builds read it, commands write it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from syntopic.model import NotePath, Origin, Problem, Severity
from syntopic.publishing.addresses.values import PageAddress, Record

URLS = NotePath(".syntopic/urls.json")
_VERSION = 1
_SAFE = re.compile(r"(?!/)(?:(?!\.\.?(?:/|$))[^/\\\x00-\x1f\x7f#?:]+/?)*")


def read_record(notes: Path) -> tuple[Record | None, tuple[Problem, ...]]:
    """What was recorded; None where nothing was. What cannot be read is an error, and None."""
    file = notes / URLS
    if not file.is_file():
        return None, ()
    try:
        return _record(json.loads(file.read_text(encoding="utf-8"))), ()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, (_unreadable(),)


def write_record(notes: Path, record: Record) -> Path:
    """Writes the record in place of an older one, at once; the file's path."""
    file = notes / URLS
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_text(as_text(record), encoding="utf-8", newline="\n")
    partial.replace(file)
    return file


def as_text(record: Record) -> str:
    """The record as a file, in an order of its own: one line per page, for readable histories."""
    pages = sorted(record.pages, key=lambda page: page.url)
    listed = [
        {"url": p.url, "name": p.name, "notes": sorted(p.notes)}
        | ({"first": p.first} if p.first else {})
        for p in pages
    ]
    lines = ",\n".join(f"  {json.dumps(page, ensure_ascii=False)}" for page in listed)
    redirects = json.dumps(dict(sorted(record.redirects.items())), ensure_ascii=False, indent=2)
    return (
        f'{{\n "version": {_VERSION},\n "pages": [\n{lines}\n ],\n'
        f' "redirects": {redirects.replace(chr(10), chr(10) + " ")}\n}}\n'
    )


def is_address(url: Any) -> bool:
    """Whether a value is an address below the site: it can leave its folder in no way."""
    return isinstance(url, str) and bool(_SAFE.fullmatch(url))


def _record(told: Mapping[str, Any]) -> Record:
    if told["version"] != _VERSION:
        raise ValueError("made by a later version")
    redirects = {old: new for old, new in told["redirects"].items() if _leads(old, new)}
    if len(redirects) != len(told["redirects"]):
        raise ValueError("an address that leads out of the site")
    return Record(tuple(map(_page, told["pages"])), redirects)


def _leads(old: Any, new: Any) -> bool:
    page, _, _ = str(new).partition("#")
    return bool(old) and is_address(old) and isinstance(new, str) and is_address(page)


def _page(told: Mapping[str, Any]) -> PageAddress:
    url, name, notes = told["url"], told["name"], told["notes"]
    if not (url and is_address(url) and isinstance(name, str)):
        raise TypeError("not an address")
    if not (isinstance(notes, list) and all(isinstance(path, str) for path in notes)):
        raise TypeError("not a list of notes")
    first = told.get("first", "")
    if first and not is_address(first):
        raise TypeError("not an address")
    return PageAddress(url, name, tuple(map(NotePath, notes)), first=first)


def _unreadable() -> Problem:
    return Problem(
        "record-unreadable",
        Severity.ERROR,
        Origin(URLS),
        "the record of published addresses cannot be read, so no old address leads to its page",
        "Restore it from git, or delete it: it is then begun anew by: syntopic accept-urls",
    )
