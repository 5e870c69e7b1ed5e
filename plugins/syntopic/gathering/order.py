"""Orders: passages on a page get addresses of their own; what a concept requires has no circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from syntopic.model import Concept, Passage, Problem, Severity


def place_passages(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Numbers addresses that occur twice on one page, in the order of the passages."""
    seen: Counter[str] = Counter()
    placed: list[Passage] = []
    for passage in passages:
        seen[passage.anchor] += 1
        count = seen[passage.anchor]
        placed.append(
            passage if count == 1 else replace(passage, anchor=f"{passage.anchor}-{count}")
        )
    return tuple(placed)


def check_requirements(concepts: Sequence[Concept]) -> tuple[Problem, ...]:
    """One error for each circle in ``requires`` and a hint for each name that is no concept."""
    known = {concept.name: concept for concept in concepts}
    unknown = tuple(
        Problem(
            "requires-unknown",
            Severity.HINT,
            concept.origin,
            f'"{concept.name}" requires "{name}", which is no concept of this garden',
            "Write a note about it, add it to syllabus.yml, or correct the name.",
        )
        for concept in concepts
        for name in concept.requires
        if name not in known
    )
    return unknown + tuple(_circle(circle, known) for circle in _circles(known))


def _circle(names: tuple[str, ...], known: dict[str, Concept]) -> Problem:
    chain = " → ".join((*names, names[0]))
    return Problem(
        "requires-cycle",
        Severity.ERROR,
        known[names[0]].origin,
        f"these concepts require one another in a circle: {chain}",
        "Take one of these requirements out; a concept cannot come before itself.",
    )


def _circles(known: dict[str, Concept]) -> tuple[tuple[str, ...], ...]:
    """One circle per strongly connected group, found by following requirements depth first."""
    state: dict[str, int] = {}
    circles: list[tuple[str, ...]] = []
    for start in known:
        if start in state:
            continue
        path: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, index = stack.pop()
            if index == 0:
                state[name] = 1
                path.append(name)
            requires = [r for r in known[name].requires if r in known]
            if index < len(requires):
                stack.append((name, index + 1))
                following = requires[index]
                if state.get(following) == 1:
                    circles.append(tuple(path[path.index(following) :]))
                elif following not in state:
                    stack.append((following, 0))
            else:
                state[name] = 2
                path.pop()
    return tuple(circles)
