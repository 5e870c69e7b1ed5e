"""SVG: XML, in which editors keep notes of their own, paths of files included."""

from __future__ import annotations

import base64
import binascii
import gzip
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from syntopic.image_files.damage import Damaged
from syntopic.image_files.xml_writer import Attributes, Writer

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
DRAWING = frozenset(
    (
        *(SVG, XLINK, "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"),
        *("http://www.w3.org/XML/1998/namespace", ""),
    )
)
"""Namespaces that draw; in any other an editor writes to itself. ``title`` and ``desc`` are SVG and
stay: they are what a reader hears who cannot see."""

_SOURCE_TEXT = "content"
"""Not an attribute of SVG: draw.io keeps the whole diagram there, with its hidden pages."""

_EMBEDDED = re.compile(r"data:image/([\w.+-]+);base64,([A-Za-z0-9+/=\s]*)\Z")
_ON_DISK = re.compile(r"\s*(?:file:|[A-Za-z]:[\\/]|/(?:home|Users)/)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_ROOT = re.compile(rb"<(?:\w+:)?svg[\s>]")
_LOOKED_AT = 1024
_LARGEST = 64 * 2**20

Clean = Callable[[str, bytes], bytes | None]


def looks_like(content: bytes) -> bool:
    """Whether a file without a telling name is SVG."""
    head = content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and _ROOT.search(head) is not None


def cleaned(content: bytes, clean: Clean) -> bytes:
    """The drawing without comments, metadata and editors' notes; as it was where it has none.

    ``clean`` does the same for images within it. Damaged where it is no well-formed SVG.
    """
    writer = Writer(
        is_kept=lambda space, name: space in DRAWING and name != "metadata",
        attributes=lambda space, name, found: _attributes(space, name, found, clean),
        text=_style,
    )
    try:
        writer.read(content)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Damaged("no XML") from error
    if writer.root not in ((SVG, "svg"), ("", "svg")):
        raise Damaged("no SVG")
    return writer.written().encode() if writer.changed else content


def compressed(content: bytes, clean: Clean) -> bytes:
    """The same for a compressed one, whose wrapping knows a file's name and a time."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as opened:
            plain = opened.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Damaged("no gzip") from error
    if len(plain) > _LARGEST:
        raise Damaged("too large")
    return gzip.compress(cleaned(plain, clean), mtime=0)


def _style(space: str, name: str, text: str) -> str:
    """The text within an element: style sheets without comments."""
    if name != "style" or "/*" not in text:
        return text
    return _CSS_COMMENT.sub(lambda found: found[1] or "", text)


def _attributes(space: str, name: str, found: Attributes, clean: Clean) -> Attributes:
    """What an element says of itself, by namespace and name."""
    kept = []
    for (of, attribute), value in found:
        refers = attribute == "href" and of in ("", XLINK)
        if of not in DRAWING or (name == "svg" and attribute == _SOURCE_TEXT):
            continue
        if refers and _ON_DISK.match(value):
            continue
        if refers and value.lstrip().startswith("data:image"):
            value = _embedded(value.strip(), clean)
        kept.append(((of, attribute), value))
    return kept


def _embedded(address: str, clean: Clean) -> str:
    """An image within the drawing, cleaned as well. Damaged where it cannot be."""
    found = _EMBEDDED.match(address)
    if found is None:
        raise Damaged("an image in an unknown form")
    try:
        content = base64.b64decode("".join(found[2].split()), validate=True)
    except binascii.Error as error:
        raise Damaged("an image that cannot be read") from error
    made = clean(f"image.{found[1].partition('+')[0]}", content)
    if made is None:
        raise Damaged("a damaged image")
    if made == content:
        return address
    return f"data:image/{found[1]};base64,{base64.b64encode(made).decode('ascii')}"
