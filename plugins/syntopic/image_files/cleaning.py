"""Which format a file has, and the one function that takes out what it says of itself."""

from __future__ import annotations

from collections.abc import Callable

from syntopic.image_files import bitmaps, boxes, gif, jpeg, pdf, png, svg, tiff, webp
from syntopic.image_files.damage import Damaged

ENDINGS = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".svg", ".svgz"),
        *(".avif", ".avifs", ".heic", ".heif", ".jxl", ".tif", ".tiff", ".bmp", ".ico", ".pdf"),
    )
)
"""Files that call themselves an image, or a PDF: these are published only as far as understood."""

_KINDS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.startswith(jpeg.SIGNATURE), "jpeg"),
    (lambda head: head.startswith(png.SIGNATURE), "png"),
    (lambda head: head[:6] in gif.SIGNATURES, "gif"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "webp"),
    (boxes.is_image, "boxes"),
    (lambda head: head.startswith(boxes.BARE_JXL), "bare-jxl"),
    (lambda head: head[:4] in tiff.SIGNATURES, "tiff"),
    (lambda head: head.startswith(b"\x00\x00\x01\x00"), "ico"),
    (lambda head: head.startswith(b"%PDF-"), "pdf"),
    (lambda head: head.startswith(b"\x1f\x8b"), "gzip"),
)
HEAD = 1024
"""So many bytes tell what a file is."""


def kind_of(name: str, content: bytes) -> str:
    """What a file is, by its first bytes; ``unknown`` for a broken image, empty for no image."""
    head = content[:HEAD]
    found = next((kind for fits, kind in _KINDS if fits(head)), "")
    ending = _ending(name)
    if found == "gzip":
        return "svgz" if ending == ".svgz" else ""
    if found:
        return found
    if ending == ".svg" or (ending not in ENDINGS and svg.looks_like(content)):
        return "svg"
    if ending == ".bmp" and head.startswith(b"BM"):
        return "bmp"
    return "unknown" if ending in ENDINGS else ""


def without_metadata(name: str, content: bytes) -> bytes | None:
    """An image without position, author, program, comments, thumbnails and text; other files as is.

    ``name`` is the file's name. The picture stays bit by bit what it was: its colour profile, its
    orientation and all frames of an animation are kept, the rest is dropped, whatever follows the
    picture's end included. None for an image that cannot be read to its end: it may hold anything,
    so it must not be published. Never raises; what is clean already comes back unchanged.
    """
    kind = kind_of(name, content)
    if not kind:
        return content
    try:
        return _CLEANED[kind](content) if kind in _CLEANED else None
    except (Damaged, IndexError, OverflowError, RecursionError, MemoryError):
        return None


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


_CLEANED: dict[str, Callable[[bytes], bytes]] = {
    "jpeg": jpeg.cleaned,
    "png": png.cleaned,
    "gif": gif.cleaned,
    "webp": webp.cleaned,
    "boxes": boxes.cleaned,
    "bare-jxl": lambda content: content,  # this form has no room for anything but the picture
    "tiff": tiff.cleaned,
    "ico": bitmaps.icons,
    "bmp": bitmaps.bitmap,
    "svg": lambda content: svg.cleaned(content, without_metadata),
    "svgz": lambda content: svg.compressed(content, without_metadata),
    "pdf": pdf.cleaned,
}
