"""What to learn before what: one order of all concepts, from ``requires`` and the syllabus."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from syntopic.linking.circles import without_circles
from syntopic.linking.requirements import requirement_problems
from syntopic.model import Concept, Problem

Named = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Order:
    """The garden's concepts in the order of learning them, those without a page included.

    ``needs`` is what each concept requires that nothing else among these requires. ``know_first``
    is the same among concepts with a page: one without makes way for what it needs itself.
    ``leads_to`` is the reverse of that, as the syllabus has it.
    """

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    needs: Named = field(default_factory=dict)
    know_first: Named = field(default_factory=dict)
    leads_to: Named = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    _before: Mapping[str, int] = field(default_factory=dict, repr=False)

    def count_before(self, name: str) -> int:
        """How many there are to know before a concept."""
        return self._before.get(name, 0).bit_count()

    def before(self, name: str) -> tuple[str, ...]:
        """Everything to know before a concept, in learning order."""
        bits = reversed(f"{self._before.get(name, 0):b}")
        return tuple(compress(self.concepts, map("1".__eq__, bits)))


def learning_order(concepts: Sequence[Concept], noted: Collection[str]) -> Order:
    """The order of concepts that come as the syllabus has them, the others after it by name.

    A concept keeps its place unless something requires it earlier: then it comes right before
    that, after all that it requires itself. ``noted`` are the names that have a page. Problems:
    circles, of which one requirement each is disregarded; names that nobody knows; a syllabus that
    has it the other way round.
    """
    known = {concept.name: concept for concept in concepts}
    required = {
        name: tuple(one for one in concept.requires if one in known)
        for name, concept in known.items()
    }
    kept, circles = without_circles(required)
    names = tuple(_after_required(kept))
    place = {name: number for number, name in enumerate(names)}
    before: dict[str, int] = {}
    needs: dict[str, tuple[str, ...]] = {}
    first: dict[str, tuple[str, ...]] = {}
    pages = set(noted)
    for name in names:
        direct = kept[name]
        before[name] = _union(before[one] | 1 << place[one] for one in direct)
        needs[name] = _not_implied(direct, before, place)
        nearest = (other for one in direct for other in ((one,) if one in pages else first[one]))
        first[name] = _not_implied(nearest, before, place)
    return Order(
        concepts={name: known[name] for name in names},
        needs=needs,
        know_first=first,
        leads_to=_reversed(first, pages, known),
        problems=requirement_problems(concepts, kept, circles),
        _before=before,
    )


def _after_required(requires: Named) -> Iterator[str]:
    """The names as given, but each after all that it requires; there is no circle."""
    seen: set[str] = set()
    for start in requires:
        stack = [(start, False)]
        while stack:
            name, ready = stack.pop()
            if ready:
                yield name
            elif name not in seen:
                seen.add(name)
                stack.append((name, True))
                stack += [(one, False) for one in reversed(requires[name])]


def _union(sets: Iterable[int]) -> int:
    whole = 0
    for one in sets:
        whole |= one
    return whole


def _not_implied(
    names: Iterable[str], before: Mapping[str, int], place: Mapping[str, int]
) -> tuple[str, ...]:
    """The names without those that come before another of them, in learning order."""
    some = sorted(set(names), key=place.__getitem__)
    implied = _union(before[one] for one in some)
    return tuple(one for one in some if not implied >> place[one] & 1)


def _reversed(
    first: Named, pages: Collection[str], known: Mapping[str, Concept]
) -> dict[str, tuple[str, ...]]:
    """What each concept leads to: those of the syllabus in its order, then the others."""
    found: dict[str, list[str]] = {}
    for name, required in first.items():
        for one in required if name in pages else ():
            found.setdefault(one, []).append(name)
    rank = {name: number for number, name in enumerate(known)}
    return {name: tuple(sorted(some, key=rank.__getitem__)) for name, some in found.items()}
