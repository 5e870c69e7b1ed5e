"""JPEG: segments, each behind a marker; after some of them stands the picture itself."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from syntopic.image_files import exif
from syntopic.image_files.damage import Damaged, number, taken

SIGNATURE = b"\xff\xd8\xff"

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_JFIF, _EXIF, _ICC, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_RESTARTS = frozenset(range(0xD0, 0xD8))
_ALONE = _RESTARTS | {0x01}
# Frames, tables, restart interval, number of lines, expansion.
_PICTURE = frozenset((*range(0xC0, 0xD0), _SCAN, 0xDB, 0xDC, 0xDD, 0xDF)) - {0xC8}
_JFIF_SIZE = 14
_ADOBE_SIZE = 12


def cleaned(content: bytes) -> bytes:
    """The segments that the picture needs, up to its end. Damaged without a picture or an end."""
    made = bytearray(b"\xff\xd8")
    scans, turned = 0, False
    for marker, segment, scan in _segments(content):
        kept = None if turned and marker == _EXIF else _kept(marker, segment)
        if kept is not None:
            made += bytes((0xFF, marker)) + struct.pack(">H", len(kept) + 2) + kept + scan
            scans += marker == _SCAN
            turned = turned or marker == _EXIF
    if not scans:
        raise Damaged("no picture")
    return bytes(made + b"\xff\xd9")


def _kept(marker: int, segment: bytes) -> bytes | None:
    if marker in _PICTURE:
        return segment
    if marker == _JFIF and segment.startswith(b"JFIF\x00") and len(segment) >= _JFIF_SIZE:
        return segment[: _JFIF_SIZE - 2] + b"\x00\x00"  # no thumbnail
    if marker == _EXIF and segment.startswith(exif.HEADER):
        block = exif.only_orientation(segment)
        return exif.HEADER + block if block else None
    if marker == _ICC and segment.startswith(b"ICC_PROFILE\x00"):
        return segment
    if marker == _ADOBE and segment.startswith(b"Adobe"):
        return taken(segment, 0, _ADOBE_SIZE)  # it tells which colours the numbers mean
    return None


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each marker with its segment and, for a scan, the pixels behind it."""
    at = 2
    while True:
        if number(content, at, ">B") != 0xFF:
            raise Damaged("no marker")
        while (marker := number(content, at + 1, ">B")) == 0xFF:
            at += 1
        at += 2
        if marker == _END:
            return
        if marker in (_START, 0x00):
            raise Damaged("a picture within the picture")
        if marker in _ALONE:
            continue
        size = number(content, at, ">H")
        segment = taken(content, at + 2, size - 2)
        at += size
        end = _end_of_scan(content, at) if marker == _SCAN else at
        yield marker, segment, content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: 0xFF in the data is followed by 0, restarts belong to it."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Damaged("the picture never ends")
        if content[at + 1] != 0 and content[at + 1] not in _RESTARTS:
            return at
        at += 2
