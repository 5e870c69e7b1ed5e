"""Where an alias can be inserted into a syllabus, in each of the forms that people write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from syntopic.cli.yaml_text import (
    Edit,
    Insertion,
    column_of,
    end_of,
    is_nothing,
    line_end,
    newline,
    start_of,
    values_of,
    walk,
    written,
)
from syntopic.names import name_key


def alias_edits(
    text: str, root: yaml.Node | None, name: str, aliases: Sequence[str]
) -> Iterator[Edit]:
    """Edits that may give the concept of this name the aliases, the most usual form first.

    They are proposals: whoever uses one has to read the result.
    """
    listed = ", ".join(map(written, aliases))
    for node, flow in entries(root, name):
        yield from _of_entry(text, node, flow, listed, aliases)


def entries(root: yaml.Node | None, name: str) -> Iterator[tuple[yaml.Node, bool]]:
    """Nodes that may be the entry of a concept, and whether they stand in a ``[…]`` list."""
    for above in walk(values_of(root).get("areas")):
        if isinstance(above, yaml.SequenceNode):
            for node in above.value:
                if name_key(_called(node)) == name_key(name):
                    yield node, bool(above.flow_style)


def _called(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    said = values_of(node)
    if "name" in said:
        return _called(said["name"]) if isinstance(said["name"], yaml.ScalarNode) else ""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        return str(node.value[0][0].value)
    return ""


def _of_entry(
    text: str, node: yaml.Node, flow: bool, listed: str, aliases: Sequence[str]
) -> Iterator[Edit]:
    if isinstance(node, yaml.ScalarNode):
        yield from _of_name(text, node, flow, listed)
        return
    if not isinstance(node, yaml.MappingNode):
        return
    said = values_of(node)
    if "name" not in said:
        yield from _of_titled(text, node.value[0][1], listed, aliases)
    elif "aliases" in said:
        yield from list_edits(text, said["aliases"], aliases)
    elif node.flow_style:
        yield (Insertion(end_of(said["name"]), f", aliases: [{listed}]"),)
    else:
        yield (_line_below(text, end_of(said["name"]), column_of(node), f"aliases: [{listed}]"),)


def _of_name(text: str, node: yaml.Node, flow: bool, listed: str) -> Iterator[Edit]:
    """Just a name: it becomes a mapping around it."""
    start, end = start_of(node), end_of(node)
    if not flow:
        line = _line_below(text, end, column_of(node), f"aliases: [{listed}]")
        yield (Insertion(start, "name: "), line)
    yield (Insertion(start, "{name: "), Insertion(end, f", aliases: [{listed}]}}"))


def _of_titled(text: str, inner: yaml.Node, listed: str, aliases: Sequence[str]) -> Iterator[Edit]:
    """``Name: {…}``, where the name is the key."""
    said = values_of(inner)
    start = start_of(inner)
    flow = isinstance(inner, yaml.CollectionNode) and inner.flow_style
    if "aliases" in said:
        yield from list_edits(text, said["aliases"], aliases)
    elif is_nothing(inner):
        yield (Insertion(start, f" {{aliases: [{listed}]}}"),)
    elif flow:
        yield (Insertion(start + 1, f"aliases: [{listed}]{', ' if inner.value else ''}"),)
    else:
        indent = newline(text) + " " * column_of(inner)
        yield (Insertion(start, f"aliases: [{listed}]{indent}"),)


def list_edits(text: str, node: yaml.Node, names: Sequence[str]) -> Iterator[Edit]:
    """Edits that may add names to the value of a key, in the form that it has."""
    listed = ", ".join(map(written, names))
    start, end = start_of(node), end_of(node)
    if isinstance(node, yaml.ScalarNode):
        around = (Insertion(start, "["), Insertion(end, f", {listed}]"))
        yield (Insertion(start, f" [{listed}]"),) if is_nothing(node) else around
    elif isinstance(node, yaml.SequenceNode) and node.flow_style:
        last = end_of(node.value[-1]) if node.value else start + 1
        yield (Insertion(last, f"{', ' if node.value else ''}{listed}"),)
    elif isinstance(node, yaml.SequenceNode):
        yield tuple(_line_below(text, end, column_of(node), f"- {written(name)}") for name in names)


def _line_below(text: str, at: int, indent: int, content: str) -> Insertion:
    return Insertion(line_end(text, at), f"{newline(text)}{' ' * indent}{content}")
