"""Names and texts as they stand in YAML values: wikilinks unwrapped, lists in any spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from syntopic.reading.yaml_nodes import is_link_list, items, scalar

# A sign at the end, or before a space, belongs to the name: "C#", "F# basics".
_SIGN = r"#(?=[\s\]|]|$)"
_WIKILINK = re.compile(rf"!?\[\[((?:[^\[\]|#]|{_SIGN})*)(#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_HEADING = re.compile(rf"(?!{_SIGN})#.*")


def text(node: yaml.Node) -> str:
    """Return a value as one line of text; of a list, its items with commas between."""
    if isinstance(node, yaml.MappingNode):
        return ""
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(filter(None, (name(one) for one in items(node))))
    return " ".join(_WIKILINK.sub(_label, scalar(node)).split())


def name(node: yaml.Node) -> str:
    """Return the name that a value holds: of ``[[folder/Name#Part|label]]`` it is ``Name``."""
    if is_link_list(node):
        return _target(", ".join(scalar(part) for part in node.value[0].value).split("|")[0])
    if not isinstance(node, yaml.ScalarNode):
        return ""
    return " ".join(_WIKILINK.sub(lambda link: _target(link[1]), scalar(node)).split())


def names(node: yaml.Node, *, commas: bool = True) -> tuple[str, ...]:
    """Return the names of a list, a single value, or one text with commas or wikilinks.

    A quoted text is one name even with commas in it. Nothing is named twice.
    """
    return tuple(dict.fromkeys(one for one, _ in placed_names(node, commas=commas)))


def placed_names(node: yaml.Node, *, commas: bool = True) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the names as ``names`` does, each as often as it stands there, with its node."""
    if is_link_list(node):
        parts = [(name(node), node)]
    else:
        splits = commas and not isinstance(node, yaml.SequenceNode)
        parts = [(part, one) for one in items(node) for part in _parts(one, splits)]
    yield from (part for part in parts if part[0])


def tags(node: yaml.Node) -> tuple[str, ...]:
    """Return tags without ``#``; in one text, commas and spaces stand between them."""
    if isinstance(node, yaml.SequenceNode):
        found = [name(one) for one in items(node)]
    else:
        found = re.split(r"[,\s]+", text(node)) if "," not in text(node) else text(node).split(",")
    return tuple(dict.fromkeys(filter(None, (tag.strip().lstrip("#") for tag in found))))


def _parts(node: yaml.Node, commas: bool) -> list[str]:
    raw = scalar(node)
    links = list(_WIKILINK.finditer(raw))
    if links and not _WIKILINK.sub("", raw).strip(" ,;"):
        return [_target(link[1]) for link in links]
    quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
    if commas and not quoted and not links:
        return [" ".join(part.split()) for part in raw.split(",")]
    return [name(node)]


def _target(target: str) -> str:
    return _HEADING.sub("", target.strip()).rsplit("/", 1)[-1].removesuffix(".md")


def _label(link: re.Match[str]) -> str:
    return (link[3] or "").strip() or _target(link[1])
