"""The mentions in a block as links of its page: linking has chosen them, here they are written."""

from __future__ import annotations

from collections import defaultdict, deque

from syntopic.linking import Mention as Chosen
from syntopic.model import Block
from syntopic.rendering.context import Context, href
from syntopic.rendering.rewriting import Mention, Mentions, none

CSS = "mention"
"""The class of links that nobody wrote."""


def mentions_of(block: Block | None, page: str, context: Context) -> Mentions:
    """What to link in the texts of a block; asked once for each text, in their order.

    Where a page leaves out how a text begins ("In words:"), the text is known by its end. A block
    that is embedded in a page does not link to this page.
    """
    found = context.links.marks.get(block.id, ()) if block is not None else ()
    marks = tuple(mention for mention in found if mention.target != page)
    if block is None or not marks:
        return none
    waiting: dict[str, deque[tuple[Chosen, ...]]] = defaultdict(deque)
    # A text that is all code or link is not asked for.
    for number, prose in enumerate(block.prose):
        if prose.free:
            waiting[prose.text].append(tuple(one for one in marks if one.number == number))

    def mentions(text: str) -> tuple[Mention, ...]:
        whole = text if text in waiting else next((w for w in waiting if w.endswith(text)), "")
        found = waiting[whole].popleft() if waiting.get(whole) else ()
        left_out = len(whole) - len(text)
        return tuple(_written(one, left_out, page) for one in found if one.start >= left_out)

    return mentions


def _written(mention: Chosen, left_out: int, page: str) -> Mention:
    start, end = mention.start - left_out, mention.end - left_out
    return Mention(start, end, href(page, mention.target), css=CSS)
