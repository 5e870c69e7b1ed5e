"""The picture on a card: drawn or opened, and cut to what is to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

import resvg_py
from PIL import Image, ImageChops, ImageOps

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.values import CardPicture

INK = "#22252b"
SMALLEST = 120
"""Pixels: what is smaller on both sides is a sign or a button, and no picture."""

Colour = tuple[int, int, int]

_LARGEST_SIDE = 20_000
_DRAWN_WIDTH = 1200
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_NEAR = 12
"""So far may a colour be from the border's to count as blank: JPEG is never exact."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture ready for its panel; ``around`` is the one colour that it stands on, if it has."""

    image: Image.Image
    around: Colour | None


def opened(picture: CardPicture, width: int, height: int) -> Opened | None:
    """The picture without blank margins, as large as fits; None where it cannot be shown."""
    try:
        image = _drawn(picture.content) if picture.is_svg else _photograph(picture.content)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return None
    if image is None or max(image.size) < SMALLEST:
        return None
    around = _border(image)
    image = _trimmed(image, around)
    share = min(width / image.width, height / image.height)
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return Opened(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0), around)


def _border(image: Image.Image) -> Colour | None:
    """The one colour around an opaque picture; None without one, or if it can be seen through."""
    if _is_clear(image):
        return None
    whole = image.convert("RGB")
    right, bottom = whole.width - 1, whole.height - 1
    lines = ((0, 0, right + 1, 1), (0, bottom, right + 1, bottom + 1))
    sides = ((0, 0, 1, bottom + 1), (right, 0, right + 1, bottom + 1))
    first = whole.getpixel((0, 0))
    assert isinstance(first, tuple)
    for box in (*lines, *sides):
        edge = whole.crop(box)
        if _differing(edge, first) is not None:
            return None
    return (first[0], first[1], first[2])


def _differing(image: Image.Image, colour: tuple[int, ...]) -> tuple[int, int, int, int] | None:
    """The box around what is not of that colour."""
    far = ImageChops.difference(image, Image.new("RGB", image.size, colour)).convert("L")
    return far.point(lambda grey: 255 if grey > _NEAR else 0).getbbox()


def _drawn(content: bytes) -> Image.Image | None:
    """An SVG, in the card's ink and fonts; it can reach no other file."""
    root = ET.fromstring(content)
    for parent in list(root.iter()):
        for child in list(parent):
            address = next((child.get(name) for name in _HREFS if child.get(name)), "") or ""
            if child.tag == f"{_NAMESPACE}image" and not address.startswith("data:"):
                parent.remove(child)
    root.set("color", INK)
    png = resvg_py.svg_to_bytes(
        svg_string=ET.tostring(root, encoding="unicode"),
        width=_DRAWN_WIDTH,
        skip_system_fonts=True,
        font_files=faces.files(),
        font_family=faces.LABEL,
        serif_family=faces.TEXT,
        sans_serif_family=faces.LABEL,
    )
    return _photograph(png)


def _photograph(content: bytes) -> Image.Image | None:
    """Any image that Pillow knows, the right way up; of an animation, its first frame."""
    with Image.open(BytesIO(content)) as image:
        if max(image.size) > _LARGEST_SIDE:
            return None
        turned = ImageOps.exif_transpose(image)
        return turned.convert("RGBA")


def _is_clear(image: Image.Image) -> bool:
    """Whether something behind the picture would be seen."""
    return image.getchannel("A").histogram()[255] < image.width * image.height


def _trimmed(image: Image.Image, around: Colour | None) -> Image.Image:
    """Without the blank margin that figures have around them."""
    if _is_clear(image):
        box = image.getchannel("A").point(lambda alpha: 255 if alpha > 8 else 0).getbbox()
    else:
        box = _differing(image.convert("RGB"), around) if around else None
    return image.crop(box) if box else image
