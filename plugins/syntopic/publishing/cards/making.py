"""From a card to the bytes of its image, which are kept as long as nothing on it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

import PIL
import resvg_py
from PIL import Image

from syntopic.publishing.cards import drawing, faces
from syntopic.publishing.cards.mathematics import mathematical_font
from syntopic.publishing.cards.pictures import opened
from syntopic.publishing.cards.values import HEIGHT, WIDTH, Card

FORMAT = 3
"""Raised whenever the same card would now look otherwise."""

WASH = "#f5f2ea"
_INSET = 36
_COLOURS = 256
_APART = 8
"""So different, in any of red, green and blue, are two colours of a palette: less is not seen."""

_EFFORT = 8
"""Of zlib: the highest, 9, takes three times as long to save one percent."""

_Colour = tuple[int, ...]


def card_image(card: Card, cache: Path) -> bytes:
    """The card as PNG, 1200 × 630; the same card gives the same bytes on every machine.

    Letters that only formulas have are cut out of their font into ``cache``.
    """
    wide, high = WIDTH - drawing.PANEL - 2 * _INSET, HEIGHT - 2 * _INSET
    picture = opened(card.picture, wide, high) if card.picture else None
    panel = ""
    if picture is not None:
        panel = f"#{bytes(picture.around).hex()}" if picture.around else WASH
    image = _rendered(drawing.drawing(card, panel), mathematical_font(card, cache))
    if picture is not None:
        shown = picture.image
        left = drawing.PANEL + (WIDTH - drawing.PANEL - shown.width) // 2
        image.paste(shown.convert("RGB"), (left, (HEIGHT - shown.height) // 2), shown)
    few = _with_its_palette(image) if picture is None else _with_any_palette(image)
    return _packed(few)


def card_key(card: Card) -> str:
    """What a card is kept under: all that its look depends on."""
    told = [card.site, card.title, card.label, card.facts, card.text, card.colours]
    digest = hashlib.sha256(json.dumps([FORMAT, *told, *_tools()]).encode())
    if card.picture is not None:
        digest.update(bytes((card.picture.is_svg,)) + card.picture.content)
    return digest.hexdigest()[:32]


def forget_others(cache: Path, keys: Iterable[str]) -> None:
    """Removes cards of earlier builds: a page that has become private leaves nothing here."""
    kept = {f"{key}.png" for key in keys}
    for file in cache.glob("*.png"):
        if file.name not in kept:
            file.unlink(missing_ok=True)


def kept_image(card: Card, key: str, cache: Path) -> bytes:
    """The card's image, made anew only if ``cache`` has none under its ``key``."""
    file = cache / f"{key}.png"
    if file.is_file():
        return file.read_bytes()
    made = card_image(card, cache)
    cache.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(made)
    partial.replace(file)
    return made


@cache
def _tools() -> tuple[str, ...]:
    """What draws cards, the same for as long as the process lasts."""
    fonts = (hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in faces.files())
    return resvg_py.__version__, PIL.__version__, *fonts


def _rendered(svg: str, mathematics: str) -> Image.Image:
    fonts = [*faces.files(), *([mathematics] if mathematics else [])]
    png = resvg_py.svg_to_bytes(
        svg_string=svg, background=drawing.PAPER, skip_system_fonts=True, font_files=fonts
    )
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB")


def _packed(few: Image.Image) -> bytes:
    made = BytesIO()
    few.save(made, "PNG", compress_level=_EFFORT)
    return made.getvalue()


def _with_any_palette(image: Image.Image) -> Image.Image:
    """With 256 colours: a fifth of the bytes, and edges of letters stay smooth."""
    return image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _with_its_palette(image: Image.Image) -> Image.Image:
    """The same for words alone, which have few colours: ten times as fast.

    Not for pictures: Pillow takes the white of a figure for the paper, looking up colours in
    steps of four.
    """
    found = image.getcolors(_COLOURS)
    if found is None:
        return _with_any_palette(image)
    colours = [colour for _, colour in sorted(found, reverse=True) if isinstance(colour, tuple)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in _apart(colours) for part in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def _apart(colours: Iterable[_Colour]) -> list[_Colour]:
    """The colours, without those that nobody could tell from one before."""
    kept: list[_Colour] = []
    for colour in colours:
        if all(_distance(colour, other) >= _APART for other in kept):
            kept.append(colour)
    return kept


def _distance(one: _Colour, other: _Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
