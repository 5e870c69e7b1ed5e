"""How the entry of a concept in a syllabus becomes a comment."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from syntopic.cli.alias_edit import entries
from syntopic.cli.yaml_text import Edit, Insertion, end_of, line_end, line_start, start_of


def taken_out(text: str, root: yaml.Node | None, name: str) -> Iterator[Edit]:
    """Edits that make the lines of a concept's entry comments, if it has lines of its own."""
    for node, flow in entries(root, name):
        first = line_start(text, start_of(node))
        dash = text[first : start_of(node)]
        if flow or dash.strip() != "-":
            continue
        indent = len(dash) - len(dash.lstrip())
        yield tuple(
            Insertion(at + indent, "# ")
            for at in _lines(text, first, end_of(node))
            if len(text[at : line_end(text, at)]) > indent
        )


def _lines(text: str, first: int, end: int) -> Iterator[int]:
    """Where each line begins, from one to the one that an index is in."""
    at = first
    while 0 <= at < end:
        yield at
        after = text.find("\n", at) + 1
        at = after or len(text)
