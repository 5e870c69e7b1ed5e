"""What code put out that no terminal can show, as files: pictures, and tables in HTML."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.configuration import load
from syntopic.execution import Result
from syntopic.model import NotePath, Output, OutputKind
from syntopic.publishing.folders import FolderError, write_whole
from syntopic.rendering.cells import LARGEST

MARKER = "shown-by-syntopic"
_PIXELS = {OutputKind.PNG: "png", OutputKind.JPEG: "jpg", OutputKind.GIF: "gif"}
_SUFFIXES = {OutputKind.SVG: "svg", OutputKind.HTML: "html", **_PIXELS}
_BOX = re.compile(r'<svg\b[^>]*\sviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"[^>]*>')
_TEXT = re.compile(r'transform="translate\([^)]*\)(?: rotate\([^)]*\))? scale\(([\d.]+) -\1\)"')
_TELEPHONE = {True: 350, False: 338}
"""Pixels that a picture has on a telephone of 390: on top of its page, and below its code."""


def is_file(output: Output) -> bool:
    """Whether an output is written into a file of its own."""
    return output.kind in _SUFFIXES


def write_files(
    place: Place, results: Mapping[NotePath, Result], to: Path | None
) -> dict[int, Path]:
    """Write what needs a file into ``to``, or into a temporary folder; by the output's ``id()``.

    Files of an earlier call in ``to`` are replaced; a Refusal where it holds anything else. Git
    takes none of them, for private notes may have drawn them.
    """
    outputs = [(path, o) for path, result in results.items() for o in _files(result)]
    if to is None and not outputs:
        return {}
    names = _names(outputs)
    contents = {name: _content(output) for name, (_, output) in zip(names, outputs, strict=True)}
    folder = to or Path(tempfile.mkdtemp(prefix="syntopic-"))
    try:
        write_whole(folder, {".gitignore": b"*\n", **contents}, MARKER, "pictures")
    except FolderError as error:
        raise Refusal(str(error)) from error
    return {id(o): folder / name for name, (_, o) in zip(names, outputs, strict=True)}


def smallest_text(svg: str, *, on_top: bool = False) -> float | None:
    """How many pixels high the smallest text of a figure is on a telephone of 390 pixels.

    One that stands ``on_top`` of its page is wider there than one below its code. None where it
    has no text that matplotlib drew: it scales outlines of 100 units to the size.
    """
    box, sizes = _BOX.match(svg), [float(size) for size in _TEXT.findall(svg)]
    if box is None or not sizes or not float(box[1]):
        return None
    return min(sizes) * 100 * min(_TELEPHONE[on_top] / float(box[1]), LARGEST)


def _files(result: Result) -> Iterable[Output]:
    return (output for outputs in result.outputs for output in outputs if is_file(output))


def _names(outputs: Iterable[tuple[NotePath, Output]]) -> list[str]:
    """A name for each: the note's path and a number."""
    counts: dict[str, int] = {}
    names: list[str] = []
    for path, output in outputs:
        stem = path.rsplit(".", 1)[0]
        counts[stem] = counts.get(stem, 0) + 1
        names.append(f"{stem}-{counts[stem]}.{_SUFFIXES[output.kind]}")
    return names


def _content(output: Output) -> bytes:
    if output.kind in _PIXELS:
        return base64.b64decode("".join(output.text.split()))
    if output.kind is OutputKind.SVG:
        return _alone(output.text).encode("utf-8")
    return f'<!doctype html>\n<meta charset="utf-8">\n{output.text}\n'.encode()


def _alone(svg: str) -> str:
    """A drawing that stands in a page as one of its own: with a size, and white behind it."""
    box = _BOX.match(svg)
    if box is None:
        return svg
    sides = (f'{side}="{float(box[n]) * LARGEST:.0f}"' for n, side in ((1, "width"), (2, "height")))
    paper = '<rect width="100%" height="100%" style="fill:#fff"/>'
    return f"<svg {' '.join(sides)}{box[0][4:]}{paper}{svg[box.end() :]}"


def check_folder(place: Place, to: Path) -> None:
    """Refuse folders whose files are published, or are notes."""
    settings, _ = load(place.config)
    pages, site = (str(settings.get(f"{n}_dir") or n) for n in ("docs", "site"))
    for folder, what in (
        (place.options.notes_dir, "notes"),
        (pages, "pages"),
        (site, "built site"),
    ):
        if to.resolve().is_relative_to((place.root / folder).resolve()):
            raise Refusal(
                f"{to.as_posix()} lies in your {what}; name a folder outside of it, or leave out "
                "--to, and a temporary folder is used"
            )
