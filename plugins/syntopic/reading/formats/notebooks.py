"""Jupyter notebooks, formats 3 and 4."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from syntopic.image_files import markup_without_metadata
from syntopic.reading.decoding import clean
from syntopic.reading.formats.cells import head_options
from syntopic.reading.formats.json_lines import source_lines
from syntopic.reading.formats.outputs import read_outputs
from syntopic.reading.formats.scripts import text_cell
from syntopic.reading.lines import Piece, prose

_ATTACHED = re.compile(r"attachment:([^)\s\"']+)")


class NotANotebook(ValueError):
    """The file is no JSON, or not the JSON of a notebook; ``line`` is where that shows."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def notebook_pieces(rows: tuple[str, ...]) -> tuple[tuple[Piece, ...], str]:
    """Take a notebook apart: its cells in order, with stored outputs, and its kernel's name.

    Every row's line is that of the JSON string that it begins in. Raises ``NotANotebook``.
    """
    text = "\n".join(rows)
    book = _loaded(text)
    cells = _cells(book)
    lines = source_lines(text)
    if len(lines) != len(cells):
        lines = [()] * len(cells)
    language, kernel = _spoken(book)
    pieces: list[Piece] = []
    for cell, places in zip(cells, lines, strict=True):
        pieces += _pieces(cell, places, language)
    return tuple(pieces), kernel


def _loaded(text: str) -> Mapping[str, Any]:
    try:
        book = json.loads(text, strict=False)
    except json.JSONDecodeError as failure:
        raise NotANotebook(failure.lineno) from None
    except (ValueError, RecursionError):
        raise NotANotebook(1) from None
    if not isinstance(book, dict):
        raise NotANotebook(1)
    return book


def _cells(book: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    sheets = book.get("worksheets")
    old = [sheet for sheet in sheets if isinstance(sheet, dict)] if isinstance(sheets, list) else []
    lists = [sheet.get("cells") for sheet in old] if "cells" not in book else [book["cells"]]
    if not lists or not all(isinstance(one, list) for one in lists):
        raise NotANotebook(1)
    cells = [cell for one in lists for cell in one or ()]
    if not all(isinstance(cell, dict) for cell in cells):
        raise NotANotebook(1)
    return cells


def _spoken(book: Mapping[str, Any]) -> tuple[str, str]:
    """Return a notebook's language and its kernel's name."""
    spec = _inner(_inner(book, "metadata"), "kernelspec")
    language = _inner(_inner(book, "metadata"), "language_info").get("name") or spec.get("language")
    name = spec.get("name")
    return (
        clean(language).lower() if isinstance(language, str) and language else "python",
        clean(name) if isinstance(name, str) else "",
    )


def _inner(outer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = outer.get(key)
    return value if isinstance(value, dict) else {}


def _pieces(cell: Mapping[str, Any], places: tuple[int, ...], language: str) -> list[Piece]:
    source = _source(cell)
    if not source.strip():
        return []
    rows = tuple(clean(row) for row in source.split("\n"))
    numbers = tuple(places[min(i, len(places) - 1)] if places else 1 for i in range(len(rows)))
    gap = prose(("",), numbers[-1:])
    if cell.get("cell_type") == "code":
        return [_code(cell, rows, numbers, language), gap]
    if cell.get("cell_type") == "heading":  # format 3
        level = cell.get("level")
        sign = "#" * (level if isinstance(level, int) and 0 < level < 7 else 1)
        return [prose((f"{sign} {' '.join(rows)}",), numbers[:1]), gap]
    kind = "raw" if cell.get("cell_type") == "raw" else "markdown"
    return [text_cell(kind, _attached(cell, rows), numbers), gap]


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    text = source if isinstance(source, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def _code(
    cell: Mapping[str, Any], rows: tuple[str, ...], numbers: tuple[int, ...], language: str
) -> Piece:
    tags = _inner(cell, "metadata").get("tags")
    said = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    piece = Piece(
        "code",
        rows,
        numbers,
        language,
        (("tags", ",".join(map(clean, said))),) if said else (),
        opening=numbers[0],
        closing=numbers[-1],
        outputs=read_outputs(cell.get("outputs")),
    )
    return head_options(piece)


def _attached(cell: Mapping[str, Any], rows: tuple[str, ...]) -> tuple[str, ...]:
    """Put images that were pasted into a cell where the text shows them."""
    images = _inner(cell, "attachments")

    def embedded(match: re.Match[str]) -> str:
        kinds = _inner(images, match[1])
        for kind, content in kinds.items():
            if kind.startswith("image/") and isinstance(content, str):
                address = f"data:{kind};base64,{''.join(content.split())}"
                return markup_without_metadata(clean(address))
        return match[0]

    return tuple(_ATTACHED.sub(embedded, row) for row in rows) if images else rows
