"""Admonitions, foldable details and tabs: a marker line, then content indented by four spaces.

Tokens
    ``container_open`` … ``container_close``, nested like a block quote. On the opening token,
    ``markup`` is ``!!!``, ``???`` or ``===`` (``>`` for a callout, see ``callouts``), ``info`` is
    the type ("note", lower case; "tab" for tabs), and ``meta`` has

    ``kind``
        ``admonition``, ``details`` or ``tab``;
    ``classes``
        further words after the type, as a tuple;
    ``title``
        the title's source; None when none is given (show the type), empty to show no title;
    ``open``
        whether a foldable one starts unfolded;
    ``flags``
        what stood right behind the marker (``+``, ``!``).

    With a title that is not empty, ``container_title_open``, ``inline`` and
    ``container_title_close`` come first.

No line outside the indentation belongs to a container: there is no lazy continuation.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

_TITLE = r'(?: +"(?P<title>.*)")?'
_ADMONITION = re.compile(r"(?P<mark>!!!) ?(?P<words>[\w-]+(?: +[\w-]+)*)" + _TITLE + r"\s*$")
_DETAILS = re.compile(
    r"(?P<mark>\?\?\?)(?P<flags>\+?) ?(?P<words>[\w-]+(?: +[\w-]+)*)?" + _TITLE + r"\s*$"
)
_TAB = re.compile(r'(?P<mark>===)(?P<flags>[+!]{0,2}) +"(?P<title>.*)"\s*$')
INDENT = 4


def containers_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    interrupts: RuleOptionsType = {
        "alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    }
    md.block.ruler.before("fence", "container", _container, interrupts)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 3] not in ("!!!", "???", "===") or state.is_code_block(start):
        return False
    line = state.src[first : state.eMarks[start]]
    match = _ADMONITION.match(line) or _DETAILS.match(line) or _TAB.match(line)
    if match is None:
        return False
    last = _content_end(state, start, end)
    found = match.groupdict()
    # "!!! wow" is somebody being loud, unless content or a title follows.
    if found["title"] is None and (last == start + 1 or not found["words"]):
        return False
    if not silent:
        _push(state, start, last, found)
    return True


def _content_end(state: StateBlock, start: int, end: int) -> int:
    last = start + 1
    for number in range(start + 1, end):
        if state.isEmpty(number):
            continue
        if state.sCount[number] < state.blkIndent + INDENT:
            break
        last = number + 1
    return last


def _push(state: StateBlock, start: int, last: int, found: dict[str, Any]) -> None:
    opening = state.push("container_open", "div", 1)
    opening.markup = found["mark"]
    opening.block = True
    opening.map = [start, last]
    opening.info, opening.meta = _describe(found)
    push_title(state, start, found["title"])
    _push_content(state, start + 1, last)
    state.push("container_close", "div", -1).markup = found["mark"]
    state.line = last


def _describe(found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    kind = {"!!!": "admonition", "???": "details", "===": "tab"}[found["mark"]]
    name, *classes = (found.get("words") or ("tab" if kind == "tab" else "note")).split()
    flags = found.get("flags") or ""
    meta = {"kind": kind, "classes": tuple(classes), "title": found["title"], "flags": flags}
    return name.lower(), meta | {"open": kind != "details" or "+" in flags}


def push_title(state: StateBlock, line: int, title: str | None) -> None:
    """Push the tokens of a container's title, which stands on ``line``; none when it is empty."""
    if not (title or "").strip():
        return
    state.push("container_title_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content = (title or "").strip()
    inline.map = [line, line + 1]
    inline.children = []
    state.push("container_title_close", "p", -1)


def _push_content(state: StateBlock, first: int, last: int) -> None:
    outer = state.blkIndent, state.lineMax, state.parentType, state.tight
    state.blkIndent += INDENT
    state.lineMax = last
    state.parentType = "container"
    state.md.block.tokenize(state, first, last)
    state.blkIndent, state.lineMax, state.parentType, state.tight = outer
