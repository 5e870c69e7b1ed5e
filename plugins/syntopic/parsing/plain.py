"""What a reader sees of inline tokens, as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

MATH = ("math_inline", "math_inline_double")
"""The types of tokens that are formulas within text; their content is TeX."""


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
        return shown_text(token)
    return ""


def shown_text(token: Token) -> str:
    """Return what a reader sees of a wikilink or an embed.

    That is its text, else the name of the note and its heading. An embed's size is no text.
    """
    text: str = token.meta["text"]
    if token.type == "embed":
        return "" if text.replace("x", "").isdigit() else text
    name = token.meta["target"].rsplit("/", 1)[-1].removesuffix(".md")
    fragment = token.meta["fragment"].replace("#", " > ")
    return text or " > ".join(part for part in (name, fragment) if part)
