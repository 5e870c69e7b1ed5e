"""The site's text font in a form that matplotlib can read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from syntopic.execution.cache import file_digest


def drawing_font(font: Path | None, folder: Path) -> Path | None:
    """The font as TrueType or OpenType: one packed for the web is unpacked into ``folder``, once.

    None when there is none or it cannot be read: figures then use matplotlib's own font.
    """
    if font is None or not font.is_file():
        return None
    if font.suffix.casefold() not in (".woff", ".woff2"):
        return font.absolute()
    unpacked = folder.absolute() / f"{file_digest(font)}.ttf"
    return unpacked if unpacked.exists() or _unpack(font, unpacked) else None


def _unpack(font: Path, target: Path) -> bool:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TTFont(font) as face:
            face.flavor = None
            handle, name = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(handle, "wb") as file:
                face.save(file)
        os.replace(name, target)
    except (OSError, TTLibError):
        return False
    return True
