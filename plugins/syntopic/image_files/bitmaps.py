"""BMP and ICO: hardly any room for words, but some."""

from __future__ import annotations

import struct

from syntopic.image_files import png
from syntopic.image_files.damage import Damaged, number, taken

_UNCOMPRESSED = (0, 3, 6)
_V5 = 124
_LINKED, _EMBEDDED, _SRGB = b"KNIL", b"DEBM", b"BGRs"
_AT_PROFILE_KIND = 14 + 56
_AT_PROFILE = 14 + 112


def bitmap(content: bytes) -> bytes:
    """A bitmap up to the end of its pixels and its profile; no path to a profile elsewhere."""
    head = number(content, 14, "<I")
    if head < 40:
        raise Damaged("a bitmap of before 1990")
    end = number(content, 10, "<I") + _pixels(content)
    made = bytearray(content)
    if head >= _V5 and content[_AT_PROFILE_KIND : _AT_PROFILE_KIND + 4] in (_LINKED, _EMBEDDED):
        start, size = number(content, _AT_PROFILE, "<I"), number(content, _AT_PROFILE + 4, "<I")
        if content[_AT_PROFILE_KIND : _AT_PROFILE_KIND + 4] == _EMBEDDED:
            end = max(end, 14 + start + size)
        else:
            taken(content, 14 + start, size)
            if start < _V5 or 14 + start + size > end > 14 + start:
                raise Damaged("a path within the picture")
            made[_AT_PROFILE_KIND : _AT_PROFILE_KIND + 4] = _SRGB
            made[_AT_PROFILE : _AT_PROFILE + 8] = bytes(8)
            made[14 + start : 14 + start + size] = bytes(size)
    made[2:6] = struct.pack("<I", end)
    return taken(bytes(made), 0, end)


def _pixels(content: bytes) -> int:
    """How many bytes the pixels take."""
    width, height = number(content, 18, "<i"), abs(number(content, 22, "<i"))
    if number(content, 30, "<I") not in _UNCOMPRESSED:
        return number(content, 34, "<I")
    return (max(width, 0) * number(content, 28, "<H") + 31) // 32 * 4 * height


def icons(content: bytes) -> bytes:
    """Icons in several sizes, each a bitmap or a PNG."""
    count = number(content, 4, "<H")
    table, pictures = b"", b""
    for index in range(count):
        entry = taken(content, 6 + 16 * index, 16)
        picture = taken(content, number(entry, 12, "<I"), number(entry, 8, "<I"))
        if picture.startswith(png.SIGNATURE):
            picture = png.cleaned(picture)
        place = 6 + 16 * count + len(pictures)
        table += entry[:8] + struct.pack("<II", len(picture), place)
        pictures += picture
    if not count:
        raise Damaged("no icon")
    return taken(content, 0, 6) + table + pictures
