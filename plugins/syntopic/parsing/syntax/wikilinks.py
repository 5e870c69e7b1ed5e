r"""Links between notes: ``[[target#fragment|text]]`` and embeds ``![[…]]``.

Tokens
    ``wikilink`` and ``embed``, inline: ``content`` is what stands between the brackets, ``meta``
    has ``target``, ``fragment`` (without ``#``; a block's begins with ``^``) and ``text`` (empty
    when none is given; an image's size is its text, as written). The children of a wikilink are its
    text, read as Markdown. ``\|`` separates as ``|`` does, because it has to be written so in table
    cells. In ``[[note^id]]`` the id is the fragment, as in ``[[note#^id]]``; a sign at the end, as
    in ``[[C#]]``, belongs to the name.

Logseq's ``[text]([[target]])`` is a wikilink with this text, its ``{{embed [[target]]}}`` an embed.
What CommonMark reads as a link stays one: ``[[1]](url)``, and ``[[1]]`` where ``[1]`` is defined as
a number or an address on the web. The definitions that Foam writes below notes name files, and
leave wikilinks what they are.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_INSIDE = (
    r"(?P<target>[^\[\]\n|#\\]*)(?:(?P<sign>#)(?P<fragment>[^\[\]\n|\\]*))?"
    r"(?:\\?\|(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\](?!\](?!\])))*))?"
)
_LINK = re.compile(rf"\[\[{_INSIDE}\]\]")
_EMBED = re.compile(rf"\{{\{{embed +\[\[{_INSIDE}\]\] *\}}\}}")
_LABELLED = re.compile(rf"\[(?P<label>[^\[\]\n]+)\]\(\[\[{_INSIDE}\]\]\)")
# The same ids as those that end a block (``endings``): a single letter is more likely an exponent.
_BLOCK = re.compile(r"(?P<target>.*[^\s^])\^(?P<id>(?=[\w-]*[A-Za-z])[A-Za-z0-9][\w-]+)")
_ON_THE_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")


def wikilinks_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("image", "embed", _embed)


def _wikilink(state: StateInline, silent: bool) -> bool:
    return _match(state, "wikilink", state.pos, silent)


def _embed(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] == "!":
        return _match(state, "embed", state.pos + 1, silent)
    return state.src.startswith("{{embed ", state.pos) and _match(state, "embed", state.pos, silent)


def _match(state: StateInline, kind: str, start: int, silent: bool) -> bool:
    pattern = _EMBED if kind == "embed" and state.src.startswith("{", start) else _LINK
    match = pattern.match(state.src, start, state.posMax)
    if match is None and kind == "wikilink":
        match = _LABELLED.match(state.src, start, state.posMax)
    if match is None or not (match["target"].strip() or (match["fragment"] or "").strip()):
        return False
    found = match.groupdict()
    label = (found.get("label") or "").strip()
    content = match[0][match[0].index("[[") + 2 : match[0].rindex("]]")]
    if not label and _is_commonmark(state, content, match.end()):
        return False
    if not silent:
        token = state.push(kind, "a", 0)
        token.content = content
        token.markup = "[" if label else match[0][:2]
        target, fragment = _divided(found["target"], found["sign"] or "", found["fragment"] or "")
        text = label or (found["text"] or "").strip()
        span = (state.pos, match.end())
        token.meta = {"target": target, "fragment": fragment, "text": text, "span": span}
        token.children = _read(state, text) if kind == "wikilink" else []
    state.pos = match.end()
    return True


def _divided(target: str, sign: str, fragment: str) -> tuple[str, str]:
    target, fragment = target.strip(), fragment.strip()
    if fragment:
        return target, fragment
    block = _BLOCK.fullmatch(target)
    return (block["target"], f"^{block['id']}") if block and not sign else (target + sign, "")


def _read(state: StateInline, text: str) -> list[Token]:
    """The text of a wikilink as Markdown; in most there is none."""
    found: list[Token] = []
    if text:
        state.md.inline.parse(text, state.md, state.env, found)
    return found


def _is_commonmark(state: StateInline, content: str, end: int) -> bool:
    if state.src.startswith("(", end):
        return True
    label = normalizeReference(content)
    defined = state.env.get("references", {}).get(label)
    return defined is not None and bool(label.isdigit() or _ON_THE_WEB.match(defined["href"]))
