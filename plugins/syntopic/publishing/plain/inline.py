"""Inline Markdown with only those places changed that need this program to be read."""

from __future__ import annotations

import hashlib
import html as entities
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from markdown_it.token import Token

from syntopic.parsing.plain import plain_text
from syntopic.publishing.plain import html
from syntopic.publishing.plain.dialects import GITHUB, Dialect
from syntopic.publishing.plain.spans import end_of_text, parser, span_of
from syntopic.publishing.plain.text import cell, escaped, link
from syntopic.rendering.rewriting import LinkKind, Request, Resolve, Shape, Target
from syntopic.rendering.rewriting.tags import paired
from syntopic.rendering.rewriting.values import Node

_BLOCK_ID = re.compile(r"(?:^|\s)\^[A-Za-z0-9][\w-]*\s*\Z")
_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
_IMAGE = re.compile(r"\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)\Z", re.IGNORECASE)
_MATH = frozenset({"math_inline", "math_inline_double"})


class Edit(NamedTuple):
    """Replace what stands from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


def inline(
    token: Token, resolve: Resolve, dialect: Dialect = GITHUB, *, in_table: bool = False
) -> str:
    """Return the content of an ``inline`` token; the parser has recorded where things stand."""
    found = sorted(_edits(token, resolve, dialect, in_table))
    text, at = "", 0
    for edit in found:
        if edit.start < at:
            continue
        text += token.content[at : edit.start] + edit.text
        at = edit.end
    text += token.content[at:]
    return cell(text) if in_table else text.strip("\n")


def one_line(token: Token, resolve: Resolve, dialect: Dialect = GITHUB) -> str:
    """The same for a heading or a title."""
    dialect = replace(dialect, inline=dialect.heading)
    return " ".join(inline(token, resolve, dialect).split())


def remarks(tokens: Iterable[Token]) -> Iterator[tuple[str, Token]]:
    """Yield the footnotes that are written inside the text, each with the label that it gets."""
    for token in tokens:
        if token.type == "footnote_inline":
            yield remark_label(token), token
        yield from remarks(token.children or ())


def remark_label(token: Token) -> str:
    """Return the label of a footnote written inside the text: the same for the same text."""
    digest = hashlib.sha256(token.content.encode(errors="replace")).hexdigest()
    return f"remark-{digest[:8]}"


def _edits(token: Token, resolve: Resolve, dialect: Dialect, in_table: bool) -> Iterator[Edit]:
    content, children = token.content, token.children or []
    shown = paired([Node(child) for child in children])
    taken: list[tuple[int, int]] = []
    within: list[Token] = []
    for child, node in zip(children, shown, strict=True):
        span = span_of(child)
        if child.type == "link_open":
            within.append(child)
            if span and child.markup != "autolink":
                end = end_of_text(child, content)
                taken.append((end, span[1]))
                yield from _link(child, content, span, end, children, resolve)
        elif child.type == "link_close" and within:
            within.pop()
        elif child.type == "block_id" and (ending := _BLOCK_ID.search(content)):
            yield Edit(ending.start(), len(content), "")
        elif span:
            taken.append(span)
            stray = node.type == "stray"
            new = _piece(child, content, span, resolve, dialect, bool(within), in_table, stray)
            if new is not None:
                yield Edit(*span, new)
    yield from _dollars(content, taken, any(child.type in _MATH for child in children))


def _link(
    token: Token,
    content: str,
    span: tuple[int, int],
    end: int,
    children: Sequence[Token],
    resolve: Resolve,
) -> Iterator[Edit]:
    href = str(token.attrGet("href") or "")
    target, _, fragment = href.partition("#")
    index = next(n for n, child in enumerate(children) if child is token)
    found = resolve(Request(LinkKind.PLAIN, target, fragment, plain_text(children[index + 1 :])))
    if found.href is None:
        yield Edit(span[0], span[0] + 1, "")
        yield Edit(end - 1, span[1], "")
    elif found.href != href:
        title = str(token.attrGet("title") or "")
        yield Edit(end, span[1], link("", found.href, title).removeprefix("[]"))


def _piece(
    token: Token,
    content: str,
    span: tuple[int, int],
    resolve: Resolve,
    dialect: Dialect,
    in_link: bool,
    in_table: bool,
    stray: bool,
) -> str | None:
    """What stands instead of a token; None where it stays as it is."""
    match token.type:
        case "math_inline":
            before, after = content[: span[0]][-1:], content[span[1] :][:1]
            touched = any(c.isalnum() or c == "_" for c in (before, after))
            return dialect.inline(token.content, content, touched, in_table)
        case "math_inline_double":
            return dialect.line_display(token.content, content, False, in_table)
        case "mark_open":
            return "<mark>"
        case "mark_close":
            return "</mark>"
        case "html_inline":
            return entities.escape(token.content) if stray else html.tag(token.content, resolve)
        case "footnote_inline":
            return f"[^{remark_label(token)}]"
        case "image":
            return _image(token, resolve)
        case "wikilink" | "embed":
            return _wiki(token, resolve, dialect, in_link)
    return None


def _image(token: Token, resolve: Resolve) -> str:
    target, _, fragment = str(token.attrGet("src") or "").partition("#")
    alt, size = _sized(plain_text(token.children or ()))
    found = resolve(Request(LinkKind.IMAGE, target, fragment, alt))
    if found.href is not None and found.shape is Shape.LINK:
        name = target.rsplit("/", 1)[-1].removesuffix(".md")
        return link(escaped(alt or found.text or name), found.href)
    return _picture(found, alt, size, str(token.attrGet("title") or ""))


def _wiki(token: Token, resolve: Resolve, dialect: Dialect, in_link: bool) -> str:
    """A wikilink or an embed; one of a note is a link, for its words stand on their own page."""
    kind = LinkKind.EMBED if token.type == "embed" else LinkKind.WIKI
    target, fragment, text = (token.meta[key] for key in ("target", "fragment", "text"))
    text, size = _sized(text) if kind is LinkKind.EMBED else (text, "")
    found = resolve(Request(kind, target, fragment, text))
    if kind is LinkKind.EMBED and _IMAGE.search(target):
        return _picture(found, text or found.text, size, "")
    if found.shape is Shape.NOTHING:
        return ""
    shown = escaped(text or found.text or target)
    if kind is LinkKind.WIKI and text:
        (told,) = parser().parseInline(text, {})
        shown = " ".join(inline(told, resolve, dialect).split())
    return shown if found.href is None or in_link else link(shown, found.href)


def _sized(text: str) -> tuple[str, str]:
    """Divide an image's text into its description and its size, which stands behind a bar."""
    alt, _, size = text.rpartition("|")
    return (alt.strip(), size.strip()) if _SIZE.fullmatch(size.strip()) else (text, "")


def _picture(found: Target, alt: str, size: str, title: str) -> str:
    if found.href is None:
        return "" if found.shape is Shape.NOTHING else escaped(alt or found.text)
    match = _SIZE.fullmatch(size)
    if match is None:
        return "!" + link(escaped(alt), found.href, title)
    sides = {"width": match["width"], "height": match["height"] or "", "title": title}
    more = "".join(f' {k}="{entities.escape(v)}"' for k, v in sides.items() if v)
    return f'<img src="{entities.escape(found.href)}" alt="{entities.escape(alt)}"{more}>'


def _dollars(content: str, taken: list[tuple[int, int]], has_math: bool) -> Iterator[Edit]:
    """Dollars that are money, kept apart from formulas in the way that GitHub asks for."""
    signs = [
        found.span()
        for found in re.finditer(r"\\?\$", content)
        if not any(a <= found.start() < b and content[a:b] != found[0] for a, b in taken)
    ]
    if has_math or (len(signs) > 1 and any(b - a == 2 for a, b in signs)):
        yield from (Edit(*span, "<span>\\$</span>") for span in signs)
