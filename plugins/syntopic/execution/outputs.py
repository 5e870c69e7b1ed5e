"""What a kernel sends, made into outputs: one best form of each, without this machine in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from syntopic.execution import figures
from syntopic.execution.redaction import Names, redact, strip_ansi
from syntopic.image_files import encoded_without_metadata, markup_without_metadata
from syntopic.model import Output, OutputKind

BEST_FIRST = (
    ("image/svg+xml", OutputKind.SVG),
    ("image/png", OutputKind.PNG),
    ("image/jpeg", OutputKind.JPEG),
    ("text/html", OutputKind.HTML),
    ("text/latex", OutputKind.LATEX),
    ("text/markdown", OutputKind.MARKDOWN),
    ("text/plain", OutputKind.TEXT),
)
"""The forms of a rich output that a page can show, the best first."""

_PICTURES = (OutputKind.SVG, OutputKind.PNG, OutputKind.JPEG)
_STREAMS = (OutputKind.STDOUT, OutputKind.STDERR)
_STYLER_ID = re.compile(r"\bT_[0-9a-f]{5}(?=\b|_)")
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
    counts = accumulate(item.get("output_type") != "stream" for item in raw)
    found = [
        output
        for item, count in zip(raw, counts, strict=True)
        for output in _output(item, names, f"{prefix}-{count}")
    ]
    return tuple(_without_drawn_reprs(_tidy(_merged(found), names)))


def with_alt(outputs: Sequence[Output], alt: str) -> tuple[Output, ...]:
    """The same outputs, their figures named by the author's words."""
    return tuple(
        Output(o.kind, figures.with_alt(o.text, alt)) if o.kind is OutputKind.SVG else o
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
        if value:
            yield kind, "".join(value) if isinstance(value, list) else str(value)


def _best(raw: Raw, names: Names, prefix: str) -> Iterator[Output]:
    """The best form that can be shown; a broken picture gives way to the next one."""
    for kind, text in _forms(raw):
        if kind is OutputKind.SVG:
            drawn = figures.clean(redact(text, names), prefix, names.note.rsplit(".", 1)[0])
            if drawn is None:
                continue
            text = drawn
        elif kind in _PICTURES:
            clean = encoded_without_metadata(kind.value, text)
            if clean is None:
                continue
            text = clean
        elif kind in (OutputKind.HTML, OutputKind.MARKDOWN):
            text = markup_without_metadata(text)
        yield Output(kind, text)
        return


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
        text = strip_ansi(output.text)
        if output.kind in _STREAMS:
            text = _printed(text)
        if output.kind is OutputKind.HTML:
            text = _stable_ids(text)
        text = redact(text, names)
        if text.strip():
            yield Output(output.kind, text.rstrip("\n"))


def _printed(text: str) -> str:
    """What a terminal would still show: a carriage return starts its line anew."""
    return "\n".join(
        line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.replace("\r\n", "\n").split("\n")
    )


def _stable_ids(html: str) -> str:
    """Styled tables draw a random id on every run: number them instead."""
    numbers: dict[str, str] = {}
    return _STYLER_ID.sub(lambda m: numbers.setdefault(m[0], f"T_{len(numbers):05d}"), html)


def _without_drawn_reprs(found: Iterator[Output]) -> list[Output]:
    """Beside a figure, the names of the objects that drew it tell a reader nothing."""
    outputs = list(found)
    if not any(output.kind in _PICTURES for output in outputs):
        return outputs
    return [o for o in outputs if o.kind is not OutputKind.TEXT or not _DRAWN.match(o.text)]
