"""Images that stand within text: in notebooks, in HTML, and drawings as such."""

from __future__ import annotations

import base64
import binascii
import re

from syntopic.image_files.cleaning import without_metadata

_KIND = r"data:image/([\w.+-]+);base64,"
_LETTERS = r"A-Za-z0-9+/="
# Between quotes there may be white space in it: matplotlib writes a line break before an image.
_QUOTED = rf"(?<=([\"'])){_KIND}([{_LETTERS}\s]*)(?=\1)"
_ADDRESS = re.compile(rf"{_QUOTED}|{_KIND}([{_LETTERS}]*)")
_ATTRIBUTE = re.compile(rf"(?<=(=\")){_KIND}([{_LETTERS}\s]*)(?=\")")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>\s*")


def encoded_without_metadata(kind: str, text: str) -> str | None:
    """An image in base64, without its metadata; None where it cannot be read.

    ``kind`` is what follows ``image/`` in the name of its type: png, jpeg.
    """
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    made = without_metadata(f"image.{kind.partition('+')[0]}", content)
    return None if made is None else base64.b64encode(made).decode("ascii")


def svg_without_metadata(text: str) -> str | None:
    """A drawing as text, without its metadata and its XML declaration; None if it is none."""
    made = without_metadata("image.svg", text.encode(errors="replace"))
    return None if made is None else _DECLARATION.sub("", made.decode())


def markup_without_metadata(text: str) -> str:
    """HTML or Markdown whose embedded images say nothing; one that cannot be read is left out."""
    return _ADDRESS.sub(_cleaned, text) if "data:image/" in text else text


def page_without_metadata(html: str) -> str:
    """The same for a finished page: its images alone, not what it tells of such addresses."""
    return _ATTRIBUTE.sub(_cleaned, html) if "data:image/" in html else html


def _cleaned(found: re.Match[str]) -> str:
    kind, content = (text for text in found.groups()[1:] if text is not None)
    made = encoded_without_metadata(kind, content)
    return "data:," if made is None else f"data:image/{kind};base64,{made}"
