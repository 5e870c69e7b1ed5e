"""Pictures: what is written into them beside the picture, and when two are the same picture."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS = (b"IDAT", b"PLTE", b"IHDR", b"fdAT")
_LARGEST = 50_000_000


def metadata_bytes(raw: bytes) -> bytes:
    """Return all bytes of a picture but its pixels, compressed texts unpacked.

    Of a format that is not known it is the whole file.
    """
    if raw.startswith(_PNG):
        return b"\n".join(_png(raw))
    if raw.startswith(b"\xff\xd8"):
        return b"\n".join(_jpeg(raw))
    if raw.startswith(b"wOF2") or raw.startswith(b"wOFF"):
        return b""  # fonts: compressed outlines
    return raw


def picture_key(raw: bytes) -> str:
    """Return a key that is equal for equal pixels, whatever is written beside them.

    Empty for what is no picture, and for one of a single colour, which says nothing.
    """
    if not raw.startswith((_PNG, b"\xff\xd8", b"GIF8", b"RIFF", b"BM", b"II*", b"MM\0*")):
        return ""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(raw)) as opened:
            if opened.width * opened.height > _LARGEST:
                return ""
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except Exception:  # a reader of pictures may fail in any way on what is none
        return ""
    if picture.getcolors(maxcolors=1):
        return ""
    size = f"{picture.width}x{picture.height}:".encode()
    return hashlib.sha256(size + picture.tobytes()).hexdigest()


def _png(raw: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        kind, chunk = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        if kind not in _PIXELS:
            yield chunk
            if kind in (b"zTXt", b"iTXt", b"iCCP"):
                yield from _inflated(chunk)
        at += 12 + length
        if kind == b"IEND":
            break
    yield raw[at:]


def _inflated(chunk: bytes) -> Iterator[bytes]:
    """What is compressed somewhere in a chunk; it begins with the sign of zlib."""
    at = chunk.find(b"\x78")
    while at >= 0:
        try:
            yield zlib.decompressobj().decompress(chunk[at:], 1_000_000)
            return
        except zlib.error:
            at = chunk.find(b"\x78", at + 1)


def _jpeg(raw: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF:
        kind = raw[at + 1]
        if kind in (0xD8, 0x01) or 0xD0 <= kind <= 0xD7 or kind == 0xFF:
            at += 1 if kind == 0xFF else 2
            continue
        length = int.from_bytes(raw[at + 2 : at + 4], "big")
        if 0xE0 <= kind <= 0xEF or kind == 0xFE:
            yield raw[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)
        if kind == 0xDA:
            break
    end = raw.rfind(b"\xff\xd9")
    yield raw[end + 2 :] if end >= at else b""
