"""``sources.yml`` and ``syllabus.yml``: what of them is shown, and what is not."""

from __future__ import annotations

import re

import yaml

from syntopic.auditing.front import comments, pairs, texts
from syntopic.auditing.values import Piece

_SHOWN = frozenset(
    (
        *("key", "title", "short", "author", "authors", "year", "kind", "url", "level", "status"),
        *("verdict", "sources", "areas", "concepts", "name", "aliases", "alias", "requires"),
        *("roles", "goal", "needs", "source"),
    )
)
_COMMENT = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


def register(path: str, text: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what a register shows, and what it does not: unknown keys and comments.

    A register that is no YAML says nothing.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return (), ()
    shown: list[Piece] = []
    hidden: list[Piece] = []
    if node is not None:
        _sort(path, node, shown, hidden, names=_keyed(node))
        every = [one for one, _ in texts(node)]
        found = comments(text.split("\n"), every)
        hidden += [Piece("a comment", path, row + 1, said, name=True) for said, row in found]
    return tuple(shown), tuple(hidden)


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
    for key, value, row in pairs(node):
        if names or key in _SHOWN:
            shown += [Piece("its text", path, row + 1, key)] if names else []
            _sort(path, value, shown, hidden, names=key == "roles" and not names)
        else:
            what = f"the value of “{key}”"
            hidden += [Piece(what, path, r + 1, t, name=True) for t, r in texts(value)]


def _keyed(node: yaml.Node) -> bool:
    """Tell whether a whole register is a mapping from names, and not one of our keys."""
    found = list(pairs(node))
    return bool(found) and all(
        key not in _SHOWN and isinstance(value, yaml.MappingNode) for key, value, _ in found
    )
