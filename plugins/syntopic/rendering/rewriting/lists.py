"""Lists. A tight one is written as a list; a loose one as forms, whose items hold any block.

Python-Markdown joins neighbouring lists and decides about paragraphs item by item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from syntopic.markdown.forms import close, inline_raw, open_, raw
from syntopic.rendering.rewriting.flat import opened
from syntopic.rendering.rewriting.indents import indented
from syntopic.rendering.rewriting.references import alone
from syntopic.rendering.rewriting.values import Node, Rules

_FORMULA = re.compile(r"\$[^$].*[^$]\$|\$[^$]\$")
_HOLDING = frozenset({"bullet_list", "ordered_list", "list_item"})

Write = Callable[[Sequence[Node], Rules], list[str]]


def tag(node: Node) -> str:
    """Return the element of a list."""
    return "ol" if node.type == "ordered_list" else "ul"


def start(node: Node) -> str | None:
    """Return the number that a list begins with, None when there is nothing to say."""
    written = node.token.attrGet("start")
    return None if written in (None, 1, "1") else str(written)


def is_tight(node: Node) -> bool:
    """Tell whether the list's items hold text without paragraphs."""
    paragraphs = [c for item in node.children for c in item.children if c.type == "paragraph"]
    return any(paragraph.token.hidden for paragraph in paragraphs)


def list_(node: Node, rules: Rules, write: Write) -> list[str]:
    """Return the blocks of a list; ``write`` turns the content of a loose item into blocks.

    A tight one that holds blocks of an embed is written as a loose one.
    """
    if is_tight(node) and not _shows_embed(node, rules):
        # An empty form keeps it from joining a list that may stand above it.
        return [raw(""), "\n".join(_lines(node, rules))]
    blocks = [open_(tag(node), start=start(node))]
    for item in node.children:
        blocks += [open_("li"), *_item(write(item.children, rules)), close()]
    return [*blocks, close()]


def _shows_embed(node: Node, rules: Rules) -> bool:
    if node.type == "paragraph":
        return bool(alone(node, rules))
    return node.type in _HOLDING and any(_shows_embed(child, rules) for child in node.children)


def _item(content: list[str]) -> list[str]:
    # A formula alone in a paragraph is a display formula, but not where it begins an item.
    if content and _FORMULA.fullmatch(content[0]):
        return [inline_raw("") + content[0], *content[1:]]
    return content


def _lines(node: Node, rules: Rules) -> list[str]:
    marker = f"{start(node) or 1}. " if node.type == "ordered_list" else "- "
    lines: list[str] = []
    for item in node.children:
        inside, nested = _nested(item)
        first, *rest = opened(inside, rules, first=True)
        lines.append(marker + first)
        lines += indented(rest)
        if nested is not None:
            lines += indented(_lines(nested, rules))
    return lines


def _nested(item: Node) -> tuple[Sequence[Node], Node | None]:
    """Divide an item into what is written in its text and a list that can stay a list."""
    if not item.children:
        return (), None
    last = item.children[-1]
    is_list = last.type in ("bullet_list", "ordered_list")
    if is_list and is_tight(last):
        return item.children[:-1], last
    return item.children, None
