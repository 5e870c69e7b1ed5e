"""A page's content as feed readers understand it: plain elements, addresses in full, no machinery.

Whatever styles, scripts and our own classes add on the site is left out or put into words. What
stays is what most readers let through: headings, text, lists, tables, code, images, MathML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urljoin

from syntopic.markdown.tree import Element, Node, each, element, first, words
from syntopic.publishing.feeds.formulas import readable

_GONE: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "button", "select", "form", "object"),
        *("embed", "canvas", "link", "meta", "title", "svg", "map", "area", "dialog", "textarea"),
    )
)
"""Elements that mean nothing in a feed reader, with all that they hold."""

_MACHINERY: Final = frozenset(
    ("headerlink", "here", "ran", "also", "footnote-backref", "twemoji", "linenos", "md-annotation")
)
"""Style classes of what only works, or only makes sense, on the page itself."""

_BLOCKS: Final = frozenset(
    (
        *("p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "figure", "hr", "details"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "section", "video", "audio"),
    )
)
_KEPT: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            *("p", "h2", "h3", "h4", "h5", "h6", "ul", "dl", "dt", "dd", "blockquote", "figure"),
            *("figcaption", "details", "summary", "hr", "br", "em", "strong", "b", "i", "u", "s"),
            *("del", "ins", "mark", "small", "sub", "sup", "kbd", "samp", "var", "code", "cite"),
            *("dfn", "table", "caption", "thead", "tbody", "tfoot", "tr", "wbr", "ruby", "rt"),
        ),
        (),
    ),
    "h1": (),
    "ol": ("start", "type", "reversed"),
    "li": ("value",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "q": ("cite",),
    "abbr": ("title",),
    "time": ("datetime",),
    "a": ("href", "title"),
    "img": ("src", "alt", "title", "width", "height"),
    "video": ("src", "poster", "width", "height"),
    "audio": ("src",),
    "source": ("src", "type"),
    "track": ("src", "kind", "srclang", "label"),
}
"""Elements that stay as they are, with the attributes that stay on them."""

_ADDRESSES: Final = frozenset(("href", "src", "cite", "poster"))

Nodes = tuple[Node, ...]


def simplified(nodes: Iterable[Node], page: str) -> Nodes:
    """The content of the page at the full address ``page``."""
    return tuple(piece for node in nodes for piece in _node(node, page))


def _node(node: Node, page: str) -> Nodes:
    if isinstance(node, str):
        return (node,)
    if node.tag in _GONE or node.classes & _MACHINERY:
        return ()
    for rule in (_by_class, _by_tag):
        given = rule(node, page)
        if given is not None:
            return given
    return _kept(node, page) if node.tag in _KEPT else simplified(node.children, page)


def _kept(node: Element, page: str) -> Nodes:
    pairs = [
        (name, absolute(value, page) if name in _ADDRESSES else value)
        for name, value in node.attributes
        if name in _KEPT[node.tag]
    ]
    if node.tag in ("video", "audio"):
        pairs.append(("controls", "controls"))
    return (Element(node.tag, tuple(pairs), simplified(node.children, page)),)


def absolute(address: str, page: str) -> str:
    """An address in full; one that cannot be understood stays as it is."""
    try:
        return urljoin(page, address.strip())
    except ValueError:
        return address


def _by_class(node: Element, page: str) -> Nodes | None:
    if node.classes & {"admonition-title", "filename"}:
        return (element("p", element("strong", *simplified(node.children, page))),)
    if "tabbed-set" in node.classes:
        return _tabs(node, page)
    if node.classes & {"highlight", "highlighttable"} and node.tag in ("div", "table"):
        return _code(node, page)
    if "admonition" in node.classes:
        return (element("blockquote", *simplified(node.children, page)),)
    return None


def _by_tag(node: Element, page: str) -> Nodes | None:
    rule = _RULES.get(node.tag)
    return rule(node, page) if rule is not None else None


def _math(node: Element, page: str) -> Nodes:
    return (readable(node),)


def _link(node: Element, page: str) -> Nodes:
    return _kept(node, page) if node.get("href") else simplified(node.children, page)


def _image(node: Element, page: str) -> Nodes:
    if node.get("src"):
        return _kept(node, page)
    return (node.get("alt"),) if node.get("alt") else ()


def _frame(node: Element, page: str) -> Nodes:
    """What another site would show within the page, as a link to it."""
    source = node.get("src")
    if not source:
        return ()
    address = absolute(source, page)
    return (element("p", element("a", node.get("title") or address, href=address)),)


def _box(node: Element, page: str) -> Nodes:
    """A box without a look of its own is what it holds; bare text in it is a paragraph."""
    inside = simplified(node.children, page)
    if any(isinstance(piece, Element) and piece.tag in _BLOCKS for piece in inside):
        return inside
    return (Element("p", (), inside),) if words(inside).strip() or _is_seen(inside) else ()


def _is_seen(nodes: Nodes) -> bool:
    return any(found.tag == "img" for found in each(nodes))


def _input(node: Element, page: str) -> Nodes:
    if node.get("type") != "checkbox" or "tabbed-set" in node.classes:
        return ()
    ticked = any(name == "checked" for name, _ in node.attributes)
    return ("☑ " if ticked else "☐ ",)


def _preformatted(node: Element, page: str) -> Nodes:
    """Code without colours; what a snippet printed is no code."""
    text = words(_without_machinery(node.children))
    if first([node], "printed") is not None or not any(e.tag == "code" for e in each([node])):
        return (element("pre", text),)
    return (element("pre", element("code", text)),)


def _without_machinery(nodes: Iterable[Node]) -> Nodes:
    return tuple(
        n if isinstance(n, str) else Element(n.tag, n.attributes, _without_machinery(n.children))
        for n in nodes
        if isinstance(n, str) or not n.classes & _MACHINERY
    )


def _code(node: Element, page: str) -> Nodes:
    """Highlighted code: its name, if it has one, and the code without the column of numbers."""
    name = first([node], "filename")
    listed = (found for found in each(_without_machinery(node.children)) if found.tag == "pre")
    title = (_by_class(name, page) or ()) if name is not None else ()
    return (*title, *(piece for found in listed for piece in _preformatted(found, page)))


def _tabs(node: Element, page: str) -> Nodes:
    """All tabs one below the other, each below its name."""
    names, blocks = (_inside(first([node], f"tabbed-{part}")) for part in ("labels", "content"))
    made: list[Node] = []
    for number, block in enumerate(blocks):
        if number < len(names):
            name = simplified(names[number].children, page)
            made.append(element("p", element("strong", *name)))
        made += simplified(block.children, page)
    return tuple(made)


def _inside(node: Element | None) -> list[Element]:
    return [child for child in (node.children if node else ()) if isinstance(child, Element)]


_RULES: Final[dict[str, Callable[[Element, str], Nodes]]] = {
    "math": _math,
    "a": _link,
    "img": _image,
    "iframe": _frame,
    "input": _input,
    "pre": _preformatted,
    **dict.fromkeys(
        ("div", "section", "article", "aside", "header", "footer", "main", "nav", "address"), _box
    ),
}
