"""Bytes of the author's files as text; nothing that can be read at all is given up."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(raw: bytes) -> str:
    """Return a file's text with bare line feeds: by its mark, else UTF-8, else Windows Latin.

    Never raises.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _lines(raw.decode(encoding, "replace"))
    try:
        return _lines(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _lines(raw.decode("cp1252", "replace"))


def is_binary(raw: bytes) -> bool:
    """Tell whether bytes are no text: a NUL in the first 8 kB, as git decides it."""
    marked = any(raw.startswith(mark) for mark, _ in _MARKS)
    return not marked and b"\0" in raw[:8192]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
