"""Requirements that lead back to where they began: each circle whole, and what is left without."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

Requires = Mapping[str, tuple[str, ...]]
"""What each concept requires, by name; the names in the order in which they would be learned if
nothing required anything."""


def without_circles(requires: Requires) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, ...]]]:
    """The requirements that can all be met, and the circles that the others would close.

    In a circle each name requires the next one, and the last requires the first; its first
    requirement is the one that was left out. A requirement that agrees with the order of the names
    is never left out, so the order that somebody chose decides where a circle is cut. Each circle
    is the shortest that its first requirement closes.
    """
    rank = {name: place for place, name in enumerate(requires)}
    core = _core(requires)
    kept: dict[str, list[str]] = {name: [] for name in requires}
    against: list[tuple[str, str]] = []
    for name, required in requires.items():
        for one in required:
            agrees = rank[one] < rank[name] or not {name, one} <= core
            if agrees:
                kept[name].append(one)
            else:
                against.append((name, one))
    circles: list[tuple[str, ...]] = []
    for name, one in against:
        way = _way(one, name, kept, core)
        if way:
            circles.append((name, *way[:-1]))
        else:
            kept[name].append(one)
    ordered = {name: tuple(sorted(some, key=rank.__getitem__)) for name, some in kept.items()}
    return ordered, circles


def _core(requires: Requires) -> set[str]:
    """What is left when all that nothing requires, or that requires nothing, is taken away.

    Every circle is in it; where there is none, it is empty, which is what gardens mostly have.
    """
    back: dict[str, list[str]] = {name: [] for name in requires}
    for name, required in requires.items():
        for one in required:
            back[one].append(name)
    left = set(requires)
    for edges, reverse in ((requires, back), (back, requires)):
        count = {name: sum(one in left for one in edges[name]) for name in left}
        free = [name for name in left if not count[name]]
        while free:
            name = free.pop()
            left.discard(name)
            for one in reverse[name]:
                if one in left:
                    count[one] -= 1
                    if not count[one]:
                        free.append(one)
    return left


def _way(start: str, end: str, kept: Mapping[str, list[str]], core: set[str]) -> tuple[str, ...]:
    """The shortest way from one concept to what it requires in the end; empty without one."""
    came: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        if name == end:
            way = [name]
            while came[way[-1]]:
                way.append(came[way[-1]])
            return tuple(reversed(way))
        for one in kept[name]:
            if one in core and one not in came:
                came[one] = name
                waiting.append(one)
    return ()
