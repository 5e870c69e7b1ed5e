"""Where things stand in the source, which the parser itself forgets.

No tokens are added. ``meta["span"]`` on ``link_open``, ``image`` and ``footnote_ref`` is their
range in the content of the inline token (for nested ones: of the enclosing image's or remark's
content); ``meta["label"]`` marks links and images written by reference, whose shown text ends
before ``meta["text_end"]``. ``meta["closed"]`` tells whether a fence was closed.
``env["definitions"]`` lists the link reference definitions: first line, the line after the last,
and the offset in the text where the definition begins.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence, reference
from markdown_it.rules_inline import StateInline, autolink, image, link
from mdit_py_plugins.footnote.index import footnote_ref

# The text of a link is not longer than this; a long chapter is not.
LONGEST_LINK = 50_000

InlineRule = Callable[[StateInline, bool], bool]


def spans_plugin(md: MarkdownIt) -> None:
    """Replace rules, the footnote plugin's too, by ones that record where they matched."""
    md.options["store_labels"] = True
    md.inline.ruler.at("link", _recording(link, "link_open", "[", "]"))
    md.inline.ruler.at("autolink", _recording(autolink, "link_open", "<", ">"))
    md.inline.ruler.at("image", _recording(image, "image", "![", "]"))
    md.inline.ruler.at("footnote_ref", _recording(footnote_ref, "footnote_ref", "[^", "]"))
    md.block.ruler.at("reference", _definition)
    md.block.ruler.at("fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _recording(rule: InlineRule, kind: str, opening: str, closing: str) -> InlineRule:
    """Wrap an inline rule so that the token of this kind that it pushes knows its span.

    ``opening`` is what the rule's construct begins with, ``closing`` what it cannot be without.
    """

    def recorded(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not state.src.startswith(opening, start):
            return False
        # The parser would look in vain for the closing of each of thousands of open brackets.
        if state.src.find(closing, start, start + LONGEST_LINK) < 0 or not rule(state, silent):
            return False
        # The rule may flush pending text first; its own token follows directly.
        token = None if silent else next((t for t in state.tokens[count:] if t.type == kind), None)
        if token is not None:
            token.meta = {**token.meta, "span": (start, state.pos)}
            if "label" in token.meta and kind != "footnote_ref":
                bracket = start + (kind == "image")
                token.meta["text_end"] = state.md.helpers.parseLinkLabel(state, bracket) + 1
        return True

    return recorded


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    offset = state.bMarks[start] + state.tShift[start]
    found = reference(state, start, end, silent)
    if found and not silent:
        state.env.setdefault("definitions", []).append((start, state.line, offset))
    return found


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = fence(state, start, end, silent)
    if found and not silent:
        token, last = state.tokens[-1], state.line - 1
        line = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].strip()
        closes = last > start and line.startswith(token.markup) and not line.strip(line[:1])
        token.meta = {"closed": closes and not state.is_code_block(last)}
    return found
