"""Notes in other formats than Markdown, as rows of Markdown with the lines they come from."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

_SIGN = r"(?:#|//|--|%|;+|'|\*)"
_CELL = re.compile(rf"^\s*{_SIGN}+\s*%%(?P<rest>(?:\s|%|$).*)$")
_HEADER = re.compile(rf"^{_SIGN}+\s?---\s*$")
_BARE = re.compile(rf"^\s*{_SIGN}+ ?")


@dataclass(frozen=True, slots=True)
class Rows:
    """A note's text as Markdown; ``lines`` are those on disk.

    ``hidden`` are texts of the file that are in no cell (a notebook's metadata), with their lines;
    ``packed`` are files in it that no cell shows.
    """

    rows: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    hidden: tuple[tuple[str, int], ...] = ()
    packed: tuple[bytes, ...] = ()


def markdown_rows(text: str) -> Rows:
    """Take a text that is Markdown as it is."""
    rows = tuple(text.split("\n"))
    return Rows(rows, tuple(range(1, len(rows) + 1)))


def script_rows(text: str) -> tuple[Rows, bool]:
    """Take a script apart: text cells out of their comments, code into fences.

    Also whether it has cells or a jupytext header, without which it is no note.
    """
    rows = text.split("\n")
    header = _header(rows)
    named = any("jupytext" in row for row in rows[header[0] : header[1]])
    cells = named or any(_CELL.match(row) for row in rows)
    found: list[tuple[str, int]] = []
    for number in range(*header):
        found.append((_BARE.sub("", rows[number]), number + 1))
    code = True
    body = [i for i in range(len(rows)) if not header[0] <= i < header[1]]
    found.append(("```", (body or [0])[0] + 1))
    for number in body:
        cell = _CELL.match(rows[number])
        if cell:
            found += _turned(code, number + 1)
            code = not re.search(r"\[(?:markdown|md|raw)\]", cell["rest"])
            found.append(("```" if code else "", number + 1))
        else:
            row = rows[number] if code else _BARE.sub("", rows[number]).replace('"""', "")
            found.append((row, number + 1))
    found += _turned(code, len(rows))
    return Rows(tuple(row for row, _ in found), tuple(line for _, line in found)), cells


def notebook_rows(text: str) -> Rows | None:
    """Take a notebook's cells and stored outputs; ``None`` if it cannot be read."""
    try:
        book = json.loads(text, strict=False)
        cells = book["cells"] if "cells" in book else book["worksheets"][0]["cells"]
        found: list[tuple[str, int]] = []
        hidden = [(said, 1) for said in _said(_metadata(book.get("metadata")))]
        packed: list[bytes] = []
        place = 0
        for cell in cells:
            source = cell.get("source", cell.get("input")) or ""
            source = source if isinstance(source, str) else "".join(source)
            line, place = _line(text, source, place)
            found += [(row, line) for row in _cell_rows(cell, source)]
            hidden += [(said, line) for said in _said(_metadata(cell.get("metadata")))]
            for name, content in _unshown(cell, source):
                hidden.append((name, line))
                packed.append(content)
    except (ValueError, RecursionError, KeyError, TypeError, IndexError, AttributeError):
        return None
    rows, lines = tuple(row for row, _ in found), tuple(line for _, line in found)
    return Rows(rows, lines, tuple(hidden), tuple(packed))


def _header(rows: list[str]) -> tuple[int, int]:
    for begin, row in enumerate(rows[:60]):
        if _HEADER.match(row):
            ends = (i for i in range(begin + 1, len(rows)) if not _BARE.match(rows[i]))
            last = next(ends, len(rows))
            close = next((i for i in range(begin + 1, last) if _HEADER.match(rows[i])), last - 1)
            return begin, close + 1
        if row.strip() and not row.startswith("#!") and not _BARE.match(row):
            break
    return 0, 0


def _turned(code: bool, line: int) -> list[tuple[str, int]]:
    return [("```", line), ("", line)] if code else [("", line)]


def _cell_rows(cell: dict[str, Any], source: str) -> list[str]:
    rows = source.split("\n")
    if cell.get("cell_type") != "code":
        return [*rows, ""]
    fence = "`" * 12  # longer than any in a cell
    outputs = [row for said in _said(cell.get("outputs")) for row in said.split("\n")]
    return [fence, *rows, fence, "", fence, *outputs, fence, ""]


def _unshown(cell: dict[str, Any], source: str) -> Iterator[tuple[str, bytes]]:
    """The files that were put into a cell and that it does not show (any more)."""
    attached = cell.get("attachments")
    for name, kinds in attached.items() if isinstance(attached, dict) else ():
        if name in source or quote(name) in source or not isinstance(kinds, dict):
            continue
        for content in kinds.values():
            text = content if isinstance(content, str) else ""
            with suppress(binascii.Error, ValueError):
                yield name, base64.b64decode(text)


def _line(text: str, source: str, place: int) -> tuple[int, int]:
    """Find a cell's first row in the file from a place on; its line, and the place."""
    first = next((row for row in source.split("\n") if row.strip()), "")
    for written in (json.dumps(first, ensure_ascii=False)[1:-1], json.dumps(first)[1:-1]):
        at = text.find(written, place)
        if first and at >= 0:
            return text.count("\n", 0, at) + 1, at + len(written)
    return text.count("\n", 0, place) + 1, place


def _metadata(value: Any) -> Any:
    """Metadata without what names the kernel and the language, which every notebook says alike."""
    if isinstance(value, dict):
        known = ("kernelspec", "language_info", "jupytext", "execution", "tags", "ExecuteTime")
        return {key: inner for key, inner in value.items() if key not in known}
    return value


def _said(value: Any) -> Iterator[str]:
    """All texts in a JSON value; lists of lines are one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        yield "".join(value)
    elif isinstance(value, list):
        for one in value:
            yield from _said(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _said(one)
