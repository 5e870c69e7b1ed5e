"""What the search has found, as findings that name both files and quote nothing private."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from syntopic.auditing.findings import error
from syntopic.auditing.phrases import Phrase
from syntopic.auditing.search import Hits
from syntopic.auditing.values import Finding, Piece, Place, Told


def leaks(hits: Hits) -> Iterator[Finding]:
    """Yield what forbids publishing, private texts first, by file and line."""
    yield from _texts(hits)
    for path, files in sorted(hits.copies.items()):
        yield error(
            "private-file-published",
            Place.NOTES,
            path,
            1,
            f"This file is private, or no public text names it, and a copy is in {some(files)}.",
            "Take it out of the page that shows it; or name it in a public note.",
            sorted(files),
        )
    for path, told in sorted(hits.personal.items()):
        yield error(
            "picture-tells",
            Place.SITE,
            path,
            1,
            f"What is written into this picture beside it tells {' and '.join(told)}.",
            "Save the picture without its metadata and build again.",
            (path,),
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


def unread(*folders: Told) -> Iterator[Finding]:
    """Yield a finding for each of the author's files that could not be read."""
    for told, place in zip(folders, (Place.NOTES, Place.PAGES), strict=False):
        for path in told.unread:
            yield error(
                "file-not-auditable",
                place,
                path,
                1,
                "This file cannot be read, so its words cannot be searched for.",
                "Check its permissions.",
            )


def some(files: Iterable[str]) -> str:
    """The first of some files, and how many more there are."""
    first, *more = sorted(files)
    return first if not more else f"{first} and {len(more)} more"


def _texts(hits: Hits) -> Iterator[Finding]:
    """One finding for each line of the author's, whatever of it was found."""
    lines: dict[tuple[Place, str, int], list[tuple[Piece, set[tuple[str, Phrase]]]]] = defaultdict(
        list
    )
    for piece, met in hits.texts.items():
        lines[piece.place, piece.path, piece.line].append((piece, met))
    for (place, path, line), found in sorted(lines.items()):
        what = " and ".join(sorted({piece.what for piece, _ in found}))
        shown = sorted({file for _, met in found for file, _ in met})
        words = sorted({" ".join(phrase) for _, met in found for _, phrase in met})
        yield error(
            "private-text-published",
            place,
            path,
            line,
            f"Words of {what} are private, and stand in {some(shown)}.",
            "Take them out of the page that says them, or make this public; if the page says them "
            "by chance, list them below  audit_allow  in mkdocs.yml.",
            shown,
            words,
        )
