"""Looking for words in everything that was written, however it is packed or escaped.

Written for the tests alone, and knows nothing of the audit: two that look must not share a slip.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

DEEPEST = 5
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ZLIB = re.compile(rb"x[\x01\x5e\x9c\xda]")
_TAG = re.compile(r"<[^<>]*>")
_JOINT = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Emitted:
    """One thing that left: a file, a log, a file's name; ``text`` is every reading of it.

    ``within`` is every reading of what is in a file, shared by files that are the same.
    """

    name: str
    text: str
    within: str = ""


def files_below(folder: Path) -> Iterator[Emitted]:
    """Every file of a folder, its name among its text; hidden files and folders' names too."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        raw = path.read_bytes() if path.is_file() else b""
        yield Emitted(name, "\n".join(spelled(name)), everything(raw))


def told(name: str, text: str) -> Emitted:
    """What a program said."""
    return Emitted(name, "\n".join(spelled(text)))


def places(word: str, emitted: Iterable[Emitted]) -> list[str]:
    """Where a word stands, with what is around it."""
    wanted = folded(word)
    return [
        f"{one.name}: …{text[max(at - 50, 0) : at + len(wanted) + 50]!r}…"
        for one in emitted
        for text in (one.text, one.within)
        if (at := text.find(wanted)) >= 0
    ]


@cache  # most files of a site are the theme's, the same in each site
def everything(raw: bytes, depth: int = 0) -> str:
    """All that can be read in some bytes, folded."""
    if not raw or depth > DEEPEST:
        return ""
    texts = [
        text for encoding in _encodings(raw) for text in spelled(raw.decode(encoding, "replace"))
    ]
    inner = [everything(part, depth + 1) for part in _inside(raw)]
    return "\n".join((*dict.fromkeys(texts), *inner))


def spelled(text: str) -> Iterator[str]:
    """A text as it is, without entities, escapes and percent signs, and without its tags."""
    plain = [text, html.unescape(text), unquote(text), _unescaped(text), _strings(text)]
    plain += [html.unescape(html.unescape(text)), html.unescape(_unescaped(text))]
    plain += [_TAG.sub("", one) for one in dict.fromkeys(plain)]
    yield from dict.fromkeys(folded(one) for one in dict.fromkeys(plain))


def folded(text: str) -> str:
    """A text without regard to case, compatibility forms, and signs that nobody sees."""
    whole = text if text.isascii() else unicodedata.normalize("NFKC", _JOINT.sub("", text))
    return whole.casefold()


def _encodings(raw: bytes) -> Iterator[str]:
    yield "utf-8"
    if raw.count(b"\0") > len(raw) // 8:
        yield from ("utf-16-le", "utf-16-be")


def _unescaped(text: str) -> str:
    """Without the escapes of JSON, JavaScript, CSS and Python."""
    text = re.sub(r"\\u\{?([0-9a-fA-F]{4,6})\}?", lambda m: _character(m[1]), text)
    text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: _character(m[1]), text)
    text = re.sub(r"\\([0-9a-fA-F]{2,6}) ?", lambda m: _character(m[1]), text)
    return re.sub(r"\\(.)", r"\1", text)


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _strings(text: str) -> str:
    """The strings in JSON, one after the other without a gap: lines of notebooks are split."""
    if text.lstrip()[:1] not in ("{", "["):
        return ""
    try:
        return "".join(_values(json.loads(text)))
    except (ValueError, RecursionError):
        return ""


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (key, *_values(one))
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)


def _inside(raw: bytes) -> Iterator[bytes]:
    """What is packed in some bytes: archives, compressed streams, base64."""
    if raw[:2] == b"\x1f\x8b":
        yield gzip.decompress(raw)
        yield raw[10:200]  # the name and comment of what is packed
    if b"PK\x03\x04" in raw[:4] or b"PK\x05\x06" in raw[-1000:]:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield archive.comment
            for entry in archive.infolist():
                yield from (entry.filename.encode(), entry.comment, entry.extra)
                yield archive.read(entry)
    if raw[:16] == b"SQLite format 3\0":
        yield from _rows(raw)
        yield from (_inflated(raw[found.start() :]) for found in _ZLIB.finditer(raw))
    if raw[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _chunks(raw)
    for stream in _PDF_STREAM.findall(raw) if raw[:4] == b"%PDF" else ():
        yield _inflated(stream)
    for found in _BASE64.findall(raw.decode("latin-1")):
        yield from _from_base64(found)


def _chunks(raw: bytes) -> Iterator[bytes]:
    """The chunks of a PNG that are no pixels, compressed text among them."""
    at = 8
    while at + 8 <= len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        kind, content = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + size]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            for packed in _ZLIB.finditer(content):
                yield _inflated(content[packed.start() :])
        at += size + 12


def _rows(raw: bytes) -> Iterator[bytes]:
    """Every text and every run of bytes in a database, and what is compressed in it."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(_without_log(raw))
        for (table,) in database.execute("select name from sqlite_master where type = 'table'"):
            for value in chain(*database.execute(f'select * from "{table}"')):
                held = value.encode() if isinstance(value, str) else value
                if isinstance(held, bytes):
                    yield held
                    yield from (_inflated(held[f.start() :]) for f in _ZLIB.finditer(held[:40]))


def _without_log(raw: bytes) -> bytes:
    """A database marked as one that keeps no log beside it, which memory could not have."""
    return raw[:18] + b"\x01\x01" + raw[20:]


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw)
    except zlib.error:
        return b""


def _from_base64(text: str) -> Iterator[bytes]:
    """What base64 stands for; ordinary words look like it, so only what is sound counts."""
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return
    packed = raw.startswith((b"\x89PNG", b"\xff\xd8", b"\x1f\x8b", b"PK", b"%PDF", b"GIF8"))
    if packed or sum(32 <= byte < 127 for byte in raw) > len(raw) * 0.9:
        yield raw
