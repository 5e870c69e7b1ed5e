"""The words by which a list of posts speaks of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syntopic.markdown.tex import Macros
from syntopic.model import Block, Kind, Topic
from syntopic.rendering.summary import plain

MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
"""What ends the opening of a text, as in other blogs."""

SAID = frozenset({Kind.PARAGRAPH, Kind.READING})
"""What is said in sentences; formulas, code and tables do not stand in a list."""


def excerpt(topic: Topic, macros: Macros = ()) -> str:
    """The description, else the text before ``<!-- more -->``, else the first paragraph."""
    assert topic.synthesis is not None
    note = topic.synthesis.note.note
    if note.front.description:
        return note.front.description
    blocks = [part for part in topic.synthesis.content if isinstance(part, Block)]
    return opening(blocks, note.more, macros)


def opening(blocks: Iterable[Block], more: int = 0, macros: Macros = ()) -> str:
    """The paragraphs that begin before the line ``more``, in plain words; without it, the first."""
    listed = [block for block in blocks if block.kind in SAID]
    before = [block for block in listed if block.origin.first_line <= more]
    texts = (MORE.split(block.text, maxsplit=1)[0] for block in before or listed)
    said = [words for text in texts if (words := plain(text, macros))]
    return "\n\n".join(said if before else said[:1])


def more_line(blocks: Iterable[Block]) -> int:
    """The line of ``<!-- more -->`` in a text that still holds its comments; 0 without one."""
    for block in blocks:
        found = MORE.search(block.text) if block.kind is not Kind.FENCE else None
        if found:
            return block.origin.first_line + block.text.count("\n", 0, found.start())
    return 0
