"""Fonts cut down to the characters that a site uses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

ALWAYS = (
    frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x100)) | frozenset(map(ord, "‘’“”–—…"))
)
"""Characters that stay in any case: what a reader may type into the search, and punctuation."""

_PRINTABLE = bytes(range(0x20, 0x7F))

WORTH_CUTTING = 200_000
"""Bytes. The packaged text faces are cut by script, weight and size already (Source Serif 4: 122 to
56 kB): cutting them by character took five times as long and saved 7 %. The mathematical face,
467 kB, is whole, and a site needs some 30 to 50 kB of it."""

ITALICS = frozenset(range(0x1D434, 0x1D468)) | frozenset(range(0x1D6A4, 0x1D71C)) | {0x210E}
"""Italic letters, Latin and Greek: a page holds the upright ones, and browsers draw the variables
of formulas with these (MathML Core, "text-transform: math-auto")."""

ROOT = 0x221A
"""The sign of a root: elements (``msqrt``, ``mroot``) draw it, so it stands in no text."""


def characters(texts: Iterable[str]) -> frozenset[int]:
    """The code points of some texts, and those that always stay."""
    used: set[str] = set()
    for text in texts:
        # Most are among those that always stay, and bytes are left out much faster than letters.
        rare = text.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE)
        used.update(rare.decode("utf-8", "surrogatepass"))
    return ALWAYS | ITALICS | {ROOT} | frozenset(map(ord, used))


def cut_down(font: Path, wanted: frozenset[int], cache: Path) -> bytes:
    """The font with the glyphs for ``wanted`` and all that these lead to, as woff2.

    Mathematical variants and assemblies (the MATH table) and ligatures are followed, so brackets
    still stretch. The result is kept in ``cache`` by content; equal input gives equal bytes.
    """
    original = font.read_bytes()
    tools = original + subset_version()
    table = cache / f"{font.stem}-{_digest(tools)}.json"
    covered = _kept(table, lambda: json.dumps(_covered(original)).encode())
    kept = sorted(wanted.intersection(json.loads(covered)))
    return _kept(
        cache / f"{font.stem}-{_digest(tools, repr(kept).encode())}.woff2",
        lambda: _subset(original, kept) if kept else original,
    )


def subset_version() -> bytes:
    """The version of the library that cuts, which the result depends on."""
    import fontTools

    return str(fontTools.version).encode()


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()[:32]


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    if file.is_file():
        return file.read_bytes()
    made = make()
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(made)
    partial.replace(file)
    return made


# The library takes long to load, and most builds cut as one before did.
def _covered(font: bytes) -> list[int]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font), lazy=True) as opened:
        return sorted(opened.getBestCmap())


def _subset(font: bytes, kept: list[int]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG"]
    cutter = subset.Subsetter(options)
    with TTFont(BytesIO(font), recalcTimestamp=False) as opened:
        cutter.populate(unicodes=kept)
        cutter.subset(opened)
        opened.flavor, opened.flavorData = "woff2", WOFF2FlavorData()
        result = BytesIO()
        opened.save(result)
    return bytes(result.getvalue())
