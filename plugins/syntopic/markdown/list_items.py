"""Names of list items.

Markdown cannot name an item of a list, so its name is written as an empty element in its text, and
is given to the item when the tree is made.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

ITEM: Final = "data-item"
"""The attribute of an empty ``span`` that names the item around it."""


def register(md: Markdown) -> None:
    """Let items take their names, after inline text is read (20)."""
    md.treeprocessors.register(_Items(md), "syntopic-items", 17)


class _Items(Treeprocessor):
    def run(self, root: Element) -> None:
        spans = [span for span in root.iter("span") if ITEM in span.attrib]
        around = {child: parent for parent in root.iter() for child in parent} if spans else {}
        given: set[str] = set()
        for span in spans:
            _name(span, around, given)


def _name(span: Element, around: dict[Element, Element], given: set[str]) -> None:
    """Give a name to the item around it; where none is free for it, the span has it.

    A name that is written twice on a page is the first one's.
    """
    name = span.attrib.pop(ITEM)
    item = _item(span, around)
    if name not in given and (item is None or "id" in item.attrib):
        span.set("id", name)
    else:
        _take_out(span, around[span])
        if name not in given and item is not None:
            item.set("id", name)
    given.add(name)


def _item(element: Element, around: dict[Element, Element]) -> Element | None:
    while element in around and element.tag != "li":
        element = around[element]
    return element if element.tag == "li" else None


def _take_out(span: Element, parent: Element) -> None:
    """Take an empty element out of its parent, and leave the text behind it."""
    place = list(parent).index(span)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + (span.tail or "")
    else:
        parent.text = (parent.text or "") + (span.tail or "")
    parent.remove(span)
