"""The notes' own parser, with the place of every inline token that the export has to change."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from syntopic.parsing.dialect import parser as notes_parser

InlineRule = Callable[[StateInline, bool], bool]

_RECORDED = frozenset({"html_inline", "backticks", "escape", "entity", "highlight"})


@cache
def parser() -> MarkdownIt:
    """Return a parser of the notes' dialect that also records spans.

    ``meta["span"]`` is there on ``html_inline``, ``code_inline``, ``text_special``, ``mark_open``
    and ``mark_close`` as it is on links: the range in the content of the inline token.
    """
    md = notes_parser.__wrapped__()
    rules = zip(md.inline.ruler.get_active_rules(), md.inline.ruler.getRules(""), strict=True)
    for name, rule in list(rules):
        if name in _RECORDED:
            md.inline.ruler.at(name, _recording(rule))
    return md


def span_of(token: Token) -> tuple[int, int] | None:
    """Return where an inline token stands in the content, if that is known."""
    span: tuple[int, int] | None = token.meta.get("span")
    return span


def end_of_text(token: Token, content: str) -> int:
    """Return where the shown text of a link ends, its closing bracket included."""
    if "text_end" in token.meta:
        return int(token.meta["text_end"])
    md = parser()
    state = StateInline(content, md, {}, [])
    end: int = md.helpers.parseLinkLabel(state, token.meta["span"][0])
    return end + 1


def _recording(rule: InlineRule) -> InlineRule:
    def recorded(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent and len(state.tokens) > count:
            token = state.tokens[-1]
            token.meta = {**token.meta, "span": (start, state.pos)}
        return found

    return recorded
