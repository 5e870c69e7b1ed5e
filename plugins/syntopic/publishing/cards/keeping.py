"""The images of cards, kept as long as nothing on them changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

import PIL
import resvg_py

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.values import Card

FORMAT = 5
"""Raised whenever the same card would now look otherwise, or have other bytes."""


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


def is_kept(key: str, cache: Path) -> bool:
    """Whether ``cache`` has an image under a card's ``key``."""
    return (cache / f"{key}.png").is_file()


def kept_image(again: Callable[[], Card], key: str, cache: Path) -> bytes:
    """The image of a card that is kept, or that has been removed since and is made ``again``."""
    try:
        return (cache / f"{key}.png").read_bytes()
    except OSError:
        return made_image(again(), key, cache)


def made_image(card: Card, key: str, cache: Path) -> bytes:
    """The card's image, made and kept under its ``key``."""
    file = cache / f"{key}.png"
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
