"""One sentence that says what a topic is, for lists, descriptions and search results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from syntopic.markdown.one_line import one_line
from syntopic.markdown.tex import Macros
from syntopic.model import Block, Facet, Kind, Topic
from syntopic.parsing.dialect import parser
from syntopic.parsing.links import tags_alone
from syntopic.parsing.plain import MATH, piece

LONGEST = 200
"""Characters; search engines show about 160, a line of a list takes a little more."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s\d])")

_SAYS_NOTHING = frozenset(("embed", "softbreak", "hardbreak", "block_id"))

# Read as text, since what it refers to is defined elsewhere in the note.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")


def summary(topic: Topic, macros: Macros = ()) -> str:
    """The synthesis' description, else the first sentence of what is shown first."""
    if topic.synthesis is not None and topic.synthesis.note.note.front.description:
        return topic.synthesis.note.note.front.description
    for block in opening(topic):
        if block.kind is Kind.PARAGRAPH and (text := plain(block.text, macros)):
            return _first(text)
    return ""


def plain(markdown: str, macros: Macros = ()) -> str:
    """A paragraph's text without markup; formulas on one line."""
    inline = (token for token in parser().parse(markdown, {}) if token.type == "inline")
    told = (token.children or () for token in inline)
    words = (_text(child, macros) for part in told if says(part) for child in part)
    return " ".join("".join(words).split())


def says(children: Sequence[Token]) -> bool:
    """Whether a paragraph says anything itself: not if it is all tags, or shows other notes."""
    told = [token for token in children if token.type not in _SAYS_NOTHING]
    tags = all(token.type == "text" and tags_alone(token.content) for token in told)
    return not tags


def read_out(token: Token) -> str:
    """What a token adds to a sentence: of a picture and of a footnote's number, nothing."""
    text = piece(token, running=True)
    return _FOOTNOTE.sub("", text) if token.type == "text" else text


def opening(topic: Topic) -> Iterator[Block]:
    """What is shown first: the synthesis, what is said in plain English, the rest."""
    if topic.synthesis is not None:
        yield from (p for p in topic.synthesis.content if isinstance(p, Block))
    for wanted in (True, False):
        for entry in topic.entries:
            if (entry.passage.facet is Facet.PLAIN_ENGLISH) is wanted:
                yield from (shown.block for shown in entry.shown)


def _first(text: str) -> str:
    sentence = _SENTENCE.split(text)[0]
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _text(token: Token, macros: Macros) -> str:
    if token.type in MATH:
        return one_line(token.content, macros)
    return read_out(token)
