"""The two registers that authors write as YAML files: reading what can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from syntopic.model import NotePath, Origin, Problem
from syntopic.reading.decoding import decode
from syntopic.reading.findings import error
from syntopic.reading.yaml_nodes import Invalid, compose, line_of

_MOST_MENDS = 50  # list items that are left out one by one before the file is given up


@dataclass(frozen=True, slots=True)
class Register:
    """A YAML file read: ``node`` is empty when nothing of it could be."""

    path: str
    node: yaml.Node | None
    problems: tuple[Problem, ...]

    def origin(self, node: yaml.Node) -> Origin:
        """Return where a node begins."""
        return Origin(NotePath(self.path), line_of(node) + 1, line_of(node) + 1)


def read_register(path: str, raw: bytes, expected: str) -> Register:
    """Read a file as YAML; list items that are not valid are left out and reported.

    ``expected`` says in a few words what the file should hold.
    """
    rows, problems = decode(path, raw)
    found = list(problems)
    for _ in range(_MOST_MENDS):
        node = compose(rows)
        if not isinstance(node, Invalid):
            return Register(path, node, tuple(found))
        found.append(_invalid(path, node, expected))
        item = _item_around(rows, node.row)
        if item is None:
            break
        rows = tuple("" if i in item else row for i, row in enumerate(rows))
    return Register(path, None, tuple(found))


def malformed(register: Register, node: yaml.Node, what: str, expected: str) -> Problem:
    """A part of the file is valid YAML, but not what stands in such a file."""
    origin = register.origin(node)
    code = f"{_stem(register.path)}-malformed"
    return error(code, origin.path, origin.first_line, what, expected)


def _invalid(path: str, failure: Invalid, expected: str) -> Problem:
    message = f"This is not valid YAML ({failure.reason}); what stands here was left out."
    return error(f"{_stem(path)}-invalid", path, failure.row + 1, message, expected)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].split(".")[0]


def _item_around(rows: tuple[str, ...], row: int) -> range | None:
    """Return the rows of the list item that a row is in; parsers often fail one item late."""
    for start in _upwards(min(row, len(rows) - 1)):
        found = re.match(r"(\s*)- ", rows[start])
        if found:
            return range(start, _item_end(rows, start, len(found[1])))
    return None


def _upwards(row: int) -> Iterator[int]:
    return iter(range(row, -1, -1))


def _item_end(rows: tuple[str, ...], start: int, indent: int) -> int:
    for row in range(start + 1, len(rows)):
        text = rows[row]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            return row
    return len(rows)
