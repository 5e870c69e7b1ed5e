"""Footnotes inside the text: ``^[a remark]``.

Tokens
    ``footnote_inline``: ``content`` is the remark's source, ``children`` its inline tokens.

References and definitions come from the footnote plugin: ``footnote_ref`` (``meta["label"]``) and
``footnote_reference_open`` … ``footnote_reference_close`` (``meta["label"]``), left in place.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LONGEST = 50_000
"""A remark inside the text is not longer than this."""


def inline_footnotes_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    md.inline.ruler.after("image", "footnote_inline", _remark)


def _remark(state: StateInline, silent: bool) -> bool:
    start = state.pos
    # Without the second look thousands of openings would each search for their closing in vain.
    if not state.src.startswith("^[", start) or "]" not in state.src[start : start + LONGEST]:
        return False
    end: int = state.md.helpers.parseLinkLabel(state, start + 1)
    content = state.src[start + 2 : end] if end >= 0 else ""
    # CommonMark reads a caret and a link where a destination or a label follows.
    if not content.strip() or state.src.startswith(("(", "["), end + 1):
        return False
    if not silent:
        children: list[Token] = []
        state.md.inline.parse(content, state.md, state.env, children)
        token = state.push("footnote_inline", "", 0)
        token.content = content
        token.children = children
        token.meta = {"span": (start, end + 1)}
    state.pos = end + 1
    return True
