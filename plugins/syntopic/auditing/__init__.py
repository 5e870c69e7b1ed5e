"""Proves on the finished site that only what was meant to be published is in it.

It decides for itself what is private, and knows none of the stages that made the site: what they
let through by mistake, it must still find.

`audit` is all that others need: `Wishes` says what it has to know, `Causes` what the build has
recorded (`write_causes`, `read_causes`), and `Report` is what it answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from syntopic.auditing.attachments import used
from syntopic.auditing.causes import Causes, judged, read_causes, site_files, write_causes
from syntopic.auditing.exposed import exposed, pasted, told_by_author
from syntopic.auditing.folders import is_in_private_folder
from syntopic.auditing.leaks import leaks, unread
from syntopic.auditing.phrases import clues
from syntopic.auditing.public import public_texts
from syntopic.auditing.reading import read_notes, read_pages
from syntopic.auditing.records import recorded
from syntopic.auditing.repository import Git, Hidden, in_repository
from syntopic.auditing.search import Marks, marks, search_site
from syntopic.auditing.values import Finding, Piece, Place, Report, Told, Wishes

__all__ = [
    "Causes",
    "Finding",
    "Git",
    "Place",
    "Report",
    "Wishes",
    "audit",
    "read_causes",
    "site_files",
    "write_causes",
]


def audit(
    site: Path, notes: Path, wishes: Wishes, causes: Causes | None, git: Git | None = None
) -> Report:
    """Audit a built site against the notes that it was made of.

    ``site`` is its folder, ``notes`` the folder of the notes, ``causes`` what its build recorded
    (``read_causes``; ``None`` is a finding), ``git`` asks git, without which the repository is not
    looked at. Nothing is written, and nothing of the stages that
    build is used. Never raises for what is in the folders; what cannot be read is a finding.
    """
    files = site_files(site)
    told = read_notes(notes, wishes, apart=(site,))
    pages = read_pages(wishes.pages, notes) if wishes.pages is not None else Told()
    past_private, past_public = recorded(notes, told)
    shown = used((*told.files, *told.closed), (*told.public, *pages.public))
    found = clues(
        (*told.private, *pages.private, *past_private),
        (
            *_joined((*told.public, *past_public)),
            *_joined(pages.public),
            *public_texts(wishes),
            *wishes.allowed,
            *sorted((*shown.difference(told.closed), *pages.files)),
        ),
    )
    hits = search_site(
        site,
        files,
        found,
        _marks(notes, wishes, told, pages, shown),
        _shipped(site, files, wishes),
    )
    public = (*told.public, *pages.public)
    allowed = frozenset(wishes.allowed)
    findings = (
        *judged(site, files, causes),
        *leaks(hits),
        *unread(told, pages),
        *exposed(told_by_author(public, allowed), hits.secrets, allowed),
        *(() if git is None else _in_repository(notes, wishes, told, pages, shown, git)),
        *pasted(public),
    )
    return Report(
        findings,
        tuple((path, causes.texts.get(path, "") if causes else "") for path in files),
        len(told.private_notes) + len(pages.private_notes),
        found.number,
        found.ordinary,
    )


def _in_repository(
    notes: Path, wishes: Wishes, told: Told, pages: Told, shown: frozenset[str], git: Git
) -> Iterator[Finding]:
    """What others can read where the notes are kept, unless nobody else can."""
    if wishes.repository_private:
        return
    own = used((*told.files, *told.closed), told.private) - shown
    below = (path for path in told.closed if is_in_private_folder(path))
    paths = dict.fromkeys((*told.private_notes, *sorted(own), *below))
    hidden = [Hidden(notes / path, path) for path in paths]
    if wishes.pages is not None:
        drafts = pages.private_notes
        hidden += [Hidden(wishes.pages / path, path, Place.PAGES) for path in drafts]
    comments = {piece.path for piece in told.private if piece.what == "a comment"}
    commented = [Hidden(notes / path, path) for path in sorted(comments & {*told.public_notes})]
    yield from in_repository(notes, hidden, commented, git)


def _joined(pieces: tuple[Piece, ...]) -> list[str]:
    """The public texts of each file in one, since pages put blocks side by side."""
    by_path: dict[str, list[str]] = {}
    for piece in pieces:
        by_path.setdefault(piece.path, []).append(piece.text)
    return ["\n\n".join(texts) for texts in by_path.values()]


def _marks(notes: Path, wishes: Wishes, told: Told, pages: Told, shown: frozenset[str]) -> Marks:
    """How the private files are known again, and the public ones."""
    free = [path for path in told.files if path in shown]
    private = (*told.closed, *(path for path in told.files if path not in shown))
    places = [notes / path for path in (*free, *told.public_notes)]
    if wishes.pages is not None:
        places += [wishes.pages / path for path in (*pages.files, *pages.public_notes)]
    return marks(
        ((path, _bytes(notes / path)) for path in dict.fromkeys((*private, *told.private_notes))),
        (_bytes(place) for place in places),
    )


def _shipped(site: Path, files: tuple[str, ...], wishes: Wishes) -> set[str]:
    """Files of the site that are byte for byte those of a program."""
    same = set()
    for place, folder in wishes.shipped:
        start = f"{place}/" if place else ""
        for file in files:
            origin = folder / file.removeprefix(start)
            if file.startswith(start) and origin.is_file():
                same |= {file} if _bytes(site / file) == _bytes(origin) else set()
    return same


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
