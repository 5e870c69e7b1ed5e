"""JSON as a person would lay it out: what fits on a line stands on one."""

from __future__ import annotations

import json
from collections.abc import Iterator

WIDTH = 72
"""Characters of a line, indentation included."""


def pretty(value: object) -> str:
    """A JSON value as text; empty where it is no JSON, or nested too deeply to be read."""
    try:
        return "\n".join(_lines(value, "", ""))
    except (TypeError, ValueError, RecursionError):
        return ""


def _lines(value: object, start: str, indent: str) -> Iterator[str]:
    one = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(start) + len(one) <= WIDTH or not value:
        yield f"{indent}{start}{one}"
    elif isinstance(value, dict):
        yield f"{indent}{start}{{"
        named = [(f"{json.dumps(str(key), ensure_ascii=False)}: ", v) for key, v in value.items()]
        yield from _items(named, indent)
        yield f"{indent}}}"
    elif isinstance(value, list):
        yield f"{indent}{start}["
        yield from _items([("", item) for item in value], indent)
        yield f"{indent}]"
    else:
        yield f"{indent}{start}{one}"


def _items(items: list[tuple[str, object]], indent: str) -> Iterator[str]:
    for number, (start, item) in enumerate(items, start=1):
        *lines, last = _lines(item, start, f"{indent}  ")
        yield from lines
        yield last + ("," if number < len(items) else "")
