"""A card on a page: a question that hides its answer, a sentence that hides its gaps."""

from __future__ import annotations

import re

from syntopic.markdown.forms import FORM, close, content, inline_element, open_
from syntopic.model import Asking, Block, Note
from syntopic.rendering.context import Context
from syntopic.rendering.html import el
from syntopic.rendering.text import markdown

_SIGN = inline_element(str(el("span", class_="gap")))
"""Where the style sheet puts "[…]" while a gap is hidden: what stands in something hidden, a screen
reader leaves out."""

_MARK_OR_FORM = re.compile(rf"<mark>|{FORM.pattern}")


def card(block: Block, note: Note, page: str, context: Context, *, asked: bool = True) -> str:
    """A CARD block as something to open.

    Where it is ``asked`` it says what it is called, and links lead to it; a card that is only
    shown once more, in an embed or behind another wording, says neither. ``review.cutting``
    and the review page go by these attributes.
    """
    told = block.card
    assert told is not None, "only cards are CARD blocks"
    name = context.cards.get(block.id, told.id) if asked else ""
    place = context.links.places.block_anchors.get((note.path, block.origin.first_line), "")
    opened = open_(
        "details",
        class_="card",
        id=(place or f"card-{name}") if name else None,
        data_card=name or None,
        data_asked=told.asking.value,
    )
    question = markdown(told.question, note, page, context, linked=False)
    if told.asking is Asking.GAPS:
        question = _MARK_OR_FORM.sub(_signed, question)
    answer = markdown(told.answer, note, page, context) if told.answer else ""
    # A click on the question opens the card: there is no button in it, and no link.
    code = any(fence in told.question for fence in ("```", "~~~"))
    summary = open_("summary", class_="no-copy" if code else None)
    parts = (opened, summary, question, close(), answer, close())
    return "\n\n".join(part for part in parts if part)


def _signed(found: re.Match[str]) -> str:
    """A mark with its sign in front, be it the site's or a tag of the note's own."""
    begins = found[0] if found["kind"] is None else content(found["payload"] or "")
    own = found["kind"] in (None, "inline-raw") and begins.lower().startswith("<mark")
    return _SIGN + found[0] if own else found[0]
