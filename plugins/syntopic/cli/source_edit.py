"""One more entry for ``sources.yml``, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import yaml

from syntopic.cli.yaml_text import (
    Edit,
    Insertion,
    column_of,
    composed,
    end_of,
    inserted,
    is_nothing,
    line_end,
    newline,
    start_of,
    values_of,
    written,
)
from syntopic.model import NotePath, Origin, Problem, Severity, Source
from syntopic.reading.sources import read_sources


def with_source(path: str, raw: bytes, key: str, title: str) -> bytes | None:
    """The register with a source added at its end; None where that cannot be done safely.

    Safe means: only insertions, and reading the result gives the sources from before and this one.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    before, problems = read_sources(path, raw)
    wanted = [*map(_placeless, before), _placeless(Source(key=key, title=title, short=title))]
    for edit in _edits(text, key, title):
        new = inserted(text, edit).encode("utf-8")
        after, found = read_sources(path, new)
        if [*map(_placeless, after)] == wanted and _errors(found) <= _errors(problems):
            return new
    return None


def _edits(text: str, key: str, title: str) -> Iterator[Edit]:
    line = newline(text)
    root = composed(text)
    listed = values_of(root).get("sources", root)
    flow = f"{{key: {written(key)}, title: {written(title)}}}"
    if isinstance(listed, yaml.SequenceNode) and listed.value:
        last = end_of(listed.value[-1])
        if listed.flow_style:
            yield (Insertion(last, f", {flow}"),)
        else:
            gap = line if _apart(text, listed) else ""
            yield (Insertion(line_end(text, last), gap + _entry(line, listed, key, title)),)
    elif isinstance(listed, yaml.SequenceNode):
        yield (Insertion(start_of(listed) + 1, flow),)
    elif listed is not None and is_nothing(listed):
        yield (Insertion(start_of(listed), _lines(line, 2, key, title)),)
    start = "" if not text or text.endswith("\n") else line
    if root is None:
        yield (Insertion(len(text), f"{start}sources:{_lines(line, 2, key, title)}{line}"),)


def _entry(line: str, listed: yaml.SequenceNode, key: str, title: str) -> str:
    return _lines(line, column_of(listed), key, title)


def _lines(line: str, indent: int, key: str, title: str) -> str:
    space = " " * indent
    return f"{line}{space}- key: {written(key)}{line}{space}  title: {written(title)}"


def _apart(text: str, listed: yaml.SequenceNode) -> bool:
    """Whether the author leaves an empty line between entries."""
    if len(listed.value) < 2:
        return False
    first, second = listed.value[:2]
    return "\n\n" in text[end_of(first) : start_of(second)].replace("\r", "")


def _placeless(source: Source) -> Source:
    return replace(source, origin=Origin(NotePath("")))


def _errors(problems: tuple[Problem, ...]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)
