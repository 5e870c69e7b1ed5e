"""Names in YAML values, in all the ways that people write them, and how to put others there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import yaml

from syntopic.cli.reshaping.spelling import is_linkable
from syntopic.cli.yaml_text import composed, end_of, start_of, walk, written
from syntopic.parsing.inlining import Edit

_LINK = re.compile(r"!?\[\[(?P<target>[^\[\]|#]*)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_PLACEHOLDER = "x"

Rename = Callable[[str], str | None]
"""What a name becomes; None of one that stays."""


def composed_with_links(text: str) -> yaml.Node | None:
    """The root of YAML in which wikilinks may stand without quotes, with places as in the text."""
    return composed(_LINK.sub(lambda link: _PLACEHOLDER * len(link[0]), text))


def value_edits(
    text: str, node: yaml.Node, rename: Rename, *, commas: bool, relink: Rename | None = None
) -> Iterator[Edit]:
    """Edits that rename what a value holds: one name, a list, or one text with ``commas``.

    The node is of ``composed_with_links``. Quotes and the form of lists stay as they are. Targets
    of wikilinks become what ``relink`` says, if that is something else.
    """
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from value_edits(text, one, rename, commas=False, relink=relink)
    elif isinstance(node, yaml.ScalarNode):
        yield from _scalar(text, node, rename, commas, relink or rename)


def link_edits(text: str, node: yaml.Node, relink: Rename) -> Iterator[Edit]:
    """Edits of the wikilinks alone that stand anywhere in a value."""
    for one in walk(node):
        if isinstance(one, yaml.ScalarNode):
            links = _LINK.finditer(text, start_of(one), end_of(one))
            yield from (edit for link in links if (edit := _link(link, relink)) is not None)


def name_at(text: str, node: yaml.Node) -> str:
    """The one name that a scalar holds."""
    if not isinstance(node, yaml.ScalarNode):
        return ""
    link = _LINK.search(text, start_of(node), end_of(node))
    return link["target"].strip() if link else " ".join(str(node.value).split())


def _scalar(
    text: str, node: yaml.ScalarNode, rename: Rename, commas: bool, relink: Rename
) -> Iterator[Edit]:
    start, end = start_of(node), end_of(node)
    links = list(_LINK.finditer(text, start, end))
    if links:
        yield from (edit for link in links if (edit := _link(link, relink)) is not None)
    elif node.style in ("|", ">"):
        return
    elif commas and node.style is None and "," in node.value:
        yield from _listed(text, start, end, rename)
    elif (new := rename(" ".join(node.value.split()))) is not None:
        yield Edit(start, end, in_style(new, node.style))


def _link(link: re.Match[str], relink: Rename) -> Edit | None:
    target = link["target"]
    new = relink(target.strip())
    if new is None or not is_linkable(new):
        return None
    start = link.start("target") + len(target) - len(target.lstrip())
    return Edit(start, start + len(target.strip()), new)


def _listed(text: str, start: int, end: int, rename: Rename) -> Iterator[Edit]:
    """``A, B`` without brackets; it gets them if a new name could not stand there."""
    parts = text[start:end].split(",")
    names = [" ".join(part.split()) for part in parts]
    renamed = [rename(name) for name in names]
    if any(new is not None and written(new) != new for new in renamed):
        both = (new or name for name, new in zip(names, renamed, strict=True))
        yield Edit(start, end, f"[{', '.join(map(written, both))}]")
        return
    for part, new in zip(parts, renamed, strict=True):
        if new is not None:
            at = start + len(part) - len(part.lstrip())
            yield Edit(at, at + len(part.strip()), new)
        start += len(part) + 1


def in_style(name: str, style: str | None) -> str:
    """A name in the quotes that the old one had; in some at least where it needs them."""
    if style == "'":
        return "'" + name.replace("'", "''") + "'"
    if style == '"':
        return json.dumps(name, ensure_ascii=False)
    return written(name)


def removal(text: str, node: yaml.SequenceNode, index: int) -> Edit:
    """An edit that takes one item out of a list, with its comma or its line."""
    item = node.value[index]
    if not node.flow_style:
        first = text.rfind("\n", 0, start_of(item)) + 1
        after = text.find("\n", end_of(item)) + 1
        return Edit(first, after or len(text), "")
    if index + 1 < len(node.value):
        return Edit(start_of(item), start_of(node.value[index + 1]), "")
    start = end_of(node.value[index - 1]) if index else start_of(item)
    return Edit(start, end_of(item), "")
