"""Proves on the finished site that only what was meant to be published is in it.

It decides for itself what is private, and knows none of the stages that made the site: what they
let through by mistake, it must still find.

`audit` is all that others need; `Wishes` says what it has to know, and `Report` what it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from syntopic.auditing.attachments import used
from syntopic.auditing.causes import site_files, without_cause
from syntopic.auditing.findings import error
from syntopic.auditing.phrases import clues
from syntopic.auditing.public import page_files, public_texts
from syntopic.auditing.reading import read_notes, recorded
from syntopic.auditing.search import Hits, Marks, marks, search
from syntopic.auditing.values import Finding, Piece, Place, Report, Told, Wishes

__all__ = ["Finding", "Place", "Report", "Wishes", "audit"]


def audit(site: Path, notes: Path, wishes: Wishes, causes: Mapping[str, str]) -> Report:
    """Audit a built site against the notes that it was made of.

    ``site`` is its folder, ``notes`` the folder of the notes, ``causes`` what made each file, by
    its path below the site. Nothing is written, and nothing of the stages that build is used. Never
    raises for what is in the folders; what cannot be read or unpacked is a finding.
    """
    told = read_notes(notes, wishes)
    past_private, past_public = recorded(notes, told)
    public = (*told.public, *past_public)
    shown = used((*told.files, *told.closed), told.public)
    found = clues((*told.private, *past_private), _public_texts(notes, wishes, public, shown))
    files = site_files(site)
    hits = search(site, files, found, _marks(notes, wishes, told, shown), _shipped(site, wishes))
    findings = (
        *without_cause(files, causes),
        *_leaks(hits),
        *(_unread(path) for path in told.unread),
    )
    return Report(
        findings,
        tuple((path, causes.get(path, "")) for path in files),
        len(told.private_notes),
        found.number,
        found.ordinary,
    )


def _public_texts(
    notes: Path, wishes: Wishes, public: tuple[Piece, ...], shown: frozenset[str]
) -> Iterator[str]:
    yield from (piece.text for piece in public)
    yield from public_texts(wishes)
    yield from sorted(shown)


def _marks(notes: Path, wishes: Wishes, told: Told, shown: frozenset[str]) -> Marks:
    private = (*told.closed, *(path for path in told.files if path not in shown))
    kept = [path for path in told.files if path in shown]
    public = (file.read_bytes() for file in (*page_files(wishes), *(notes / one for one in kept)))
    return marks(((path, (notes / path).read_bytes()) for path in private), public)


def _shipped(site: Path, wishes: Wishes) -> set[str]:
    """Files of the site that are byte for byte those of a program."""
    same = set()
    for place, folder in wishes.shipped:
        below = site / place
        for file in below.rglob("*") if below.is_dir() else ():
            origin = folder / file.relative_to(below)
            if file.is_file() and origin.is_file() and file.read_bytes() == origin.read_bytes():
                same.add(file.relative_to(site).as_posix())
    return same


def _leaks(hits: Hits) -> Iterator[Finding]:
    for (path, what, line), files in sorted(hits.texts.items()):
        yield error(
            "private-text-published",
            Place.NOTES,
            path,
            line,
            f"Words of {what} are private, and stand in {_some(files)}.",
            "Take them out of the public text that repeats them, or publish the note.",
            sorted(files),
        )
    for path, files in sorted(hits.copies.items()):
        yield error(
            "private-file-published",
            Place.NOTES,
            path,
            1,
            f"No public page uses this file, and it is in {_some(files)}.",
            "Delete the copy, or use the file on a public page.",
            sorted(files),
        )
    for path in hits.closed:
        yield error(
            "file-not-searchable",
            Place.SITE,
            path,
            1,
            "This file cannot be searched to its end, so nothing is proved about it.",
            "Publish what is in it unpacked, or leave it out.",
            (path,),
        )


def _unread(path: str) -> Finding:
    return error(
        "note-not-auditable",
        Place.NOTES,
        path,
        1,
        "This file cannot be read, so its words cannot be searched for.",
        "Check its permissions.",
    )


def _some(files: set[str]) -> str:
    first, *more = sorted(files)
    return first if not more else f"{first} and {len(more)} more"
