"""Highlights: ``==marked==``.

Tokens
    ``mark_open`` and ``mark_close`` around the inline tokens between them, ``markup`` ``==``.

Comparisons are no highlights: ``x==1`` and ``y == 2`` stay text.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_MARKER = ord("=")


def highlights_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    md.inline.ruler.before("emphasis", "highlight", _delimiters)
    md.inline.ruler2.before("emphasis", "highlight", _pairs)


def _delimiters(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("==", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    token = state.push("text", "", 0)
    token.content = "=" * scanned.length
    if scanned.length == 2 and not _is_comparison(state):
        state.delimiters.append(
            Delimiter(
                marker=_MARKER,
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _is_comparison(state: StateInline) -> bool:
    around = state.src[max(state.pos - 1, 0) : state.pos] + state.src[state.pos + 2 :][:1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _pairs(state: StateInline) -> None:
    _turn(state, state.delimiters)
    metas: list[dict[str, Any] | None] = state.tokens_meta
    for meta in metas:
        if meta and "delimiters" in meta:
            _turn(state, meta["delimiters"])


def _turn(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker != _MARKER or delimiter.end == -1:
            continue
        for index, kind, nesting in (
            (delimiter.token, "mark_open", 1),
            (delimiters[delimiter.end].token, "mark_close", -1),
        ):
            token = state.tokens[index]
            token.type, token.tag, token.nesting = kind, "mark", nesting  # type: ignore[assignment]
            token.markup, token.content = "==", ""
