"""Callouts: a block quote whose first line is ``[!type]- title``.

Tokens
    The quote's own tokens turned into ``container_open`` and ``container_close`` (see
    ``containers``) with ``markup`` ``>`` and ``meta["kind"]`` ``callout``; ``meta["flags"]`` is
    ``+`` or ``-`` when the callout can be folded, ``meta["classes"]`` what stood behind a ``|``.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from syntopic.parsing.syntax.containers import push_title

_HEAD = re.compile(
    r"\[!(?P<type>[\w-][\w -]*)(?:\|(?P<more>[^\]]*))?\](?P<fold>[+-]?)(?P<title>.*)$"
)


def callouts_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    md.block.ruler.before("table", "callout", _head)
    md.core.ruler.after("block", "callout", _close)


def _head(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not state.tokens or state.tokens[-1].type != "blockquote_open":
        return False
    quote = state.tokens[-1]
    if quote.map is None or quote.map[0] != start or state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _HEAD.match(line)
    if match is None or match["title"].startswith(("(", "[", ":")):
        return False
    title = match["title"].strip()
    quote.type, quote.tag, quote.block = "container_open", "div", True
    quote.info = match["type"].strip().lower()
    quote.meta = {
        "kind": "callout",
        "classes": tuple((match["more"] or "").split()),
        "title": title or None,
        "flags": match["fold"],
        "open": match["fold"] != "-",
    }
    push_title(state, start, title)
    state.line = start + 1
    return True


def _close(state: StateCore) -> None:
    # The quote's rule writes its own closing token after the opening one was turned.
    opened: list[bool] = []
    for token in state.tokens:
        if token.markup != ">":
            continue
        if token.nesting == 1:
            opened.append(token.type == "container_open")
        elif token.nesting == -1 and opened.pop():
            token.type, token.tag = "container_close", "div"
