"""Cuts the cards out of a rendered page.

A card is ``<details data-card="ID" data-asked="…">`` with its question as ``<summary>``. What a
page shows of another place (an embed), or folds into another wording, is asked where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, urljoin

from syntopic.markdown.tree import Element, Node, changed, each, read, write
from syntopic.model import Asking
from syntopic.review.values import Cut, RenderedPage

MARK: Final = "data-card="
"""Stands in every page that asks something."""

ASKED: Final = frozenset(Asking)

_MACHINERY: Final = frozenset(("headerlink", "here", "footnote-backref", "card-review"))
_ADDRESSES: Final = frozenset(("href", "src", "cite", "poster", "data"))
_SITE: Final = "https://site.invalid/"
OUTSIDE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
"""What an address begins with that says its host, its scheme or all of its path."""

# Pages are long and cards are few, so only the tags around cards are looked at before each card is
# read for itself. What the engine writes has quotes around values and no "<" in them.
_AROUND = re.compile(r"<(/?)(section|figure|div|details)\b([^>]*)>")
_SOURCE = re.compile(r'\bdata-source="([^"]*)"')
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_ELSEWHERE: Final = frozenset(("embed", "also"))

# Most of a page is formulas. They hold no address, and stay as they are.
_FORMULA = re.compile(r"<math\b[^>]*>.*?</math>", re.DOTALL)
_KEPT = re.compile("\ufdd0([0-9]+)\ufdd1")


def cards_on(page: RenderedPage, source: str, synthesis: str = "") -> tuple[Cut, ...]:
    """The cards that a page asks, in its order.

    ``source`` is the key of the source of what stands in no passage, ``synthesis`` that of the
    page's synthesis.
    """
    if MARK not in page.html:
        return ()
    found = _found(page.html, source, synthesis or source)
    return tuple(cut for html, key in found if (cut := _cut(html, key, page.url)) is not None)


def _found(html: str, source: str, own: str) -> Iterator[tuple[str, str]]:
    """The HTML of every card, with the source of the passage around it."""
    around: list[tuple[str, str | None]] = [("", source)]
    """The open elements; no source where a card stands in what is shown of elsewhere."""
    start = depth = 0
    for tag in _AROUND.finditer(html):
        closes, name, attributes = tag.groups()
        if closes:
            while len(around) > 1 and around.pop()[0] != name:
                pass
            if len(around) == depth:
                yield html[start : tag.end()], str(around[-1][1])
                depth = 0
            continue
        said = around[-1][1]
        if name == "details" and MARK in attributes and said is not None and not depth:
            start, depth = tag.start(), len(around)
        around.append((name, None if said is None else _said_by(attributes, said, own)))


def _said_by(attributes: str, source: str, own: str) -> str | None:
    """Whose words an element holds, inside what holds those of ``source``."""
    named, classes = _SOURCE.search(attributes), _CLASSES.search(attributes)
    kinds = frozenset(classes[1].split()) if classes else frozenset()
    if kinds & _ELSEWHERE:
        return None
    return own if "synthesis" in kinds else named[1] if named else source


def _cut(html: str, source: str, url: str) -> Cut | None:
    formulas: list[str] = []
    card, *_ = read(_FORMULA.sub(lambda found: _stashed(found[0], formulas), html))
    assert isinstance(card, Element)
    asked = card.get("data-asked")
    summary = next(
        (n for n in card.children if isinstance(n, Element) and n.tag == "summary"), None
    )
    if summary is None or asked not in ASKED or not card.get("data-card"):
        return None
    anchor = quote(card.get("id"), safe="")
    return Cut(
        id=card.get("data-card"),
        asked=asked,
        question=_html(summary.children, url, formulas),
        answer=_html((node for node in card.children if node is not summary), url, formulas),
        gaps=sum(one.tag == "mark" for one in each([summary])) if asked == "gaps" else 0,
        source=source,
        url=f"{url}#{anchor}" if anchor else url,
    )


def _stashed(formula: str, formulas: list[str]) -> str:
    if "href" in formula or " id=" in formula:
        return formula
    formulas.append(formula)
    return f"\ufdd0{len(formulas) - 1}\ufdd1"


def _html(nodes: Iterable[Node], url: str, formulas: list[str]) -> str:
    """A piece of a page as any other page of the site can show it from the site's root."""
    text = write(changed(nodes, lambda one: _moved(one, url))).strip()
    return _KEPT.sub(lambda found: formulas[int(found[1])], text)


def _moved(one: Element, url: str) -> tuple[Node, ...] | None:
    if one.classes & _MACHINERY:
        return ()
    if one.tag == "svg":  # what its parts call each other stays
        return (one,)
    kept = tuple(
        (name, relative(value, url) if name in _ADDRESSES else value)
        for name, value in one.attributes
        if name not in ("id", "srcset")
    )
    inside = changed(one.children, lambda other: _moved(other, url))
    return (Element(one.tag, kept, inside),)


def relative(address: str, url: str) -> str:
    """An address on the page at ``url`` as seen from the site's first page."""
    if not address or OUTSIDE.match(address):
        return address
    try:
        return urljoin(_SITE + url, address).removeprefix(_SITE)
    except ValueError:
        return address
