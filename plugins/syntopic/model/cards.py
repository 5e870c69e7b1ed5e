"""What a note asks its reader to recall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Asking(StrEnum):
    """How a card is asked: as a question, in both directions, or as a sentence with gaps."""

    QUESTION = "question"
    BOTH = "both"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True)
class Card:
    """One card as its note has it: ``question`` and ``answer`` are Markdown, without ``Q:``.

    ``id`` is the ``^id`` that its author or ``syntopic cards`` wrote, empty where there is none.
    A card with gaps has the whole sentence as its question, each gap ``==marked==``, and no answer;
    ``gaps`` counts them. One that is asked in both directions, and one with several gaps, is
    several things to recall.
    """

    asking: Asking
    question: str
    answer: str = ""
    id: str = ""
    gaps: int = 0
