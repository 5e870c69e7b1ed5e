"""PNG: chunks with a name and a checksum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from syntopic.image_files import exif
from syntopic.image_files.damage import Damaged, number, taken

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_PICTURE = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
        *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"cICP", b"mDCV", b"cLLI"),
        *(b"acTL", b"fcTL", b"fdAT"),  # an animation's frames
    )
)


def cleaned(content: bytes) -> bytes:
    """The chunks that the picture needs. Damaged without an end, or where a checksum is wrong."""
    made = bytearray(SIGNATURE)
    names = []
    for name, body in _chunks(content):
        kept = _kept(name, body)
        if kept is not None:
            made += struct.pack(">I", len(kept)) + name + kept
            made += struct.pack(">I", zlib.crc32(name + kept))
            names.append(name)
    if names[:1] != [b"IHDR"] or b"IDAT" not in names:
        raise Damaged("no picture")
    return bytes(made)


def _kept(name: bytes, body: bytes) -> bytes | None:
    if name in _PICTURE:
        return body
    if name == b"iCCP":
        return b"icc\x00" + body.partition(b"\x00")[2]  # the profile without its given name
    if name == b"eXIf":
        return exif.only_orientation(body) or None
    if name[0] & 0x20 == 0:
        raise Damaged("an unknown chunk that the picture needs")
    return None


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    name = b""
    while name != b"IEND":
        size = number(content, at, ">I")
        name, body = taken(content, at + 4, 4), taken(content, at + 8, size)
        if not name.isalpha() or number(content, at + 8 + size, ">I") != zlib.crc32(name + body):
            raise Damaged("a chunk with a wrong checksum")
        yield name, body
        at += 12 + size
