"""Code cells as Markdown fences, with what their authors said of them in the info string."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import yaml

from syntopic.reading.lines import Body, Piece
from syntopic.reading.wording import tags, text
from syntopic.reading.yaml_nodes import compose, pairs

_NAMES = {"fig-alt": "alt", "fig-cap": "caption", "fig.alt": "alt", "fig.cap": "caption"}
_ORDER = ("tags", "exec", "label", "alt", "caption", "echo", "eval", "output")
_HEAD = re.compile(r"\s*(?:#|//|--|%)\|(?: (.*)|\s*)$")
_ESCAPES = {"&": "&amp;", '"': "&quot;", "`": "&#96;", "<": "&lt;", ">": "&gt;", "\\": "&#92;"}


def write(pieces: Iterable[Piece], execute: bool | None) -> Body:
    """Join a note's pieces into Markdown.

    A code cell becomes a fence with the info string ``<language> cell key="value" …``; values are
    escaped as in HTML (``&quot;``). ``exec="true"`` stands there when the cell is to run: because
    it asks and the note does not forbid it, or because the note has ``execute: true``; never with
    ``eval: false`` or the tag ``skip-execution``.
    """
    rows: list[str] = []
    numbers: list[int] = []
    cells: list[tuple[int, int]] = []
    stored = []
    for piece in pieces:
        start = len(rows)
        written = piece if piece.kind == "prose" else _fenced(piece, execute)
        rows += written.rows
        numbers += written.numbers
        if piece.kind == "code":
            cells.append((start, len(rows)))
            stored.append(piece.outputs)
    return Body(tuple(rows), tuple(numbers), tuple(cells), tuple(stored))


def head_options(cell: Piece) -> Piece:
    """Take the ``#| key: value`` lines at a cell's head into its options.

    Lines that are not YAML stay in the code, where their author sees them.
    """
    head = 0
    while head < len(cell.rows) and _HEAD.match(cell.rows[head]):
        head += 1
    said = tuple((m[1] or "") for m in map(_HEAD.match, cell.rows[:head]) if m)
    node = compose(said) if head else None
    if not isinstance(node, yaml.MappingNode):
        return cell
    return replace(cell.after(head), options=(*cell.options, *yaml_options(node)))


def yaml_options(node: yaml.Node) -> tuple[tuple[str, str], ...]:
    """Return a mapping of cell options as pairs of text; lists have commas between."""
    return tuple(
        (key, ",".join(tags(value)) if key == "tags" else text(value))
        for key, _, value in pairs(node)
        if key
    )


def runs(piece: Piece, execute: bool | None) -> bool:
    """Tell whether a code cell is to run."""
    options = _settled(piece.options)
    if options.get("eval") == "false" or "skip-execution" in options.get("tags", "").split(","):
        return False
    return execute is True or (piece.asks and execute is None)


def _fenced(piece: Piece, execute: bool | None) -> Piece:
    options = _settled(piece.options) | ({"exec": "true"} if runs(piece, execute) else {})
    known = [key for key in _ORDER if key in options]
    others = sorted(key for key in options if key not in _ORDER)
    said = [f'{key}="{_escaped(options[key])}"' for key in (*known, *others)]
    longest = max((len(run) for row in piece.rows for run in re.findall("`+", row)), default=0)
    fence = piece.indent + "`" * max(3, longest + 1)
    language = re.sub(r"[\s`]+", "-", piece.language.strip()) or "text"
    return replace(
        piece,
        rows=(
            f"{fence}{' '.join([language, 'cell', *said])}",
            *(f"{piece.indent}{row}" if row else row for row in piece.rows),
            fence,
        ),
        numbers=(piece.opening, *piece.numbers, piece.closing),
    )


def _settled(options: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One spelling for each option; what tags of other tools say becomes an option too."""
    settled: dict[str, str] = {}
    tagged: list[str] = []
    for key, value in options:
        plain = _NAMES.get(key.strip().casefold(), key.strip().casefold().replace("_", "-"))
        if plain == "tags":
            tagged += [tag.strip() for tag in value.split(",") if tag.strip()]
        elif plain == "error" and _says(value) is True:
            tagged.append("raises-exception")
        elif plain == "include" and _says(value) is False:
            settled |= {"echo": "false", "output": "false"}
        elif re.fullmatch(r"[\w.-]+", plain) and plain != "exec":
            truth = _says(value) if plain in ("echo", "eval", "output") else None
            settled[plain] = value if truth is None else str(truth).lower()
    return settled | _from_tags(tuple(dict.fromkeys(tagged)))


def _from_tags(tagged: tuple[str, ...]) -> dict[str, str]:
    plain = {tag.replace("_", "-") for tag in tagged}
    said = {"tags": ",".join(tagged)} if tagged else {}
    if plain & {"remove-input", "remove-cell"}:
        said["echo"] = "false"
    if plain & {"remove-output", "remove-cell"}:
        said["output"] = "false"
    return said


def _says(value: str) -> bool | None:
    return {"true": True, "false": False, "t": True, "f": False}.get(value.strip().casefold())


def _escaped(value: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in " ".join(value.split()))
