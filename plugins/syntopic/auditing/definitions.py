"""Definitions of links that no link uses: people write comments in this form."""

from __future__ import annotations

import re

_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)((?:[^\[\]\\]|\\.)+)\]:(.*)$")
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


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _in_fences(rows: tuple[str, ...]) -> set[int]:
    inside, found = False, set()
    for number, row in enumerate(rows):
        inside ^= bool(_FENCED.match(row))
        if inside:
            found.add(number)
    return found
