r"""Table cells may hold formulas and wikilinks with bars: ``| $P(A|B)$ |`` is one cell.

No tokens are added. A bar that belongs to a formula or a wikilink is hidden from the table rule
while it splits the rows; it is back in the cells' contents.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

# A private-use character of the same width, so that no position changes.
_HIDDEN = "\ue0fc"
_DELIMITERS = re.compile(r"[-:|][-:|\s]+")
# Bars at both ends are a norm, a bar at one end is a cell that begins with a shell's variable.
_FORMULA = re.compile(r"(?<!\\)\$(?:(?![\s|$])[^$\n]*[^\s|$\\]|\|[^$\n]+\|)\$(?!\d)")
_WIKILINK = re.compile(r"\[\[[^\[\]\n|]*\|[^\[\]\n]*\]\]")


def tables_plugin(md: MarkdownIt) -> None:
    """Replace the table rule by one that leaves formulas and wikilinks whole."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 2 > end or not _may_be_table(state, start):
        return False
    source = state.src
    first, last = state.bMarks[start], _blank_after(state, start, end)
    rows = source[first:last]
    hidden = _FORMULA.sub(_hide, rows) if "$" in rows else rows
    hidden = _WIKILINK.sub(_hide, hidden) if "[[" in rows else hidden
    if hidden == rows or _HIDDEN in rows:
        return table(state, start, end, silent)
    state.src = source[:first] + hidden + source[last:]
    count = len(state.tokens)
    found = table(state, start, end, silent)
    state.src = source
    _show(state.tokens[count:])
    return found


def _may_be_table(state: StateBlock, start: int) -> bool:
    header, delimiters = (
        state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        for line in (start, start + 1)
    )
    return "|" in header and _DELIMITERS.fullmatch(delimiters) is not None


def _blank_after(state: StateBlock, start: int, end: int) -> int:
    last = start
    while last + 1 < end and not state.isEmpty(last + 1):
        last += 1
    return state.eMarks[last]


def _hide(match: re.Match[str]) -> str:
    # An escaped bar keeps its backslash rule: GitHub reads it as a bar, in formulas too.
    return re.sub(r"(?<!\\)\|", _HIDDEN, match[0])


def _show(tokens: list[Token]) -> None:
    for token in tokens:
        if _HIDDEN in token.content:
            token.content = token.content.replace(_HIDDEN, "|")
