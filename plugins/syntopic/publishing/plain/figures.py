"""Drawn figures as files that can be seen on any page, light or dark."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from syntopic.execution.figures import DARK_INK, SENTINEL
from syntopic.model import Block, Note, Output, OutputKind, Snippet
from syntopic.names import slug
from syntopic.publishing.plain.view import FigureKey
from syntopic.rendering import Context
from syntopic.rendering.cells import FIGURES, outputs_of

FOLDER = "assets/figures"
_ENDINGS = {
    OutputKind.SVG: "svg",
    OutputKind.PNG: "png",
    OutputKind.JPEG: "jpg",
    OutputKind.GIF: "gif",
}
_ROOT = re.compile(r"<svg\b[^>]*>")
_BOX = re.compile(r'\bviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+(?P<width>[\d.]+)[ ,]+(?P<height>[\d.]+)"')
_POINT = 4 / 3
"""CSS pixels in a point, the unit that matplotlib measures its figures in."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a file below the export's folder."""

    path: str
    content: bytes


def figures(context: Context) -> dict[FigureKey, Figure]:
    """All figures that the garden's public snippets drew, by snippet and output."""
    found: dict[FigureKey, Figure] = {}
    taken: set[str] = set()
    for note, snippet in _snippets(context):
        for number, output in enumerate(outputs_of(snippet, note, context)):
            key = (note.path, snippet.ordinal, number)
            if output.kind not in FIGURES or key in found:
                continue
            content = _content(output)
            if content is None:
                continue
            path = _free(f"{_name(note)}-{snippet.ordinal + 1}", number, output, taken)
            taken.add(path.casefold())
            found[key] = Figure(path, content)
    return found


def by_key(found: Mapping[FigureKey, Figure]) -> dict[FigureKey, str]:
    """Where each figure is."""
    return {key: figure.path for key, figure in found.items()}


def _snippets(context: Context) -> Iterator[tuple[Note, Snippet]]:
    for topic in context.topics.values():
        for claim in (*([topic.synthesis] if topic.synthesis else []), *topic.claims):
            for part in claim.content:
                if isinstance(part, Block) and part.snippet is not None:
                    yield claim.note.note, part.snippet
    for leftover in context.leftovers:
        for part in leftover.content:
            if isinstance(part, Block) and part.snippet is not None:
                yield leftover.note.note, part.snippet


def _name(note: Note) -> str:
    return "-".join(slug(part) for part in note.path.rsplit(".", 1)[0].split("/"))


def _free(stem: str, number: int, output: Output, taken: set[str]) -> str:
    """A name that no other figure has; notes of other folders may be called alike."""
    ending = _ENDINGS[output.kind]
    wish = f"{stem}-{number + 1}" if number else stem
    path, count = f"{FOLDER}/{wish}.{ending}", 2
    while path.casefold() in taken:
        path, count = f"{FOLDER}/{wish}-v{count}.{ending}", count + 1
    return path


def _content(output: Output) -> bytes | None:
    if output.kind is OutputKind.SVG:
        return standalone(output.text).encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(output.text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def standalone(svg: str) -> str:
    """An SVG that was made for a page's own text colour, with a colour and a size of its own.

    The colour reads on white and on black; a figure with a background keeps its dark ink.
    """
    root = _ROOT.search(svg)
    if root is None:
        return svg
    opening = root[0]
    ink = DARK_INK if f"color:{DARK_INK}" in opening.replace(" ", "") else SENTINEL
    box = _BOX.search(opening)
    if box and not re.search(r"\swidth=", opening):
        width, height = (float(box[side]) * _POINT for side in ("width", "height"))
        opening = f'{opening[:-1].rstrip("/")} width="{width:.0f}" height="{height:.0f}">'
    if "xmlns=" not in opening:
        opening = opening.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    svg = svg[: root.start()] + opening + svg[root.end() :]
    return re.sub("currentcolor", ink, svg, flags=re.IGNORECASE).rstrip("\n") + "\n"
