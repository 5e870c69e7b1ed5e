"""What is kept of pages from one rendering to the next, with all that each was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Name = tuple[str, ...]
"""A step of rendering and what it was asked for: a page, a row, the text of a note."""

Reads = dict[str, dict[Any, Any]]
"""What was read: for each part of the context, and for each key of it, the value."""


STEPS = "steps"
"""The part that is what other steps have made, by their names."""

SETTINGS = "settings"
"""The part that holds for all steps."""


class Absent(Enum):
    """Stands for the value of a key that is not there."""

    ABSENT = "absent"


@dataclass(slots=True)
class Node:
    """What a step made, and what it had read for that."""

    reads: Reads
    value: Any

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        return Node, (self.reads, self.value)


@dataclass(slots=True)
class Memory:
    """What was made of one garden, by step.

    ``constants`` are what every step may know: where one differs, nothing holds. ``why`` tells what
    the last rendering made anew, each with the first thing that it had read otherwise: the part and
    the key, or nothing where it was not there before. ``changed`` tells whether it changed anything
    since this was saved. ``parts`` are the parts of the context as they were then, of this process.
    """

    nodes: dict[Name, Node] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    why: dict[Name, tuple[str, Any] | None] = field(default_factory=dict)
    changed: bool = False
    parts: dict[str, Any] = field(default_factory=dict)
    _asked: dict[Name, Node] = field(default_factory=dict)
    _other: str = ""

    def begin(self, constants: dict[str, Any]) -> None:
        """Begins a rendering."""
        known = self.constants
        other = [name for name in constants if name not in known or known[name] != constants[name]]
        self._other = ", ".join(other) if known else ""
        if other or len(known) > len(constants):
            self.nodes, self.constants = {}, constants
        self._asked, self.why = {}, {}

    def anew(self, name: Name) -> None:
        """Says that a step is run, if nobody has said why yet."""
        self.why.setdefault(name, (SETTINGS, self._other) if self._other else None)

    def ask(self, name: Name, node: Node) -> None:
        """Keeps a node for the next time."""
        self._asked[name] = node

    def forget(self, parts: dict[str, Any]) -> None:
        """Ends a rendering of these parts: forgets what nobody has asked for in it."""
        self.parts = parts
        self.changed |= bool(self.why) or self.nodes.keys() != self._asked.keys()
        self.nodes, self._asked = self._asked, {}

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        return Memory, (self.nodes, self.constants)
