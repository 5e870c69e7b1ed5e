"""Card lines: ``Q: …``, ``R: …``, ``A: …`` and ``C: … ==gap== …`` begin paragraphs of their own.

No tokens are added: a line that begins a card ends the paragraph before it, so that a question and
its answer on neighbouring lines are two paragraphs. Which paragraphs make a card, and which are
ordinary text, ``syntopic.parsing.card_units`` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

CARD_LINE = re.compile(r"(?P<side>[QRAC]):(?:\s+(?=\S)|\s*$)")
"""What a paragraph begins with that may be a side of a card."""

# Looked ahead at most: bounded, so that a note of nothing but such lines stays linear.
_NEAR = 60
_OPENS = re.compile(r"`|\$|<|\\[(\[]")
_WHOLE = re.compile(r"(?P<tick>`+)[^`]+(?P=tick)(?!`)|(?<!\$)\$[^$\n]+\$(?!\$)|<[^<>\n]*>")
_FEW = 8  # lines of a paragraph that are cheaper to look through than to read
_MARK = "\ue0c4"  # of the area for private use: stands in no rule of Markdown
_KNOWN = "card_lines"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Of the lines of a paragraph from ``first`` up to ``until``, those inside of something."""

    first: int
    until: int
    inside: frozenset[int]


def cards_plugin(md: MarkdownIt) -> None:
    """Add the rule of this module."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("paragraph", "card_line", _card_line, interrupts)


def has_gap(token: Token) -> bool:
    """Tell whether an inline token has a highlight: ``==`` in code or in a formula is none."""
    return any(child.type == "mark_open" for child in token.children or ())


def _card_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not silent:
        return False
    match = CARD_LINE.match(_line(state, start))
    if match is None:
        return False
    # Inside a list only a line that would be drawn in lazily: cards are never nested.
    if state.level > 0 and state.sCount[start] >= state.blkIndent:
        return False
    side = match["side"]
    begins = side in "QA" or (_marked if side == "C" else _answered)(state, start, end)
    return begins and not _inside(state, start, end)


def _answered(state: StateBlock, start: int, end: int) -> bool:
    """Whether an answer follows before the next card or heading does."""
    for number in range(start + 1, min(end, start + _NEAR)):
        line = _line(state, number)
        match = CARD_LINE.match(line)
        if match is not None and match["side"] != "C":
            return match["side"] == "A"
        if line.startswith("#"):
            return False
    return False


def _marked(state: StateBlock, start: int, end: int) -> bool:
    """Whether the paragraph that would begin here has a highlight."""
    lines = [_line(state, start)]
    for number in range(start + 1, min(end, start + _NEAR)):
        line = _line(state, number)
        if not line or CARD_LINE.match(line):
            break
        lines.append(line)
    text = "\n".join(lines)
    return "==" in text and any(token.type == "mark_open" for token in _tokens(state, text))


def _inside(state: StateBlock, start: int, end: int) -> bool:
    """Whether a line stands in code, a formula or a comment that runs over several lines."""
    if start - state.line < _FEW:
        before = "\n".join(_line(state, number) for number in range(state.line, start))
        if not _OPENS.search(_WHOLE.sub("", before)):
            return False
    known = state.env.get(_KNOWN)
    if known is None or known.first != state.line or start >= known.until:
        known = state.env[_KNOWN] = _looked_at(state, start, end)
    return start in known.inside


def _looked_at(state: StateBlock, start: int, end: int) -> _Paragraph:
    """What can be told of a paragraph's lines; of twice as many each time, to stay linear."""
    first, last = state.line, min(end, 2 * start - state.line + _NEAR + _FEW)
    lines: list[str] = []
    for number in range(first, last):
        if not (line := _line(state, number)):
            break
        lines.append(line)
    marks = {
        n: f"{_MARK}{n}{_MARK}" for n, line in enumerate(lines, first) if CARD_LINE.match(line)
    }
    marked = (marks.get(n, "") + line for n, line in enumerate(lines, first))
    tokens = _tokens(state, "\n".join(marked))
    free = "".join(token.content for token in tokens if token.type == "text")
    until = first + len(lines) if first + len(lines) < last or last == end else last - _NEAR
    return _Paragraph(first, until, frozenset(n for n, mark in marks.items() if mark not in free))


def _tokens(state: StateBlock, text: str) -> list[Token]:
    found: list[Token] = []
    state.md.inline.parse(text, state.md, {}, found)
    return found


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()
