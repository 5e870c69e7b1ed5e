"""YAML as nodes: every value keeps its spelling and its line, nothing is turned into a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from syntopic.reading.decoding import clean
from syntopic.reading.yaml_reasons import explained

_TRUE = frozenset(["true", "yes", "on", "y", "1"])
_FALSE = frozenset(["false", "no", "off", "n", "0"])
_LINKS = r"!?\[\[[^\[\]]+\]\]"
_BARE_LINKS = re.compile(
    rf"^(\s*(?:-\s+|[^\s\[{{\"'#][^:\[\"']*:\s+))({_LINKS}(?:[,\s]+{_LINKS})*)\s*,?\s*$"
)
_DEEPEST = 100  # lists in lists in one row
_HIDDEN_IN_ROW = re.compile(r"%%.*?%%|<!--.*?-->")
_HIDDEN = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Invalid:
    """Why rows are not YAML: the index of the row, and a reason that quotes nothing of them."""

    row: int
    reason: str


def compose(rows: tuple[str, ...]) -> yaml.Node | Invalid | None:
    """Read rows as one YAML document; ``None`` is an empty one.

    ``key: [[A]], [[B]]``, which people write and YAML does not allow, is read as text.
    """
    shown = (_HIDDEN_IN_ROW.sub("", row) for row in rows)
    deep = next((i for i, row in enumerate(rows) if _too_deep(row)), None)
    if deep is not None:
        return Invalid(deep, "nested too deeply")
    text = "\n".join(_BARE_LINKS.sub(_quoted, row) for row in shown)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _cleaned(node, {}) if node is not None else None
    except yaml.MarkedYAMLError as failure:
        row, reason = explained(failure)
        return Invalid(min(row, max(len(rows) - 1, 0)), reason)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return Invalid(0, "not YAML")


def pairs(
    node: yaml.Node, above: tuple[yaml.Node, ...] = ()
) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Yield a mapping's keys as written, their nodes and values, merged ones (``<<``) included."""
    if not isinstance(node, yaml.MappingNode) or node in above:
        return
    for key, value in node.value:
        if key.tag != "tag:yaml.org,2002:merge":
            yield scalar(key), key, value
            continue
        for merged in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            yield from pairs(merged, (*above, node))


def key_name(key: str) -> str:
    """Return a key's one spelling: lower case, hyphens for spaces and underscores."""
    return re.sub(r"[-_\s]+", "-", key.strip().casefold())


def scalar(node: yaml.Node) -> str:
    """Return a scalar as written, nothing for null and for what is no scalar."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return ""
    return str(node.value).strip()


def items(node: yaml.Node) -> tuple[yaml.Node, ...]:
    """Return a sequence's items; a single value is a list of one, null is empty."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(node.value)
    return () if isinstance(node, yaml.ScalarNode) and not scalar(node) else (node,)


def is_empty(node: yaml.Node) -> bool:
    """Tell whether nothing is said: null, an empty text, an empty list or mapping."""
    return not (scalar(node) if isinstance(node, yaml.ScalarNode) else node.value)


def boolean(node: yaml.Node) -> bool | None:
    """Return what a value says, or ``None`` when it says neither yes nor no."""
    word = scalar(node).casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def is_link_list(node: yaml.Node) -> bool:
    """Tell ``[[Name]]``, which YAML reads as a list in a list, from a list."""
    return (
        isinstance(node, yaml.SequenceNode)
        and len(node.value) == 1
        and isinstance(node.value[0], yaml.SequenceNode)
        and all(isinstance(n, yaml.ScalarNode) for n in node.value[0].value)
    )


def line_of(node: yaml.Node) -> int:
    """Return the index of the row that a node begins at."""
    return node.start_mark.line if node.start_mark else 0


def _too_deep(row: str) -> bool:
    """Tell whether a row opens more lists than anybody writes; parsing takes their square."""
    opened = max(row.count("[") - row.count("]"), row.count("{") - row.count("}"))
    bullets = re.match(r"(?:\s*[-?:](?=\s))*", row)
    return max(opened, len(bullets[0].split()) if bullets else 0) > _DEEPEST


def _quoted(match: re.Match[str]) -> str:
    return f"{match[1]}'{match[2].replace(chr(39), chr(39) * 2)}'"


def _cleaned(node: yaml.Node, seen: dict[int, yaml.Node]) -> yaml.Node:
    """Drop hidden comments and unprintable characters from every scalar; cycles are kept."""
    if id(node) in seen:
        return seen[id(node)]
    seen[id(node)] = node
    if isinstance(node, yaml.ScalarNode):
        node.value = clean(_HIDDEN.sub("", node.value))
    elif isinstance(node, yaml.SequenceNode):
        node.value = [_cleaned(one, seen) for one in node.value]
    elif isinstance(node, yaml.MappingNode):
        node.value = [(_cleaned(k, seen), _cleaned(v, seen)) for k, v in node.value]
    return node
