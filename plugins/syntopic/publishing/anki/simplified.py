"""A card's HTML as Anki shows it: plain elements, TeX, coloured code, nothing of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from syntopic.markdown.tree import Element, Node, changed, element, first, words
from syntopic.publishing.anki.formulas import TEX
from syntopic.publishing.anki.look import COLOURED

Nodes = tuple[Node, ...]

_GONE: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "button", "select", "form", "object"),
        *("embed", "canvas", "link", "meta", "title", "map", "area", "dialog", "textarea"),
    )
)
"""Elements that mean nothing on a card, with all that they hold."""

_MACHINERY: Final = frozenset(("headerlink", "footnote-ref", "footnote-backref", "linenos", "here"))
"""Style classes of what only works on a page."""

_KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "dl", "dt", "dd", "blockquote"),
            *("hr", "br", "em", "strong", "b", "i", "u", "s", "del", "ins", "mark", "small", "sub"),
            *("sup", "kbd", "samp", "var", "code", "cite", "dfn", "table", "caption", "thead"),
            *("tbody", "tfoot", "tr", "wbr", "ruby", "rt", "details", "summary", "figure"),
            *("figcaption", "div", "q", "time"),
        ),
        (),
    ),
    "ol": ("start", "type", "reversed"),
    "li": ("value",),
    "td": ("colspan", "rowspan", "style"),
    "th": ("colspan", "rowspan", "style"),
    "abbr": ("title",),
    "a": ("href",),
    "img": ("src", "alt", "width", "height"),
}
"""Elements that stay, with the attributes that stay on them."""

_LINES: Final = ("p", "pre", "ul", "ol", "table", "blockquote", "div", "dl", "details", "hr", "h2")


def simplified(nodes: Iterable[Node]) -> Nodes:
    """The content of a card; footnotes are left out, with their numbers: they stand on the page."""
    return tuple(piece for node in nodes for piece in _node(node))


def bare(nodes: Iterable[Node]) -> Nodes:
    """The same with formulas as text alone, as Anki finds them."""
    return changed(nodes, _without_class)


def _without_class(node: Element) -> Nodes | None:
    if TEX not in node.classes:
        return None
    return (Element("div", (), node.children),) if node.tag == "div" else node.children


def _node(node: Node) -> Nodes:
    if isinstance(node, str):
        return (node,)
    if node.tag in _GONE or node.classes & _MACHINERY or "footnote" in node.classes:
        return ()
    for name, rule in _BY_CLASS.items():
        if name in node.classes:
            return rule(node)
    if rule_of_tag := _BY_TAG.get(node.tag):
        return rule_of_tag(node)
    return _kept(node) if node.tag in _KEPT else simplified(node.children)


def _kept(node: Element) -> Nodes:
    pairs = tuple((n, v) for n, v in node.attributes if n in _KEPT[node.tag])
    return (Element(node.tag, pairs, simplified(node.children)),)


def _formula(node: Element) -> Nodes:
    return (Element(node.tag, (("class", TEX),), (words(node.children),)),)


def _code(node: Element) -> Nodes:
    """Highlighted code: its title, if it has one, and the code with its colours."""
    name = first([node], "filename")
    title = (element("p", element("strong", words(name.children))),) if name else ()
    pre = next((found for found in _all(node, "pre")), None)
    return (*title, *(_preformatted(pre) if pre is not None else ()))


def _preformatted(node: Element) -> Nodes:
    return (Element("pre", (), (Element("code", (), _coloured(node.children)),)),)


def _coloured(nodes: Iterable[Node]) -> Nodes:
    """The code; of its elements stay those that say what a piece of it is."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            made.append(node)
        elif not node.classes & _MACHINERY:
            inside = _coloured(node.children)
            kind = " ".join(sorted(node.classes & COLOURED))
            made += (Element("span", (("class", kind),), inside),) if kind and inside else inside
    return tuple(made)


def _callout(node: Element) -> Nodes:
    return (element("blockquote", *simplified(node.children)),)


def _title(node: Element) -> Nodes:
    return (element("p", element("strong", *simplified(node.children))),)


def _tabs(node: Element) -> Nodes:
    """All tabs one below the other, each below its name."""
    names, blocks = (_inside(first([node], f"tabbed-{part}")) for part in ("labels", "content"))
    made: list[Node] = []
    for number, block in enumerate(blocks):
        if number < len(names):
            made += _title(names[number])
        made += simplified(block.children)
    return tuple(made)


def _inside(node: Element | None) -> list[Element]:
    return [child for child in (node.children if node else ()) if isinstance(child, Element)]


def _all(node: Element, tag: str) -> list[Element]:
    found = [node] if node.tag == tag else []
    return found + [deep for child in _inside(node) for deep in _all(child, tag)]


def _link(node: Element) -> Nodes:
    return _kept(node) if ":" in node.get("href") else simplified(node.children)


def _player(node: Element) -> Nodes:
    """Sound and film as Anki plays them."""
    return (f"[sound:{node.get('src')}]",)


def _raised(node: Element) -> Nodes:
    """What is raised, unless it was the number of a footnote."""
    kept = _kept(node)
    return kept if words(kept).strip() else ()


def _tick(node: Element) -> Nodes:
    if node.get("type") != "checkbox":
        return ()
    ticked = any(name == "checked" for name, _ in node.attributes)
    return ("☑ " if ticked else "☐ ",)


def _box(node: Element) -> Nodes:
    """A box without a look of its own is what it holds; bare text in it is a line of its own."""
    inside = simplified(node.children)
    lines = any(isinstance(piece, Element) and piece.tag in _LINES for piece in inside)
    return inside if lines or not inside else (Element("div", (), inside),)


_BY_CLASS: Final[Mapping[str, Callable[[Element], Nodes]]] = {
    TEX: _formula,
    "admonition-title": _title,
    "admonition": _callout,
    "tabbed-set": _tabs,
    "highlight": _code,
    "highlighttable": _code,
}
_BY_TAG: Final[Mapping[str, Callable[[Element], Nodes]]] = {
    "a": _link,
    "sup": _raised,
    "pre": _preformatted,
    "audio": _player,
    "video": _player,
    "input": _tick,
    "div": _box,
}
