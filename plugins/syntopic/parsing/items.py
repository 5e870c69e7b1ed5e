"""One item of a list, which an id in it names, and the links in a piece of a block."""

from __future__ import annotations

from markdown_it.token import Token

from syntopic.model import Link
from syntopic.parsing.dialect import parser
from syntopic.parsing.links import inline_links


def item_of(markdown: str, name: str) -> str:
    """The item that ``^name`` stands in, as a list of its own; nothing where there is none."""
    open_: list[Token] = []
    for token in parser().parse(markdown, {}):
        if token.type == "list_item_open":
            open_.append(token)
        elif token.type == "list_item_close":
            open_.pop()
        elif open_ and _holds(token, name):
            return _lines(markdown, open_[-1])
    return ""


def links_of(markdown: str) -> tuple[Link, ...]:
    """The links in a piece of a note's Markdown; their lines count from its beginning, from 0."""
    inline = (token for token in parser().parse(markdown, {}) if token.type == "inline")
    return tuple(link for token in inline for link in inline_links(token, (token.map or [0])[0]))


def _holds(token: Token, name: str) -> bool:
    children = token.children or ()
    return any(child.type == "block_id" and child.content == name for child in children)


def _lines(markdown: str, item: Token) -> str:
    first, last = item.map or (0, 0)
    lines = markdown.split("\n")[first:last]
    indent = len(lines[0]) - len(lines[0].lstrip(" \t")) if lines else 0
    return "\n".join(line[min(indent, len(line) - len(line.lstrip(" \t"))) :] for line in lines)
