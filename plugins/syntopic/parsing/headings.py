"""The headings of a note."""

from __future__ import annotations

import re
from dataclasses import replace

from syntopic.model import Heading, Note
from syntopic.parsing.inlining import apply, content_edits, note_label
from syntopic.parsing.links import inline_links
from syntopic.parsing.plain import plain_text
from syntopic.parsing.problems import origin
from syntopic.parsing.unit import Unit

_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?:[^{}\s]+\s+)*#(?P<id>[^\s{}#]+)(?:\s+[^{}\s]+)*\s*\}\s*$")
_BLOCK_ID = re.compile(r"\s*\^[A-Za-z0-9][\w-]+\s*$")


def heading(note: Note, unit: Unit) -> Heading:
    """Return the heading that a unit is.

    An id at its end, ``{#id}`` or ``^id``, is its anchor and no part of its text or name.
    """
    token, inline = unit.tokens[0], unit.tokens[1]
    children = inline.children or []
    ids = [child.content for child in children if child.type == "block_id"]
    name = " ".join(plain_text(children).split())
    explicit = _ATTRIBUTES.search(name) if not ids else None
    text = apply(content_edits(inline.content, children, note_label(note.path)), inline.content)
    if ids:
        text = _BLOCK_ID.sub("", text)
    if explicit:
        name, text = name[: explicit.start()], _ATTRIBUTES.sub("", text)
    anchor = explicit["id"] if explicit else ids[0] if ids else ""
    where = origin(note, unit.first, unit.last - 1)
    links = tuple(
        replace(link, line=origin(note, link.line).first_line)
        for link in inline_links(inline, unit.first)
    )
    return Heading(int(token.tag[1:]), text.strip(), name, where, anchor, links)
