"""What every format's reader says of a file that it does not understand."""

from __future__ import annotations

import struct


class Damaged(Exception):
    """The file ends too early, or says something that cannot be."""


def taken(content: bytes, start: int, size: int) -> bytes:
    """So many bytes from there; Damaged where there are fewer."""
    if start < 0 or size < 0 or start + size > len(content):
        raise Damaged(f"{size} bytes wanted at {start} of {len(content)}")
    return content[start : start + size]


def number(content: bytes, start: int, form: str) -> int:
    """A whole number in one of ``struct``'s forms; Damaged where the file ends before it."""
    found: int = struct.unpack(form, taken(content, start, struct.calcsize(form)))[0]
    return found
