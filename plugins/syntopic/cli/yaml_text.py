"""Adding text to a YAML file that a person wrote, every other byte left as it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_PLAIN = re.compile(r"[^\W\d_][\w'’ ().+/-]*")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text that comes in front of the character at an index."""

    at: int
    text: str


Edit = tuple[Insertion, ...]


def inserted(text: str, edit: Iterable[Insertion]) -> str:
    """The text with the insertions; those at one index in their given order."""
    pieces: list[str] = []
    done = 0
    for one in sorted(edit, key=lambda insertion: insertion.at):
        pieces += (text[done : one.at], one.text)
        done = one.at
    return "".join((*pieces, text[done:]))


def composed(text: str) -> yaml.Node | None:
    """The root node of a YAML document; None where there is none or it is not valid."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def newline(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line of an index begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of an index ends, in front of its line break."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" and end > at else end


def start_of(node: yaml.Node) -> int:
    """The index of a node's first character."""
    return node.start_mark.index if node.start_mark else 0


def end_of(node: yaml.Node) -> int:
    """The index after a node's last character; a block ends with its last value."""
    end = node.end_mark.index if node.end_mark else 0
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return end
    last = node.value[-1]
    if isinstance(last, tuple):
        key, value = last
        return max(end_of(key), end_of(value))
    return end_of(last)


def column_of(node: yaml.Node) -> int:
    """How many characters stand in front of a node on its line."""
    return node.start_mark.column if node.start_mark else 0


def values_of(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The values of a mapping by their keys in lower case; nothing of other nodes."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {k.value.casefold(): v for k, v in node.value if isinstance(k, yaml.ScalarNode)}


def is_nothing(node: yaml.Node) -> bool:
    """Whether a value is left empty."""
    return isinstance(node, yaml.ScalarNode) and not node.value and node.style is None


def walk(node: yaml.Node | None, above: tuple[yaml.Node, ...] = ()) -> Iterator[yaml.Node]:
    """A node and all below it, each once per place."""
    if node is None or node in above:
        return
    yield node
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from walk(one, (*above, node))
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for one in pair:
                yield from walk(one, (*above, node))


def written(name: str) -> str:
    """A name as YAML reads it back, in quotes only where they are needed."""
    if _PLAIN.fullmatch(name) and name == name.strip():
        try:
            if yaml.safe_load(f"[{name}]") == [name]:
                return name
        except yaml.YAMLError:
            pass
    return json.dumps(name, ensure_ascii=False)


def replace_file(file: Path, content: bytes) -> None:
    """Put new content in a file at once, so that a crash leaves the old one; keeps its mode."""
    target = file.resolve()
    handle, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        shutil.copymode(target, partial)
        os.replace(partial, target)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def create_file(file: Path, text: str) -> None:
    """Write a file that must not exist yet; raises FileExistsError, overwrites nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
