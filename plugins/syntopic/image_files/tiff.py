"""TIFF: tables of tags that point anywhere; written anew with the tags that the picture needs."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from syntopic.image_files.damage import Damaged, number, taken

SIGNATURES = (b"II*\x00", b"MM\x00*")

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SHORT, _LONG = 3, 4
_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES = 273, 279, 324, 325
_PICTURE = frozenset(
    (
        *(254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281),
        *(282, 283, 284, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324),
        *(325, 332, 334, 336, 338, 339, 340, 341, 342, 347, 529, 530, 531, 532, 34675),
    )
)
"""How the pixels are stored and what colours they mean; 34675 is the colour profile."""

_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class _Tag:
    tag: int
    kind: int
    value: bytes


def cleaned(content: bytes) -> bytes:
    """All pages. Damaged where something is missing, or stored in a way that needs other tags."""
    order = "<" if content[:2] == b"II" else ">"
    pages = [(tags, _blocks(content, tags, order)) for tags in _pages(content, order)]
    if not pages:
        raise Damaged("no picture")
    made = bytearray(content[:4] + bytes(4))
    link = 4
    for tags, blocks in pages:
        offsets = []
        for block in blocks:
            made += bytes(len(made) % 2)
            offsets.append(len(made))
            made += block
        link = _add(made, link, _placed(tags, offsets, order), order)
    return bytes(made)


def _pages(content: bytes, order: str) -> Iterator[list[_Tag]]:
    start = number(content, 4, f"{order}I")
    for _ in range(_MOST_PAGES):
        if not start:
            return
        count = number(content, start, f"{order}H")
        read = (_tag(content, start + 2 + 12 * index, order) for index in range(count))
        yield [tag for tag in read if tag is not None]
        start = number(content, start + 2 + 12 * count, f"{order}I")
    raise Damaged("pages without end")


def _tag(content: bytes, at: int, order: str) -> _Tag | None:
    tag, kind = number(content, at, f"{order}H"), number(content, at + 2, f"{order}H")
    if tag not in _PICTURE:
        return None
    if kind not in _SIZES:
        raise Damaged("an unknown kind of value")
    size = _SIZES[kind] * number(content, at + 4, f"{order}I")
    place = at + 8 if size <= 4 else number(content, at + 8, f"{order}I")
    return _Tag(tag, kind, taken(content, place, size))


def _blocks(content: bytes, tags: list[_Tag], order: str) -> list[bytes]:
    """The strips or tiles of a page."""
    known = {tag.tag: _numbers(tag, order) for tag in tags if tag.kind in (_SHORT, _LONG)}
    for places, sizes in ((_STRIPS, _STRIP_SIZES), (_TILES, _TILE_SIZES)):
        if places in known:
            if len(known[places]) != len(known.get(sizes, ())):
                raise Damaged("strips without a size")
            pairs = zip(known[places], known[sizes], strict=True)
            return [taken(content, place, size) for place, size in pairs]
    raise Damaged("no pixels")


def _numbers(tag: _Tag, order: str) -> tuple[int, ...]:
    letter = "H" if tag.kind == _SHORT else "I"
    return struct.unpack(f"{order}{len(tag.value) // struct.calcsize(letter)}{letter}", tag.value)


def _placed(tags: list[_Tag], offsets: list[int], order: str) -> list[_Tag]:
    packed = struct.pack(f"{order}{len(offsets)}I", *offsets)
    return [_Tag(t.tag, _LONG, packed) if t.tag in (_STRIPS, _TILES) else t for t in tags]


def _add(made: bytearray, link: int, tags: list[_Tag], order: str) -> int:
    """Writes a page's table, lets ``link`` point to it, and returns where its own link stands."""
    made += bytes(len(made) % 2)
    start = len(made)
    made[link : link + 4] = struct.pack(f"{order}I", start)
    at = start + 2 + 12 * len(tags) + 4
    table, values = struct.pack(f"{order}H", len(tags)), b""
    for tag in tags:
        count = len(tag.value) // _SIZES[tag.kind]
        table += struct.pack(f"{order}HHI", tag.tag, tag.kind, count)
        if len(tag.value) <= 4:
            table += tag.value.ljust(4, b"\x00")
        else:
            table += struct.pack(f"{order}I", at + len(values))
            values += tag.value + bytes(len(tag.value) % 2)
    made += table + bytes(4) + values
    return at - 4
