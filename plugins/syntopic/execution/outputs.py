"""What a kernel sends, made into outputs: one best form of each, without this machine in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from syntopic.execution import figures, markup
from syntopic.execution.json_text import pretty
from syntopic.execution.redaction import Names, redact
from syntopic.image_files import (
    encoded_dimensions,
    encoded_without_metadata,
    markup_without_metadata,
)
from syntopic.model import Output, OutputKind
from syntopic.printed import plain, screen

BEST_FIRST = (
    ("image/svg+xml", OutputKind.SVG),
    ("image/png", OutputKind.PNG),
    ("image/jpeg", OutputKind.JPEG),
    ("image/gif", OutputKind.GIF),
    ("text/html", OutputKind.HTML),
    ("text/latex", OutputKind.LATEX),
    ("text/markdown", OutputKind.MARKDOWN),
    ("application/json", OutputKind.JSON),
    ("text/plain", OutputKind.TEXT),
)
"""The forms of a rich output that a page can show, the best first."""

_PIXELS = (OutputKind.PNG, OutputKind.JPEG, OutputKind.GIF)
_PICTURES = (OutputKind.SVG, *_PIXELS)
_STREAMS = (OutputKind.STDOUT, OutputKind.STDERR)
_PRINTED = (*_STREAMS, OutputKind.TEXT, OutputKind.ERROR)
_UNSAID = re.compile(r"<IPython\.core\.display\.\w+ object>")
_DRAWN = re.compile(
    r"\[?<(?:matplotlib\.|Axes|BarContainer)|Text\(|array\(\[\[?<Axes"
    r"|\[.*\bText\(-?[\d.]+, -?[\d.]+, .*\]$",  # what an axes' set() returns
    re.DOTALL,
)

Raw = Mapping[str, Any]
"""One output as nbformat spells it."""


def normalised(raw: Sequence[Raw], names: Names, prefix: str) -> tuple[Output, ...]:
    """The outputs of one snippet, adjacent streams merged, in the order they came.

    ``prefix`` begins every id inside figures, so it must differ for every snippet of a site.
    """
    # Pieces of streams are not counted: into how many a kernel cuts them is chance.
    counts = accumulate(int(item.get("output_type") != "stream") for item in raw)
    found = [
        output
        for item, count in zip(raw, counts, strict=True)
        for output in _output(item, names, f"{prefix}-{count}")
    ]
    return tuple(_without_drawn_reprs(_tidy(_merged(found), names)))


def with_alt(outputs: Sequence[Output], alt: str, otherwise: str = "") -> tuple[Output, ...]:
    """The same outputs, their figures named by the author's words.

    A figure that has no words of its own is named ``otherwise``.
    """
    return tuple(
        replace(o, text=figures.with_alt(o.text, alt, otherwise)) if o.kind is OutputKind.SVG else o
        for o in outputs
    )


def size(raw: Raw) -> int:
    """About how many bytes an output takes in a page: its best form alone counts."""
    kind = raw.get("output_type")
    if kind == "stream":
        return len(raw.get("text", ""))
    if kind == "error":
        return sum(map(len, raw.get("traceback", ())))
    shown = next((text for _, text in _forms(raw)), "")
    return len(shown)


def _output(raw: Raw, names: Names, prefix: str) -> Iterator[Output]:
    kind = raw.get("output_type")
    if kind == "stream":
        yield Output(OutputKind(raw.get("name", "stdout")), str(raw.get("text", "")))
    elif kind == "error":
        yield Output(OutputKind.ERROR, "\n".join(raw.get("traceback", ())))
    else:
        yield from _best(raw, names, prefix)


def _forms(raw: Raw) -> Iterator[tuple[OutputKind, str]]:
    bundle = raw.get("data", {})
    for mime, kind in BEST_FIRST:
        value = bundle.get(mime)
        if kind is OutputKind.JSON:
            text = pretty(value) if value is not None else ""
            yield from [(kind, text)] if text else []
        elif value:
            yield kind, "".join(value) if isinstance(value, list) else str(value)


def _best(raw: Raw, names: Names, prefix: str) -> Iterator[Output]:
    """The best form that can be shown; a broken picture gives way to the next one."""
    for kind, text in _forms(raw):
        shown = _shown(kind, text, names, prefix)
        if shown is None:
            continue
        size = _size(kind, shown, raw.get("metadata", {})) if kind in _PIXELS else (0, 0)
        yield Output(kind, shown, size)
        return


def _shown(kind: OutputKind, text: str, names: Names, prefix: str) -> str | None:
    """One form as a page can show it, or None."""
    if kind is OutputKind.SVG:
        return figures.clean(redact(text, names), prefix)
    if kind in _PIXELS:
        return encoded_without_metadata(kind.value, text)
    if kind is OutputKind.HTML:
        return markup.clean(markup_without_metadata(text), prefix)
    if kind is OutputKind.TEXT and _UNSAID.fullmatch(text):
        return None  # the name of a form that could not be shown tells a reader nothing
    return markup_without_metadata(text) if kind is OutputKind.MARKDOWN else text


def _size(kind: OutputKind, text: str, metadata: Mapping[str, Any]) -> tuple[int, int]:
    """The size to show an image at: as its code says (half of its pixels, for sharp screens)."""
    width, height = encoded_dimensions(text)
    said = metadata.get(f"image/{kind.value}")
    told = said if isinstance(said, Mapping) else {}
    wide, high = (_pixels(told.get(side)) for side in ("width", "height"))
    if wide and high:
        return wide, high
    if wide and width:
        return wide, max(round(height * wide / width), 1)
    if high and height:
        return max(round(width * high / height), 1), high
    return width, height


def _pixels(said: object) -> int:
    number = str(said).removesuffix("px")
    return int(number) if re.fullmatch(r"\d{1,5}", number, re.ASCII) else 0


def _merged(found: Sequence[Output]) -> list[Output]:
    """Adjacent pieces of one stream as one output."""
    merged: list[Output] = []
    for output in found:
        if merged and output.kind in _STREAMS and merged[-1].kind is output.kind:
            merged[-1] = Output(output.kind, merged[-1].text + output.text)
        else:
            merged.append(output)
    return merged


def _tidy(found: Sequence[Output], names: Names) -> Iterator[Output]:
    for output in found:
        if output.kind in _PICTURES:
            yield output
            continue
        text = screen(output.text) if output.kind in _PRINTED else plain(output.text)
        text = redact(text, names)
        if plain(text).strip():
            yield Output(output.kind, text.rstrip("\n"))


def _without_drawn_reprs(found: Iterator[Output]) -> list[Output]:
    """Beside a figure, the names of the objects that drew it tell a reader nothing."""
    outputs = list(found)
    if not any(output.kind in _PICTURES for output in outputs):
        return outputs
    drawn = (o.kind is OutputKind.TEXT and _DRAWN.match(plain(o.text)) for o in outputs)
    return [output for output, left in zip(outputs, drawn, strict=True) if not left]
