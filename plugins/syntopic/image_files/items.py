"""The items of an AVIF or HEIC file: pictures, thumbnails, Exif, XMP, and where each is stored."""

from __future__ import annotations

from dataclasses import dataclass

from syntopic.image_files.damage import Damaged, number, taken

_PICTURES = frozenset(
    (
        *(b"av01", b"hvc1", b"hev1", b"lhv1", b"avc1", b"vvc1", b"jpeg", b"j2k1"),
        *(b"grid", b"iden", b"iovl", b"tmap"),
    )
)
_FORMS = {0: "", 4: ">I", 8: ">Q"}

Places = dict[int, tuple[tuple[int, int], ...]]
"""Of each item by its number: starts and sizes in the file."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: ``extents`` are starts and sizes in the file, ``name`` where its name stands."""

    number: int
    kind: bytes
    name: tuple[int, int]
    extents: tuple[tuple[int, int], ...]

    @property
    def is_picture(self) -> bool:
        """Whether pixels, or how to put them together."""
        return self.kind in _PICTURES


class _Reading:
    """Numbers one after the other."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def next(self, form: str) -> int:
        """The next number in one of ``struct``'s forms; 0 without a form."""
        if not form:
            return 0
        found = number(self.content, self.at, form)
        self.at += {"B": 1, "H": 2, "I": 4, "Q": 8}[form[-1]]
        return found


def items_of(content: bytes, iinf: tuple[int, int], iloc: int, idat: int | None) -> list[Item]:
    """The items that the boxes ``iinf`` (start and end) and ``iloc`` (start) tell of.

    ``idat`` is where the box of that name has its content, if there is one.
    """
    places = _extents(_Reading(content, iloc), idat)
    found = []
    reading = _Reading(content, iinf[0])
    wide = reading.next(">I") >> 24
    for _ in range(reading.next(">I" if wide else ">H")):
        start = reading.at
        end = start + number(content, start, ">I")
        if not start + 8 < end <= iinf[1] or taken(content, start + 4, 4) != b"infe":
            raise Damaged("no list of items")
        found.append(_item(content, start + 8, end, places))
        reading.at = end
    return found


def _item(
    content: bytes, at: int, end: int, places: dict[int, tuple[tuple[int, int], ...]]
) -> Item:
    reading = _Reading(content, at)
    version = reading.next(">I") >> 24
    if version not in (2, 3):
        raise Damaged("an item of an unknown kind")
    key = reading.next(">I" if version == 3 else ">H")
    reading.next(">H")
    kind = taken(content, reading.at, 4)
    stop = content.find(b"\x00", reading.at + 4, end)
    if stop < 0:
        raise Damaged("a name without an end")
    return Item(key, kind, (reading.at + 4, stop), places.get(key, ()))


def _extents(reading: _Reading, idat: int | None) -> Places:
    version = reading.next(">I") >> 24
    sizes = reading.next(">H")
    forms = [_FORMS.get(sizes >> shift & 15) for shift in (12, 8, 4, 0)]
    offset, length, base, index = forms
    if offset is None or length is None or base is None or index is None or version > 2:
        raise Damaged("addresses of an unknown size")
    found = {}
    for _ in range(reading.next(">I" if version == 2 else ">H")):
        key = reading.next(">I" if version == 2 else ">H")
        method = reading.next(">H") & 15 if version else 0
        if reading.next(">H"):
            raise Damaged("a picture in another file")
        start = reading.next(base)
        extents = []
        for _ in range(reading.next(">H")):
            if version:
                reading.next(index)
            place, size = start + reading.next(offset), reading.next(length)
            extents.append((place + _origin(method, idat), size))
        found[key] = tuple(extents)
    return found


def _origin(method: int, idat: int | None) -> int:
    if method == 0:
        return 0
    if method == 1 and idat is not None:
        return idat
    raise Damaged("a picture stored in an unknown way")


def thumbnails_of(content: bytes, start: int, end: int) -> frozenset[int]:
    """The items that are small versions of others, told by the box ``iref``."""
    reading = _Reading(content, start)
    form = ">I" if reading.next(">I") >> 24 else ">H"
    found = set()
    while reading.at < end:
        at = reading.at
        size = reading.next(">I")
        kind = taken(content, at + 4, 4)
        reading.at = at + 8
        if kind == b"thmb":
            found.add(reading.next(form))
        if size < 8:
            raise Damaged("a reference of impossible size")
        reading.at = at + size
    return frozenset(found)
