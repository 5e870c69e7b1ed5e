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
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

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
_KNOWN_BYTES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"RIFF")


class TooDeep(ValueError):
    """A file holds more than can be looked into."""


def inside(raw: bytes, depth: int = 0) -> Iterator[tuple[bytes, str]]:
    """Yield a file and all files in it, each with the texts that stand in it.

    Raises TooDeep for what cannot be looked into to its end.
    """
    if depth > DEEPEST or len(raw) > LARGEST:
        raise TooDeep
    said, packed = _contents(raw)
    yield raw, said
    for one in packed:
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


def _contents(raw: bytes) -> tuple[str, list[bytes]]:
    """The texts of one file, and the files that it holds."""
    try:
        if raw[:2] == b"\x1f\x8b":
            return _strings(raw[:512]), [_limited(gzip.GzipFile(fileobj=io.BytesIO(raw)))]
        if raw[:3] == b"BZh":
            return "", [_limited(bz2.BZ2File(io.BytesIO(raw)))]
        if raw[:6] == b"\xfd7zXZ\0":
            return "", [_limited(lzma.LZMAFile(io.BytesIO(raw)))]
        if raw[257:262] == b"ustar":
            return _tar(raw)
        if b"PK\x05\x06" in raw[-70_000:]:
            return _zip(raw)
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error):
        return _strings(raw), []
    if raw.startswith(b"%PDF"):
        return _strings(raw), [_inflated(found[1]) for found in _STREAM.finditer(raw)]
    text = _text(raw)
    if text is None:
        return _picture_text(raw), []
    return _of_text(text)


def _of_text(text: str) -> tuple[str, list[bytes]]:
    found = _json_strings(text)
    packed = [*_unpacked(text)]
    return (text if found is None else f"{text}\n{found}"), packed


def _json_strings(text: str) -> str | None:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text)
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
                said.append("".join(one))
            waiting += reversed(one)
        elif isinstance(one, dict):
            said += map(str, one)
            waiting += reversed(list(one.values()))
    return "\n".join(said)


def _unpacked(text: str) -> Iterator[bytes]:
    """Yield what stands in a text in base64: data addresses, and whatever proves to be a file."""
    taken = []
    for found in _DATA.finditer(text):
        taken.append(found.span(1))
        yield from _from_base64(unquote(found[1]))
    for found in _BASE64.finditer(text):
        if not any(start <= found.start() < end for start, end in taken):
            for raw in _from_base64(found[0]):
                if raw.startswith(_KNOWN_BYTES) or _text(raw) is not None:
                    yield raw


def _from_base64(text: str) -> Iterator[bytes]:
    bare = re.sub(r"\s|\\n", "", text).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        yield base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return


def _zip(raw: bytes) -> tuple[str, list[bytes]]:
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
        return "\n".join(said), [archive.read(entry) for entry in entries if not entry.is_dir()]


def _tar(raw: bytes) -> tuple[str, list[bytes]]:
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        members = archive.getmembers()
        opened = [archive.extractfile(one) for one in members if one.isfile()]
        names = [f"{one.name}\n{one.linkname}\n{one.uname}" for one in members]
        return "\n".join(names), [one.read() for one in opened if one]


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


def _picture_text(raw: bytes) -> str:
    from syntopic.auditing.pictures import metadata_bytes

    return _strings(metadata_bytes(raw))


def _character(escape: re.Match[str]) -> str:
    code, byte, blank, sign = escape.groups()
    if code or byte:
        number = int(code or byte, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
    return "\n" if blank else str(sign)
