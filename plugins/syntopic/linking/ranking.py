"""How much topics belong together: a sum over the web of links.

A link to the other topic counts, a link back, and the neighbours that both have, of which one with
few neighbours of its own counts for more (Adamic and Adar, 2003). How alike the words are decides
only between equals. ``benchmarks/linking`` measures it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest

from syntopic.languages import Language
from syntopic.linking.web import Web
from syntopic.merging.similarity import similarity

BUSY = 100
"""A topic with more neighbours than this brings nothing together, and would cost the most."""

COMPARED = 10
"""Topics among the first whose words are compared with each other where they are equals."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a link to the other topic counts, one back, and a neighbour that only two share.

    A shared neighbour hardly ever outweighs a link; weighing it as much as one lost up to .07 of
    the mean average precision on the vaults of ``docs/linking.md``. Whole numbers: their sums do
    not depend on the order, so equals are equal on every machine.
    """

    out: int = 1_000_000
    back: int = 1_000_000
    shared: int = 50_000


@dataclass(frozen=True)
class Ranking:
    """Ranks the topics of a web by how much each belongs to another."""

    web: Web
    language: Language
    weights: Weights = Weights()

    def ranked(self, page: str, most: int = 0, compared: set[str] | None = None) -> tuple[str, ...]:
        """The topics that anything binds to this one, best first; with ``most``, no more of them.

        Where equals stand at the end, a few more come along. ``compared`` takes the topics whose
        words were looked at.
        """
        scores = self.scores(page)
        if 0 < most < len(scores):
            least = nlargest(most, scores.values())[-1]
            scores = {other: score for other, score in scores.items() if score >= least}
        places = self.web.order
        order = sorted(scores, key=lambda other: (-scores[other], places[other]))
        alike = self._equals(page, order, scores)
        if alike and compared is not None:
            compared.update((page, *alike))
        return tuple(sorted(order, key=lambda o: (-scores[o], -alike.get(o, 0.0), places[o])))

    def scores(self, page: str) -> dict[str, int]:
        """How much binds each topic to this one."""
        web, found = self.web, defaultdict[str, int](int)
        for other in web.links.get(page, ()):
            found[other] += self.weights.out
        for other in web.back.get(page, ()):
            found[other] += self.weights.back
        shared = [web.neighbours[between] for between in web.neighbours.get(page, ())]
        shared += [web.notes[note] for note in web.told.get(page, frozenset()) & web.loose]
        for near in shared:
            if 1 < len(near) <= BUSY:
                weight = round(self.weights.shared / math.log2(len(near)))
                for other in near:
                    found[other] += weight
        found.pop(page, None)
        return found

    def _equals(self, page: str, order: list[str], scores: dict[str, int]) -> dict[str, float]:
        """How alike the words are of those that stand beside an equal among the first."""
        first = order[:COMPARED]
        least = scores[first[-1]] if first else 0
        counted = defaultdict[int, list[str]](list)
        for other in order:
            if scores[other] >= least:
                counted[scores[other]].append(other)
        tied = [other for equal in counted.values() if equal[1:] for other in equal]
        return {other: self._likeness(page, other) for other in tied}

    def _likeness(self, page: str, other: str) -> float:
        one, two = (self.web.words[p] for p in sorted((page, other)))
        return round(similarity(one, two, self.language), 6)
