"""Callouts, admonitions, foldable details and tabs, in the way pymdown-extensions reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syntopic.rendering.rewriting.values import Node

# What Obsidian knows by several names has one name and icon in Material.
_SAME = {
    "summary": "abstract",
    "tldr": "abstract",
    "todo": "info",
    "hint": "tip",
    "important": "tip",
    "check": "success",
    "done": "success",
    "help": "question",
    "faq": "question",
    "caution": "warning",
    "attention": "warning",
    "fail": "failure",
    "missing": "failure",
    "error": "danger",
    "cite": "quote",
}
_MARKS = {"admonition": "!!!", "details": "???", "tab": "==="}


def divided(node: Node) -> tuple[Node | None, Sequence[Node]]:
    """Return a container's title, if it has one, and its content."""
    children = node.children
    if children and children[0].type == "container_title":
        return children[0], children[1:]
    return None, children


def classes(node: Node) -> tuple[str, ...]:
    """Return the container's type and further classes, each one a name."""
    kind = re.sub(r"[^\w-]+", "-", node.token.info).strip("-").lower() or "note"
    more = (re.sub(r"[^\w-]+", "-", word) for word in node.token.meta["classes"])
    return (_SAME.get(kind, kind), *(word for word in more if word.strip("-")))


def name(node: Node) -> str:
    """Return what stands for a title where none is written: the type as the author named it."""
    return (node.token.info or "note").replace("-", " ").strip().capitalize()


def is_foldable(node: Node) -> bool:
    """Tell whether readers can fold it."""
    meta = node.token.meta
    return meta["kind"] == "details" or (meta["kind"] == "callout" and meta["flags"] in ("+", "-"))


def is_tab(node: Node) -> bool:
    """Tell whether it is one of several tabs."""
    return bool(node.token.meta["kind"] == "tab")


def head(node: Node, title: str) -> str:
    """Return the first line of a container, whose title is Markdown on one line."""
    meta = node.token.meta
    title = title.replace('"', "&quot;")
    if is_tab(node):
        return f'==={meta["flags"]} "{title}"'
    mark = _MARKS["details"] if is_foldable(node) else _MARKS["admonition"]
    unfolded = "+" if is_foldable(node) and meta["open"] else ""
    shown = "" if meta["title"] == "" and not is_foldable(node) else title
    return f'{mark}{unfolded} {" ".join(classes(node))} "{shown}"'
