"""Settled disagreements stand on the page, where they occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from syntopic.markdown.forms import close, element, open_
from syntopic.model import BlockId, Disagreement, Shown, Topic
from syntopic.rendering.context import Context
from syntopic.rendering.html import el
from syntopic.rendering.text import markdown

OPENING = ""
"""Stands for the synthesis, where others name a passage by its anchor."""


def settled(topic: Topic) -> Mapping[str, tuple[Disagreement, ...]]:
    """What the author settled, by the anchor of the passage after which it is told.

    That is the passage of the side that is read last. A side that was folded into another block is
    read there; what both sides left to the synthesis is told after it (``OPENING``).
    """
    opening = (part for part in topic.opening if isinstance(part, Shown))
    pieces = [(OPENING, tuple(opening)), *((e.passage.anchor, e.shown) for e in topic.entries)]
    anchors = [anchor for anchor, _ in pieces]
    places = _places(shown for _, shown in pieces)
    told: dict[str, tuple[Disagreement, ...]] = {}
    for found in topic.disagreements:
        if found.reason:
            last = max(places.get(side.block.id, 0) for side in (found.first, found.second))
            told[anchors[last]] = (*told.get(anchors[last], ()), found)
    return told


def differences(told: Iterable[Disagreement], page: str, context: Context) -> Iterator[str]:
    """Each disagreement as the page tells it: that sources differ, and the author's reason."""
    for found in told:
        title = el("p", context.language.label("sources-differ"), class_="differ-title")
        reason = markdown(found.reason, found.second.note, page, context)
        yield "\n\n".join((open_("div", class_="differ"), element(str(title)), reason, close()))


def _places(pieces: Iterable[tuple[Shown, ...]]) -> dict[BlockId, int]:
    """Which piece of the page shows a block; one that shows it whole goes before its variants."""
    whole: dict[BlockId, int] = {}
    folded: dict[BlockId, int] = {}
    for number, piece in enumerate(pieces):
        for shown in piece:
            whole[shown.block.id] = number
            folded.update((variant.block.id, number) for variant in shown.also)
    return folded | whole
