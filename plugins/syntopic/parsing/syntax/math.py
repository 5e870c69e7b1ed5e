r"""Formulas: ``$…$``, ``$$…$$``, ``\(…\)``, ``\[…\]`` and bare TeX environments.

Tokens
    ``math_inline``: ``content`` is TeX, ``markup`` is ``$`` or ``\(``.
    ``math_inline_double``: a display formula inside a paragraph; ``markup`` is ``$$`` or ``\[``.
    ``math_block``: a display formula on lines of its own; ``markup`` is ``$$`` or ``\[``, or empty
    for an environment, whose ``content`` then includes its ``\begin`` and ``\end``.

``env["unclosed_math"]`` collects where ``$$`` was opened and never closed: ``(content, offset)``
of the inline source.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# A formula inside a paragraph is looked for this far: longer ones stand on lines of their own,
# and the bound keeps a paragraph of many lone dollars linear.
LONGEST_INLINE = 5000

_NAMES = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|aligned|alignedat|"
    "gathered|split|cases|array|matrix|pmatrix|bmatrix|Bmatrix|vmatrix|Vmatrix|smallmatrix"
)

_ENVIRONMENT = re.compile(r"\\begin\{((?:" + _NAMES + r")\*?)\}")
_DOLLAR_END = re.compile(r"(?<!\\)((?:\\\\)*)\$")
_CLOSERS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
# An escaped bracket in prose, "\[1\]" or "\[TODO\]", is no formula.
_TEX = re.compile(r"[\\^_={}<>+|*/]|^\s*[A-Za-z]\s*$")
_NO_FORMULA = re.compile(r"#{1,6}\s|```|~~~")


def math_plugin(md: MarkdownIt) -> None:
    """Add the rules of this module."""
    interrupts: RuleOptionsType = {
        "alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    }
    md.inline.ruler.before("escape", "math_inline", _inline)
    md.block.ruler.before("fence", "math_block", _block, interrupts)
    md.block.ruler.before("fence", "math_environment", _environment, interrupts)


def _inline(state: StateInline, silent: bool) -> bool:
    opening = state.src[state.pos : state.pos + 2]
    if opening in _CLOSERS:
        return _long_delimiters(state, opening, silent)
    return opening.startswith("$") and _single_dollars(state, silent)


def _single_dollars(state: StateInline, silent: bool) -> bool:
    start = state.pos + 1
    stop = min(state.posMax, start + LONGEST_INLINE)
    if start >= stop or state.src[start].isspace():
        return False
    match = _DOLLAR_END.search(state.src, start, stop)
    if match is None or match.end() == start + 1 or state.src[match.end() - 2].isspace():
        return False
    if state.src[match.end() : match.end() + 1].isdigit():
        return False
    return _push(state, "math_inline", "$", state.src[start : match.end() - 1], match.end(), silent)


def _long_delimiters(state: StateInline, opening: str, silent: bool) -> bool:
    start = state.pos + 2
    end = _closing(state.src, opening, start, min(state.posMax, start + LONGEST_INLINE))
    content = state.src[start:end] if end >= 0 else ""
    if not content.strip():
        return opening == "$$" and _lone_dollars(state, silent, unclosed=end < 0)
    if opening == "\\[" and not _TEX.search(content):
        return False
    kind = "math_inline" if opening == "\\(" else "math_inline_double"
    return _push(state, kind, opening, content, end + 2, silent)


def _closing(source: str, opening: str, start: int, stop: int) -> int:
    """Return where the delimiter begins that closes an opening one; negative if there is none."""
    end = source.find(_CLOSERS[opening], start, stop)
    while end >= 0:
        before = source[start:end]
        if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            break
        end = source.find(_CLOSERS[opening], end + 1, stop)
    return end


def _lone_dollars(state: StateInline, silent: bool, *, unclosed: bool) -> bool:
    # Taken as text in one piece, so that the second dollar cannot open a formula of its own.
    if not silent:
        if unclosed:
            state.env.setdefault("unclosed_math", []).append((state.src, state.pos))
        state.append_pending("$$")
    state.pos += 2
    return True


def _push(state: StateInline, kind: str, markup: str, content: str, end: int, silent: bool) -> bool:
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = content
        token.markup = markup
        token.meta = {"span": (state.pos, end)}
    state.pos = end
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = _line(state, start)
    if first[:2] not in ("$$", "\\[") or state.is_code_block(start):
        return False
    if start in state.env.get("math_ends", ()):
        return False
    opening = first[:2]
    last = _last_line(state, start, end, opening)
    if last is None:
        return False
    text = state.getLines(start, last + 1, state.sCount[start], False).strip()
    content = text[2:-2]
    if not content.strip() or (opening == "\\[" and start == last and not _TEX.search(content)):
        return False
    return silent or _push_block(state, start, last, opening, content)


def _last_line(state: StateBlock, start: int, end: int, opening: str) -> int | None:
    after_blank = False
    margin = _margin(state, start)
    for number in range(start, end):
        line = _line(state, number)
        if line and state.sCount[number] < margin:
            return None
        closing = _closing(line, opening, 2 if number == start else 0, len(line))
        if closing >= 0 and closing + 2 == len(line):
            return number
        if closing >= 0:
            # The sentence goes on behind the formula, so all of it is one paragraph. Its last
            # line begins with dollars that close, and must not be taken for an opening.
            state.env.setdefault("math_ends", set()).add(number)
            return None
        # A blank line may stand inside a formula, prose may not: there the closing is missing.
        if _NO_FORMULA.match(line) or (after_blank and "$" in line):
            return None
        after_blank = after_blank or not line
    return None


def _environment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _ENVIRONMENT.match(_line(state, start))
    if opening is None or state.is_code_block(start):
        return False
    closing = f"\\end{{{opening[1]}}}"
    # Once no line closes an environment, none below it does: remembered, to stay linear.
    unclosed = state.env.setdefault("unclosed_environments", set())
    if (closing, end) in unclosed:
        return False
    margin = _margin(state, start)
    for number in range(start, end):
        line = _line(state, number)
        if line and state.sCount[number] < margin:
            return False
        if line.endswith(closing):
            content = state.getLines(start, number + 1, state.sCount[start], False).strip()
            return silent or _push_block(state, start, number, "", content)
    unclosed.add((closing, end))
    return False


def _margin(state: StateBlock, start: int) -> int:
    # A formula that begins left of the list above it ends that list, and has its own margin.
    return min(state.blkIndent, state.sCount[start])


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _push_block(state: StateBlock, start: int, last: int, markup: str, content: str) -> bool:
    state.line = last + 1
    token = state.push("math_block", "math", 0)
    token.block = True
    token.content = content.strip()
    token.markup = markup
    token.map = [start, state.line]
    return True
