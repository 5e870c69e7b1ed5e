"""Pictures that were pasted, and whether the text says where they are from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PASTED = re.compile(
    r"(?:pasted[ _-]?image|screen[ _-]?shot|screen[ _-]?recording|bildschirmfoto|capture[ _-]d"
    r"|cleanshot|clipboard|snip(?:ping)?[ _-]|image(?:[ _-]?\d+)?\.|img_\d{8}|unnamed|untitled"
    r"|unbenannt|sans[ _-]titre|download(?:[ _-]?\(?\d+\)?)?\.)[^/]*$",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"!\[\[(?P<wiki>[^\[\]|#]+)(?:[|#](?P<label>[^\[\]]*))?\]\]"
    r"|!\[(?P<alt>[^\[\]]*)\]\(\s*<?(?P<path>[^)>\"']+?)>?\s*(?:[\"'(](?P<title>[^\"')]*)[\"')])?\s*\)"
    r"|<img\b[^<>]*?\bsrc\s*=\s*[\"']?(?P<src>[^\s\"'<>]+)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:sources?|from|credit|courtesy|after|adapted|taken|drawn|drawing|photo|plot(?:ted)?|made"
    r"|figure|fig\.|page|p\.|chapter|slide|lecture|by|my own|own"
    r"|quellen?|aus|nach|foto|abb(?:ildung)?\.?|seite|kapitel|folie|von|gezeichnet|eigene"
    r"|tir[ée]e?|d.apr[èe]s|cr[ée]dit|sch[ée]ma|chapitre|par)\b|©|https?://|\]\(|\[\[|\[\^",
    re.IGNORECASE,
)
_LEAST_ALT = 3
"""Words of an alternative text that says more than what kind of picture it is."""


def pasted_without_origin(rows: Sequence[str]) -> Iterator[int]:
    """Yield the rows with a pasted picture of which nothing says where it is from.

    Pasted is what bears the name that a program gave it. An origin is: an alternative text, a title
    or a label of three words or more, or words or a link that name a source in the rest of the
    picture's paragraph or in the paragraph below or above it.
    """
    for number, row in enumerate(rows):
        for found in _IMAGE.finditer(row):
            named = found["wiki"] or found["path"] or found["src"] or ""
            if _PASTED.search(named.strip().rsplit("/", 1)[-1]) and not _is_stated(
                found, rows, number
            ):
                yield number


def _is_stated(found: re.Match[str], rows: Sequence[str], number: int) -> bool:
    said = [found["alt"] or "", found["title"] or "", found["label"] or ""]
    if any(len(re.findall(r"[^\W\d]{2,}", one)) >= _LEAST_ALT for one in said):
        return True
    return any(_CREDIT.search(_IMAGE.sub("", around)) for around in _around(rows, number))


def _around(rows: Sequence[str], number: int) -> Iterator[str]:
    """The picture's own paragraph, and the first row of the next and the last of the one above."""
    first = last = number
    while first > 0 and rows[first - 1].strip():
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].strip():
        last += 1
    yield " ".join(rows[first : last + 1])
    below = next((row for row in rows[last + 1 : last + 3] if row.strip()), "")
    above = next((row for row in reversed(rows[max(0, first - 2) : first]) if row.strip()), "")
    yield from (row for row in (below, above) if row.count(" ") < 20)
