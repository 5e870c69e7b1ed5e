"""Which source may well have a concept that nobody has noted from it yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from syntopic.garden import Garden
from syntopic.model import Concept, Gathered, Source

_DONE = "done"
_ORDER = {"doing": 0, "planned": 2}


@dataclass(frozen=True, slots=True)
class Likely:
    """A source that may have a concept, and the neighbour that it has (empty: it has no notes)."""

    source: Source
    neighbour: str

    @property
    def reason(self) -> str:
        """Why it may, in words."""
        name = self.source.short or self.source.title
        known = f", as it has {self.neighbour}" if self.neighbour else ""
        return f"{name} may have it{known}"


def likely_source(garden: Garden, concept: Concept) -> Likely | None:
    """The source to look for a concept in; None where nothing speaks for any.

    It is one that its author goes on reading, without a note on the concept, but with notes on its
    neighbours (what it requires, what requires it, its area); or one without any notes so far, of
    which nothing is known. Those being read come first, then those with more neighbours. What is
    read to its end has told what it has.
    """
    noted = {g.concept.name: _sources(g) for g in garden.gathering.concepts}
    begun = {key for keys in noted.values() for key in keys}
    near = tuple(_neighbours(garden, concept))
    found: list[tuple[tuple[int, int], Likely]] = []
    for source in garden.reading.sources:
        if source.status == _DONE or source.key in noted[concept.name]:
            continue
        shared = [name for name in near if source.key in noted[name]]
        if shared or source.key not in begun:
            rank = _ORDER.get(source.status, 1), -len(shared)
            found.append((rank, Likely(source, shared[0] if shared else "")))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _neighbours(garden: Garden, concept: Concept) -> Iterator[str]:
    """What it requires, what requires it, then the rest of its area."""
    others = [g.concept for g in garden.gathering.concepts if g.concept.name != concept.name]
    bound = [o for o in others if o.name in concept.requires or concept.name in o.requires]
    area = [o for o in others if concept.area and o.area == concept.area]
    yield from dict.fromkeys(one.name for one in (*bound, *area))


def _sources(gathered: Gathered) -> frozenset[str]:
    return frozenset(claim.note.note.source for claim in gathered.claims)
