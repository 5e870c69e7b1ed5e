"""Pictures: what is written into them beside the picture, and when two are the same picture."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator

Size = tuple[int, int]

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_STARTS = (_PNG, _JPEG, b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
_PIXELS = (b"IDAT", b"PLTE", b"IHDR", b"fdAT")
_FONTS = (b"wOF2", b"wOFF")
_LARGEST = 50_000_000
"""Pixels of a picture that are compared."""

_PERSONAL = {
    0x013B: "who made it",  # Artist
    0x9C9D: "who made it",  # XPAuthor
    0xA430: "whose camera it was",  # CameraOwnerName
    0xA431: "the camera's number",  # BodySerialNumber
    0x8825: "where it was taken",  # GPS
}
"""Entries of EXIF that tell of a person, as the standard numbers them."""

_XMP = (
    (re.compile(rb"exif:GPS(?:Latitude|Longitude)"), "where it was taken"),
    (re.compile(rb"photoshop:(?:City|AuthorsPosition)"), "where it was taken"),
    (re.compile(rb"aux:(?:Owner|SerialNumber)"), "whose camera it was"),
    (re.compile(rb"<dc:creator>(?:\s|<[^>]*>)*(?!Matplotlib)[^<\s]"), "who made it"),
)
_TEXT = re.compile(rb"[\x20-\x7e\x80-\xff\t]{4,}")
_SVG_REMARK = re.compile(
    rb"<!--.*?-->|<metadata\b.*?</metadata>|\b(?:sodipodi:docname|inkscape:export-filename)=\"[^\"]*",
    re.DOTALL,
)
_IPTC_AUTHOR = b"\x1c\x02\x50"


def is_picture(raw: bytes) -> bool:
    """Tell whether bytes begin as those of a picture of dots."""
    return raw.startswith(_STARTS)


def metadata_bytes(raw: bytes) -> bytes:
    """Return all bytes of a picture but its pixels, compressed texts unpacked.

    Of a format that is not known it is the whole file; a font holds outlines alone.
    """
    if raw.startswith(_PNG):
        return b"\n".join(_png(raw))
    if raw.startswith(_JPEG):
        return b"\n".join(_jpeg(raw))
    return b"" if raw.startswith(_FONTS) else raw


def personal(raw: bytes) -> tuple[str, ...]:
    """Return what a picture's metadata tell of a person, in plain words; nothing for other files.

    EXIF, XMP and IPTC are looked at, and the texts of PNG that are called Author.
    """
    svg = b"<svg" in raw[:1000]
    if not (is_picture(raw) or svg):
        return ()
    beside = raw if svg else metadata_bytes(raw)
    found = [what for sign, what in _XMP if sign.search(beside)]
    if not svg:
        found += ["who made it"] if _IPTC_AUTHOR in beside else []
        found += ["who made it"] if re.search(rb"(?:^|\n)(?:Author|Artist)\0", beside) else []
        found += _exif(raw)
    return tuple(dict.fromkeys(found))


def remarks(raw: bytes) -> tuple[str, ...]:
    """Return the texts that somebody or some program wrote into a picture, for whoever opens it.

    They are the texts of PNG, comments of JPEG and GIF, EXIF, XMP and IPTC, and what SVG holds
    beside its drawing. Colour profiles are no remarks.
    """
    if raw.startswith(_PNG):
        found = [
            chunk for kind, chunk in _chunks(raw) if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf")
        ]
        found += [text for chunk in found for text in _inflated(chunk)]
    elif raw.startswith(_JPEG):
        found = [
            part for part in _jpeg(raw) if not part.startswith((b"ICC_PROFILE", b"JFIF", b"Adobe"))
        ]
    elif b"<svg" in raw[:1000]:
        found = [part[0] for part in _SVG_REMARK.finditer(raw)]
    else:
        found = []
    texts = (text[0] for part in found for text in _TEXT.finditer(part))
    return tuple(text.decode("utf-8", "replace") for text in texts)


def size_of(raw: bytes) -> Size | None:
    """Return width and height of a picture, ``None`` for what cannot be read as one."""
    if not is_picture(raw):
        return None
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw)) as opened:
            return (max(opened.size), min(opened.size))
    except Exception:  # a reader of pictures may fail in any way on what is none
        return None


def picture_key(raw: bytes) -> str:
    """Return a key that is equal for equal pixels, whatever is written beside them.

    Empty for what is no picture, and for one of a single colour, which says nothing.
    """
    if not is_picture(raw):
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


def _exif(raw: bytes) -> list[str]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw)) as opened:
            entries = opened.getexif()
            inner = entries.get_ifd(0x8769)
            known = {**entries, **inner}
    except Exception:  # see above
        return []
    return [what for number, what in _PERSONAL.items() if known.get(number)]


def _png(raw: bytes) -> Iterator[bytes]:
    for kind, chunk in _chunks(raw):
        if kind not in _PIXELS:
            yield chunk
            if kind in (b"zTXt", b"iTXt", b"iCCP"):
                yield from _inflated(chunk)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG by kind; what stands behind the last has none."""
    at = len(_PNG)
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        kind = raw[at + 4 : at + 8]
        yield kind, raw[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IEND":
            break
    yield b"", raw[at:]


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
        if kind == 0xFF or kind in (0xD8, 0x01) or 0xD0 <= kind <= 0xD7:
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
