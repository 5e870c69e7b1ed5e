"""Players for sound and film.

The engine finds the addresses of images alone, so a player is written as an image, and becomes what
it is when all addresses are found.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

PLAYER: Final = "data-player"
"""The attribute of an image that says what it is: ``audio`` or ``video``."""

# Nothing of a sound is loaded before it is played; of a film, what its frame needs.
_LOADED: Final = {"audio": "none", "video": "metadata"}


def register(md: Markdown) -> None:
    """Let images that say so become players, after the engine has looked at their addresses."""
    md.treeprocessors.register(_Players(md), "syntopic-players", -10)


class _Players(Treeprocessor):
    def run(self, root: Element) -> None:
        for image in [*root.iter("img")]:
            kind = image.attrib.pop(PLAYER, "")
            if kind in _LOADED:
                _become(image, kind)


def _become(image: Element, kind: str) -> None:
    label = image.attrib.pop("alt", "")
    image.tag = kind
    image.set("controls", "controls")
    image.set("preload", _LOADED[kind])
    image.set("aria-label", label)
    link = SubElement(image, "a", {"href": image.get("src", "")})
    link.text = label
