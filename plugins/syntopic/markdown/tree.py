"""HTML as a tree of values that can be walked, changed and written again."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from syntopic.markdown.html import balanced
from syntopic.markdown.tokens import VOID, End, Start, Text, tokens

DEEPEST: Final = 100
"""Levels. What lies deeper keeps its content, not its elements: no page is nested like that, and
walks of the tree are recursive."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name in lower case, except within SVG, and what it holds in order."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()

    def get(self, name: str) -> str:
        """An attribute's value; empty where there is none."""
        return dict(self.attributes).get(name, "")

    @property
    def classes(self) -> frozenset[str]:
        """The names of its style classes."""
        return frozenset(self.get("class").split())


Node = Element | str
"""A piece of a page; text is as one reads it, without entities."""

Rule = Callable[[Element], Sequence[Node] | None]
"""What to put in an element's place; None leaves it and looks at what it holds."""


def element(tag: str, *children: Node, **attributes: str) -> Element:
    """An element made by hand; empty attributes are left out."""
    return Element(tag, tuple((n, v) for n, v in attributes.items() if v), children)


def legal(text: str) -> str:
    """Text without the characters that XML cannot hold, such as control characters."""
    return _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class _Open:
    """An element while it is being read; ``drawing`` tells that it stands in an SVG."""

    start: Start | None
    children: list[Node]
    drawing: bool = False


def read(html: str) -> tuple[Node, ...]:
    """A piece of a page as a tree, made safe as notes are: no script, no comment, all closed."""
    path = [_Open(None, [])]
    for token in tokens(balanced(html)):
        match token:
            case Text(text, literal):
                path[-1].children.append(legal(text if literal else entities.unescape(text)))
            case Start(name, _, closed, content):
                drawing = path[-1].drawing or name.lower() == "svg"
                shared = path[-1].children if len(path) > DEEPEST else []
                path.append(_Open(token, shared, drawing))
                if closed or content is not None or name.lower() in VOID:
                    shared += [content] if content else []
                    _close(path)
            case End() if len(path) > 1:
                _close(path)
    while len(path) > 1:
        _close(path)
    return tuple(path[0].children)


def _close(path: list[_Open]) -> None:
    done, around = path.pop(), path[-1]
    if done.start is None or done.children is around.children:
        return
    pairs = ((name, legal(entities.unescape(value or ""))) for name, value in done.start.attributes)
    tag = done.start.name if done.drawing else done.start.name.lower()
    around.children.append(Element(tag, tuple(pairs), tuple(done.children)))


def write(nodes: Iterable[Node]) -> str:
    """The tree as HTML that is well-formed XML, too, apart from elements without an end."""
    return "".join(map(_written, nodes))


def _written(node: Node) -> str:
    if isinstance(node, str):
        return entities.escape(node, quote=False)
    pairs = "".join(f' {name}="{entities.escape(value)}"' for name, value in node.attributes)
    if node.tag in VOID:
        return f"<{node.tag}{pairs}>"
    return f"<{node.tag}{pairs}>{write(node.children)}</{node.tag}>"


def words(nodes: Iterable[Node]) -> str:
    """All text in order."""
    return "".join(n if isinstance(n, str) else words(n.children) for n in nodes)


def each(nodes: Iterable[Node]) -> Iterator[Element]:
    """Every element, outer ones first."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from each(node.children)


def first(nodes: Iterable[Node], class_: str) -> Element | None:
    """The first element with this style class."""
    return next((found for found in each(nodes) if class_ in found.classes), None)


def changed(nodes: Iterable[Node], rule: Rule) -> tuple[Node, ...]:
    """The tree with the rule applied to each element, outer ones first."""
    return tuple(piece for node in nodes for piece in _changed(node, rule))


def _changed(node: Node, rule: Rule) -> Sequence[Node]:
    if isinstance(node, str):
        return (node,)
    given = rule(node)
    if given is not None:
        return given
    return (Element(node.tag, node.attributes, changed(node.children, rule)),)
