"""A withheld note as Markdown, for questions that only its author hears the answer to."""

from __future__ import annotations

from syntopic.model import Note, NotePath
from syntopic.reading.decoding import decode
from syntopic.reading.formats import cells
from syntopic.reading.formats.notebooks import NotANotebook
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.kinds import format_of
from syntopic.reading.notes import head_of, open_note, pieces_of


def private_note(path: NotePath, raw: bytes) -> Note | None:
    """The text of a private note, its comments included; None where it cannot be read.

    Nothing of it may leave the command line. Never raises.
    """
    rows, _ = decode(path, raw)
    kind = format_of(path)
    try:
        pieces = pieces_of(path, kind, rows)[0] if any(map(str.strip, rows)) else ()
    except NotANotebook:
        return None
    if not pieces:
        return None
    head = head_of(pieces)
    body = split_front_matter(head.rows).body
    if body and head in pieces:
        at = pieces.index(head)
        pieces = (*pieces[:at], head.after(body), *pieces[at + 1 :])
    written = cells.write(pieces, None)
    text = "".join(f"{row}\n" for row in written.rows)
    return Note(path, kind, text, written.numbers)


def runnable_note(path: NotePath, raw: bytes, *, execute: bool) -> Note | None:
    """A private note as it would be if it were public, for running its code by hand.

    None where it cannot be read. Nothing of it, or of what its code puts out, may be recorded or
    published. Never raises.
    """
    return open_note(path, raw, execute=execute, own=True).note
