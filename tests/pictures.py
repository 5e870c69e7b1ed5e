"""Real image files that say all that image files can say, made by Pillow and by hand."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

SECRET = "Canaryfeather"
"""Stands in everything that is said of a picture."""

TURNED = 6
XMP = f'<?xpacket begin="" id="x"?><x:xmpmeta>{SECRET}</x:xmpmeta><?xpacket end="w"?>'.encode()


def noise(mode: str = "RGB", size: tuple[int, int] = (37, 29), seed: int = 1) -> Image.Image:
    """Pixels that compress badly, so that no mistake in them goes unseen."""
    drawn = random.Random(seed).randbytes(size[0] * size[1] * 3)
    return Image.frombytes("RGB", size, drawn).convert(mode)


def profile() -> bytes:
    """A colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def told(turned: int = TURNED) -> Image.Exif:
    """An Exif block with an author, a program, a position and an orientation."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x0131] = turned, SECRET, SECRET
    exif.get_ifd(0x8769)[0x9003] = SECRET
    position = exif.get_ifd(0x8825)
    position[1], position[2], position[29] = "N", (52.0, 30.0, 1.0), SECRET
    return exif


def png_text() -> PngImagePlugin.PngInfo:
    """The three kinds of text in a PNG file, and a time."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", SECRET)
    said.add_text("Comment", SECRET, zip=True)
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add(b"tIME", struct.pack(">HBBBBB", 2024, 5, 6, 7, 8, 9))
    said.add(b"prVt", SECRET.encode())
    return said


def saved(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """A file as Pillow writes it."""
    made = BytesIO()
    (image or noise()).save(made, kind, **options)
    return made.getvalue()


def frames(kind: str) -> list[Image.Image]:
    """Three pictures that differ."""
    return [noise("P" if kind == "GIF" else "RGB", seed=seed) for seed in (1, 2, 3)]


def moving(kind: str, **options: Any) -> bytes:
    """An animation with three frames."""
    first, *rest = frames(kind)
    steps = {"duration": [40, 80, 120], "loop": 3, "save_all": True, "append_images": rest}
    return saved(kind, first, **steps, **options)


def with_thumbnail(jpeg: bytes) -> bytes:
    """The file with a small picture, pixel by pixel, in its JFIF segment."""
    small = SECRET.encode().ljust(3 * 3 * 2, b"x")[: 3 * 3 * 2]
    old = 4 + struct.unpack(">H", jpeg[4:6])[0]
    head = jpeg[6 : old - 2] + bytes((3, 2)) + small
    return jpeg[:4] + struct.pack(">H", len(head) + 2) + head + jpeg[old:]


def photographs() -> dict[str, bytes]:
    """One of each kind of file that Pillow can write, with all that it can say there."""
    exif, icc = told(), profile()
    plain = {"exif": exif, "icc_profile": icc}
    return {
        "photo.jpg": with_thumbnail(saved("JPEG", xmp=XMP, comment=SECRET, **plain)),
        "slow.jpeg": saved("JPEG", progressive=True, comment=SECRET, **plain),
        "print.jpg": saved("JPEG", noise("CMYK"), comment=SECRET, **plain),
        "grey.jpg": saved("JPEG", noise("L"), xmp=XMP, exif=exif),
        "screen.png": saved("PNG", pnginfo=png_text(), **plain),
        "few.png": saved("PNG", noise("P"), pnginfo=png_text(), transparency=3),
        "moving.png": moving("PNG", pnginfo=png_text(), **plain),
        "photo.webp": saved("WEBP", xmp=XMP, **plain),
        "exact.webp": saved("WEBP", noise("RGBA"), lossless=True, xmp=XMP, **plain),
        "moving.webp": moving("WEBP", xmp=XMP, lossless=True, **plain),
        "still.gif": saved("GIF", noise("P"), comment=SECRET.encode()),
        "moving.gif": moving("GIF", comment=SECRET.encode()),
        "photo.avif": saved("AVIF", xmp=XMP, **plain),
        "scan.tif": saved("TIFF", description=SECRET, software=SECRET, **plain),
        "packed.tiff": saved("TIFF", compression="tiff_lzw", artist=SECRET, **plain),
        "pages.tiff": saved(
            "TIFF", save_all=True, append_images=[noise(seed=5)], description=SECRET
        ),
    }


def read(content: bytes) -> list[tuple[bytes, int]]:
    """The pixels of each frame, and how long it stands."""
    found = []
    with Image.open(BytesIO(content)) as opened:
        for index in range(getattr(opened, "n_frames", 1)):
            opened.seek(index)
            shown = opened.convert("RGBA").tobytes()
            found.append((shown, opened.info.get("duration", 0)))
    return found


def profile_of(content: bytes) -> bytes:
    """The colour profile in a file."""
    with Image.open(BytesIO(content)) as opened:
        return bytes(opened.info.get("icc_profile") or b"")


def turned(content: bytes) -> int:
    """The orientation that a file states."""
    with Image.open(BytesIO(content)) as opened:
        return int(opened.getexif().get(0x0112, 1))


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


DRAWING = f"""<?xml version="1.0"?>
<!-- made by {SECRET} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
     xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     inkscape:export-filename="/home/{SECRET}/a.png" content="{SECRET}" viewBox="0 0 9 9">
  <title>A line</title><desc>It rises.</desc>
  <metadata><rdf:RDF><rdf:author>{SECRET}</rdf:author></rdf:RDF></metadata>
  <inkscape:page label="{SECRET}"/>
  <style>/* {SECRET} */ .a {{ stroke: red; font-family: "/* kept */" }}</style>
  <a xlink:href="file:///home/{SECRET}/x.svg"><path class="a" d="M0 0L9 9"/></a>
  <text>a <!-- {SECRET} -->&lt; b &amp; c</text>
</svg>
"""
