"""What a follower of the blog gets to read of a post, out of the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from syntopic.markdown.tree import Element, Node, each, element, first

_BESIDE: Final = frozenset(("crumb", "facts", "tags"))


def of_post(nodes: tuple[Node, ...], whole: str, address: str) -> tuple[Node, ...]:
    """The author's own words: of a topic's page the synthesis, of any other all but its title.

    After a synthesis comes a link to the whole page, at ``address``, with the text ``whole``; what
    the sources say would make each post as long as a chapter.
    """
    synthesis = first(nodes, "synthesis")
    if synthesis is None:
        return _without_title(nodes)
    link = element("p", element("a", whole, href=address))
    return (*synthesis.children, *_footnotes(synthesis.children, nodes), link)


def _without_title(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The reader shows a post's title above it, with its date and tags."""
    kept: list[Node] = []
    titles = 0
    for node in nodes:
        is_title = isinstance(node, Element) and node.tag == "h1"
        titles += is_title
        if not (is_title and titles == 1) and not _is_told_beside(node):
            kept.append(node)
    return tuple(kept)


def _is_told_beside(node: Node) -> bool:
    """Whether it is a line that the blog adds to a post: its way back, its facts, its tags."""
    return isinstance(node, Element) and node.tag == "p" and bool(node.classes & _BESIDE)


def _footnotes(text: Iterable[Node], nodes: Iterable[Node]) -> Iterator[Element]:
    """The footnotes that the text refers to, with the numbers that they have on the page."""
    foot = first(nodes, "footnote")
    if foot is None:
        return
    wanted = {found.get("href").removeprefix("#") for found in each(text)}
    notes = [found for found in each(foot.children) if found.tag == "li"]
    told = [
        Element("li", (("value", str(number)),), note.children)
        for number, note in enumerate(notes, 1)
        if note.get("id") in wanted - {""}
    ]
    if told:
        yield element("hr")
        yield element("ol", *told)
