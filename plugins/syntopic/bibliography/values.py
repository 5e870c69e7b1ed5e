"""What a bibliography says of a source, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from syntopic.publishing.sharing.words import plain

_MATH = re.compile(r"(?<!\\)\$([^$]+)\$")
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE
)
_ARXIV = re.compile(r"(?:arxiv:\s*)?(?P<id>\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a bibliography has it: ``name`` is its key there, ``line`` where it begins."""

    name: str
    title: str
    line: int
    short: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    kind: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that cannot be read: on which line, what, and how to mend it."""

    line: int
    message: str
    fix: str


def said(text: object) -> str:
    """A text on one line, its formulas in letters; empty for what is no text."""
    if not isinstance(text, str | int):
        return ""
    written = _MATH.sub(lambda found: plain(found[1]), str(text))
    return unicodedata.normalize("NFC", " ".join(written.split()))


def address(url: str, doi: str, arxiv: str = "") -> str:
    """Where a source is: its own address, else that of its DOI or of its preprint."""
    if url.startswith(("https://", "http://")):
        return url
    if found := _DOI.fullmatch(doi.strip()):
        return f"https://doi.org/{found['doi']}"
    if found := _ARXIV.fullmatch(arxiv.strip()):
        return f"https://arxiv.org/abs/{found['id']}"
    return ""


def year(text: str) -> int | None:
    """The year in a date, however it is written."""
    found = re.search(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)", text)
    return int(found[1]) if found else None
