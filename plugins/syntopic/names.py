"""When two names are the same name, and how a name becomes the last part of an address."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from syntopic.model import Slug
from syntopic.plurals import singular

_APOSTROPHES = re.compile("['`\u00b4\u02bc\u2018\u2019\u2032]")
_UNSEEN = re.compile(rf"{_APOSTROPHES.pattern}|[\ufe00-\ufe0f\u20e3]")  # looks of a sign
_DASH = r"\-\u2010-\u2015\u2212"
_GAPS = re.compile(rf"[\s_{_DASH}]+")

# "4.2 Eigenvectors", "3) Eigenvectors", "04-eigenvectors", "1_eigenvectors"; but not "10-fold
# cross-validation", "0-1 loss" or "2D convolution", where the number belongs to the name.
_NUMBER = re.compile(rf"\d+(?:\.\d+)*(?:[.):]\s*|\s+[:{_DASH}]\s+|\s+|_)(?=\S)|0\d+-(?=[^\W\d])")
_PLACE = re.compile(
    r"(?:lecture|lec|week|chapter|chap|ch|part|section|sec|unit|module|lesson|day|video|episode"
    rf"|ep|session|topic)\.?[\s_-]*\d+(?:\.\d+)*(?:\s*[:.){_DASH}]\s*|[\s_]+)(?=\S)",
    re.IGNORECASE,
)

# All capitals in several words is an acronym ("ROC AUC") only while it is short; beyond this many
# letters it is a heading that shouts ("LINEAR ALGEBRA").
_LONGEST_SPACED_ACRONYM = 8

# A file name may have 255 bytes; this leaves room for what others append.
_LONGEST_SLUG = 150

# MkDocs would make these the folder's own page; Windows cannot make folders of these names.
_TAKEN = frozenset(
    ["index", "readme", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)

_REMEMBERED = 65_536
"""Names whose key and slug are remembered: a garden asks for the same ones again and again."""


@lru_cache(maxsize=_REMEMBERED)
def name_key(name: str) -> str:
    """Return a key that is equal for equal names; show the name to people, never the key.

    Case, hyphens, spaces, underscores, apostrophes, a leading number or place ("4.2 ",
    "Lecture 14: "), a colon at the end and the plural of the last word do not matter. A name that
    is an acronym (all capitals, two or more) keeps its case: "MAPs" is "MAP", but never "maps".
    A name without a single letter or digit is its own key. Never raises.
    """
    plain = "".join(c for c in _folded(name) if unicodedata.category(c) != "Cf").strip()
    without = without_place(_APOSTROPHES.sub("", plain).rstrip(":").strip())
    words = [word for word in _GAPS.split(without) if word]
    if not words:
        return plain
    acronym = _acronym(words)
    if acronym:
        return acronym
    folded = [_folded(word.casefold()) for word in words]
    return _joined([*folded[:-1], singular(folded[-1])])


@lru_cache(maxsize=_REMEMBERED)
def slug(name: str) -> Slug:
    """Return the part of an address that stands for a name: lower case, NFC, any script kept.

    Never empty, never a path; letters, digits and single hyphens only. A name without letters or
    digits becomes its code points. Different names may share a slug ("C" and "C++"): whoever
    makes addresses has to look. Stable: the slug of a slug is itself.
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
    kept = "".join(c if _speaks(c) else " " for c in _UNSEEN.sub("", lower))
    words = (word for word in kept.split() if any(map(str.isalnum, word)))
    text = "-".join(words) or "-".join(f"u{ord(c):x}" for c in lower.strip()) or "unnamed"
    if text in _TAKEN:
        text += "-topic"
    return Slug(_shortened(text))


def unique(wish: str, used: Counter[str]) -> str:
    """Return the wish, with a number behind it where it is ``used`` already; count it as used."""
    used[wish] += 1
    return wish if used[wish] == 1 else unique(f"{wish}-{used[wish]}", used)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def without_place(name: str) -> str:
    """Return a name without the number or the place before it ("4.2 ", "Lecture 14: ")."""
    for pattern in (_PLACE, _NUMBER):
        found = pattern.match(name)
        if found and any(c.isalnum() for c in name[found.end() :]):
            return name[found.end() :]
    return name


def _acronym(words: list[str]) -> str:
    """Return the key of an acronym, its plural's "s" dropped, or nothing for any other name."""
    joined = _joined(words)
    stem = joined[:-1] if joined.endswith("s") else joined
    capitals = sum(c.isupper() for c in stem)
    if capitals < 2 or any(c.islower() for c in stem):
        return ""
    return stem if len(words) == 1 or capitals <= _LONGEST_SPACED_ACRONYM else ""


def _joined(words: list[str]) -> str:
    """Join without gaps, so that "data set" is "dataset"; two numbers stay two numbers."""
    text = ""
    for word in words:
        text += f" {word}" if text[-1:].isdigit() and word[:1].isdigit() else word
    return text


def _speaks(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _shortened(text: str) -> str:
    if len(text.encode("utf-8", "replace")) <= _LONGEST_SLUG:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    head = text.encode()[: _LONGEST_SLUG - len(digest) - 1].decode("utf-8", "ignore")
    return unicodedata.normalize("NFC", f"{head.rstrip('-')}-{digest}")
