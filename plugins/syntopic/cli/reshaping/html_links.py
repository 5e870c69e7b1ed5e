"""Links that are written in HTML: they are told, and not changed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.link_renaming import Renaming, meant_path
from syntopic.cli.reshaping.opened_notes import OpenNote
from syntopic.model import NotePath
from syntopic.parsing import split_target

_HREF = re.compile(r"<a\s[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)


def told_links(place: Place, notes: Sequence[OpenNote], renaming: Renaming) -> Iterator[str]:
    """Where a note links in HTML to a file that gets another name, one line for each."""
    for note in notes if renaming.moves else ():
        for prose in note.sheet.prose:
            for found in _HREF.finditer(prose.text):
                target, _ = split_target(found[1] or found[2] or found[3] or "")
                moved = renaming.moves.get(NotePath(_meant(note.path, target, renaming)))
                edit = prose.edit(*found.span(), "") if moved is not None else None
                if moved is not None and edit is not None:
                    where = f"{place.shown(note.path)}:{note.sheet.line(edit)}"
                    name = posixpath.basename(moved)
                    yield f"{where} links to {target} in HTML; write {name} there by hand."


def _meant(origin: NotePath, target: str, renaming: Renaming) -> str:
    return meant_path(origin, target, renaming, wiki=False) if target else ""
