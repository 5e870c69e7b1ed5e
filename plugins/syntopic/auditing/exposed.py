"""What the author may not have meant to show: keys, people, home directories, pasted pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from syntopic.auditing.findings import error, hint
from syntopic.auditing.origins import pasted_without_origin
from syntopic.auditing.secrets import Suspect, suspects
from syntopic.auditing.values import Finding, Piece, Place

_CODE = "Take it out, and if it opens anything, make it worthless: whoever has read it, has it."
_PERSON = "Take it out, or write it below  audit_allow  in mkdocs.yml if all may know it."


def told_by_author(pieces: Iterable[Piece], allowed: frozenset[str]) -> list[tuple[Piece, Suspect]]:
    """Return what looks like a secret in public text, each with the piece that it stands in."""
    return [(piece, found) for piece in pieces for found in suspects(piece.text, allowed)]


def exposed(
    written: Iterable[tuple[Piece, Suspect]],
    put_out: Mapping[str, Iterable[Suspect]],
    allowed: frozenset[str],
) -> Iterator[Finding]:
    """Yield findings on secrets in the author's texts, and on others that stand in the site alone.

    ``put_out`` are those by file of the site: what code has printed, mostly. Each is told once.
    """
    seen = set(allowed)
    for piece, found in written:
        seen.add(found.text)
        line = piece.line + found.line - 1
        yield _finding(found, piece.place, piece.path, line)
    for path, several in put_out.items():
        for found in several:
            if found.text not in seen:
                seen.add(found.text)
                yield _finding(found, Place.SITE, path, found.line)


def pasted(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """Yield one hint in all on pasted pictures of which no text says where they are from."""
    rows: dict[tuple[Place, str], dict[int, str]] = {}
    for piece in pieces:
        lines = rows.setdefault((piece.place, piece.path), {})
        if not piece.what.startswith("its name"):
            lines.update(enumerate(piece.text.split("\n"), piece.line))
    found = [
        (place, path, row)
        for (place, path), lines in rows.items()
        for row in pasted_without_origin(
            [lines.get(i, "") for i in range(max(lines, default=0) + 1)]
        )
    ]
    if found:
        place, path, row = found[0]
        several = f"{len(found)} pasted pictures do not say where they are from, this one first."
        yield hint(
            "picture-without-origin",
            place,
            path,
            row,
            several if found[1:] else "This pasted picture does not say where it is from.",
            "Say it in the line below (“From chapter 3 of …”, “Drawn by me”), or in the text for "
            "those who cannot see it.",
        )


def _finding(found: Suspect, place: Place, path: str, line: int) -> Finding:
    message = f"This looks like {found.what}, and everybody will be able to read it."
    if found.opens:
        return error("secret-published", place, path, line, message, _CODE)
    return hint("person-published", place, path, line, message, _PERSON)
