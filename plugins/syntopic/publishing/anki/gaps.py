"""Sentences with gaps, as Anki writes them: ``{{c1::…}}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from syntopic.markdown.tree import Element, Node, write
from syntopic.publishing.anki.formulas import TEX, in_gap
from syntopic.publishing.anki.simplified import bare

# Unicode promises never to give these a character, and no note's text holds them.
_OPENS: Final = "\ufdd0"
_CLOSES: Final = "\ufdd1"
_GAP = re.compile(f"{_OPENS}(.*?){_CLOSES}", re.DOTALL)
_TAG = re.compile(r"(<[^<>]*>)")
_OPENING = re.compile(r"\{\{(?=c\d+::)")
_COMMENT: Final = "<!-- -->"
"""Parts what Anki would read, and is nothing on the card (Anki's manual, "Cloze deletion")."""


def with_gaps(nodes: Iterable[Node]) -> str:
    """The HTML of a sentence whose marks are gaps, counted from 1 in its order.

    What looks like the end or the hint of a gap, in formulas and code above all, is parted.
    """
    text = write(bare(tuple(_opened(nodes, in_mark=False))))
    counted = count(1)
    pieces = _GAP.split(text)
    outside = [_opening_none(piece) for piece in pieces[::2]]
    gaps = [f"{{{{c{next(counted)}::{_inside(gap)}}}}}" for gap in pieces[1::2]]
    return outside[0] + "".join(a + b for a, b in zip(gaps, outside[1:], strict=True))


def _opened(nodes: Iterable[Node], *, in_mark: bool) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "mark" and not in_mark:
            yield from (_OPENS, *_opened(node.children, in_mark=True), _CLOSES)
        elif TEX in node.classes and in_mark:
            tex = "".join(child for child in node.children if isinstance(child, str))
            yield Element(node.tag, node.attributes, (in_gap(tex),))
        else:
            yield Element(node.tag, node.attributes, tuple(_opened(node.children, in_mark=in_mark)))


def _opening_none(html: str) -> str:
    return _OPENING.sub(f"{{{_COMMENT}{{", html)


def _inside(html: str) -> str:
    pieces = _TAG.split(html)
    pieces[::2] = [_parted(_opening_none(text)) for text in pieces[::2]]
    pieces[1::2] = [tag.replace("::", ":&#58;").replace("}}", "}&#125;") for tag in pieces[1::2]]
    inside = "".join(pieces)
    return inside + _COMMENT if inside.endswith("}") else inside


def _parted(text: str) -> str:
    return re.sub(r":(?=:)", f":{_COMMENT}", re.sub(r"\}(?=\})", f"}}{_COMMENT}", text))
