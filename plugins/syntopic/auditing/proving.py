"""Puts together what an audit finds: causes, leaks, what is exposed, what the repository shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from syntopic.auditing.authored import (
    Authored,
    all_written,
    free_files,
    private_files,
    private_pieces,
    public_texts,
)
from syntopic.auditing.causes import Causes, judged, site_files
from syntopic.auditing.exposed import exposed, pasted, told_by_author
from syntopic.auditing.folders import is_in_private_folder
from syntopic.auditing.leaks import leaks, unread
from syntopic.auditing.phrases import clues
from syntopic.auditing.public import texts_of_programs
from syntopic.auditing.repository import Git, Hidden, in_repository
from syntopic.auditing.search import marks, search_site
from syntopic.auditing.values import Finding, Place, Report, Wishes


def proved(
    site: Path, notes: Path, wishes: Wishes, causes: Causes | None, git: Git | None
) -> Report:
    """What is found in a built site, beside the notes that it was made of."""
    files = site_files(site)
    written = all_written(notes, wishes, site)
    found = clues(
        private_pieces(written, wishes),
        (*public_texts(written), *texts_of_programs(wishes), *wishes.allowed),
    )
    known = marks(private_files(written), free_files(written))
    hits = search_site(site, files, found, known, _shipped(site, files, wishes))
    allowed = frozenset(wishes.allowed)
    findings = (
        *judged(site, files, causes),
        *leaks(hits),
        *unread(written.notes, written.pages),
        *exposed(told_by_author(written.public, allowed), hits.secrets, allowed),
        *(() if git is None or wishes.repository_private else _in_repository(written, git)),
        *pasted(written.public),
    )
    return Report(
        findings,
        tuple((path, causes.texts.get(path, "") if causes else "") for path in files),
        len(written.notes.private_notes) + len(written.pages.private_notes),
        found.number,
        found.ordinary,
    )


def _in_repository(written: Authored, git: Git) -> Iterator[Finding]:
    """What others can read where the notes are kept."""
    notes, pages = written.notes, written.pages
    below = (path for path in notes.closed if is_in_private_folder(path))
    paths = dict.fromkeys((*notes.private_notes, *sorted(written.own), *below))
    hidden = [Hidden(written.folder / path, path) for path in paths]
    if written.pages_folder is not None:
        drafts = (*pages.private_notes, *sorted(written.own_pages))
        hidden += [Hidden(written.pages_folder / path, path, Place.PAGES) for path in drafts]
    comments = {piece.path for piece in notes.private if piece.what == "a comment"}
    commented = sorted(comments & {*notes.public_notes})
    remarks = [Hidden(written.folder / path, path) for path in commented]
    yield from in_repository(written.folder, hidden, remarks, git)


def _shipped(site: Path, files: tuple[str, ...], wishes: Wishes) -> set[str]:
    """Files of the site that are byte for byte those of a program."""
    same = set()
    for place, folder in wishes.shipped:
        start = f"{place}/" if place else ""
        for file in files:
            origin = folder / file.removeprefix(start)
            if file.startswith(start) and origin.is_file():
                with suppress(OSError):
                    same |= {file} if (site / file).read_bytes() == origin.read_bytes() else set()
    return same
