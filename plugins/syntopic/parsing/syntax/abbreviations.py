"""Abbreviations: ``*[HTML]: Hyper Text Markup Language`` on a line of its own.

Tokens
    ``abbreviation``: one a line; ``content`` is the line, ``meta`` has ``label`` and ``title``.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_DEFINITION = re.compile(r"\*\[(?P<label>[^\]\[\\]+)\]:\s+(?P<title>\S.*)$")


def abbreviations_plugin(md: MarkdownIt) -> None:
    """Add the rule of this module."""
    md.block.ruler.before("reference", "abbreviation", _abbreviation)


def _abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("*[", first) or state.is_code_block(start):
        return False
    match = _DEFINITION.match(state.src[first : state.eMarks[start]])
    if match is None:
        return False
    if not silent:
        token = state.push("abbreviation", "", 0)
        token.block = True
        token.content = match[0].rstrip()
        token.meta = {"label": match["label"], "title": match["title"].rstrip()}
        token.map = [start, start + 1]
        state.line = start + 1
    return True
