"""Footnotes that only a comment refers to are a part of the comment."""

from __future__ import annotations

import re

from syntopic.reading.structure import structure_of

_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_INDENTED = re.compile(r"[ >]*(?: {2}|\t)")
_DEFINITION = re.compile(r"[ >\t]*\[\^([^\]\s]+)\]:")


def without_hidden_footnotes(written: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """Blank out footnotes to which only hidden rows refer, and those to which only these do.

    ``shown`` are the rows that are left of ``written``; their number stays. A footnote to which
    nothing ever referred stays, since the reference may have been forgotten.
    """
    while (fewer := _without(_labels(written) - _labels(shown), shown)) != shown:
        shown = fewer
    return shown


def _without(hidden: set[str], rows: tuple[str, ...]) -> tuple[str, ...]:
    if not any(_defined(row) in hidden for row in rows):
        return rows
    code = {row for start, end in structure_of(rows).code for row in range(start, end)}
    kept: list[str] = []
    inside = gap = False
    for number, row in enumerate(rows):
        label = _defined(row) if number not in code else ""
        if label:
            inside = label in hidden
        elif gap and row.strip() and not _INDENTED.match(row):
            inside = False  # a footnote ends at the first row after a gap that is not indented
        gap = not row.strip()
        kept.append("" if inside else row)
    return tuple(kept)


def _labels(rows: tuple[str, ...]) -> set[str]:
    return {label for row in rows for label in _REFERENCE.findall(row)}


def _defined(row: str) -> str:
    found = _DEFINITION.match(row)
    return found[1] if found else ""
