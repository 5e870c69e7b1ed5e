"""From shapes to pixels: paper, and on it a few steps of each colour, for the smooth edges.

FreeType draws the letters, without a system's fonts or settings: every machine with the same
Pillow gets the same pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from io import BytesIO
from math import floor

from PIL import Image, ImageColor, ImageDraw, ImageFont

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.letters import letters
from syntopic.publishing.cards.shapes import DOT, Bar, Dot, Shape, Words
from syntopic.publishing.cards.values import HEIGHT, WIDTH

_FINE = 4
"""Letters stand at quarters of a pixel, so even their gaps look even: they are drawn as many times
as large, and made smaller."""

_COLOURS = 256
_STEPS = 16
"""From paper to a colour: more are not seen."""

_Placed = tuple[Image.Image, int, int]
"""A mask with its left and upper edge."""


def painted(shapes: Sequence[Shape], paper: str) -> Image.Image:
    """The shapes on paper, a later one over those before, as an image with a palette."""
    colours = list(dict.fromkeys(shape.colour for shape in shapes))
    steps = min(_STEPS, (_COLOURS - 1) // max(1, len(colours)))
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    for shape in shapes:
        if found := _joined(list(_masks(shape))):
            mask, left, top = found
            numbers, there = _tables(colours.index(shape.colour) * steps, steps)
            image.paste(mask.point(numbers), (left, top), mask.point(there))
    image.putpalette(_palette(colours, steps, paper))
    return image


@cache
def _tables(first: int, steps: int) -> tuple[list[int], list[int]]:
    """From how much of a pixel is covered to its colour's number, and to whether it has one."""
    step = [(covered * steps + 127) // 255 for covered in range(256)]
    return [first + one for one in step], [255 if one else 0 for one in step]


def _palette(colours: Sequence[str], steps: int, paper: str) -> list[int]:
    under = ImageColor.getrgb(paper)
    found = list(under)
    for colour in colours:
        over = ImageColor.getrgb(colour)
        for step in range(1, steps + 1):
            pairs = zip(under, over, strict=True)
            found += [round(low + (high - low) * step / steps) for low, high in pairs]
    return found


def _joined(masks: Sequence[_Placed]) -> _Placed | None:
    """One mask of many; None if there is nothing to see."""
    if len(masks) < 2:
        return masks[0] if masks else None
    left, top = min(x for _, x, _ in masks), min(y for _, _, y in masks)
    right = max(x + mask.width for mask, x, _ in masks)
    bottom = max(y + mask.height for mask, _, y in masks)
    whole = Image.new("L", (right - left, bottom - top), 0)
    for mask, x, y in masks:
        whole.paste(255, (x - left, y - top), mask)
    return whole, left, top


def _masks(shape: Shape) -> Iterable[_Placed]:
    match shape:
        case Words():
            return _lettered(shape)
        case Bar():
            return ((_bar(shape.width, shape.height), shape.x, shape.y),)
        case Dot():
            return ((_dot(), shape.x - DOT, shape.y - DOT),)


def _lettered(words: Words) -> Iterable[_Placed]:
    """The letters that begin on the card: marks may be piled up as high as somebody likes."""
    for letter in letters(words):
        if not (0 <= letter.x <= WIDTH and 0 <= letter.y <= HEIGHT):
            continue
        x, y = floor(letter.x * _FINE + 0.5), floor(letter.y * _FINE + 0.5)
        found = _letter(letter.family, letter.size, letter.char, x % _FINE, y % _FINE)
        if found:
            mask, left, top = found
            yield mask, x // _FINE + left, y // _FINE + top


@lru_cache(maxsize=4096)
def _letter(family: str, size: float, char: str, x: int, y: int) -> _Placed | None:
    """A letter whose origin is so many quarters right of and below a pixel's corner."""
    font = _font(family, size)
    left, top, right, bottom = font.getbbox(char, anchor="ls")
    if right <= left or bottom <= top:
        return None
    first, highest = floor((left + x) / _FINE) - 1, floor((top + y) / _FINE) - 1
    wide, high = floor((right + x) / _FINE) + 2 - first, floor((bottom + y) / _FINE) + 2 - highest
    large = Image.new("L", (wide * _FINE, high * _FINE), 0)
    at = (x - first * _FINE, y - highest * _FINE)
    ImageDraw.Draw(large).text(at, char, 255, font, anchor="ls")
    return large.reduce(_FINE), first, highest


@cache
def _font(family: str, size: float) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.BASIC
    try:
        return ImageFont.truetype(str(faces.file(family)), size * _FINE, layout_engine=layout)
    except OSError:  # a FreeType that somebody built without woff2
        unpacked = BytesIO(faces.unpacked(family))
        return ImageFont.truetype(unpacked, size * _FINE, layout_engine=layout)


@cache
def _bar(width: int, height: float) -> Image.Image:
    full = floor(height)
    mask = Image.new("L", (width, full + (height > full)), 255)
    mask.paste(round((height - full) * 255), (0, full, width, full + 1))
    return mask


@cache
def _dot() -> Image.Image:
    fine = 16
    large = Image.new("L", (2 * DOT * fine, 2 * DOT * fine), 0)
    ImageDraw.Draw(large).ellipse((0, 0, large.width - 1, large.height - 1), 255)
    return large.reduce(fine)
