"""Which paths the author excluded, by the audit's own reading of the patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]/]+\]|[^*?\[]+|\[")


def excluded(path: str, patterns: Iterable[str], root: str = "") -> bool:
    """Tell whether a path or a folder above it fits a pattern; ``root`` may stand before both.

    A pattern without a slash fits a name at any depth, one with a slash begins at the notes folder.
    Case does not matter. A pattern that could be meant in two ways fits in both.
    """
    steps = _folded(path).split("/")
    above = ["/".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    for pattern in map(_folded, patterns):
        fits = _fitting(pattern)
        if fits and any(fits.fullmatch(p) or fits.fullmatch(f"{root}/{p}") for p in above):
            return True
    return False


@cache
def _fitting(pattern: str) -> re.Pattern[str] | None:
    relative = pattern.removeprefix("./")
    bare = relative.strip("/")
    if not bare:
        return None
    anywhere = "" if "/" in relative.rstrip("/") else r"(?:.*/)?"
    return re.compile(anywhere + "".join(map(_expression, _PART.findall(bare))), re.DOTALL)


def _expression(part: str) -> str:
    fixed = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in fixed:
        return fixed[part]
    if part[0] == "[" and part[-1] == "]" and len(part) > 2:
        inner = part[1:-1]
        negated = inner[0] in "!^" and len(inner) > 1
        letters = re.sub(r"([\\\[&~|])", r"\\\1", inner[1:] if negated else inner)
        try:
            return re.compile(f"[{'^' if negated else ''}{letters}]").pattern
        except re.error:
            return re.escape(part)
    return re.escape(part)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.strip().replace("\\", "/")).casefold()
    return unicodedata.normalize("NFC", plain)
