"""What is known of a place where a concept is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from syntopic.model import BlockId, NotePath, Prose
from syntopic.parsing.sentences import sentence_around, sentence_ends


class Why(StrEnum):
    """Why a mention becomes a link, or what keeps it from being one."""

    LINKED = "linked"
    BY_HAND = "by-hand"
    AGAIN = "again"
    SINGLE = "single"
    VETOED = "vetoed"
    QUIET = "quiet"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a note where a concept with a page of its own is named without a link.

    ``concept`` is its name, ``target`` its page; ``page`` is where the mention stands, from
    ``start`` up to ``end`` in the text of ``prose``, which is the block's piece of that ``number``.
    ``why`` says what becomes of it:

    - ``LINKED``: it is shown as a link;
    - ``BY_HAND``: its author has linked the concept in this section;
    - ``AGAIN``: the section names the concept further up, and that is the link;
    - ``SINGLE``: it is a single word, or the like, which may mean something else;
    - ``VETOED``: its author wants no link here;
    - ``QUIET``: it stands in a quotation, a card, a footnote or a table of symbols;
    - ``FOLDED``: its block is not shown, for another says the same.
    """

    concept: str
    target: str
    page: str
    title: str
    note: NotePath
    block: BlockId
    number: int
    prose: Prose
    start: int
    end: int
    why: Why

    @property
    def linked(self) -> bool:
        """Whether it is shown as a link."""
        return self.why is Why.LINKED

    @property
    def text(self) -> str:
        """The name as it is written here."""
        return self.prose.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on disk."""
        return self.prose.line_at(self.start)

    @property
    def sentence(self) -> tuple[str, int]:
        """The sentence around it on one line, and where in that the name begins."""
        text = self.prose.text
        return sentence_around(text, _ends(text), self.start)


# Mentions of one text come one after the other.
_ends = lru_cache(maxsize=8)(sentence_ends)
