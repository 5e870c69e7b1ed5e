"""Settled disagreements stand on the page, where they occur."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.markdown.forms import close, element, open_
from syntopic.model import BlockId, Disagreement, Entry, Topic
from syntopic.rendering.context import Context
from syntopic.rendering.html import el
from syntopic.rendering.text import markdown


def settled_beside(entry: Entry, topic: Topic, page: str, context: Context) -> Iterator[str]:
    """What the author settled about the blocks of this passage, told after its last side."""
    here = {shown.block.id for shown in entry.shown}
    for disagreement in topic.disagreements:
        if disagreement.reason and _told_here(disagreement, here, topic):
            yield _differ(disagreement, page, context)


def _told_here(disagreement: Disagreement, here: set[BlockId], topic: Topic) -> bool:
    sides = [disagreement.first.block.id, disagreement.second.block.id]
    order = [shown.block.id for entry in topic.entries for shown in entry.shown]
    shown = [side for side in sides if side in order]
    return bool(shown) and max(shown, key=order.index) in here


def _differ(disagreement: Disagreement, page: str, context: Context) -> str:
    title = el("p", context.language.label("sources-differ"), class_="differ-title")
    reason = markdown(disagreement.reason, disagreement.second.note, page, context)
    return "\n\n".join((open_("div", class_="differ"), element(str(title)), reason, close()))
