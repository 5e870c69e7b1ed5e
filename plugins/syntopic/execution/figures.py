"""Making an SVG fit to stand in a page: small, scoped, the same on every machine, light or dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from xml.etree import ElementTree as ET

SENTINEL = "#6f7782"
"""The colour that code draws text and axes in, and that becomes the page's own text colour.

A grey with a contrast of 4.5 on white, so that a figure kept as pixels reads in light and dark.
"""

DARK_INK = "#24292f"
"""The text colour inside a figure that paints its own background."""

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DROPPED = frozenset({"metadata", "script", "title", "desc"})
_DRAWN_WORD = re.compile(r"<!-- (.{1,60}?) -->")
_STROKES_OF_ALL = re.compile(r"\*\s*\{\s*stroke-linejoin:\s*round;\s*stroke-linecap:\s*butt;?\s*\}")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)['\"]?\s*\)")
_COLOURED = ("style", "fill", "stroke", "color", "stop-color")
_INK = re.compile(rf"({SENTINEL})\b|(?<=stroke: )#000000\b", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9.]+)")
_LABEL = re.compile(r'(<svg\b[^>]*?\saria-label=")([^"]*)(")')
_LABEL_LENGTH = 120


def clean(svg: str, prefix: str) -> str | None:
    """The SVG to stand inline in a page, or None when it is no well-formed SVG.

    All ids begin with ``prefix``; width and height give way to a viewBox (in the figure's own
    units: points for matplotlib). Its accessible name is what it says in words (axes, title,
    legend), or nothing.
    """
    try:
        root = ET.fromstring(svg)
    except (ET.ParseError, ValueError):
        return None
    if root.tag != f"{_SVG}svg":
        return None
    _strip(root)
    _scope_styles(root, prefix)
    if "figure_1" in {element.get("id") for element in root.iter()}:
        _ink(root)
    _rename_ids(root, prefix)
    _frame(root, _words(svg))
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def with_alt(svg: str, alt: str, otherwise: str = "") -> str:
    """A cleaned SVG with the author's words as its accessible name, if there are any.

    Without them it keeps the words that it says itself; only one that says none is called
    ``otherwise``.
    """

    def named(found: re.Match[str]) -> str:
        words = alt if alt.strip() else otherwise
        keeps = found[2] and not alt.strip()
        return found[0] if keeps else found[1] + escape(" ".join(words.split())) + found[3]

    return _LABEL.sub(named, svg, count=1)


def label(svg: str) -> str:
    """The accessible name of a cleaned SVG."""
    found = _LABEL.search(svg)
    return unescape(found[2]) if found else ""


def _words(svg: str) -> str:
    """What a matplotlib figure says in words: it notes every text beside its outlines."""
    said = (found.strip() for found in _DRAWN_WORD.findall(svg))
    words = dict.fromkeys(text for text in said if re.search(r"[^\W\d_]{2,}", text))
    return ", ".join(words).replace("$", "")[:_LABEL_LENGTH]


def _strip(element: ET.Element) -> None:
    """Drop what does not draw, and write names without prefixes, as HTML wants them."""
    element.tag = element.tag.removeprefix(_SVG)
    plain = ((_plain(key), value) for key, value in element.attrib.items())
    element.attrib = {name: value for name, value in plain if name and name[:2] != "on"}
    if "d" in element.attrib:
        element.set("d", " ".join(element.attrib["d"].split()))
    element.text = _significant(element.text)
    for child in list(element):
        if not child.tag.startswith(_SVG) or child.tag.removeprefix(_SVG) in _DROPPED:
            element.remove(child)
            continue
        _strip(child)
        child.tail = _significant(child.tail)


def _significant(text: str | None) -> str | None:
    """Without the line breaks that only indent; a space between two words in a label stays."""
    return None if text and "\n" in text and not text.strip() else text


def _plain(key: str) -> str:
    if key in (_XLINK_HREF, _XML_SPACE):
        return "href" if key == _XLINK_HREF else "xml:space"
    return "" if key.startswith("{") else key


def _scope_styles(root: ET.Element, prefix: str) -> None:
    """Style sheets in an inline SVG reach the whole page: confine them to the figure."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for sheet in list(root.iter("style")):
        css, found = _STROKES_OF_ALL.subn("", sheet.text or "")
        if found:
            strokes = "stroke-linejoin:round;stroke-linecap:butt"
            root.set("style", ";".join(filter(None, (root.get("style"), strokes))))
        sheet.text = f"#{prefix}{{{css.strip()}}}"
        if not css.strip():
            parents[sheet].remove(sheet)
    for empty in [defs for defs in root.iter("defs") if not len(defs)]:
        parents[empty].remove(empty)


def _ink(root: ET.Element) -> None:
    """Let text, axes and black take the page's text colour, unless the figure has a background."""
    for element in root.iter():
        for name in _COLOURED:
            if name in element.attrib:
                element.set(name, _INK.sub("currentColor", element.attrib[name]))
    own = ["fill:currentColor", f"color:{DARK_INK}" if _has_background(root) else ""]
    root.set("style", ";".join(filter(None, (root.get("style"), *own))))


def _has_background(root: ET.Element) -> bool:
    """Whether matplotlib painted the figure's own patch, its first child."""
    path = root.find(".//*[@id='figure_1']/*[@id='patch_1']/path")
    return path is not None and re.search(r"fill: #", path.get("style", "")) is not None


def _rename_ids(root: ET.Element, prefix: str) -> None:
    """Number the ids that something refers to; drop the others."""
    used = set(_referred(root))
    ids = [e.get("id", "") for e in root.iter() if e is not root]
    names = {old: f"{prefix}-{n}" for n, old in enumerate(i for i in ids if i in used)}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in names:
            element.set("id", names[old])
        _point(element, names)
    root.set("id", prefix)


def _referred(root: ET.Element) -> list[str]:
    found: list[str] = []
    for element in root.iter():
        for name, value in element.attrib.items():
            found += _REFERENCE.findall(value) if "url(" in value else []
            if name == "href" and value.startswith("#"):
                found.append(value[1:])
        if element.tag == "style":
            found += re.findall(r"#([\w-]+)", element.text or "")
    return found


def _point(element: ET.Element, names: dict[str, str]) -> None:
    """Let an element's references follow the new ids."""
    rename: Callable[[re.Match[str]], str] = lambda m: f"url(#{names.get(m[1], m[1])})"  # noqa: E731
    for name, value in list(element.attrib.items()):
        if name == "href" and value.startswith("#"):
            element.set(name, "#" + names.get(value[1:], value[1:]))
        elif "url(" in value:
            element.set(name, _REFERENCE.sub(rename, value))
    if element.tag == "style" and element.text:
        element.text = re.sub(r"#([\w-]+)", lambda m: "#" + names.get(m[1], m[1]), element.text)


def _frame(root: ET.Element, label: str) -> None:
    """Size by viewBox alone, and say that the whole is one picture."""
    width, height = (_LENGTH.match(root.attrib.pop(side, "")) for side in ("width", "height"))
    if "viewBox" not in root.attrib and width and height:
        root.set("viewBox", f"0 0 {width[1]} {height[1]}")
    root.attrib.pop("version", None)
    kept = dict(root.attrib)
    root.attrib = {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": label} | kept
