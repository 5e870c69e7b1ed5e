"""Texts and plain values as bytes for the store, and back."""

from __future__ import annotations

import json
import zlib
from typing import Any


def encoded(text: str) -> bytes:
    """Any text as bytes, broken characters too."""
    return text.encode("utf-8", "surrogatepass")


def squeezed(text: str) -> bytes:
    """The text in fewer bytes."""
    return zlib.compress(encoded(text), 1)


def unsqueezed(piece: bytes) -> str:
    """The text that was squeezed."""
    return zlib.decompress(piece).decode("utf-8", "surrogatepass")


def packed(value: Any) -> bytes:
    """A value of plain lists, dicts, texts and numbers in few bytes."""
    return squeezed(json.dumps(value, separators=(",", ":")))


def unpacked(piece: bytes) -> Any:
    """The value that was packed; tuples have become lists."""
    return json.loads(unsqueezed(piece))
