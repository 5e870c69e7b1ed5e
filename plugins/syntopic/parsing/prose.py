"""The running text of a block as a reader sees it, and which parts of it may become links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from syntopic.model import Prose
from syntopic.parsing.dialect import parser
from syntopic.parsing.plain import piece

LineOf = Callable[[int], int]
"""The line on disk of a line of the note, which is counted from 0."""

# A heading names what stands below it, and a title is what one clicks on to fold something.
_TITLES = frozenset({"heading_open", "container_title_open"})
_TEXT = frozenset({"text", "text_special", "softbreak"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
# What stands between these tags is code, a formula, or something that one can click on already.
_CLOSED = frozenset(
    "a button code kbd label math option pre samp script select style summary svg textarea".split()
)
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)[^>]*?(?P<empty>/?)>\Z", re.S)
_WORD = re.compile(r"\S+")
_MAIL = re.compile(r"\w@\w+[\w-]*\.\w")
_HOST = re.compile(r"\.(?<=\w\.)[^\W\d_]{2,}(?::\d+)?[/?#]\S")
"""An address without a scheme: a name with dots, and something behind it ("example.com/page")."""


def prose(tokens: Sequence[Token], first: int, line_of: LineOf) -> Iterator[Prose]:
    """Yield the texts of a block's tokens, in order; ``first`` is the line that it begins on.

    Headings and the titles of callouts are left out.
    """
    for index, token in enumerate(tokens):
        if token.type != "inline" or not token.content:
            continue
        if not (index and tokens[index - 1].type in _TITLES):
            yield inline_prose(token, token.map[0] if token.map else first, line_of)


def inline_prose(token: Token, first: int = 0, line_of: LineOf = lambda line: line + 1) -> Prose:
    """Return the text of one inline token, which begins on the line ``first``, from 0."""
    children = token.children or ()
    pieces = [piece(child, running=True) for child in children]
    free = tuple(_free(children, pieces))
    lines = tuple((at, line_of(line)) for at, line in _lines(token, pieces, first))
    return Prose("".join(pieces), free, lines)


def texts(markdown: str) -> frozenset[str]:
    """Return the texts of a piece of Markdown: what ``prose`` yields for its block."""
    tokens = parser().parse(markdown, {})
    return frozenset(found.text for found in prose(tokens, 0, lambda line: line + 1))


def _free(children: Sequence[Token], pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of plain text: outside of links, code, formulas, images and HTML."""
    text, start, at, closed = "", 0, 0, 0
    for child, shown in zip(children, pieces, strict=True):
        if child.type in _TEXT and not closed:
            text += shown
        else:
            yield from _without_addresses(text, start)
            text, start = "", at + len(shown)
            closed = max(0, closed + _closes(child))
        at += len(shown)
    yield from _without_addresses(text, start)


def _closes(token: Token) -> int:
    """Return 1 where a token opens what holds no links, -1 where it ends that, else 0."""
    if token.type in ("link_open", "link_close"):
        return token.nesting
    match = _TAG.match(token.content) if token.type == "html_inline" else None
    if match is None or match["empty"] or match["name"].lower() not in _CLOSED:
        return 0
    return -1 if match["closing"] else 1


def _without_addresses(text: str, start: int) -> Iterator[tuple[int, int]]:
    reached = 0
    if "://" in text or "www." in text or "@" in text or _HOST.search(text):
        for match in _WORD.finditer(text):
            if not _is_address(match[0]):
                continue
            if text[reached : match.start()].strip():
                yield start + reached, start + match.start()
            reached = match.end()
    if text[reached:].strip():
        yield start + reached, start + len(text)


def _is_address(word: str) -> bool:
    """Tell whether a word without spaces is an address on the web or of somebody's mail."""
    if "://" in word or "www." in word or _HOST.search(word):
        return True
    return "@" in word and _MAIL.search(word) is not None


def _lines(token: Token, pieces: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """Yield where in the text each line begins, with its number."""
    children = token.children or ()
    breaks = sum(child.type in _BREAKS for child in children)
    yield 0, first
    if not (breaks or "\n" in token.content):
        return
    if breaks != token.content.count("\n"):
        yield from _lines_by_text(token, pieces, first)
        return
    at, line = 0, first
    for child, shown in zip(children, pieces, strict=True):
        at += len(shown)
        if child.type in _BREAKS:
            line += 1
            yield at, line


def _lines_by_text(token: Token, pieces: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """The same where code, a formula or a link runs over the end of a line."""
    at = cursor = 0
    for child, shown in zip(token.children or (), pieces, strict=True):
        begins = token.content.find(shown, cursor) if child.type == "text" and shown else -1
        if begins >= 0:
            yield at, first + token.content.count("\n", 0, begins)
            cursor = begins + len(shown)
        at += len(shown)
