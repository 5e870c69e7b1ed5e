"""AVIF, HEIC and JPEG XL: boxes within boxes (ISO/IEC 14496-12 and 23008-12).

Addresses in AVIF and HEIC count from the start of the file, so nothing there may move: what has to
go is overwritten in its place.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from syntopic.image_files.damage import Damaged, number, taken
from syntopic.image_files.items import Item, items_of, thumbnails_of

BARE_JXL = b"\xff\x0a"
_JXL = b"\x00\x00\x00\x0cJXL \r\n\x87\n"
_BRANDS = frozenset(
    (b"avif", b"avis", b"mif1", b"msf1", b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis")
)
_JXL_PICTURE = frozenset((b"JXL ", b"ftyp", b"jxlc", b"jxlp", b"jxll", b"jxli"))
_TOP = frozenset((b"ftyp", b"meta", b"mdat", b"moov", b"idat"))
_META = frozenset((b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"grpl"))
_MOVIE = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"))
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_FORGOTTEN = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
_EMPTY_EXIF = bytes(4) + b"II*\x00" + struct.pack("<IHI", 8, 0, 0)


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def is_image(head: bytes) -> bool:
    """Whether a file begins like one of these."""
    return head.startswith(_JXL) or (head[4:8] == b"ftyp" and head[8:12] in _BRANDS)


def cleaned(content: bytes) -> bytes:
    """The same pictures without what is said of them. Damaged where addresses lead nowhere."""
    boxes = list(_boxes(content, 0, len(content)))
    if content.startswith(_JXL):
        return b"".join(content[b.start : b.end] for b in boxes if b.kind in _JXL_PICTURE)
    made = bytearray(content)
    for box in boxes:
        if box.kind not in _TOP:
            _forget(made, box)
        elif box.kind == b"moov":
            _clean_movie(made, box)
    metas = [box for box in boxes if box.kind == b"meta"]
    if len(metas) != 1:
        raise Damaged("no picture")
    _clean_meta(content, made, metas[0], boxes)
    return bytes(made)


def _boxes(content: bytes, start: int, end: int) -> Iterator[_Box]:
    while start < end:
        size, kind, head = number(content, start, ">I"), taken(content, start + 4, 4), 8
        if size == 1:
            size, head = number(content, start + 8, ">Q"), 16
        stop = end if size == 0 else start + size
        if stop > end or stop < start + head:
            raise Damaged("a box of impossible size")
        yield _Box(kind, start, start + head, stop)
        start = stop


def _forget(made: bytearray, box: _Box) -> None:
    made[box.start + 4 : box.start + 8] = b"free"
    made[box.body : box.end] = bytes(box.end - box.body)


def _clean_movie(made: bytearray, outer: _Box) -> None:
    """A sequence of pictures: without what is said of it, and without dates."""
    for box in list(_boxes(bytes(made), outer.body, outer.end)):
        if box.kind in _FORGOTTEN:
            _forget(made, box)
        elif box.kind in _MOVIE:
            _clean_movie(made, box)
        elif box.kind in _DATED:
            size = 16 if made[box.body] == 1 else 8
            made[box.body + 4 : box.body + 4 + size] = bytes(size)


def _clean_meta(content: bytes, made: bytearray, meta: _Box, top: list[_Box]) -> None:
    inside = list(_boxes(content, meta.body + 4, meta.end))
    for box in inside:
        if box.kind not in _META:
            _forget(made, box)
    parts = {box.kind: box for box in inside}
    if b"iinf" not in parts or b"iloc" not in parts:
        raise Damaged("no list of pictures")
    idat = parts[b"idat"].body if b"idat" in parts else None
    iinf, iloc = parts[b"iinf"], parts[b"iloc"]
    listed = items_of(content, (iinf.body, iinf.end), iloc.body, idat)
    iref = parts.get(b"iref")
    thumbnails = thumbnails_of(content, iref.body, iref.end) if iref else frozenset()
    for item in listed:
        made[item.name[0] : item.name[1]] = bytes(item.name[1] - item.name[0])
    stores = [box for box in (*top, *inside) if box.kind in (b"mdat", b"idat")]
    if any(box.kind == b"moov" for box in top):
        _blank(made, [item for item in listed if not item.is_picture])
        return
    for box in stores:
        made[box.body : box.end] = bytes(box.end - box.body)
    for item in listed:
        if item.is_picture and item.number not in thumbnails:
            for start, size in item.extents:
                made[start : start + size] = taken(content, start, size)
    _blank(made, [item for item in listed if item.kind == b"Exif"], _EMPTY_EXIF)


def _blank(made: bytearray, items: list[Item], instead: bytes = b"") -> None:
    for item in items:
        for start, size in item.extents:
            kept = instead if len(instead) <= size else b""
            made[start : start + size] = kept.ljust(size, b"\x00")
