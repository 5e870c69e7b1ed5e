"""Links, images and tags of a note, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from syntopic.model import Link
from syntopic.parsing.plain import piece
from syntopic.parsing.sentences import sentence_around, sentence_ends

_LINKS = ("link_open", "image", "wikilink", "embed", "html_inline", "footnote_inline")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_HTML_IMAGE = re.compile(r"<img\s[^>]*?\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_TAG = re.compile(r"(?<!\S)#(?=[\w/-]*[^\W\d])([\w/-]+)")


def split_target(href: str) -> tuple[str, str]:
    """Return the target and the fragment of a Markdown link's address.

    Addresses on the web stay as they are, targets in the notes are given with their characters
    (``my%20note.md`` is ``my note.md``), as ``[[my note]]`` would name them.
    """
    target, _, fragment = href.partition("#")
    if _ADDRESS.match(target):
        return target, fragment
    return unquote(target), unquote(fragment)


def inline_links(token: Token, first_line: int) -> tuple[Link, ...]:
    """Return the links of one inline token, whose content begins on ``first_line``, from 0."""
    children = token.children or []
    if not any(child.type in _LINKS for child in children):
        return ()
    return tuple(_links(token.content, children, first_line, 0))


def _links(content: str, tokens: Sequence[Token], first_line: int, base: int) -> Iterator[Link]:
    pieces = [piece(token, running=True) for token in tokens]
    text = "".join(pieces)
    ends = sentence_ends(text)
    offset = 0
    for index, token in enumerate(tokens):
        if token.type == "footnote_inline":
            start = base + int(token.meta["span"][0]) + 2
            yield from _links(content, token.children or (), first_line, start)
        elif token.type in _LINKS:
            line = first_line + content.count("\n", 0, base + token.meta.get("span", (0,))[0])
            parts = _parts(tokens, pieces, index)
            if parts is not None:
                target, fragment, shown, embed = parts
                wiki = token.type in ("wikilink", "embed")
                sentence, at = sentence_around(text, ends, offset)
                yield Link(target, fragment, shown, wiki, embed, sentence, line, at)
        offset += len(pieces[index])


def _parts(
    tokens: Sequence[Token], pieces: Sequence[str], index: int
) -> tuple[str, str, str, bool] | None:
    token = tokens[index]
    if token.type in ("wikilink", "embed"):
        target, fragment = token.meta["target"], token.meta["fragment"]
        return target, fragment, _said(tokens, pieces, index), token.type == "embed"
    if token.type == "html_inline":
        found = html_images(token.content)
        return (*split_target(found[0]), "", True) if found else None
    if token.type == "image":
        return *split_target(str(token.attrs["src"])), _said(tokens, pieces, index), True
    end = next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")
    shown = "".join(pieces[index:end])
    if not shown.strip():
        shown = "".join(_said(tokens, pieces, i) for i in range(index, end))
    return *split_target(str(token.attrs["href"])), shown, False


def _said(tokens: Sequence[Token], pieces: Sequence[str], index: int) -> str:
    """What a piece of a link says; a picture, which says nothing in a sentence, is described."""
    return pieces[index] or piece(tokens[index])


def html_images(html: str) -> tuple[str, ...]:
    """Return the addresses of the images in a piece of HTML."""
    return tuple(a or b or c for a, b, c in _HTML_IMAGE.findall(html))


def html_links(token: Token, first_line: int) -> tuple[Link, ...]:
    """Return the images of an HTML block, which begins on ``first_line``, as embeds."""
    found = []
    for match in _HTML_IMAGE.finditer(token.content):
        target, fragment = split_target(match[1] or match[2] or match[3] or "")
        line = first_line + token.content.count("\n", 0, match.start())
        found.append(Link(target, fragment, "", False, True, "", line))
    return tuple(found)


def inline_tags(token: Token) -> tuple[str, ...]:
    """Return the ``#tags`` of one inline token; a number is no tag."""
    children = token.children or []
    if "#" not in token.content:
        return ()
    return tuple(match[1].strip("/") for match in _TAG.finditer(_taggable(children)))


def tags_alone(text: str) -> bool:
    """Whether a text is nothing but ``#tags``, which sort a note and say nothing of its concept."""
    return bool(_TAG.search(text)) and not _TAG.sub("", text).strip()


def _taggable(children: Sequence[Token]) -> str:
    # What is no text cannot hold a tag, but it can stand before one.
    text, depth = "", 0
    for child in children:
        depth += child.nesting if child.type.startswith("link_") else 0
        if child.nesting == 0:
            breaks = child.type.endswith("break")
            text += child.content if child.type == "text" and not depth else " " if breaks else "\0"
    return text
