"""The links of a piece of Markdown as they are written, each with the places of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from markdown_it.token import Token

from syntopic.parsing import parser, split_target
from syntopic.parsing.lines import Text, absolute, cell_positions, line_offsets
from syntopic.publishing.plain.spans import end_of_text

Span = tuple[int, int]

_PARTS = re.compile(
    r"(?:!?|\[[^\[\]\n]+\]\(|\{\{embed +)\[\["  # as everyone writes them, and Logseq's two forms
    r"(?P<inside>(?P<target>[^|#\\]*)(?:#(?P<fragment>[^|\\]*))?(?P<text>\\?\|.*)?)"
    r"\]\](?:\)| *\}\})?\Z",
    re.DOTALL,
)
_LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]:\s*")


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline token and the place in the text of each position in its content, -1 if unknown."""

    token: Token
    place: Callable[[int], int]
    in_table: bool
    heading: bool


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link: what it says, and where its target and its fragment stand in the text.

    ``end`` is where the closing brackets of a wikilink begin; ``plain`` tells that it shows no
    words of its own. Of a Markdown link ``target_at`` is its whole address, with the fragment.
    """

    wiki: bool
    embed: bool
    target: str
    fragment: str
    target_at: Span
    fragment_at: Span
    end: int
    plain: bool
    in_table: bool


def inlines(text: str, base: int = 0) -> tuple[tuple[Inline, ...], tuple[WrittenLink, ...]]:
    """The inline tokens of Markdown that begins at ``base``, and its definitions of links.

    Nothing where the text is nested too deeply to be read.
    """
    env: dict[str, Any] = {}
    body = text[base:]
    try:
        tokens = parser().parse(body, env)
    except RecursionError:
        return (), ()
    source = Text.of(body)
    found = tuple(_inlines(source, tokens, base))
    return found, tuple(_definitions(body, env, base))


def links(inline: Inline) -> Iterator[WrittenLink]:
    """The links of an inline token, those in notes at the foot and in images included."""
    yield from _links(inline, inline.token.content, inline.token.children or (), 0)


def _inlines(source: Text, tokens: Sequence[Token], base: int) -> Iterator[Inline]:
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rest = takewhile(lambda one: one.type != "tr_close", tokens[index:])
            row = [one for one in rest if one.type == "inline"]
            for cell, places in cell_positions(source, row):
                yield Inline(cell, _in_cell(places, base), True, False)
        elif token.type == "inline" and tokens[index - 1].type not in ("th_open", "td_open"):
            heading = tokens[index - 1].type == "heading_open" and not tokens[index - 1].level
            yield Inline(token, _in_lines(line_offsets(source, token), base), False, heading)


def _in_cell(places: Sequence[int], base: int) -> Callable[[int], int]:
    return lambda at: places[at] + base if at < len(places) else -1


def _in_lines(offsets: tuple[tuple[int, int], ...], base: int) -> Callable[[int], int]:
    def place(at: int) -> int:
        found = absolute(offsets, at) if offsets else -1
        return found + base if found >= 0 else -1

    return place


def _links(
    inline: Inline, content: str, tokens: Sequence[Token], base: int
) -> Iterator[WrittenLink]:
    for token in tokens:
        span = token.meta.get("span")
        if span is None:
            continue
        start, end = base + span[0], base + span[1]
        if token.type in ("wikilink", "embed"):
            yield from _wiki(inline, content, token, start, end)
        elif token.type == "link_open" and token.markup != "autolink":
            yield from _plain(inline, content, token, start, base)
        elif token.type in ("footnote_inline", "image"):
            yield from _links(inline, content, token.children or (), start + 2)


def _wiki(
    inline: Inline, content: str, token: Token, start: int, end: int
) -> Iterator[WrittenLink]:
    parts = _PARTS.match(content[start:end])
    spans = _spans(content, start, parts, token) if parts is not None else None
    if parts is None or spans is None:
        return
    target, fragment = (_placed(inline, span) for span in spans)
    last = inline.place(start + parts.end("inside"))
    if last < 0 or target is None or fragment is None:
        return
    yield WrittenLink(
        True,
        token.type == "embed",
        token.meta["target"],
        token.meta["fragment"],
        target,
        fragment,
        last,
        parts["text"] is None and token.markup != "[",
        inline.in_table,
    )


def _spans(
    content: str, start: int, parts: re.Match[str], token: Token
) -> tuple[Span, Span] | None:
    """Where a target and its fragment stand; None where they are not written as they are read."""
    target, fragment = token.meta["target"], token.meta["fragment"]
    inside = parts["inside"]
    at = len(inside) - len(inside.lstrip()) if target else 0
    rest = inside[at + len(target) :]
    hash_ = parts.end("target") + 1 - parts.start("inside")
    after = at + len(target) if rest.startswith("^") else hash_ if fragment else at + len(target)
    after += len(inside[after:]) - len(inside[after:].lstrip()) if fragment else 0
    if not (inside.startswith(target, at) and inside.startswith(fragment, after)):
        return None
    base = start + parts.start("inside")
    return (base + at, base + at + len(target)), (base + after, base + after + len(fragment))


def _placed(inline: Inline, span: Span) -> Span | None:
    """Where a range of the content stands in the text; None where other signs are in it there.

    Its end is counted from its last sign: what follows may be escaped, as a bar in a table is.
    """
    start, end = span
    first = inline.place(start)
    last = inline.place(end - 1) + 1 if end > start else first
    return (first, last) if first >= 0 and last - first == end - start else None


def _plain(
    inline: Inline, content: str, token: Token, start: int, base: int
) -> Iterator[WrittenLink]:
    """A Markdown link with its address in it; those by reference have it in a definition."""
    if "text_end" in token.meta:
        return
    label = end_of_text(token, content[base:]) + base
    opening = re.compile(r"\(\s*").match(content, label)
    if opening is None:
        return
    address = _address(content, opening.end())
    if address is None:
        return
    place = _placed(inline, address)
    if place is None:
        return
    href = str(token.attrs.get("href", ""))
    target, fragment = split_target(href)
    yield WrittenLink(
        False, False, target, fragment, place, place, place[1], False, inline.in_table
    )


def _definitions(body: str, env: dict[str, Any], base: int) -> Iterator[WrittenLink]:
    for _, _, at in env.get("definitions", ()):
        label = _LABEL.match(body, at)
        address = _address(body, label.end()) if label else None
        if address is not None:
            written = body[address[0] : address[1]]
            target, fragment = split_target(written.removeprefix("<").removesuffix(">"))
            place = address[0] + base, address[1] + base
            yield WrittenLink(False, False, target, fragment, place, place, place[1], False, False)


def _address(text: str, at: int) -> Span | None:
    found = parser().helpers.parseLinkDestination(text, at, len(text))
    return (at, found.pos) if found.ok else None
