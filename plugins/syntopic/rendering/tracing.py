"""Makes anew only what reads something that has changed.

A *step* is a function of the context and of some names. While it runs it is given a context that
notes whatever is read of it: single keys of mappings, whole tuples, where a reference leads, and
what other steps have made. Its value holds as long as all of that reads the same. So nobody has to
say what a page depends on, and nobody can forget to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from syntopic.rendering.context import Context
from syntopic.rendering.memory import STEPS, Absent, Memory, Name, Node, Reads
from syntopic.rendering.noting import copied

P = ParamSpec("P")
_NOTHING = object()
Value = TypeVar("Value")


class Step(Generic[P, Value]):
    """A function that is called as ever, and runs only when it has to where reads are noted."""

    def __init__(self, make: Callable[Concatenate[Context, P], Value]) -> None:
        """``make`` is a function of a module, its arguments are texts, its value is plain."""
        update_wrapper(self, make)
        self.make = make
        self.name = f"{make.__module__}:{make.__qualname__}"

    def __call__(self, context: Context, *key: P.args, **no: P.kwargs) -> Value:
        """The value for the arguments."""
        if isinstance(context, TracedContext):
            return cast(Value, context.tracing.step(self, cast(tuple[str, ...], key)))
        return self.make(context, *key, **no)


def step(make: Callable[Concatenate[Context, P], Value]) -> Step[P, Value]:
    """Makes a step of a function."""
    return Step(make)


@contextmanager
def noted(context: Context, memory: Memory | None) -> Iterator[Context]:
    """A context for steps: those whose values hold in the ``memory`` of the same garden are spared.

    What is not asked for until the end is forgotten.
    """
    tracing = Tracing(context, memory if memory is not None else Memory())
    yield tracing.view
    tracing.end()


class TracedContext(Context):
    """A context of which all that is read is noted."""

    __slots__ = ("tracing",)
    tracing: Tracing


class Tracing:
    """One rendering: what is made in it, and what the step that is running has read."""

    def __init__(self, context: Context, memory: Memory) -> None:
        """``memory`` is that of the same garden."""
        self.memory = memory
        self.reads: Reads = {}
        self.now: dict[str, Callable[[Any], Any]] = {STEPS: self._again}
        self.constants: dict[str, Any] = {}
        self._parts: dict[str, Any] = {}
        self._unchanged: set[str] = set()
        self._touched: dict[str, frozenset[Any]] = {}
        self._known: dict[str, Any] = {}
        self._values: dict[Name, Any] = {}
        self.view = object.__new__(TracedContext)
        object.__setattr__(self.view, "tracing", self)
        copied(context, self.view, "", self)
        memory.begin(self.constants)

    def note(self, part: str, key: Any, value: Any) -> None:
        """Notes that a part was read."""
        self.reads.setdefault(part, {})[key] = value

    def part(self, part: str, whole: Any) -> None:
        """Takes a part as a whole: where it is as before, none of its keys has to be looked at."""
        self._parts[part] = whole
        before = self.memory.parts.get(part)
        if before is None:
            return
        if before == whole:
            self._unchanged |= {part, f"{part}?"}
            # Mappings are equal in any order.
            if not isinstance(whole, dict) or list(before) == list(whole):
                self._unchanged.add(f"{part}*")
        elif isinstance(whole, dict):
            self._touched[part] = touched(before, whole)
            self._touched[f"{part}?"] = frozenset(before.keys() ^ whole.keys())

    def known(self, part: str, known: dict[Any, Any]) -> None:
        """Takes what is known of a part: what is the very same as the last time reads the same."""
        self._parts[part] = known
        if (before := self.memory.parts.get(part)) is not None:
            other = (key for key, value in before.items() if known.get(key) is not value)
            self._touched[part], self._known[part] = frozenset(other), before.keys()

    def end(self) -> None:
        """Ends the rendering: all that is kept holds of these parts."""
        self.memory.forget(self._parts)

    def step(self, step: Step[..., Any], key: tuple[str, ...]) -> Any:
        """The value of a step, which is noted in turn."""
        name = (step.name, *key)
        if name not in self._values:
            self._values[name] = self._value(step, key, name)
        self.note(STEPS, name, self._values[name])
        return self._values[name]

    def _value(self, step: Step[..., Any], key: tuple[str, ...], name: Name) -> Any:
        node = self.memory.nodes.get(name)
        if node is None or not self._holds(name, node):
            node = self._run(step, key, name, node)
        self.memory.ask(name, node)
        return node.value

    def _run(
        self, step: Step[..., Any], key: tuple[str, ...], name: Name, before: Node | None
    ) -> Node:
        around, self.reads = self.reads, {}
        try:
            value = step.make(self.view, *key)
            reads = self.reads
        finally:
            self.reads = around
        self.memory.anew(name)
        # Who has read the very same object needs no second look.
        return Node(reads, before.value if before and before.value == value else value)

    def _holds(self, name: Name, node: Node) -> bool:
        """Whether all that was read reads the same; other steps are asked last, as they may run."""
        parts = [part for part in node.reads if part != STEPS and part not in self._unchanged]
        for part in (*parts, STEPS) if STEPS in node.reads else parts:
            look, reads = self.now.get(part), node.reads[part]
            if look is None:
                return False
            if self._is_untouched(part, reads):
                continue
            for key, value in reads.items():
                found = look(key)
                if found is not value and found != value:
                    self.memory.why[name] = part, key
                    return False
        return True

    def _is_untouched(self, part: str, reads: dict[Any, Any]) -> bool:
        """Whether nothing that was read of a part is among what differs from the last time."""
        touched, known = self._touched.get(part), self._known.get(part)
        if touched is None or (known is not None and not reads.keys() <= known):
            return False
        return reads.keys().isdisjoint(touched)

    def _again(self, name: Name) -> Any:
        """What a step makes now; what cannot be made any more is not there."""
        if name in self._values:
            return self._values[name]
        module, _, function = name[0].partition(":")
        found = getattr(sys.modules.get(module), function, None)
        if not isinstance(found, Step):
            return Absent.ABSENT
        try:
            self._values[name] = self._value(found, name[1:], name)
        except (LookupError, AttributeError, TypeError, ValueError):
            self.memory.why.pop(name, None)
            return Absent.ABSENT
        return self._values[name]


def touched(before: dict[Any, Any], now: dict[Any, Any]) -> frozenset[Any]:
    """The keys of two mappings under which one of them has something else, or nothing."""
    differing = {key for key, value in now.items() if _differs(before.get(key, _NOTHING), value)}
    return frozenset(differing | (before.keys() - now.keys()))


def _differs(before: Any, now: Any) -> bool:
    return before is not now and (before is _NOTHING or before != now)
