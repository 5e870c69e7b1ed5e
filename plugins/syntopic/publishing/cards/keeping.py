"""The images of cards, kept as long as nothing on them changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

import PIL
import resvg_py

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.values import Card

FORMAT = 4
"""Raised whenever the same card would now look otherwise."""


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
    from syntopic.publishing.cards.making import card_image  # few builds draw any

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
    # PIL.features says it, too, and loads all of Pillow for that.
    drawing = import_module("PIL._imagingft")
    return resvg_py.__version__, PIL.__version__, drawing.freetype2_version, *fonts
