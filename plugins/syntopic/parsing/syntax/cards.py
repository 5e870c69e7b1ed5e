"""Card lines: ``Q: …``, ``A: …`` and ``C: … ==cloze== …`` each begin a paragraph of their own.

No tokens are added: a line that begins a card ends the paragraph before it, so that a question and
its answer on neighbouring lines are two paragraphs.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

CARD_LINE = re.compile(r"(?P<side>[QA]):(?:\s+\S|\s*$)|(?P<cloze>C):\s+.*==\S")


def cards_plugin(md: MarkdownIt) -> None:
    """Add the rule of this module."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("paragraph", "card_line", _card_line, interrupts)


def _card_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not silent:
        return False
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 2] not in ("Q:", "A:", "C:"):
        return False
    # Inside a list only a line that would be drawn in lazily: cards are never nested.
    if state.level > 0 and state.sCount[start] >= state.blkIndent:
        return False
    return CARD_LINE.match(state.src[first : state.eMarks[start]]) is not None
