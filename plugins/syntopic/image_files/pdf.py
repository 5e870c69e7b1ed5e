"""PDF: who wrote it, with what and when; not what its pages say.

Addresses count from the start of the file, so everything is overwritten in its place. Documents
that hide their description (by a password, or in a form not known here) count as damaged.
"""

from __future__ import annotations

import re
import zlib

from syntopic.image_files.damage import Damaged

_INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R")
_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_TEXT = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_METADATA = re.compile(rb"/Type\s*/Metadata\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d+)")
_PACKET = re.compile(rb"(<\?xpacket begin=.*?\?>)(.*?)(<\?xpacket end=)", re.DOTALL)
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(?=/|>>)")
_LARGEST = 64 * 2**20


def cleaned(content: bytes) -> bytes:
    """The same document without its description. Damaged where that cannot be found."""
    if b"%%EOF" not in content[-2048:] or re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", content):
        raise Damaged("no end, or a password")
    made = bytearray(content)
    wanted = {int(found[1]) for found in _INFO.finditer(content)}
    seen: set[int] = set()
    for found in _OBJECT.finditer(content):
        end = content.find(b"endobj", found.end())
        end = len(content) if end < 0 else end
        number = int(found[1])
        if number in wanted:
            seen.add(number)
            made[found.end() : end] = _blank(content[found.end() : end])
        stream = _STREAM.search(content, found.end(), end)
        head = content[found.end() : stream.start()] if stream else b""
        if stream and _METADATA.search(head):
            start, stop = stream.end(), _end(content, stream.end())
            made[start:stop] = _nothing(head, stop - start)
        elif stream and _OBJECTS.search(head) and wanted - seen:
            start, stop = stream.end(), _end(content, stream.end())
            seen |= _inside(made, head, start, stop, wanted)
    if wanted - seen:
        raise Damaged("a description that cannot be found")
    return _PACKET.sub(lambda packet: packet[1] + b" " * len(packet[2]) + packet[3], bytes(made))


def _blank(described: bytes) -> bytes:
    """A dictionary whose texts are empty, and as long as before."""
    return _TEXT.sub(lambda text: text[0][:1] + b" " * (len(text[0]) - 2) + text[0][-1:], described)


def _end(content: bytes, start: int) -> int:
    end = content.find(b"endstream", start)
    if end < 0:
        raise Damaged("a part without an end")
    return end


def _nothing(head: bytes, size: int) -> bytes:
    """A stream of that size which says nothing."""
    if b"/Filter" not in head:
        return b" " * size
    if not _DEFLATED.search(head):
        raise Damaged("a description in an unknown form")
    return _fitted(zlib.compress(b" ", 9), size)


def _fitted(packed: bytes, size: int) -> bytes:
    if len(packed) > size:
        raise Damaged("no room to write")
    return packed.ljust(size, b"\x00")  # readers stop where the compressed part ends


def _inside(made: bytearray, head: bytes, start: int, stop: int, wanted: set[int]) -> set[int]:
    """Empties the description where it stands among other objects in a compressed part."""
    first = _FIRST.search(head)
    if not first or not _DEFLATED.search(head) or b"/DecodeParms" in head:
        raise Damaged("objects in an unknown form")
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(bytes(made[start:stop]), _LARGEST)
        numbers = [int(word) for word in plain[: int(first[1])].split()]
    except (zlib.error, ValueError) as error:
        raise Damaged("objects that cannot be read") from error
    places = dict(zip(numbers[::2], numbers[1::2], strict=False))
    found = wanted & set(places)
    for number in found:
        at = int(first[1]) + places[number]
        later = [place for place in places.values() if place > places[number]]
        end = int(first[1]) + min(later) if later else len(plain)
        plain = plain[:at] + _blank(plain[at:end]) + plain[end:]
    if found:
        made[start:stop] = _fitted(zlib.compress(plain, 9), stop - start)
    return found
