"""``sources.yml`` and ``syllabus.yml``: what of them is shown, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from syntopic.auditing.front import asks_privacy, comments, pairs, texts
from syntopic.auditing.values import Piece

_SHOWN = frozenset(
    (
        *("key", "title", "short", "author", "authors", "year", "kind", "url", "level", "status"),
        *("verdict", "sources", "areas", "concepts", "name", "aliases", "alias", "requires"),
        *("roles", "goal", "needs", "source"),
    )
)
_COMMENT = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Register:
    """What a register shows and what it hides: private entries, unknown keys and comments.

    ``sources`` are the names of all sources, each with whether it is private.
    """

    shown: tuple[Piece, ...] = ()
    hidden: tuple[Piece, ...] = ()
    sources: tuple[tuple[str, bool], ...] = ()


def register(path: str, text: str) -> Register:
    """Read a register; one that is no YAML says nothing. Never raises."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return Register()
    if node is None:
        return Register()
    shown: list[Piece] = []
    hidden: list[Piece] = []
    _sort(path, node, shown, hidden, names=_keyed(node))
    said = comments(text.split("\n"), [one for one, _ in texts(node)])
    hidden += [Piece("a comment", path, row + 1, one, name=True) for one, row in said]
    sources = tuple(_sources(node)) if path.startswith("sources") else ()
    return Register(tuple(shown), tuple(hidden), sources)


def _sort(
    path: str, node: yaml.Node, shown: list[Piece], hidden: list[Piece], *, names: bool = False
) -> None:
    """Sort a value; ``names`` says that the keys of a mapping are names (of roles, of sources)."""
    if isinstance(node, yaml.ScalarNode):
        line = node.start_mark.line + 1 if node.start_mark else 1
        text = str(node.value)
        shown.append(Piece("its text", path, line, _COMMENT.sub("", text)))
        found = _COMMENT.finditer(text)
        hidden += [Piece("a comment", path, line, one[0], name=True) for one in found]
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            _sort(path, one, shown, hidden)
    elif asks_privacy(node, entry=True):
        hidden += [Piece("a private entry", path, r + 1, t, name=True) for t, r in texts(node)]
    else:
        _sort_entry(path, node, shown, hidden, names)


def _sort_entry(
    path: str, node: yaml.Node, shown: list[Piece], hidden: list[Piece], names: bool
) -> None:
    for key, value, row in pairs(node):
        if names or key in _SHOWN:
            shown += [Piece("its text", path, row + 1, key)] if names else []
            _sort(path, value, shown, hidden, names=key == "roles" and not names)
        else:
            what = f"the value of “{key}”"
            hidden += [Piece(what, path, r + 1, t, name=True) for t, r in texts(value)]


def _sources(node: yaml.Node) -> Iterator[tuple[str, bool]]:
    """Every name of every source: key, title and short name."""
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            if isinstance(one, yaml.ScalarNode):
                yield str(one.value), False
            yield from _names(one)
    for key, value, _ in pairs(node):
        if key == "sources":
            yield from _sources(value)
        elif isinstance(value, yaml.MappingNode):
            yield key, asks_privacy(value, entry=True)
            yield from _names(value)


def _names(node: yaml.Node) -> Iterator[tuple[str, bool]]:
    private = asks_privacy(node, entry=True)
    for key, value, _ in pairs(node):
        if key in ("key", "title", "short") and isinstance(value, yaml.ScalarNode):
            yield _COMMENT.sub("", str(value.value)), private


def _keyed(node: yaml.Node) -> bool:
    """Tell whether a whole register is a mapping from names, and not one of our keys."""
    found = list(pairs(node))
    return bool(found) and all(
        key not in _SHOWN and isinstance(value, yaml.MappingNode) for key, value, _ in found
    )
