"""A post in plain words, for readers that show no markup at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from syntopic.markdown.tree import Element, Node, words

_BLOCKS: Final = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "hr"),
        *("table", "figure", "details", "summary", "figcaption", "video", "audio"),
    )
)


def in_words(nodes: Iterable[Node]) -> str:
    """The text with a blank line between blocks; images in brackets, formulas on one line."""
    return "\n\n".join(_blocks(nodes))


def _blocks(nodes: Iterable[Node]) -> Iterator[str]:
    """Each block in words; text between blocks is one, too."""
    loose: list[Node] = []
    for node in nodes:
        if not isinstance(node, Element) or node.tag not in _BLOCKS:
            loose.append(node)
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(node)
    yield from _paragraph(loose)


def _block(node: Element) -> Iterator[str]:
    match node.tag:
        case "pre":
            yield words([node]).strip("\n")
        case "hr":
            yield "* * *"
        case "ul" | "ol":
            yield "\n".join(_items(node))
        case "dl":
            yield "\n".join(line for part in _inside(node) for line in _blocks(part.children))
        case "table":
            yield "\n".join(_rows(node))
        case "blockquote":
            yield "\n\n".join(_prefixed(text, "> ") for text in _blocks(node.children))
        case _:
            yield from _blocks(node.children)


def _paragraph(nodes: Iterable[Node]) -> Iterator[str]:
    text = re.sub(r"[ \t\n]+", " ", "".join(_inline(nodes))).strip()
    if text:
        yield re.sub(r" ?\x00 ?", "\n", text)


def _inline(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "img":
            yield f"[{node.get('alt')}]" if node.get("alt") else ""
        elif node.tag == "br":
            yield "\x00"
        else:
            yield from _inline(node.children)


def _items(node: Element) -> Iterator[str]:
    number = int(node.get("start")) if node.get("start").isdecimal() else 1
    for item in _inside(node):
        number = int(item.get("value")) if item.get("value").isdecimal() else number
        sign = f"{number}. " if node.tag == "ol" else "- "
        yield _prefixed("\n".join(_blocks(item.children)), " " * len(sign), sign)
        number += 1


def _rows(node: Element) -> Iterator[str]:
    for part in _inside(node):
        if part.tag == "tr":
            yield " | ".join(" ".join(_blocks(cell.children)) for cell in _inside(part))
        else:
            yield from _rows(part) if part.tag != "caption" else _blocks(part.children)


def _inside(node: Element) -> list[Element]:
    return [child for child in node.children if isinstance(child, Element)]


def _prefixed(text: str, prefix: str, first: str = "") -> str:
    lines = text.split("\n")
    return "\n".join((first if first and not n else prefix) + line for n, line in enumerate(lines))
