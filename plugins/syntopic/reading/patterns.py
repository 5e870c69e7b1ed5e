"""Which paths the author excluded, and which folder an option names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def excluded(path: str, patterns: Iterable[str], root: str = "") -> bool:
    """Tell whether a path, or any folder above it, fits one of the glob patterns.

    A pattern without a slash fits a name at any depth; with one it starts at the notes folder,
    whose own name (``root``) may stand before it. ``**`` crosses folders. Case does not matter:
    when in doubt, something stays private.
    """
    folded = _folded(path)
    steps = folded.split("/")
    above = ["/".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    return any(_fits(_folded(p), above, _folded(root)) for p in patterns)


def inside(path: str, folders: Iterable[str]) -> bool:
    """Tell whether a path lies in one of the folders, spelled exactly (up to Unicode form)."""
    name = unicodedata.normalize("NFC", path)
    wanted = (unicodedata.normalize("NFC", f).removeprefix("./").strip("/") for f in folders)
    return any(name.startswith(f"{folder}/") for folder in wanted if folder)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.strip().replace("\\", "/"))
    return unicodedata.normalize("NFC", plain.casefold())


def _fits(pattern: str, above: list[str], root: str) -> bool:
    bare = pattern.removeprefix("./").strip("/")
    if not bare:
        return False
    anchored = "/" in pattern.removeprefix("./").rstrip("/")
    fit = _compiled(bare if anchored else f"**/{bare}")
    return any(fit.fullmatch(path) or (root and fit.fullmatch(f"{root}/{path}")) for path in above)


def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])", pattern)
    try:
        return re.compile("".join(map(_piece, parts)))
    except re.error:
        return re.compile(re.escape(pattern))


def _piece(part: str) -> str:
    fixed = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in fixed:
        return fixed[part]
    if part.startswith("[") and part.endswith("]") and len(part) > 2:
        body = part[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&")
        return f"[^{body[1:]}]" if body[0] in "!^" and body[1:] else f"[{body}]"
    return re.escape(part)
