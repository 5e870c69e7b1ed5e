"""How wide and high a picture is: what its file says at its beginning."""

from __future__ import annotations

import base64
import binascii

from syntopic.image_files import gif, jpeg, png
from syntopic.image_files.damage import Damaged, number

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG's markers of a frame
_BARE = frozenset((0x01, *range(0xD0, 0xDA)))  # markers without a length


def encoded_dimensions(text: str) -> tuple[int, int]:
    """Width and height in pixels of a PNG, JPEG or GIF in base64; zeros where it is none."""
    try:
        return dimensions(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return 0, 0


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG, JPEG or GIF; zeros where it is none of them."""
    try:
        if content.startswith(png.SIGNATURE):
            return number(content, 16, ">I"), number(content, 20, ">I")
        if content[:6] in gif.SIGNATURES:
            return number(content, 6, "<H"), number(content, 8, "<H")
        return _jpeg(content) if content.startswith(jpeg.SIGNATURE) else (0, 0)
    except Damaged:
        return 0, 0


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while number(content, at, ">B") == 0xFF:
        marker = number(content, at + 1, ">B")
        if marker in _FRAMES:
            return number(content, at + 7, ">H"), number(content, at + 5, ">H")
        at += 2 if marker in _BARE else 2 + number(content, at + 2, ">H")
    return 0, 0
