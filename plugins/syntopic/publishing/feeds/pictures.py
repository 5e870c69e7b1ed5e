"""Pictures that a page carries within itself, as files: feed readers show those.

Nearly all of them drop inline SVG, and many drop images whose address is their content. A drawing
becomes pixels (PNG): several readers fetch images through servers that do not pass SVG on.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote, unquote_to_bytes

import resvg_py

from syntopic.execution.figures import DARK_INK
from syntopic.image_files import without_metadata
from syntopic.markdown.tree import (
    Element,
    Node,
    Rule,
    changed,
    each,
    element,
    read,
    words,
    write,
)

FOLDER: Final = "assets/feeds"
"""Where these files stand below the site, in the folder of the page that shows them."""

WIDEST: Final = 720
"""CSS pixels: what a column of text offers. Files have twice as many, for dense screens."""

TALLEST: Final = 2000
"""CSS pixels, so that no drawing, however odd its measures, becomes an enormous file."""

_POINT: Final = 4 / 3
"""CSS pixels in a point, the unit that matplotlib measures its figures in."""

_ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
_DATA = re.compile(r"data:(?P<kind>[\w/+.-]+)[^,]*?(?P<base64>;base64)?,(?P<content>.*)", re.S)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt)?\s*")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its bytes, the ending of its name, and its size in CSS pixels (0: unknown)."""

    content: bytes
    ending: str
    width: int = 0
    height: int = 0


def as_files(
    nodes: Sequence[Node], page: str, site: str, font: str = ""
) -> tuple[tuple[Node, ...], dict[str, bytes]]:
    """The page with its own pictures as images elsewhere, and those files by place below the site.

    ``page`` is the page's address below ``site``, ``font`` a file with the letters of drawings that
    hold text. A picture that cannot be made into a file is told in words, with a link to the page.
    """
    folder = posixpath.join(FOLDER, unquote(page).removesuffix(".html").strip("/"))
    files: dict[str, bytes] = {}

    def image(drawn: Drawn | None, alt: str) -> Sequence[Node]:
        if drawn is None:
            return (element("a", f"[{alt}]", href=site + page),) if alt else ()
        place = f"{folder}/{len(files) + 1}.{drawn.ending}"
        files[place] = drawn.content
        size = {"width": str(drawn.width), "height": str(drawn.height)} if drawn.width else {}
        return (Element("img", (("src", site + quote(place)), ("alt", alt), *size.items())),)

    return changed(nodes, _rule(image, font)), files


def _rule(image: Callable[[Drawn | None, str], Sequence[Node]], font: str) -> Rule:
    def rule(found: Element) -> Sequence[Node] | None:
        label = found.get("aria-label")
        if found.tag == "svg":
            return image(_drawing(found, font), label)
        if "drawing" in found.classes and (svg := _only_svg(found)) is not None:
            return image(_drawing(svg, font), label or svg.get("aria-label"))
        if found.tag == "img" and found.get("src").lstrip().startswith("data:"):
            return image(_carried(found.get("src").strip(), font), found.get("alt"))
        return () if "twemoji" in found.classes else None

    return rule


def _only_svg(found: Element) -> Element | None:
    return next((inside for inside in each(found.children) if inside.tag == "svg"), None)


def _carried(address: str, font: str) -> Drawn | None:
    """The picture that an address holds."""
    match = _DATA.fullmatch(address)
    if match is None:
        return None
    try:
        content = unquote_to_bytes(match["content"])
        content = base64.b64decode(content) if match["base64"] else content
    except (binascii.Error, ValueError):
        return None
    if match["kind"] == "image/svg+xml":
        svg = _only_svg(element("div", *read(content.decode("utf-8", "replace"))))
        return _drawing(svg, font) if svg is not None else None
    ending = _ENDINGS.get(match["kind"].lower())
    clean = without_metadata(f"1.{ending}", content) if ending and content else None
    return Drawn(clean, ending) if ending and clean else None


def _drawing(svg: Element, font: str) -> Drawn | None:
    size = _size(svg)
    if size is None:
        return None
    width, height = size
    shrunk = min(1.0, WIDEST / width, TALLEST / height)
    shown = max(1, round(width * shrunk)), max(1, round(height * shrunk))
    content = _pixels(write([_alone(svg, *shown)]), 2 * shown[0], 2 * shown[1], font)
    return Drawn(content, "png", *shown) if content else None


def _size(svg: Element) -> tuple[float, float] | None:
    """The size in CSS pixels, by its attributes or by the part of the plane that it shows."""
    sides = [_NUMBER.fullmatch(svg.get(side)) for side in ("width", "height")]
    if all(sides):
        width, height = (float(side[1]) for side in sides if side)
    else:
        box = svg.get("viewBox").replace(",", " ").split()
        if len(box) != 4 or not all(_NUMBER.fullmatch(side) for side in box[2:]):
            return None
        width, height = (float(side) * _POINT for side in box[2:])
    return (width, height) if min(width, height) >= 1 else None


def _alone(svg: Element, width: int, height: int) -> Element:
    """A drawing that needs no page around it, and that fetches nothing."""
    own = {name: value for name, value in svg.attributes if name not in ("width", "height")}
    own |= {"xmlns": "http://www.w3.org/2000/svg", "width": str(width), "height": str(height)}
    own |= {"xmlns:xlink": "http://www.w3.org/1999/xlink"}
    own["style"] = f"color:{DARK_INK};{own.get('style', '')}"
    return Element("svg", tuple(own.items()), changed(svg.children, _nothing_from_elsewhere))


def _nothing_from_elsewhere(found: Element) -> Sequence[Node] | None:
    addresses = [value for name, value in found.attributes if name.rpartition(":")[2] == "href"]
    outside = [a for a in addresses if not a.strip().startswith(("#", "data:image/"))]
    if outside and found.tag in ("image", "feImage", "use"):
        return ()
    if found.tag == "style" and re.search(r"@import|url\(\s*['\"]?[^#'\")\s]", words([found])):
        return ()
    return () if found.tag in ("script", "foreignObject") else None


# A preview builds the same drawings again and again.
@lru_cache(maxsize=256)
def _pixels(svg: str, width: int, height: int, font: str) -> bytes | None:
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            height=height,
            background="white",
            skip_system_fonts=True,
            font_files=[font] if font else None,
        )
    except ValueError:  # no drawing that can be understood
        return None
