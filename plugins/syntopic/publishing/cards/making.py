"""From a card to the bytes of its image, which are kept as long as nothing on it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import PIL
import resvg_py
from PIL import Image, ImageColor

from syntopic.publishing.cards import drawing, faces
from syntopic.publishing.cards.mathematics import mathematical_font
from syntopic.publishing.cards.pictures import opened
from syntopic.publishing.cards.values import HEIGHT, WIDTH, Card

FORMAT = 2
"""Raised whenever the same card would now look otherwise."""

WASH = "#f5f2ea"
_INSET = 36
_COLOURS = 256


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
    return _packed(image)


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


def kept_image(card: Card, cache: Path) -> bytes:
    """The card's image, made anew only if ``cache`` has none."""
    file = cache / f"{card_key(card)}.png"
    if file.is_file():
        return file.read_bytes()
    made = card_image(card, cache)
    cache.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(made)
    partial.replace(file)
    return made


def _tools() -> list[str]:
    fonts = (hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in faces.files())
    return [resvg_py.__version__, PIL.__version__, *fonts]


def _rendered(svg: str, mathematics: str) -> Image.Image:
    fonts = [*faces.files(), *([mathematics] if mathematics else [])]
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)
    with Image.open(BytesIO(png)) as image:
        paper = Image.new("RGB", image.size, ImageColor.getrgb(drawing.PAPER))
        paper.paste(image.convert("RGB"), (0, 0), image.convert("RGBA"))
        return paper


def _packed(image: Image.Image) -> bytes:
    """As PNG with a palette: a fifth of the bytes, and edges of letters stay smooth."""
    few = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    made = BytesIO()
    few.save(made, "PNG", optimize=True)
    return made.getvalue()
