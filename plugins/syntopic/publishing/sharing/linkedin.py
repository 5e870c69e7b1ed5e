"""LinkedIn: a few sentences in plain text, the link, and at most three tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syntopic.markdown.tex import Macros
from syntopic.model import Kind, Shown, Topic
from syntopic.parsing.dialect import parser
from syntopic.parsing.plain import MATH, piece
from syntopic.parsing.sentences import sentence_ends
from syntopic.publishing.plain.dialects import GITHUB
from syntopic.publishing.sharing import words
from syntopic.publishing.sharing.articles import Reader, article
from syntopic.publishing.sharing.values import Article, Shared
from syntopic.publishing.values import Site
from syntopic.rendering import Context

LONGEST = 3000
"""Characters that a post may have."""
LONGEST_HOOK = 700
"""Characters of ours; more than this is read on the page."""
ENOUGH = 200
"""Characters that make a beginning; a shorter one goes on with the next paragraph."""
MOST_TAGS = 3

_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")


def linkedin(topic: Topic, context: Context, site: Site, notes: bool) -> Shared:
    """A text below 3,000 characters: how the author begins, where to read on, tags."""
    found = article(topic, context, site, Reader(GITHUB, False, False), notes)
    read_on = f"{context.language.label('read-on')}: {found.url}"
    tagged = " ".join(f"#{tag}" for tag in hashtags(found.tags))
    hook = _hook(topic, context.macros) or found.description
    text = "\n\n".join(filter(None, (hook, read_on, tagged))) + "\n"
    return Shared({"post.txt": text}, (), _steps(found), (text,), ())


def hashtags(given: tuple[str, ...]) -> tuple[str, ...]:
    """At most three tags as one word each: ``machine learning`` is ``MachineLearning``."""
    tags = (_one_word(tag.rsplit("/", 1)[-1]) for tag in given)
    each: dict[str, str] = {}
    for tag in tags:
        if re.search(r"[^\W\d_]", tag):
            each.setdefault(tag.casefold(), tag)
    return tuple(each.values())[:MOST_TAGS]


def _one_word(tag: str) -> str:
    words_of = re.findall(r"[^\W_]+", tag)
    if len(words_of) < 2:
        return "".join(words_of)
    return "".join(word[0].upper() + word[1:] for word in words_of)


def _hook(topic: Topic, macros: Macros) -> str:
    """The first whole sentences; more than one paragraph only where the first is short."""
    told: list[str] = []
    room = LONGEST_HOOK
    for block in _paragraphs(topic):
        said = _begun(_plain(block, macros), room)
        if not said:
            break
        told.append(said)
        room -= len(said)
        if LONGEST_HOOK - room >= ENOUGH:
            break
    return "\n\n".join(told)


def _paragraphs(topic: Topic) -> Iterator[str]:
    shown = (
        topic.opening
        if topic.synthesis is not None
        else [s for e in topic.entries for s in e.shown]
    )
    for part in shown:
        if isinstance(part, Shown) and part.block.kind is Kind.PARAGRAPH:
            yield part.text


def _begun(text: str, room: int) -> str:
    """As many whole sentences as there is room for; of a first one that is longer, its words."""
    ends = [end for end in sentence_ends(text) if len(text[:end].rstrip()) <= room]
    if ends:
        return text[: ends[-1]].rstrip()
    return text[:room].rsplit(" ", 1)[0] + " …" if room == LONGEST_HOOK else ""


def _plain(markdown: str, macros: Macros) -> str:
    """A paragraph's text without markup, formulas in letters."""
    inline = (token for token in parser().parse(markdown, {}) if token.type == "inline")
    said = (
        words.plain(child.content, macros)
        if child.type in MATH
        else _FOOTNOTE.sub("", piece(child))
        for token in inline
        for child in token.children or ()
    )
    return " ".join("".join(said).split())


def _steps(found: Article) -> tuple[str, ...]:
    return (
        "Publish your site first, so that LinkedIn finds the picture that it shows under the link.",
        "Paste post.txt into a new post, and change what you would say otherwise.",
        "Wait until the picture stands below the text, then post it.",
    )
