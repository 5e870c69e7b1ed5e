"""Where a concept can be entered into a syllabus, and how an entry becomes a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from syntopic.cli.alias_edit import entries
from syntopic.cli.yaml_text import (
    Edit,
    Insertion,
    column_of,
    end_of,
    is_nothing,
    line_end,
    line_start,
    newline,
    start_of,
    values_of,
    written,
)
from syntopic.names import name_key


def entry_edits(
    text: str, root: yaml.Node | None, name: str, aliases: Sequence[str], area: str
) -> Iterator[Edit]:
    """Edits that may enter a concept at the end of its area; proposals, as for aliases."""
    line = newline(text)
    listed = ", ".join(map(written, aliases))
    block = (f"- name: {written(name)}", f"  aliases: [{listed}]")
    flow = f"{{name: {written(name)}, aliases: [{listed}]}}"
    areas = values_of(root).get("areas")
    for concepts in _concepts(areas, area):
        yield from _at_end(text, concepts, block, flow)
    fresh = (f"- name: {written(area)}", "  concepts:", *(f"    {row}" for row in block))
    if isinstance(areas, yaml.MappingNode) and areas.value and not areas.flow_style:
        rows = (f"{written(area)}:", *(f"  {row}" for row in block))
        yield (_below(text, end_of(areas), column_of(areas), rows),)
    elif areas is not None:
        yield from _at_end(text, areas, fresh, f"{{name: {written(area)}, concepts: [{flow}]}}")
    else:
        start = "" if not text or text.endswith("\n") else line
        rows = ("areas:", *(f"  {row}" for row in fresh))
        yield (Insertion(len(text), start + line.join(rows) + line),)


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


def _concepts(areas: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    """The lists of concepts of areas that are called so."""
    if isinstance(areas, yaml.MappingNode):
        yield from (v for k, v in areas.value if name_key(str(k.value)) == name_key(name))
    for one in areas.value if isinstance(areas, yaml.SequenceNode) else ():
        said = values_of(one)
        titled = said.get("name")
        if isinstance(titled, yaml.ScalarNode) and name_key(titled.value) == name_key(name):
            yield from (said[key] for key in ("concepts",) if key in said)
        elif isinstance(one, yaml.MappingNode) and "name" not in said:
            yield from _concepts_titled(one, name)


def _concepts_titled(area: yaml.MappingNode, name: str) -> Iterator[yaml.Node]:
    yield from (v for k, v in area.value if name_key(str(k.value)) == name_key(name))


def _at_end(text: str, node: yaml.Node, block: Sequence[str], flow: str) -> Iterator[Edit]:
    """After the last item of a list, in its own form."""
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        last = end_of(node.value[-1]) if node.value else start_of(node) + 1
        yield (Insertion(last, f"{', ' if node.value else ''}{flow}"),)
    elif isinstance(node, yaml.SequenceNode):
        yield (_below(text, end_of(node), column_of(node), block),)
    elif is_nothing(node):
        yield (Insertion(start_of(node), f" [{flow}]"),)


def _below(text: str, at: int, indent: int, rows: Sequence[str]) -> Insertion:
    start = newline(text) + " " * indent
    return Insertion(line_end(text, at), "".join(start + row for row in rows))
