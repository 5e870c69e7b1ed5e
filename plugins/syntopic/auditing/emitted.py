"""What stands in a file of the site, however it is packed: texts, and files within files."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import re
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from syntopic.auditing.databases import database_texts, is_database
from syntopic.auditing.pictures import is_picture, metadata_bytes

DEEPEST = 6
"""Files within files within files are looked into down to here; deeper is reported."""

LARGEST = 300_000_000
"""Bytes that one file may unpack to; more is reported."""

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|tt|u|var|wbr|tspan|m(?:i|o|n|s|text|row|style|space))\b[^<>]*>"
    r"|<!--.*?-->|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|([nrtbf])|([\"'/\\]))")
_DATA = re.compile(r"data:[^,;\"'\s]*(?:;[^,;\"'\s]*)*;base64,([A-Za-z0-9+/=_\-\s%]+)")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")
_RUN = re.compile(rb"[\x20-\x7e\x80-\xff\t]{5,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DAMAGED = (
    *(OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error),
    sqlite3.Error,
)
_KNOWN_BYTES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"RIFF")


class TooDeep(ValueError):
    """A file holds more than can be looked into."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a file within one: its bytes, the texts in it, and the files packed into it.

    ``noisy`` texts were picked out of bytes that are no text: some are words by chance alone.
    """

    raw: bytes
    text: str = ""
    packed: tuple[bytes, ...] = ()
    noisy: bool = False


def inside(raw: bytes, depth: int = 0) -> Iterator[Part]:
    """Yield a file and all files in it.

    Raises TooDeep for what cannot be looked into to its end.
    """
    if depth > DEEPEST or len(raw) > LARGEST:
        raise TooDeep
    part = _part(raw)
    yield part
    for one in part.packed:
        yield from inside(one, depth + 1)


def shown(text: str) -> str:
    """Return what a reader sees of markup: tags within words are nothing, other tags a new line."""
    if "<" not in text:
        return text
    return _TAG.sub("\n", _INLINE.sub("", _SCRIPT.sub("\n", text)))


def decoded(text: str) -> str:
    """Return a text with entities, percent signs and escapes resolved, as often as they nest."""
    for _ in range(3):
        plain = html.unescape(text) if "&" in text else text
        plain = unquote(plain, errors="replace") if "%" in plain else plain
        plain = _ESCAPE.sub(_character, plain) if "\\" in plain else plain
        if plain == text:
            break
        text = plain
    return text


def _part(raw: bytes) -> Part:
    try:
        if raw[:2] == b"\x1f\x8b":
            return Part(raw, _strings(raw[:512]), (_limited(gzip.GzipFile(fileobj=_file(raw))),))
        if raw[:3] == b"BZh":
            return Part(raw, "", (_limited(bz2.BZ2File(_file(raw))),))
        if raw[:6] == b"\xfd7zXZ\0":
            return Part(raw, "", (_limited(lzma.LZMAFile(_file(raw))),))
        if raw[257:262] == b"ustar":
            return _tar(raw)
        if b"PK\x05\x06" in raw[-70_000:]:
            return _zip(raw)
        if is_database(raw):
            return Part(raw, database_texts(raw))
    except _DAMAGED:
        return Part(raw, _strings(raw), noisy=True)
    if raw.startswith(b"%PDF"):
        streams = (_inflated(found[1]) for found in _STREAM.finditer(raw))
        return Part(raw, "\n".join(map(_strings, (raw, *streams))), noisy=True)
    text = _text(raw)
    if text is None:
        return Part(raw, _strings(metadata_bytes(raw)), noisy=not is_picture(raw))
    return _of_text(raw, text)


def _of_text(raw: bytes, text: str) -> Part:
    """Take out of a text what is a file in base64; of JSON all that is left are its strings."""
    said = _json_strings(text)
    packed: list[bytes] = []
    rest = _DATA.sub(lambda found: _kept(unquote(found[1]), packed), text if said is None else said)
    rest = _BASE64.sub(lambda found: _kept(found[0], packed), rest)
    return Part(raw, rest, tuple(packed))


def _file(raw: bytes) -> io.BytesIO:
    return io.BytesIO(raw)


def _json_strings(text: str) -> str | None:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text, object_pairs_hook=list)  # keys that stand twice are both kept
    except (ValueError, RecursionError):
        return None
    said: list[str] = []
    waiting: list[Any] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            said.append(one)
        elif isinstance(one, list):
            if one and all(isinstance(part, str) for part in one):
                said.append("".join(one))  # a notebook's lines
            waiting += reversed(one)
        elif isinstance(one, tuple):
            waiting += reversed(one)
    return "\n".join(said)


def _kept(text: str, packed: list[bytes]) -> str:
    """Keep a text, or nothing of it if it proves to be a file, which is packed out."""
    bare = re.sub(r"\s|\\n", "", text).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return text
    if not raw.startswith(_KNOWN_BYTES) and _text(raw) is None:
        return text
    packed.append(raw)
    return "\n"


def _zip(raw: bytes) -> Part:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise TooDeep
        said = [archive.comment.decode("utf-8", "replace")]
        for entry in entries:
            said += [entry.filename, entry.comment.decode("utf-8", "replace")]
            said.append(_strings(entry.extra))
        if any(entry.flag_bits & 1 for entry in entries):
            raise TooDeep
        packed = tuple(archive.read(entry) for entry in entries if not entry.is_dir())
        return Part(raw, "\n".join(said), packed)


def _tar(raw: bytes) -> Part:
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        members = archive.getmembers()
        opened = [archive.extractfile(one) for one in members if one.isfile()]
        names = [f"{one.name}\n{one.linkname}\n{one.uname}" for one in members]
        return Part(raw, "\n".join(names), tuple(one.read() for one in opened if one))


def _limited(stream: Any) -> bytes:
    raw: bytes = stream.read(LARGEST + 1)
    return raw


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, LARGEST)
    except zlib.error:
        return raw


def _text(raw: bytes) -> str | None:
    """Return bytes as text if they are: UTF-8, or UTF-16 and UTF-32 by mark or by their zeros."""
    for mark, encoding in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\0" not in raw[:8192]:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
    if len(raw) >= 8 and raw[1:200:2].count(0) > len(raw[1:200:2]) * 0.7:
        return raw.decode("utf-16-le", "replace")
    if len(raw) >= 8 and raw[0:200:2].count(0) > len(raw[0:200:2]) * 0.7:
        return raw.decode("utf-16-be", "replace")
    return None


def _strings(raw: bytes) -> str:
    """Return what could be text in bytes that are none."""
    plain = [found[0].decode("utf-8", "replace") for found in _RUN.finditer(raw)]
    wide = [found[0].decode("utf-16-le") for found in _WIDE.finditer(raw)]
    return "\n".join((*plain, *wide))


def _character(escape: re.Match[str]) -> str:
    code, byte, blank, sign = escape.groups()
    if code or byte:
        number = int(code or byte, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
    return "\n" if blank else str(sign)
