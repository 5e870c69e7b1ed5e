"""Mentions: spans of running text that become links, put among the tokens as tokens of their own.

Tokens
    ``mention_open`` … ``mention_close`` around the text of a mention; ``meta["mention"]`` of the
    opening one is the ``Mention``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from syntopic.parsing.plain import piece
from syntopic.parsing.prose import inline_prose
from syntopic.rendering.rewriting.values import Mention, Mentions

_TEXT = ("text", "text_special")


def marked(token: Token, mentions: Mentions) -> Sequence[Token]:
    """Return the children of an inline token, its mentions among them.

    A mention that overlaps an earlier one, or that leaves the plain text, is left out.
    """
    children = token.children or []
    told = inline_prose(token)
    found = tuple(_apart(mentions(told.text), told.free)) if told.free else ()
    return tuple(_with(children, found)) if found else children


def _apart(found: Sequence[Mention], free: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    reached = 0
    for mention in sorted(found, key=lambda one: one.start):
        inside = any(a <= mention.start < mention.end <= b for a, b in free)
        if inside and mention.start >= reached:
            reached = mention.end
            yield mention


def _with(children: Sequence[Token], found: Sequence[Mention]) -> Iterator[Token]:
    starts = {mention.start: mention for mention in found}
    cuts = sorted({*starts, *(mention.end for mention in found)})
    opened: Mention | None = None
    for child, at in _pieces(children, cuts):
        if opened is not None and at >= opened.end:
            yield Token("mention_close", "a", -1)
            opened = None
        if child.type in _TEXT and at in starts:
            opened = starts.pop(at)
            yield Token("mention_open", "a", 1, meta={"mention": opened})
        yield child
    if opened is not None:
        yield Token("mention_close", "a", -1)


def _pieces(children: Sequence[Token], cuts: Sequence[int]) -> Iterator[tuple[Token, int]]:
    """Yield the tokens, texts divided at the cuts, each with where it begins."""
    at = 0
    for child in children:
        end = at + len(piece(child, running=True))
        inner = [cut for cut in cuts if at < cut < end] if child.type in _TEXT else []
        for start, stop in pairwise((at, *inner, end)):
            yield _slice(child, start - at, stop - at) if inner else child, start
        at = end


def _slice(token: Token, start: int, stop: int) -> Token:
    return Token(token.type, "", 0, content=token.content[start:stop])
