"""The one thing that a picture needs of its Exif block: which side is up."""

from __future__ import annotations

import struct

from syntopic.image_files.damage import Damaged, number

UPRIGHT = 1
HEADER = b"Exif\x00\x00"
"""What begins the block in JPEG files, and by mistake in some others."""

_ORIENTATION = 0x0112
_SHORT = 3
_TURNED = range(2, 9)


def orientation(block: bytes) -> int:
    """The orientation, 1 to 8; upright where the block has none or cannot be read."""
    tiff = block.removeprefix(HEADER)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        start = number(tiff, 4, f"{order}I")
        for index in range(number(tiff, start, f"{order}H")):
            entry = start + 2 + 12 * index
            if number(tiff, entry, f"{order}H") == _ORIENTATION:
                if number(tiff, entry + 2, f"{order}H") != _SHORT:
                    return UPRIGHT
                found = number(tiff, entry + 8, f"{order}H")
                return found if found in _TURNED else UPRIGHT
    except Damaged:
        return UPRIGHT
    return UPRIGHT


def only_orientation(block: bytes) -> bytes:
    """A block (without header) that says the same orientation and nothing else; empty if upright.

    Big-endian: an IFD with one entry, and none after it.
    """
    found = orientation(block)
    if found == UPRIGHT:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, found, 0)
    return b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
