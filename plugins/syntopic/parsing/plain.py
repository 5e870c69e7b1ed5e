"""What a reader sees of inline tokens, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

MATH = ("math_inline", "math_inline_double")
"""The types of tokens that are formulas within text; their content is TeX."""

_SIZE = re.compile(r"(?:^|\|)\s*\d{1,5}(?:x\d{1,5})?\s*$")


def plain_text(tokens: Iterable[Token], *, dollars: bool = False) -> str:
    """Return the text of inline tokens without markup; formulas as TeX, between dollars if asked.

    HTML tags, footnotes and block ids have no text of their own.
    """
    return "".join(piece(token, dollars=dollars) for token in tokens)


def piece(token: Token, *, dollars: bool = False) -> str:
    """Return the text of one inline token."""
    if token.type in ("text", "text_special", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type in MATH:
        return f"${token.content.strip()}$" if dollars else token.content.strip()
    if token.type == "image":
        return plain_text(token.children or (), dollars=dollars)
    if token.type in ("wikilink", "embed"):
        return shown_text(token, dollars=dollars)
    return ""


def shown_text(token: Token, *, dollars: bool = False) -> str:
    """Return what a reader sees of a wikilink or an embed.

    That is its text, else the name of the note and its heading. An embed's size is no text, and an
    embed without a text says nothing: what it means may be private.
    """
    if token.type == "embed":
        return _SIZE.sub("", str(token.meta["text"])).strip()
    if token.children:
        return plain_text(token.children, dollars=dollars)
    name = token.meta["target"].rsplit("/", 1)[-1].removesuffix(".md")
    heading = token.meta["fragment"].rsplit("#", 1)[-1]
    return " › ".join(part for part in (name, "" if heading[:1] == "^" else heading) if part)
