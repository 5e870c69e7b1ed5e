"""Where a note's front matter ends and its text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from syntopic.reading.privacy import PRIVATE_KEYS
from syntopic.reading.yaml_nodes import Invalid, compose

# A slip in writing a key that decides whether a note is public must never publish the note.
_KNOWN = (
    *PRIVATE_KEYS,
    *("title", "alias(?:es)?", "tags?", "concepts?", "requires", "related", "area", "source"),
    *("url", "locator", "authors?", "description", "created", "date", "updated", "modified"),
    *("date[ _-]created", "status", "permalink", "slug", "language", "picture", "execute"),
    *("jupytext", "kernelspec"),
)
_KEY = re.compile(r"\s*(?:[^\W\d][\w.-]*|\"[^\"]+\"|'[^']+')\s*:(?:\s|$)")
_KNOWN_KEY = re.compile(rf"\s*(?:-\s+)?[\"']?(?:{'|'.join(_KNOWN)})[\"']?\s*:", re.IGNORECASE)
_CLOSING = re.compile(r"(?:---|\.\.\.)\s*$")


@dataclass(frozen=True, slots=True)
class Split:
    """The front matter of a note: ``body`` is the index of the first row of its text.

    ``node`` is empty when there is none. ``broken`` is the code of what is wrong with it, at row
    ``row``; ``reason`` says more without a word of what is written there.
    """

    body: int = 0
    node: yaml.MappingNode | None = None
    broken: str = ""
    row: int = 0
    reason: str = ""


def split_front_matter(rows: tuple[str, ...]) -> Split:
    """Find the front matter at the head of a note's rows.

    It opens with ``---`` and closes with ``---`` or ``...``. Between two rules that hold no keys is
    text, not front matter. What has keys and cannot be read is reported as broken, never as text.
    """
    opening = next((i for i, row in enumerate(rows) if row.strip()), None)
    if opening is None or not re.fullmatch(r"---\s*", rows[opening]):
        return Split()
    rest = range(opening + 1, len(rows))
    closing = next((i for i in rest if _CLOSING.match(rows[i])), None)
    if closing is None:
        unclosed = _has_keys(rows[opening + 1 :])
        return Split(broken="front-matter-unclosed", row=opening) if unclosed else Split()
    return _closed(rows, opening, closing)


def _closed(rows: tuple[str, ...], opening: int, closing: int) -> Split:
    inner = rows[opening + 1 : closing]
    if not any(row.strip() and not row.lstrip().startswith("#") for row in inner):
        # nothing or only comments: two rules with a heading between them are text
        return Split(body=closing + 1) if not any(row.strip() for row in inner) else Split()
    found = compose(inner)
    keyed = _has_keys(inner)
    if isinstance(found, yaml.MappingNode) and (keyed or inner[0].strip()):
        return Split(body=closing + 1, node=found)
    if not keyed:
        return Split()
    row, reason = (found.row, found.reason) if isinstance(found, Invalid) else (0, "no mapping")
    return Split(broken="front-matter-invalid", row=opening + 1 + row, reason=reason)


def _has_keys(rows: tuple[str, ...]) -> bool:
    """Tell whether the rows right after the opening look like keys with values.

    After an empty row only keys that mean something here count, since prose may have colons too.
    """
    first = next((i for i, row in enumerate(rows) if row.strip()), len(rows))
    end = next((i for i in range(first, len(rows)) if not rows[i].strip()), len(rows))
    paragraph = rows[first:end]
    if any(_KNOWN_KEY.match(row) for row in paragraph):
        return True
    return first == 0 and any(_KEY.match(row) for row in paragraph)
