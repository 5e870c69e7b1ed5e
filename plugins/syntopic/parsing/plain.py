"""What a reader sees of inline tokens, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

MATH = ("math_inline", "math_inline_double")
"""The types of tokens that are formulas within text; their content is TeX."""

PICTURE = re.compile(r"\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)\Z", re.IGNORECASE)
"""What the name of a file with a picture ends with."""

_NOTE = re.compile(r"\.(?:md|ipynb|qmd|rmd)(?:#|\Z)", re.IGNORECASE)
# Where these tags stand, what is in front of them does not go on behind them.
_APART = re.compile(
    r"</?(?:blockquote|br|d[dlt]|details|div|h[1-6r]|li|[ou]l|p|pre|summary|t[dhr]|table)\b", re.I
)
_SIZE = re.compile(r"(?:^|\|)\s*\d{1,5}(?:x\d{1,5})?\s*$")


def plain_text(tokens: Iterable[Token], *, running: bool = False) -> str:
    """Return the text of inline tokens without markup; formulas as TeX.

    In ``running`` text formulas stand between dollars, a picture says nothing, and a line that HTML
    ends is a space. Other HTML tags, footnotes and block ids have no text of their own.
    """
    return "".join(piece(token, running=running) for token in tokens)


def piece(token: Token, *, running: bool = False) -> str:
    """Return the text of one inline token."""
    if token.type in ("text", "text_special", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type in MATH:
        return f"${token.content.strip()}$" if running else token.content.strip()
    if running and _is_picture(token):
        return ""
    if token.type == "image":
        return plain_text(token.children or (), running=running)
    if token.type in ("wikilink", "embed"):
        return shown_text(token, running=running)
    return " " if running and token.type == "html_inline" and _APART.match(token.content) else ""


def _is_picture(token: Token) -> bool:
    if token.type == "image":
        return not _NOTE.search(str(token.attrs["src"]))
    return token.type == "embed" and PICTURE.search(token.meta["target"]) is not None


def shown_text(token: Token, *, running: bool = False) -> str:
    """Return what a reader sees of a wikilink or an embed.

    That is its text, else the name of the note and its heading. An embed's size is no text, and an
    embed without a text says nothing: what it means may be private.
    """
    if token.type == "embed":
        return _SIZE.sub("", str(token.meta["text"])).strip()
    if token.children:
        return plain_text(token.children, running=running)
    name = token.meta["target"].rsplit("/", 1)[-1].removesuffix(".md")
    heading = token.meta["fragment"].rsplit("#", 1)[-1]
    return " › ".join(part for part in (name, "" if heading[:1] == "^" else heading) if part)
