"""Markup as elements whose texts Python-Markdown leaves alone."""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from syntopic.markdown.tokens import LONG, VOID, Attributes, End, Start, Text, Token, tokens

_LOOKS_LIKE_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BRACE: Final = f"\x02{ord('{')}\x03"


def literal(text: str) -> AtomicString:
    """Return ``text`` so that a page shows exactly it.

    Python-Markdown writes ``&lt;`` as it stands and reads ``{…}`` at the end of a heading's or
    cell's text as attributes, even in an AtomicString.
    """
    return AtomicString(_LOOKS_LIKE_ENTITY.sub("&amp;", text).replace("{", _BRACE))


def code_text(text: str) -> AtomicString:
    """Return ``literal`` for attributes and ``code`` elements, where braces mean nothing."""
    return AtomicString(_LOOKS_LIKE_ENTITY.sub("&amp;", text))


def from_mathml(mathml: str) -> Element:
    """Return well-formed MathML as elements."""
    root = ElementTree.fromstring(mathml)
    for part in root.iter():
        part.text = literal(part.text) if part.text else None
        part.tail = literal(part.tail) if part.tail else None
    return root


def from_markup(markup: str) -> Element:
    """Return a nameless ``div`` that holds ``markup``; unclosed tags are closed at its end.

    Comments are left out; everything else is kept, scripts too: this is for our own templates.
    """
    root = Element("div")
    path = [root]
    for token in tokens(markup):
        _grow(token, path)
    return root


def _grow(token: Token, path: list[Element]) -> None:
    match token:
        case Text(text, is_literal):
            _append_text(path[-1], text if is_literal else entities.unescape(text))
        case Start(name, attributes, closed, content):
            is_long = any(value and len(value) > LONG for _, value in attributes)
            pairs = _literal.__wrapped__(attributes) if is_long else _literal(attributes)
            child = ElementTree.SubElement(path[-1], name, dict(pairs))
            if content is not None:
                child.text = AtomicString(content)
            elif not closed and name.lower() not in VOID:
                path.append(child)
        case End(name) if len(path) > 1 and path[-1].tag == name:
            path.pop()
        case End(name) if any(part.tag.lower() == name.lower() for part in path[1:]):
            while path.pop().tag.lower() != name.lower():
                pass


@lru_cache(maxsize=4096)
def _literal(attributes: Attributes) -> tuple[tuple[str, AtomicString], ...]:
    """Attributes with values that a page shows exactly."""
    return tuple((key, code_text(entities.unescape(value or ""))) for key, value in attributes)


def _append_text(parent: Element, text: str) -> None:
    shown = code_text(text) if parent.tag == "code" and not len(parent) else literal(text)
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + shown)
    else:
        parent.text = AtomicString((parent.text or "") + shown)
