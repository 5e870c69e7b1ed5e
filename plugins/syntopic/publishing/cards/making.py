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
from PIL import Image, features

from syntopic.publishing.cards import drawing, faces
from syntopic.publishing.cards.painting import painted
from syntopic.publishing.cards.pictures import opened
from syntopic.publishing.cards.values import HEIGHT, WIDTH, Card

FORMAT = 4
"""Raised whenever the same card would now look otherwise."""

WASH = "#f5f2ea"
_INSET = 36
_COLOURS = 256
"""Also beside a photograph: a fifth of the bytes, and edges of letters stay smooth."""

_EFFORT = 7
"""Of zlib: the next, 8, takes twice as long to save one percent."""


def card_image(card: Card) -> bytes:
    """The card as PNG, 1200 × 630; the same card gives the same bytes on every machine."""
    wide, high = WIDTH - drawing.PANEL - 2 * _INSET, HEIGHT - 2 * _INSET
    picture = opened(card.picture, wide, high) if card.picture else None
    if picture is None:
        return _packed(painted(drawing.drawing(card), drawing.PAPER))
    panel = f"#{bytes(picture.around).hex()}" if picture.around else WASH
    image = painted(drawing.drawing(card, panel), drawing.PAPER).convert("RGB")
    shown = picture.image
    left = drawing.PANEL + (WIDTH - drawing.PANEL - shown.width) // 2
    image.paste(shown.convert("RGB"), (left, (HEIGHT - shown.height) // 2), shown)
    return _packed(image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))


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
    made = card_image(card)
    cache.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(made)
    partial.replace(file)
    return made


@cache
def _tools() -> tuple[str, ...]:
    """What draws cards, the same for as long as the process lasts."""
    fonts = (hashlib.sha256(file.read_bytes()).hexdigest() for file in faces.all_files())
    freetype = features.version("freetype2") or ""
    return resvg_py.__version__, PIL.__version__, freetype, *fonts


def _packed(few: Image.Image) -> bytes:
    made = BytesIO()
    few.save(made, "PNG", compress_level=_EFFORT)
    return made.getvalue()
