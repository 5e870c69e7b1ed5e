"""The picture of a page, which comes early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from syntopic.model import Claim, Facet, Kind, Passage, Picture

LEAD = "lead"
"""The label that marks the snippet whose figure stands at the top of the page."""


def picture_of(
    synthesis: Claim | None, claims: Sequence[Claim], passages: Iterable[Passage]
) -> Picture | None:
    """``picture:`` of a note, else the first figure under intuition, else a ``lead`` code figure.

    The synthesis is asked first, then the notes in the author's order.
    """
    asked = [claim for claim in (synthesis, *claims) if claim is not None]
    for claim in asked:
        if target := claim.note.note.front.picture:
            return Picture(claim.note.note, None, target)
    found = tuple(passages)
    for passage in found:
        for block in passage.blocks:
            if passage.facet is Facet.INTUITION and block.kind is Kind.FIGURE:
                return Picture(passage.note, block)
    for claim in asked:
        for block in claim.note.blocks:
            # The content is searched last: it may be long.
            if block.snippet and block.snippet.label == LEAD and block in claim.content:
                return Picture(claim.note.note, block)
    return None
