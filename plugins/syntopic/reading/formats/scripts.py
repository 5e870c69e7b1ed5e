"""Scripts with cells, in every language that jupytext knows."""

from __future__ import annotations

import re
from functools import cache

from syntopic.reading.formats.cells import head_options
from syntopic.reading.formats.spans import fence_spans
from syntopic.reading.lines import Piece, prose

_Options = tuple[tuple[str, str], ...]
_Read = list[tuple[str, str, _Options]]

_HEADER_DEPTH = 60  # rows in which jupytext's header has to begin


@cache
def languages() -> dict[str, tuple[str, str]]:
    """Return language and comment sign by file ending, in lower case."""
    from jupytext.languages import _SCRIPT_EXTENSIONS

    return {
        ending.lower(): (known["language"].lower(), known["comment"])
        for ending, known in _SCRIPT_EXTENSIONS.items()
        if "comment_suffix" not in known
    }


def has_cells(ending: str, rows: tuple[str, ...]) -> bool:
    """Tell whether a script is a note: it has a ``# %%`` cell or a jupytext header."""
    _, comment = languages()[ending]
    marker = re.compile(rf"\s*{re.escape(comment)}\s*%%(?:\s|%|$)")
    begin, end = _header(comment, rows)
    named = any(_bare(comment, row).startswith("jupytext:") for row in rows[begin:end])
    return named or any(map(marker.match, rows))


def header(ending: str, rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rows of a header that opens with ``# ---``, without their comment signs."""
    _, comment = languages()[ending]
    begin, end = _header(comment, rows)
    return tuple(_bare(comment, row) for row in rows[begin:end])


def script_pieces(ending: str, rows: tuple[str, ...]) -> tuple[Piece, ...]:
    """Take a script apart into text and code cells; a header in comments is the first piece.

    jupytext reads the cells; their lines are found again in order. What it cannot read becomes one
    cell with the whole script.
    """
    language, comment = languages()[ending]
    begin, end = _header(comment, rows)
    header = prose(
        tuple(_bare(comment, row) for row in rows[begin:end]), tuple(range(begin + 1, end + 1))
    )
    kept = [i for i in range(len(rows)) if not begin <= i < end]
    pieces = [header] if end else []
    place = 0
    for kind, source, options in _read(ending, [rows[i] for i in kept], _format_name(header.rows)):
        found, place = _places(source, [rows[i] for i in kept], place, comment)
        numbers = tuple(kept[i] + 1 for i in found)
        pieces += _pieces(kind, source, numbers, language, options)
    return tuple(pieces)


def _bare(comment: str, row: str) -> str:
    return row.removeprefix(comment).removeprefix(" ") if row.startswith(comment) else row


def _header(comment: str, rows: tuple[str, ...]) -> tuple[int, int]:
    """Return where the comments that open with ``# ---`` begin and end; (0, 0) without any."""
    for begin, row in enumerate(rows[:_HEADER_DEPTH]):
        if row.startswith(comment) and _bare(comment, row).rstrip() == "---":
            end = begin + 1
            while end < len(rows) and rows[end].startswith(comment):
                end += 1
                if _bare(comment, rows[end - 1]).rstrip() == "---":
                    break
            return begin, end
        if row.strip() and not row.startswith(("#!", comment)):
            break
    return 0, 0


def _format_name(header: tuple[str, ...]) -> str:
    named = (re.match(r"\s+format_name:\s*([\w-]+)", row) for row in header)
    return next((found[1] for found in named if found), "percent")


def _read(ending: str, rows: list[str], format_name: str) -> _Read:
    import jupytext  # half a second that gardens without scripts don't need

    text = "\n".join(rows)
    exact = next(e for e in _known_endings() if e.lower() == ending)
    try:
        book = jupytext.reads(text, fmt={"extension": exact, "format_name": format_name})
    except Exception:  # a reader of programs may fail in any way on what is none
        return [("code", text, ())]
    return [(cell.cell_type, cell.source, _options(dict(cell.metadata))) for cell in book.cells]


def _known_endings() -> list[str]:
    from jupytext.languages import _SCRIPT_EXTENSIONS

    return list(_SCRIPT_EXTENSIONS)


def _options(metadata: dict[str, object]) -> tuple[tuple[str, str], ...]:
    own = ("lines_to_next_cell", "cell_marker", "cell_depth", "title", "region_name")
    return tuple(
        (key, ",".join(map(str, value)) if isinstance(value, list) else str(value))
        for key, value in metadata.items()
        if key not in own
    )


def _places(source: str, rows: list[str], place: int, comment: str) -> tuple[tuple[int, ...], int]:
    """Find a cell's rows again from ``place`` on: the cells hold the script's rows in order."""
    places = []
    for text in source.split("\n"):
        rest = range(place, len(rows))
        found = next((i for i in rest if text.strip() in _forms(comment, rows[i])), None)
        places.append(max(0, min(place if found is None else found, len(rows) - 1)))
        place = place if found is None else found + 1
    return tuple(places), place


def _forms(comment: str, row: str) -> tuple[str, ...]:
    """A row as code, as text in a comment, or beside the quotes that open a text cell."""
    return row.strip(), _bare(comment, row.lstrip()).strip(), row.strip().strip("\"'").strip()


def _pieces(
    kind: str, source: str, numbers: tuple[int, ...], language: str, options: _Options
) -> list[Piece]:
    rows = tuple(source.split("\n"))
    gap = prose(("",), numbers[-1:])
    if kind == "code":
        cell = Piece(
            "code", rows, numbers, language, options, opening=numbers[0], closing=numbers[-1]
        )
        return [head_options(cell), gap] if source.strip() else []
    return [text_cell(kind, rows, numbers), gap]


def text_cell(kind: str, rows: tuple[str, ...], numbers: tuple[int, ...]) -> Piece:
    """Return a text cell that cannot swallow the cells after it; raw text stands in a fence."""
    if kind == "raw" and next(filter(str.strip, rows), "").rstrip() != "---":
        return Piece("prose", ("~~~~text", *rows, "~~~~"), (numbers[0], *numbers, numbers[-1]))
    last = fence_spans(rows)[-1:]
    if last and last[0].closing == len(rows):
        closing = last[0].indent + last[0].fence
        return prose((*rows, closing), (*numbers, numbers[-1]))
    return prose(rows, numbers)
