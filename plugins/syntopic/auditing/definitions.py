"""Definitions that no reader sees: of links that nothing uses, of footnotes that comments use."""

from __future__ import annotations

import re

_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)((?:[^\[\]\\]|\\.)+)\]:(.*)$")
_USED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"[ >\t]*\[\^([^\]\s]+)\]:")
_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")


def without_unused(
    rows: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Part rows from definitions that nothing refers to; those come back with their rows' indexes.

    ``[//]: # (a comment)`` is one of them. The number of rows stays.
    """
    found = {i: match for i, row in enumerate(rows) if (match := _DEFINITION.match(row))}
    if not found:
        return rows, ()
    rest = _label("\n".join(row for i, row in enumerate(rows) if i not in found))
    unused = {i for i, match in found.items() if f"[{_label(match[1])}]" not in rest}
    inside = _in_fences(rows)
    hidden = tuple((rows[i], i) for i in sorted(unused - inside))
    taken = {i for _, i in hidden}
    return tuple("" if i in taken else row for i, row in enumerate(rows)), hidden


def without_lonely(
    rows: tuple[str, ...], comments: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Part rows from the footnotes to which only comments refer, as ``without_unused`` does."""
    taken: list[tuple[str, int]] = []
    said = "\n".join(text for text, _ in comments)
    while lonely := set(_USED.findall(said)) - {u for row in rows for u in _USED.findall(row)}:
        found = [_footnote(rows, i) for i, row in enumerate(rows) if _note(row) in lonely]
        if not found:
            break
        gone = {i: rows[i] for one in found for i in one}
        taken += ((row, i) for i, row in sorted(gone.items()) if row.strip())
        said = "\n".join(gone.values())
        rows = tuple("" if i in gone else row for i, row in enumerate(rows))
    return rows, tuple(taken)


def _note(row: str) -> str:
    found = _NOTE.match(row)
    return found[1] if found else ""


def _footnote(rows: tuple[str, ...], first: int) -> range:
    """The rows of a footnote: its paragraph, then what is indented."""
    end = first + 1
    while end < len(rows) and not _note(rows[end]):
        below_gap = not rows[end - 1].strip(" >")
        if below_gap and rows[end].strip(" >") and not re.match(r"[ >]*(?:  |\t)", rows[end]):
            break
        end += 1
    return range(first, end)


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _in_fences(rows: tuple[str, ...]) -> set[int]:
    inside, found = False, set()
    for number, row in enumerate(rows):
        inside ^= bool(_FENCED.match(row))
        if inside:
            found.add(number)
    return found
