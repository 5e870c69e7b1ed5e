"""How deep blocks may stand in one another: beyond that, what would open one more is text.

Left alone, the parser skips everything from its limit to the end of the note.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

TOO_DEEP = "too_deep"
"""Where the environment holds the row of the first list or quotation that was not opened."""

_CONTAINERS = frozenset(("list", "blockquote", "container", "deflist", "footnote_def"))
_LEVELS_INSIDE = 6
"""A container and what must still fit into it: a list, its item, a table, its row, a cell, text."""

Rule = Callable[[StateBlock, int, int, bool], bool]


def depth_plugin(md: MarkdownIt) -> None:
    """Limit the depth of blocks to a little less than ``maxNesting``. Apply it last."""
    limit = md.options["maxNesting"] - _LEVELS_INSIDE
    for rule in tuple(md.block.ruler.__rules__):
        if rule.name in _CONTAINERS:
            md.block.ruler.at(rule.name, _limited(rule.fn, limit), {"alt": rule.alt})


def _limited(rule: Rule, limit: int) -> Rule:
    def limited(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        if state.level < limit:
            return rule(state, first, last, silent)
        if rule(state, first, last, True):
            state.env.setdefault(TOO_DEEP, first)
        return False

    return limited
