"""What is wrong with what concepts require: circles, unknown names, a contrary syllabus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from syntopic.model import Concept, Origin, Problem, Severity


def requirement_problems(
    concepts: Sequence[Concept],
    kept: Mapping[str, tuple[str, ...]],
    circles: Iterable[tuple[str, ...]],
) -> tuple[Problem, ...]:
    """The problems of all requirements, each where it is written.

    ``kept`` are those that the garden is ordered by; the first of each circle is not among them.
    """
    known = {concept.name: concept for concept in concepts}
    return (
        *(one for concept in concepts for one in _unknown(concept, known)),
        *(_circle(circle, known) for circle in circles),
        *(one for concept in concepts for one in _contrary(concept, kept[concept.name], known)),
    )


def said_at(concept: Concept, name: str) -> tuple[Origin, ...]:
    """The places where it is written that a concept requires another one."""
    places = (one.origin for one in concept.requirements if one.name == name)
    return tuple(dict.fromkeys(places)) or (concept.origin,)


def _unknown(concept: Concept, known: Mapping[str, Concept]) -> Iterator[Problem]:
    for name in concept.requires:
        if name not in known:
            yield Problem(
                "requires-unknown",
                Severity.HINT,
                said_at(concept, name)[0],
                f'"{concept.name}" requires "{name}", which is no concept of this garden',
                "Write a note about it, add it to syllabus.yml, or correct the name.",
            )


def _circle(names: tuple[str, ...], known: Mapping[str, Concept]) -> Problem:
    steps = tuple(pairwise((*names, names[0])))
    told = ", ".join(
        f'"{name}" needs "{other}" ({_list(said_at(known[name], other))})' for name, other in steps
    )
    name, other = steps[0]
    return Problem(
        "requires-cycle",
        Severity.ERROR,
        said_at(known[name], other)[0],
        f"these concepts require one another in a circle: {told}",
        "Take one of these requirements out; a concept cannot come before itself. Until then the "
        f'garden is ordered as if "{name}" did not need "{other}".',
        places=tuple(place for one, two in steps for place in said_at(known[one], two)),
    )


def _contrary(
    concept: Concept, kept: Iterable[str], known: Mapping[str, Concept]
) -> Iterator[Problem]:
    for name in kept:
        mine, other = concept.position, known[name].position
        if mine is not None and other is not None and mine < other:
            yield Problem(
                "requires-order",
                Severity.HINT,
                said_at(concept, name)[0],
                f'"{concept.name}" requires "{name}", but stands before it in syllabus.yml',
                f'Put "{name}" first in syllabus.yml, or take the requirement out; until then '
                "paths follow the requirement.",
            )


def _list(places: tuple[Origin, ...]) -> str:
    return " and ".join(map(str, places))
