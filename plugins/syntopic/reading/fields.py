"""What a note's front matter says, from YAML nodes to values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from syntopic.model import FrontMatter, Problem
from syntopic.reading.findings import hint
from syntopic.reading.privacy import PRIVATE_KEYS
from syntopic.reading.wording import name, names, placed_names, tags, text
from syntopic.reading.yaml_nodes import (
    boolean,
    is_empty,
    items,
    key_name,
    line_of,
    pairs,
)

# Every spelling that is understood, under the name it is kept by; where two spellings of one key
# stand in a note, the one that is named first here counts.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "aliases": ("aliases", "alias"),
    "tags": ("tags", "tag"),
    "concept": ("concept", "concepts"),
    "requires": ("requires",),
    "related": ("related",),
    "area": ("area",),
    "source": ("source",),
    "url": ("url",),
    "locator": ("locator",),
    "author": ("author", "authors"),
    "description": ("description",),
    "created": ("created", "date-created", "date"),
    "updated": ("updated", "modified", "date-updated", "date-modified", "last-modified", "lastmod"),
    "status": ("status",),
    "permalink": ("permalink", "slug"),
    "language": ("language", "lang"),
    "picture": ("picture",),
    "execute": ("execute",),
    "depends": ("depends",),
    "cache": ("cache",),
    "autolink": ("autolink",),
    "no_autolink": ("no-autolink",),
    "not_in": ("not-in",),
    "pinned": ("pinned",),
    "enough": ("enough",),
    "kernel": ("kernelspec", "jupyter"),
}
_FIELD = {spelling: field for field, known in SPELLINGS.items() for spelling in known}
_LISTS = ("aliases", "requires", "related", "no_autolink", "not_in")
_SWITCHES = ("autolink", "pinned", "enough")
_NAMES = ("area", "source")


def read_fields(
    path: str, node: yaml.Node | None, numbers: tuple[int, ...]
) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Return the values of a front matter, and hints on values that say nothing.

    ``numbers`` are the lines on disk of the node's rows. Unknown keys are not read.
    """
    found: dict[str, tuple[int, Any]] = {}
    problems: list[Problem] = []
    for key, place, value in pairs(node) if node is not None else ():
        field = _FIELD.get(key_name(key), "")
        if key_name(key) in PRIVATE_KEYS or not field:
            continue
        read = _value(field, value)
        if read is None and not is_empty(value):
            problems.append(_unclear(path, numbers[line_of(place)], key))
        _keep(found, field, SPELLINGS[field].index(key_name(key)), read)
        if field == "execute":
            _keep(found, "cache", 1, _recorded(value))
        if field == "requires":
            lines = tuple((one, numbers[line_of(at)]) for one, at in placed_names(value))
            _keep(found, "requires_lines", 0, lines)
    values = {field: value for field, (_, value) in found.items()}
    values |= _concept(values.pop("concept", None))
    return FrontMatter(**values), tuple(problems)


def _keep(found: dict[str, tuple[int, Any]], field: str, rank: int, value: Any) -> None:
    """Keep a value unless a better spelling has spoken; lists of one key are joined."""
    if value is None or value in ("", (), ("", ())):
        return
    if field in found and isinstance(value, tuple) and field != "concept":
        found[field] = (rank, tuple(dict.fromkeys((*found[field][1], *value))))
    elif field not in found or rank < found[field][0]:
        found[field] = (rank, value)


def _value(field: str, node: yaml.Node) -> Any:
    """Return the value of a field, ``None`` when the node does not say one."""
    if field in _LISTS:
        return names(node)
    if field in _SWITCHES:
        return boolean(node)
    readers: dict[str, Callable[[yaml.Node], Any]] = {
        "tags": tags,
        "concept": _concept_value,
        "execute": _execute,
        "cache": boolean,
        "depends": _files,
        "kernel": _kernel,
        "author": _author,
        **dict.fromkeys(_NAMES, name),
    }
    value = readers.get(field, text)(node)
    return value if value or value is False else None


def _concept_value(node: yaml.Node) -> tuple[str, tuple[str, ...]] | None:
    """A single name claims the note, a list names headings; the list may be one name long."""
    listed = isinstance(node, yaml.SequenceNode) and not name(node)
    return ("", names(node)) if listed else (name(node), ())


def _concept(value: tuple[str, tuple[str, ...]] | None) -> dict[str, Any]:
    return {"concept": value[0], "concept_headings": value[1]} if value else {}


def _execute(node: yaml.Node) -> bool | None:
    """Quarto writes a mapping here: only ``eval: false`` in it says something about running."""
    for key, _, value in pairs(node):
        if key_name(key) in ("eval", "enabled") and boolean(value) is False:
            return False
    return boolean(node)


def _recorded(node: yaml.Node) -> bool | None:
    """Quarto says below ``execute`` that nothing is to be recorded."""
    said = (boolean(value) for key, _, value in pairs(node) if key_name(key) == "cache")
    return False if False in said else None


def _files(node: yaml.Node) -> tuple[str, ...]:
    return tuple(filter(None, map(text, items(node))))


def _kernel(node: yaml.Node) -> str:
    inner = {key_name(key): value for key, _, value in pairs(node)}
    if "kernelspec" in inner:
        return _kernel(inner["kernelspec"])
    return text(inner["name"]) if "name" in inner else text(node)


def _author(node: yaml.Node) -> str:
    people = [text(one) or _person(one) for one in items(node)]
    return ", ".join(filter(None, people))


def _person(node: yaml.Node) -> str:
    return next((text(value) for key, _, value in pairs(node) if key_name(key) == "name"), "")


def _unclear(path: str, line: int, key: str) -> Problem:
    return hint(
        "front-matter-value",
        path,
        line,
        f"The value of “{key}” is not understood; the note is read without it.",
        "See the note format for what this key may hold.",
    )
