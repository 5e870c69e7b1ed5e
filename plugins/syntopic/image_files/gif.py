"""GIF: blocks; frames, how to show them, and extensions."""

from __future__ import annotations

from syntopic.image_files.damage import Damaged, number, taken

SIGNATURES = (b"GIF87a", b"GIF89a")

_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_CONTROL, _PLAIN_TEXT, _APPLICATION = 0xF9, 0x01, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_PROFILE = b"ICCRGBG1012"
_LOOP_SIZE = 5


def cleaned(content: bytes) -> bytes:
    """The frames with their timing, loop and colour profile. Damaged without frames or an end."""
    at = 13 + _table(number(content, 10, ">B"))
    made = bytearray(taken(content, 0, at))
    control, frames = b"", 0
    while (kind := number(content, at, ">B")) != _END:
        end = _end_of_frame(content, at) if kind == _FRAME else _end_of_blocks(content, at + 2)
        block = content[at:end]
        at = end
        if kind == _FRAME:
            made += control + block
            control, frames = b"", frames + 1
        elif kind != _EXTENSION:
            raise Damaged("an unknown block")
        elif block[1] == _CONTROL:
            control = block
        elif block[1] == _PLAIN_TEXT:
            control = b""  # no browser shows these; what is said of how to show it goes too
        elif block[1] == _APPLICATION and _is_needed(block):
            made += block
    if not frames:
        raise Damaged("no picture")
    return bytes(made + bytes((_END,)))


def _is_needed(block: bytes) -> bool:
    """Whether an application's block is the number of rounds, or a colour profile."""
    name, rest = block[3:14], block[14:]
    return name == _PROFILE or (name in _LOOPS and len(rest) == _LOOP_SIZE and rest[0] == 3)


def _table(flags: int) -> int:
    """The size of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_frame(content: bytes, at: int) -> int:
    return _end_of_blocks(content, at + 10 + _table(number(content, at + 9, ">B")) + 1)


def _end_of_blocks(content: bytes, at: int) -> int:
    while size := number(content, at, ">B"):
        at += 1 + size
    return at + 1
