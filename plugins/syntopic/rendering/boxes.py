"""The place of an embed on a page: one line, until the page is filled (``rendering.embeds``).

What never fills it leaves a link there.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass

from syntopic.linking.resolve import Part
from syntopic.markdown.forms import FORM, content, element
from syntopic.model import NotePath
from syntopic.rendering.html import el

_PAYLOAD = re.compile(
    r'<p data-embed="(?P<key>[^"]*)"><a href="(?P<href>[^"]*)">(?P<text>.*)</a></p>', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Box:
    """What is to be shown somewhere: a part of the garden, its address, and what a link says."""

    part: Part
    href: str
    text: str


def written(box: Box) -> str:
    """The line that keeps a box's place."""
    part = box.part
    key = json.dumps([part.note, part.line, part.block, part.page], ensure_ascii=False)
    return element(str(el("p", el("a", box.text, href=box.href), data_embed=key)))


START = written(Box(Part(), "", ""))[: len("\ufdd0element:") + 20]
"""What every such line begins with: the first twenty characters stand for ``<p data-embed="``."""


def read(line: str) -> Box | None:
    """The box whose place a line keeps; None for every other line."""
    if not line.startswith(START):
        return None
    form = FORM.fullmatch(line)
    found = _PAYLOAD.fullmatch(content(form["payload"] or "")) if form else None
    if found is None:
        return None
    note, number, block, page = json.loads(html.unescape(found["key"]))
    href, text = (html.unescape(found[name]) for name in ("href", "text"))
    return Box(Part(NotePath(note) if note else None, number, block, page), href, text)


def linked(box: Box) -> str:
    """The link that stands where nothing can be shown."""
    return element(str(el("p", el("a", box.text, href=box.href))))
