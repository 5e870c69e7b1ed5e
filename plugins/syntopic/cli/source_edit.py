"""More entries for ``sources.yml``, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def with_sources(path: str, raw: bytes, sources: Sequence[Source]) -> bytes | None:
    """The register with sources added at its end; None where that cannot be done safely.

    Safe means: only insertions, and reading the result gives the sources from before and these.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    before, problems = read_sources(path, raw)
    wanted = [*map(_placeless, before), *map(_placeless, sources)]
    for edit in _edits(text, [rows(source) for source in sources]):
        new = inserted(text, edit).encode("utf-8")
        after, found = read_sources(path, new)
        if [*map(_placeless, after)] == wanted and _errors(found) <= _errors(problems):
            return new
    return None


def rows(source: Source) -> tuple[str, ...]:
    """What is said of a source, as YAML: a key and a value each."""
    said = [f"key: {written(source.key)}", f"title: {written(source.title)}"]
    if source.short != source.title:
        said.append(f"short: {written(source.short)}")
    if source.authors:
        said.append(f"authors: [{', '.join(map(written, source.authors))}]")
    if source.year is not None:
        said.append(f"year: {source.year}")
    if source.kind:
        said.append(f"kind: {written(source.kind)}")
    if source.url:
        said.append(f"url: {written(source.url)}")
    return tuple(said)


def _edits(text: str, entries: Sequence[tuple[str, ...]]) -> Iterator[Edit]:
    line = newline(text)
    root = composed(text)
    listed = values_of(root).get("sources", root)
    flow = ", ".join(f"{{{', '.join(entry)}}}" for entry in entries)
    if isinstance(listed, yaml.SequenceNode) and listed.value:
        last = end_of(listed.value[-1])
        if listed.flow_style:
            yield (Insertion(last, f", {flow}"),)
        else:
            gap = line if _apart(text, listed) else ""
            block = "".join(gap + _lines(line, column_of(listed), entry) for entry in entries)
            yield (Insertion(line_end(text, last), block),)
    elif isinstance(listed, yaml.SequenceNode):
        yield (Insertion(start_of(listed) + 1, flow),)
    elif listed is not None and is_nothing(listed):
        yield (Insertion(start_of(listed), "".join(_lines(line, 2, e) for e in entries)),)
    start = "" if not text or text.endswith("\n") else line
    if root is None:
        block = "".join(_lines(line, 2, entry) for entry in entries)
        yield (Insertion(len(text), f"{start}sources:{block}{line}"),)


def _lines(line: str, indent: int, entry: tuple[str, ...]) -> str:
    space = " " * indent
    first, *rest = entry
    return f"{line}{space}- {first}" + "".join(f"{line}{space}  {row}" for row in rest)


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
