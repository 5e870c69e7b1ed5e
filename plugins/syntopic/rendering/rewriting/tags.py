"""HTML inside a paragraph: kept where it is balanced, shown as text where it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from syntopic.markdown.forms import inline_raw
from syntopic.markdown.html import balanced_piece, closing
from syntopic.rendering.rewriting.values import Node

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*).*?(?P<empty>/?)>\Z", re.S)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def paired(children: Sequence[Node]) -> tuple[Node, ...]:
    """Return the tokens with each tag that has no partner beside it turned into ``stray`` text."""
    opened: list[tuple[str, int]] = []
    stray: set[int] = set()
    for index, node in enumerate(children):
        match = _TAG.match(node.token.content) if node.type == "html_inline" else None
        if match is None or match["empty"] or match["name"].lower() in _VOID:
            continue
        name = match["name"].lower()
        if not match["closing"]:
            opened.append((name, index))
        elif name in (known for known, _ in opened):
            while opened[-1][0] != name:
                stray.add(opened.pop()[1])
            opened.pop()
        else:
            stray.add(index)
    stray |= {index for _, index in opened}
    return tuple(_stray(node) if n in stray else node for n, node in enumerate(children))


def _stray(node: Node) -> Node:
    return Node(Token("stray", "", 0, content=node.token.content))


def tag(content: str) -> str:
    """Return one tag of a balanced pair, empty where it may not stand on a page.

    Comments are empty too. An empty form still is something: text beside it does not stand alone.
    """
    match = _TAG.match(content)
    if match is None:
        return inline_raw("")
    if match["closing"]:
        opening = _safe(f"<{match['name']}>")
        return inline_raw(f"</{match['name']}>" if opening else "")
    written = _safe(content)
    return inline_raw(written if match["empty"] else re.sub(r"</[^<>]*>\Z", "", written))


def _safe(tag: str) -> str:
    """Return a start tag with its end tag, or nothing for one that may not stand on a page."""
    open_: list[str] = []
    return balanced_piece(tag, open_) + closing(open_)
