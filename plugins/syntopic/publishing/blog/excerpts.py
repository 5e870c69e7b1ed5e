"""The words by which a list of posts speaks of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    if described := topic.synthesis.note.note.front.description:
        return described
    blocks = [part for part in topic.synthesis.content if isinstance(part, Block)]
    return opening(blocks, macros)


def opening(blocks: Iterable[Block], macros: Macros = ()) -> str:
    """The paragraphs before ``<!-- more -->`` in plain words, else the first one."""
    listed = [(block.kind, block.text) for block in blocks]
    marked = any(MORE.search(text) for _, text in listed)
    before = _before_more(listed) if marked else listed
    said = [words for kind, text in before if kind in SAID and (words := plain(text, macros))]
    return "\n\n".join(said if marked else said[:1])


def _before_more(listed: Iterable[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    for kind, text in listed:
        before, *after = MORE.split(text, maxsplit=1)
        yield kind, before
        if after:
            return
