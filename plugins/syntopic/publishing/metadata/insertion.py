"""Puts what machines read into a page's head; what the author's theme says already stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from syntopic.publishing.metadata.open_graph import Property

_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:meta|link|script)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page's head says to machines.

    ``properties`` are Open Graph's, ``names`` other ``meta`` elements; ``feeds`` have an address
    each, by their type, and bear the site's name; ``things`` are JSON-LD.
    """

    properties: Sequence[Property] = ()
    names: Sequence[Property] = ()
    feeds: Sequence[tuple[str, str]] = ()
    feed_title: str = ""
    things: Sequence[Mapping[str, Any]] = ()


def inserted(html: str, head: Head) -> str:
    """The page with its head filled in; as it was where it has none.

    A property, a kind of feed or JSON-LD that the page has already is the author's, or another
    plugin's, and is not said again. A family goes together: whoever sets ``og:image`` has set its
    size and text as well.
    """
    end = _HEAD_ENDS.search(html)
    if end is None:
        return html
    lines = "".join(f"      {line}\n" for line in _lines(head, _said(html[: end.start()])))
    return f"{html[: end.start()]}{lines}    {html[end.start() :]}" if lines else html


def _said(head: str) -> frozenset[str]:
    """What a head says already, by the names of properties and types."""
    return frozenset[str]().union(*map(_said_by, _TAG.findall(head)))


@lru_cache(maxsize=512)  # most of them stand on all pages
def _said_by(tag: str) -> frozenset[str]:
    pairs = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(tag)}
    return frozenset(_family(pairs.get(key, "")) for key in ("property", "name", "type"))


def _family(name: str) -> str:
    """``og:image`` for ``og:image:width``; everything else is a family of its own."""
    return ":".join(name.lower().split(":")[:2])


def _lines(head: Head, said: frozenset[str]) -> Iterable[str]:
    for kind, pairs in (("property", head.properties), ("name", head.names)):
        for name, value in pairs:
            if _family(name) not in said:
                yield f'<meta {kind}="{name}" content="{escape(value)}">'
    for kind, address in head.feeds:
        if kind not in said:
            yield (
                f'<link rel="alternate" type="{kind}" title="{escape(head.feed_title)}" '
                f'href="{escape(address)}">'
            )
    if "application/ld+json" not in said:
        for thing in head.things:
            yield f'<script type="application/ld+json">{_json(thing)}</script>'


def _json(thing: Mapping[str, Any]) -> str:
    """JSON that cannot end the script that holds it."""
    told = json.dumps(thing, ensure_ascii=False)
    return told.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
