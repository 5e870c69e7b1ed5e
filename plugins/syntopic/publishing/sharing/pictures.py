"""The pictures of a share: which files come along, in which format, and where the others are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from urllib.parse import quote, unquote

import resvg_py
from PIL import Image as Pixels
from PIL import UnidentifiedImageError

from syntopic.execution.figures import DARK_INK, SENTINEL
from syntopic.linking.places import attachment_page
from syntopic.model import NotePath
from syntopic.names import slug
from syntopic.publishing.plain.figures import Figure
from syntopic.publishing.sharing.values import Image
from syntopic.publishing.values import Site, page_url

FOLDER = "images"
SCALE = 3
"""Pixels for one of the page: sharp on every screen sold today."""
WIDEST = 4096
"""Pixels on a side; Forem, the program behind dev.to, takes no larger picture."""

_PIXELS = (".png", ".jpg", ".jpeg", ".gif")
_PICTURES = (*_PIXELS, ".svg", ".webp", ".avif", ".bmp", ".apng", ".tif", ".tiff")
_NAME = re.compile(rf"(?<![\w/.-]){FOLDER}/[\w.%~-]+")
_ROOT = re.compile(rb"<svg\b[^>]*?\bwidth=\"(?P<width>[\d.]+)(?:px)?\"", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures that come along, by their file on the site; and the site, for everything else."""

    site: Site
    files: Mapping[str, Image]

    def address(self, page: str, target: str, anchor: str) -> str:
        """Where a link leads: to a file that comes along, else to the place on the site."""
        image = self.files.get(target)
        if image is not None:
            return quote(image.name)
        is_page = target.endswith(".md")
        there = page_url(target, folders=self.site.folders) if is_page else target
        return self.site.absolute(quote(there)) + (f"#{anchor}" if anchor else "")


def pictures(
    drawn: Iterable[Figure], used: Iterable[NotePath], site: Site, *, uploads: bool, pixels: bool
) -> Pictures:
    """All pictures that a share may need: drawn ones, and with ``uploads`` the author's files.

    ``pixels`` says that the place takes no drawings (SVG), only PNG, JPEG and GIF.
    """
    found = [(figure.path, Image(_base(figure.path), figure.content)) for figure in drawn]
    if uploads:
        attached = (path for path in used if posixpath.splitext(path)[1].lower() in _PICTURES)
        found += [(attachment_page(p), Image(_flat(p), attachment=p)) for p in attached]
    taken: set[str] = set()
    files: dict[str, Image] = {}
    for place, image in found:
        name = _free(_in_pixels(image.name) if pixels else image.name, taken)
        files[place] = replace(image, name=f"{FOLDER}/{name}")
    return Pictures(site, files)


def shown_in(body: str, found: Pictures) -> tuple[Image, ...]:
    """The pictures that a text shows, in its order, drawn ones in the format of their name."""
    by_name = {image.name: image for image in found.files.values()}
    names = dict.fromkeys(unquote(name) for name in _NAME.findall(body))
    shown = (by_name[name] for name in names if name in by_name)
    return tuple(replace(i, content=fitted(i.name, i.content)) for i in shown)


def fitted(name: str, content: bytes) -> bytes:
    """A picture in the format that its name asks for; as it is where it cannot be changed.

    Drawings in the page's own colour get dark ink on white paper when they become pixels.
    """
    if not name.endswith(".png") or content.startswith(b"\x89PNG"):
        return content
    try:
        if b"<svg" in content[:2000]:
            return _drawn(content)
        with Pixels.open(BytesIO(content)) as opened:
            made = BytesIO()
            opened.convert("RGBA").save(made, "PNG", optimize=True)
            return made.getvalue()
    except (ValueError, OSError, UnidentifiedImageError):
        return content


def _drawn(svg: bytes) -> bytes:
    text = svg.decode("utf-8", "replace").replace(SENTINEL, DARK_INK)
    size = _ROOT.search(svg)
    width = float(size["width"]) if size else WIDEST / SCALE
    png: bytes = resvg_py.svg_to_bytes(
        svg_string=text, background="white", zoom=min(SCALE, WIDEST / max(width, 1))
    )
    return png


def _base(path: str) -> str:
    return posixpath.basename(path)


def _flat(path: str) -> str:
    stem, ending = posixpath.splitext(path)
    return "-".join(slug(part) for part in stem.split("/")) + ending.lower()


def _in_pixels(name: str) -> str:
    stem, ending = posixpath.splitext(name)
    return name if ending in _PIXELS else f"{stem}.png"


def _free(name: str, taken: set[str]) -> str:
    """A name that no other picture has."""
    stem, ending = posixpath.splitext(name)
    free, count = name, 2
    while free.casefold() in taken:
        free, count = f"{stem}-v{count}{ending}", count + 1
    taken.add(free.casefold())
    return free
