"""What private notes call themselves, so that a link by such a name is known to mean one."""

from __future__ import annotations

import re

from syntopic.model import FrontMatter
from syntopic.reading.decoding import decode
from syntopic.reading.fields import read_fields
from syntopic.reading.formats.notebooks import NotANotebook
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.kinds import format_of
from syntopic.reading.notes import head_of, pieces_of

_HEADING = re.compile(r" {0,3}#[ \t]+(.+?)[ \t#]*")


def private_names(path: str, raw: bytes) -> tuple[str, ...]:
    """Return the title, the concepts and the aliases of a note, for its author's eyes only.

    The heading that a note begins with names it, too. Nothing where a file cannot be read. Never
    raises.
    """
    rows, _ = decode(path, raw)
    try:
        pieces = pieces_of(path, format_of(path), rows)[0] if any(map(str.strip, rows)) else ()
    except NotANotebook:
        return ()
    head = head_of(pieces)
    split = split_front_matter(head.rows)
    try:
        front, _ = read_fields(path, split.node, head.numbers)
    except RecursionError:
        front = FrontMatter()
    begins = next((row for row in head.rows[split.body :] if row.strip()), "")
    heading = _HEADING.fullmatch(begins)
    said = (front.title, front.concept, *front.concept_headings, *front.aliases)
    return tuple(dict.fromkeys(filter(None, (*said, heading[1] if heading else ""))))
