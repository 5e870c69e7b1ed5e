"""One sentence that says what a topic is, for lists, descriptions and search results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from syntopic.model import Block, Facet, Kind, Topic

LONGEST = 200
"""Characters; search engines show about 160, a line of a list takes a little more."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s\d])")


def summary(topic: Topic) -> str:
    """The synthesis' description, else the first sentence of what is shown first."""
    if topic.synthesis is not None and topic.synthesis.note.note.front.description:
        return topic.synthesis.note.note.front.description
    for block in _opening(topic):
        if block.kind is Kind.PARAGRAPH and (text := plain(block.text)):
            return _first(text)
    return ""


def plain(markdown: str) -> str:
    """A paragraph's text without markup; formulas as their letters."""
    bare = re.sub(r"!?\[\[([^\]|#^]*)[^\]|]*(?:\|([^\]]*))?\]\]", lambda m: m[2] or m[1], markdown)
    bare = re.sub(r"\$([^$]+)\$", lambda m: _letters(m[1]), bare)
    words = (_text(token) for token in _parser().parse(bare))
    text = " ".join(" ".join(word for word in words if word).split())
    return re.sub(r"\s+\^[\w-]+$", "", text).replace("==", "")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _opening(topic: Topic) -> Iterator[Block]:
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


def _text(token: Token) -> str:
    if token.type != "inline":
        return ""
    shown = (t for t in token.children or () if t.type in ("text", "code_inline", "softbreak"))
    return "".join(t.content or " " for t in shown)


def _letters(tex: str) -> str:
    """A short formula as it is read in running text: commands become their names."""
    bare = re.sub(r"\\(?:mathbf|boldsymbol|mathrm|text|operatorname|bm|vec|hat|bar)\s*", "", tex)
    return re.sub(r"[\\{}]", "", bare).replace("_", "").strip()
