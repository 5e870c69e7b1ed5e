"""Sentences of notes, cut out of their Markdown with the formulas and the code in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from markdown_it.token import Token

from syntopic.markdown.forms import inline_element
from syntopic.parsing.dialect import parser
from syntopic.parsing.plain import MATH
from syntopic.parsing.sentences import saying_end, sentence_ends
from syntopic.rendering.html import el
from syntopic.rendering.rewriting import escaping
from syntopic.rendering.summary import read_out, says


class Kind(Enum):
    """What a piece of a sentence is."""

    TEXT = auto()
    CODE = auto()
    MATH = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a sentence: text as one reads it, code, or the TeX of a formula."""

    kind: Kind
    text: str


Words = tuple[Word, ...]

# Stands for a formula or code while sentences are looked for: a capital, so that one may begin with
# it, of another alphabet, since "A." may be an initial.
_WHOLE = "\u039e"

TITLE = 5
"""Up to so many words a first sentence is hardly more than a title: "Extrapolation." """


def sentence(words: Words, name: str = "") -> Words:
    """The first sentence of some words; with the second one, if it says the rest of a ``name``."""
    return tuple(_until(words, saying_end(_shown(words), name)))


def warning(words: Words) -> Words:
    """The first sentence; with the second one, where it is too short to say more than a title."""
    shown = _shown(words)
    first, *others = sentence_ends(shown)
    short = len(shown[:first].split()) <= TITLE
    return tuple(_until(words, others[0] if short and others else first))


def sentences(words: Words) -> Iterator[Words]:
    """What is left of some words from the beginning of each sentence on: at first all of them."""
    for start in (0, *sentence_ends(_shown(words))[:-1]):
        yield tuple(_from(words, start))


def _shown(words: Words) -> str:
    return "".join(word.text if word.kind is Kind.TEXT else _WHOLE for word in words)


def _from(words: Words, start: int) -> Iterator[Word]:
    for word in words:
        text = word.kind is Kind.TEXT
        length = len(word.text) if text else 1
        if start < length:
            yield Word(Kind.TEXT, word.text[max(start, 0) :]) if text else word
        start -= length


def _until(words: Words, end: int) -> Iterator[Word]:
    for word in words:
        if end <= 0:
            return
        if word.kind is Kind.TEXT:
            yield Word(Kind.TEXT, word.text[:end])
            end -= len(word.text)
        else:
            yield word
            end -= 1


def paragraph(markdown: str) -> Words:
    """The first paragraph that says something, on one line; nothing where none does."""
    return next((words for words in _paragraphs(parser().parse(markdown, {})) if words), ())


def items(markdown: str) -> tuple[Words, ...]:
    """The first paragraph of each item of a list; inner lists belong to their items."""
    tokens = parser().parse(markdown, {})
    starts = [n for n, t in enumerate(tokens) if t.type == "list_item_open" and t.level == 1]
    ends = [*starts[1:], len(tokens)]
    found = (
        next(_paragraphs(tokens[start:end]), ()) for start, end in zip(starts, ends, strict=True)
    )
    return tuple(words for words in found if words)


def formulas(markdown: str) -> Iterator[str]:
    """The formulas that stand by themselves, and those that are a paragraph but for its stop."""
    for token in parser().parse(markdown, {}):
        if token.type == "math_block":
            yield token.content.strip()
        told = [one for one in token.children or () if one.content.strip(" .,;")]
        if len(told) == 1 and told[0].type in MATH:
            yield told[0].content.strip()


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Words]:
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type == "paragraph_open":
            children = token.children or []
            if says(children):
                yield _words(children)


def _words(children: Sequence[Token]) -> Words:
    """The pieces of a paragraph; texts that touch are one, and blanks are single."""
    found: list[Word] = []
    for token in children:
        word = _word(token)
        if word.kind is Kind.TEXT and found and found[-1].kind is Kind.TEXT:
            word = Word(Kind.TEXT, found.pop().text + word.text)
        found.append(word)
    told = [w if w.kind is not Kind.TEXT else Word(w.kind, _single(w.text)) for w in found]
    return tuple(word for word in told if word.text)


def _word(token: Token) -> Word:
    if token.type in MATH:
        return Word(Kind.MATH, token.content.strip())
    if token.type == "code_inline":
        return Word(Kind.CODE, token.content)
    return Word(Kind.TEXT, read_out(token))


def _single(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def begun(words: Words) -> Words:
    """The words with a capital letter in front, where they begin with text."""
    if not words or words[0].kind is not Kind.TEXT:
        return words
    first = words[0].text.lstrip()
    return (Word(Kind.TEXT, first[:1].upper() + first[1:]), *words[1:])


def said(words: Words) -> str:
    """What one reads, formulas as TeX: to compare sentences."""
    return "".join(word.text for word in words).strip()


def on_site(words: Words) -> str:
    """The words as Markdown of the site, such that no block begins with them."""
    return escaping.line(_written(words, escaping.text, _code_on_site, escaping.tex))


def plain(words: Words) -> str:
    """The words as Markdown as anybody writes it."""
    return _written(words, lambda text: text, lambda code: f"`{code}`", lambda tex: tex)


def _written(
    words: Words,
    text: Callable[[str], str],
    code: Callable[[str], str],
    tex: Callable[[str], str],
) -> str:
    def one(word: Word) -> str:
        if word.kind is Kind.MATH:
            return f"${tex(word.text)}$"
        return (text if word.kind is Kind.TEXT else code)(word.text)

    return "".join(map(one, words)).strip()


def _code_on_site(code: str) -> str:
    return inline_element(str(el("code", code)))
