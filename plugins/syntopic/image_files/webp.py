"""WebP: chunks in a RIFF file."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from syntopic.image_files import exif
from syntopic.image_files.damage import Damaged, number, taken

_PICTURE = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"))
_FRAME = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_FRAME_HEAD = 16
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def cleaned(content: bytes) -> bytes:
    """The chunks that the picture needs. Damaged where one is cut off, or without a picture."""
    size = number(content, 4, "<I")
    if size < 4:
        raise Damaged("no room for a picture")
    chunks = list(_chunks(taken(content, 12, size - 4)))
    turned = next((exif.only_orientation(body) for name, body in chunks if name == b"EXIF"), b"")
    kept = [(name, _kept(name, body, bool(turned))) for name, body in chunks if name in _PICTURE]
    names = [name for name, _ in kept]
    if not {b"VP8 ", b"VP8L", b"ANMF"} & set(names):
        raise Damaged("no picture")
    if turned and names[0] == b"VP8X":
        kept.append((b"EXIF", turned))
    body = b"WEBP" + b"".join(_chunk(name, piece) for name, piece in kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _kept(name: bytes, body: bytes, turned: bool) -> bytes:
    if name == b"VP8X":
        flags = number(body, 0, "<B") & ~(_HAS_XMP | _HAS_EXIF)
        return bytes((flags | (_HAS_EXIF if turned else 0),)) + taken(body, 1, 9)
    if name == b"ANMF":
        inside = _chunks(body[_FRAME_HEAD:])
        frame = b"".join(_chunk(part, piece) for part, piece in inside if part in _FRAME)
        return taken(body, 0, _FRAME_HEAD) + frame
    return body


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        size = number(content, at + 4, "<I")
        yield taken(content, at, 4), taken(content, at + 8, size)
        at += 8 + size + size % 2
