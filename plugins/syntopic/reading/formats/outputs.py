"""What a notebook's cells printed and drew when it was saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from syntopic.image_files import (
    encoded_dimensions,
    encoded_without_metadata,
    markup_without_metadata,
    svg_without_metadata,
)
from syntopic.model import Output, OutputKind
from syntopic.printed import plain, screen
from syntopic.reading.decoding import clean

_BEST = (  # the representation that a page shows best comes first
    ("image/svg+xml", OutputKind.SVG),
    ("image/png", OutputKind.PNG),
    ("image/jpeg", OutputKind.JPEG),
    ("image/gif", OutputKind.GIF),
    ("text/html", OutputKind.HTML),
    ("text/latex", OutputKind.LATEX),
    ("text/markdown", OutputKind.MARKDOWN),
    ("text/plain", OutputKind.TEXT),
)
_PIXELS = (OutputKind.PNG, OutputKind.JPEG, OutputKind.GIF)
_QUOTED_PATH = re.compile(r"(?<=[\"'])(?:/|[A-Za-z]:[\\/])[^\"'\n]*[\\/](?=[^\"'\n\\/]+[\"'])")
_HOME = re.compile(
    r"(?:/(?:home|Users)/|[A-Za-z]:[\\/]Users[\\/])[^\\/\n:]+(?=[\\/])", re.IGNORECASE
)
_PATH = re.compile(
    r"(?<![\w:/.\\<])(?:~|[A-Za-z]:)?[\\/](?:[\w.+@~ -]*[\w.+@~-][\\/])+(?=[\w.+@-])"
)


def read_outputs(found: object) -> tuple[Output, ...]:
    """Return a cell's outputs as the notebook has them; what is no output is left out.

    One representation each; streams that follow one another are joined. Errors and what went to
    stderr lose terminal colours and the folders of the machine that they were made on.
    """
    listed = found if isinstance(found, list) else []
    read = [_output(one) for one in listed if isinstance(one, Mapping)]
    return _joined(one for one in read if one is not None)


def without_folders(text: str) -> str:
    """Replace absolute paths in a message by the names of the files."""
    return _PATH.sub("", _HOME.sub("", _QUOTED_PATH.sub("", text)))


def _output(one: Mapping[str, Any]) -> Output | None:
    match one.get("output_type"):
        case "stream":
            stderr = one.get("name") == "stderr"
            text = _printed(_text(one.get("text")))
            kind = OutputKind.STDERR if stderr else OutputKind.STDOUT
            return Output(kind, without_folders(text) if stderr else text)
        case "error" | "pyerr":
            lines = _text(one.get("traceback"), "\n") or f"{one.get('ename')}: {one.get('evalue')}"
            return Output(OutputKind.ERROR, without_folders(_printed(lines)))
        case "execute_result" | "display_data" | "pyout":
            shown = one.get("data")
            return _shown(shown) if isinstance(shown, Mapping) else None
    return None


def _shown(shown: Mapping[str, Any]) -> Output | None:
    for name, kind in _BEST:
        text = _text(shown.get(name))
        if not text.strip():
            continue
        if (kept := _kept(kind, text)) is not None:
            return Output(kind, kept, encoded_dimensions(kept) if kind in _PIXELS else (0, 0))
    others = {name: value for name, value in shown.items() if "widget" not in name}
    written = clean(json.dumps(others, sort_keys=True, ensure_ascii=False, default=str))
    return Output(OutputKind.TEXT, written) if others else None


def _kept(kind: OutputKind, text: str) -> str | None:
    """The text as it is shown, images without metadata; None for an image that cannot be read."""
    if kind in _PIXELS:
        return encoded_without_metadata(kind.value, text)
    if kind is OutputKind.SVG:
        drawn = svg_without_metadata(text)
        return None if drawn is None else clean(drawn)
    if kind in (OutputKind.HTML, OutputKind.MARKDOWN):
        return clean(markup_without_metadata(text))
    return _printed(text) if kind is OutputKind.TEXT else clean(text)


def _text(value: object, gap: str = "") -> str:
    if isinstance(value, list):
        return gap.join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _printed(text: str) -> str:
    """What a terminal would show in the end: no colours, progress bars at their last state."""
    return clean(plain(screen(text)))


def _joined(outputs: Iterable[Output]) -> tuple[Output, ...]:
    joined: list[Output] = []
    for one in outputs:
        last = joined[-1] if joined else None
        if last and last.kind == one.kind and one.kind in (OutputKind.STDOUT, OutputKind.STDERR):
            joined[-1] = Output(one.kind, last.text + one.text)
        elif one.text:
            joined.append(one)
    return tuple(joined)
