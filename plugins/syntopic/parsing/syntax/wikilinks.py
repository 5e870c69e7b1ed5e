r"""Links between notes: ``[[target#fragment|text]]`` and embeds ``![[…]]``.

Tokens
    ``wikilink`` and ``embed``, inline and without children: ``content`` is what stands between the
    brackets, ``meta`` has ``target``, ``fragment`` (without ``#``; a block's begins with ``^``) and
    ``text`` (empty when none is given; an image's size is its text, as written). ``\|`` separates
    as ``|`` does, because it has to be written so in table cells.

What CommonMark reads as a link stays one: ``[[1]](url)``, and ``[[1]]`` where ``[1]`` is defined.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

_LINK = re.compile(
    r"\[\[(?P<target>[^\[\]\n|#\\]*)(?:#(?P<fragment>[^\[\]\n|\\]*))?"
    r"(?:\\?\|(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\](?!\]))*))?\]\]"
)


def wikilinks_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("image", "embed", _embed)


def _wikilink(state: StateInline, silent: bool) -> bool:
    return _match(state, "wikilink", state.pos, silent)


def _embed(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "!":
        return False
    return _match(state, "embed", state.pos + 1, silent)


def _match(state: StateInline, kind: str, start: int, silent: bool) -> bool:
    match = _LINK.match(state.src, start, state.posMax)
    if match is None or not (match["target"].strip() or (match["fragment"] or "").strip()):
        return False
    content = match[0][2:-2]
    if _is_commonmark(state, content, match.end()):
        return False
    if not silent:
        token = state.push(kind, "a", 0)
        token.content = content
        token.markup = match[0][:2]
        token.meta = {
            "target": match["target"].strip(),
            "fragment": (match["fragment"] or "").strip(),
            "text": (match["text"] or "").strip(),
            "span": (state.pos, match.end()),
        }
    state.pos = match.end()
    return True


def _is_commonmark(state: StateInline, content: str, end: int) -> bool:
    if state.src.startswith("(", end):
        return True
    references = state.env.get("references", {})
    return bool(references) and normalizeReference(content) in references
