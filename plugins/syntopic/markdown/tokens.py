"""HTML cut into tags and text; whatever is no tag is text, so nothing falls between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

VOID: Final = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
"""Elements without content and without an end tag."""

RAW_TEXT: Final = frozenset(
    (
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
    )
)
"""Elements in whose content a browser looks for nothing but their end tag."""

# No name and no bare value holds a "<": then a tag that never ends is given up at the next one, and
# cutting takes linear time.
_ATTRIBUTE = r"""[^\s/<>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>][^\s<>]*+))?+"""
_TOKEN = re.compile(
    rf"""
    <!\[CDATA\[(?P<cdata>(?:(?!<!\[CDATA\[|\]\]>).)*+)\]\]>
    | (?P<comment> <!--(?:>|->|.*?(?:--!?>|\Z)) | <[!?][^<>]*> | </(?![A-Za-z])[^<>]*> )
    | </(?P<end>[A-Za-z][^\s/<>]*+)[^<>]*>
    | <(?P<start>[A-Za-z][^\s/<>]*+)
      (?P<attributes>(?:[\s/]++(?:{_ATTRIBUTE})?+)*+)>
    """,
    re.VERBOSE | re.DOTALL,
)
_NAME_AND_VALUE = re.compile(
    r"""([^\s/<>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>][^\s<>]*+))?+"""
)


@dataclass(frozen=True, slots=True)
class Text:
    """Text between tags as written, entities included; ``literal`` text has none (CDATA)."""

    text: str
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, a processing instruction or a doctype; an unclosed one runs to the end."""

    text: str


LONG: Final = 500
"""Attributes with so many characters, pictures for instance, are hardly written twice."""

Attributes = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag. ``content`` is what a RAW_TEXT element holds; its end tag is not a token.

    Attributes are as written, entities included, without quotes; no value is None.
    """

    name: str
    attributes: Attributes
    closed: bool
    content: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    name: str


Token = Text | Comment | Start | End


def tokens(html: str, *, piece: bool = False) -> Iterator[Token]:
    """Yield the tokens of ``html``; a ``<`` that opens nothing is text.

    So is the start tag of a RAW_TEXT element that never ends: it would hide all the words after it.
    ``piece`` tells that the end may stand in another piece; then it holds the rest of this one.
    """
    at = 0
    endless: set[str] = set()
    while (match := _TOKEN.search(html, at)) is not None:
        if match.start() > at:
            yield Text(html[at : match.start()])
        token = _token(match)
        at = match.end()
        if isinstance(token, Start) and token.name.lower() in RAW_TEXT and not token.closed:
            end = None if token.name.lower() in endless else _end(html, at, token.name)
            if end is None and piece:
                token, at = Start(token.name, token.attributes, False, html[at:]), len(html)
            elif end is None:  # nor does any later one
                endless.add(token.name.lower())
                token = Text(match[0])
            else:
                token = Start(token.name, token.attributes, False, html[at : end.start()])
                at = end.end()
        yield token
    if at < len(html):
        yield Text(html[at:])


def _token(match: re.Match[str]) -> Token:
    if match["start"] is not None:
        name, written = match["start"], match["attributes"]
        return _start(name, written) if len(written) < LONG else _start.__wrapped__(name, written)
    if match["end"] is not None:
        return End(match["end"])
    if match["cdata"] is not None:
        return Text(match["cdata"], literal=True)
    return Comment(match["comment"])


@lru_cache(maxsize=4096)  # most tags of a garden are like others
def _start(name: str, written: str) -> Start:
    return Start(name, _attributes(written), written.endswith("/"))


def _attributes(written: str) -> Attributes:
    pairs = (match.groups() for match in _NAME_AND_VALUE.finditer(written))
    return tuple((name, value if value is None else _unquoted(value)) for name, value in pairs)


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def _end(html: str, at: int, name: str) -> re.Match[str] | None:
    pattern = re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*+>", re.IGNORECASE)
    return pattern.search(html, at)
