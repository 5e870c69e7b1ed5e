"""What stands at the edges of a text: ``^block-id`` at its end, ``[x]`` at its beginning.

Tokens
    ``block_id``: last child of an inline token; ``content`` is the id without its caret. The space
    before it is no part of the text any more. A paragraph with nothing else names the block above.
    ``task``: first child of a list item's first inline token; ``content`` is ``[ ]`` or ``[x]`` as
    written, ``meta["checked"]`` tells which. The space behind it stays in the text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# A single letter or a bare number after a caret is more likely an exponent.
_BLOCK_ID = re.compile(r"(?:^|\s)\^(?=[\w-]*[A-Za-z])(?P<id>[A-Za-z0-9][A-Za-z0-9_-]+)\s*$")
_TASK = re.compile(r"\[[ xX]\](?=\s)")


def endings_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module; they see the text tokens after these were joined."""
    md.core.ruler.after("text_join", "endings", _endings)


def _endings(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and token.children:
            if index > 1 and state.tokens[index - 2].type == "list_item_open":
                _take_task(token.children)
            if state.tokens[index - 1].type not in ("th_open", "td_open", "container_title_open"):
                _take_block_id(token.children)


def _take_block_id(children: list[Token]) -> None:
    last = children[-1]
    match = _BLOCK_ID.search(last.content) if last.type == "text" else None
    if match is None:
        return
    if not match[0][0].isspace() and len(children) > 1 and children[-2].type != "softbreak":
        return
    last.content = last.content[: match.start()]
    if not last.content:
        children.pop()
        if children and children[-1].type == "softbreak":
            children.pop()
    children.append(Token("block_id", "", 0, content=match["id"], markup="^"))


def _take_task(children: list[Token]) -> None:
    first = children[0]
    match = _TASK.match(first.content) if first.type == "text" else None
    if match is None:
        return
    first.content = first.content[match.end() :]
    checked = match[0] != "[ ]"
    children.insert(0, Token("task", "", 0, content=match[0], meta={"checked": checked}))
