"""Related concepts: what belongs to a concept, ranked by links, each with the reason.

The rank is a sum over the web: a link to the other topic, a link back, and the neighbours that both
have, of which one with few neighbours of its own counts for more (Adamic and Adar, 2003). How alike
the words are decides only between equals. ``benchmarks/linking`` measures it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from itertools import islice

from syntopic.languages import Language
from syntopic.linking.memory import Memory
from syntopic.linking.web import Web
from syntopic.merging.similarity import similarity
from syntopic.model import Block, NotePath, Topic

MOST = 5
"""Related concepts that a page names; a longer list is read by nobody."""

FEWEST_SHARED = 2
"""Neighbours that two topics must share if nothing else binds them: one is nearly always chance."""

MOST_NAMES = 2
"""Shared neighbours that a reason names."""


BUSY = 100
"""A topic with more neighbours than this brings nothing together, and would cost the most."""

WORDS = 1500
"""Characters of each topic that are compared where links decide nothing."""


class Why(StrEnum):
    """What binds two concepts, in the order in which it is told."""

    NAMED = "named"
    LINKED = "linked"
    BUILD_ON = "build-on"
    LEAD_TO = "lead-to"
    TOGETHER = "together"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a concept is related: ``count`` are the notes that say so, ``names`` the concepts.

    ``note`` is the note that says so, where it is one.
    """

    why: Why
    count: int = 0
    names: tuple[str, ...] = ()
    note: NotePath | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A related concept: its page, its name, and one reason or two, the strongest first."""

    page: str
    name: str
    reasons: tuple[Reason, ...]


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

    def ranked(self, page: str, most: int = 0) -> tuple[str, ...]:
        """The topics that anything binds to this one, best first; with ``most``, no more of them.

        Where equals stand at the end, a few more come along.
        """
        scores = self.scores(page)
        if 0 < most < len(scores):
            least = nlargest(most, scores.values())[-1]
            scores = {other: score for other, score in scores.items() if score >= least}
        places = self.web.order
        order = sorted(scores, key=lambda other: (-scores[other], places[other]))
        alike = self._equals(page, order, scores)
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
        first = order[: 2 * MOST]
        least = scores[first[-1]] if first else 0
        counted = defaultdict[int, list[str]](list)
        for other in order:
            if scores[other] >= least:
                counted[scores[other]].append(other)
        tied = [other for equal in counted.values() if equal[1:] for other in equal]
        return {other: self._likeness(page, other) for other in tied}

    def _likeness(self, page: str, other: str) -> float:
        one, two = (_words(self.web.topics[p]) for p in sorted((page, other)))
        return round(similarity(one, two, self.language), 6)


def related(
    web: Web, language: Language, memory: Memory | None = None
) -> dict[str, tuple[Related, ...]]:
    """The related concepts of each topic, by its page; at most five, best first.

    What stands at the head of a page ("know first", "leads to") is left out, unless there is
    nothing else. With the ``memory`` of the same garden they are looked for again only if links
    have changed since, what is compared of the words, or the order of the garden.
    """

    def ranked() -> dict[str, tuple[Related, ...]]:
        ranking = Ranking(web, language)
        return {page: _of(page, ranking) for page in web.topics}

    # The order decides between equals, so this is no mapping: those are the same in any order.
    words = [(page, topic.concept.name, _words(topic)) for page, topic in web.topics.items()]
    bound = (web.links, web.requires, web.named, web.notes, web.loose)
    found: dict[str, tuple[Related, ...]]
    found = (memory or Memory()).related.of((words, bound, language), ranked)
    return found


def _of(page: str, ranking: Ranking) -> tuple[Related, ...]:
    web = ranking.web
    named = web.named.get(page, ())
    told = {*web.requires.get(page, ()), *web.followers.get(page, ())} - set(named)
    order = dict.fromkeys((*named, *ranking.ranked(page, 4 * MOST + len(told))))
    fresh = [other for other in order if other not in told] or list(order)
    found = (
        Related(other, web.topics[other].concept.name, reasons)
        for other in fresh
        if (reasons := _reasons(page, other, web))
    )
    return tuple(islice(found, MOST))


def _reasons(page: str, other: str, web: Web) -> tuple[Reason, ...]:
    found = [Reason(Why.NAMED)] if other in web.named.get(page, ()) else []
    if notes := _linking(page, other, web):
        found.append(_noted(Why.LINKED, notes))
    for why, both in (
        (Why.BUILD_ON, _both(page, other, web.requires)),
        (Why.LEAD_TO, _both(page, other, web.followers)),
    ):
        if both:
            found.append(Reason(why, names=_names(both, web)))
    together = web.together(page, other)
    if together and not notes:
        found.append(_noted(Why.TOGETHER, together))
    shared = web.neighbours[page] & web.neighbours[other]
    if not found and len(shared) >= FEWEST_SHARED:
        found.append(Reason(Why.SHARE, names=_names(shared, web)))
    return tuple(found[:2])


def _noted(why: Why, notes: Collection[NotePath]) -> Reason:
    return Reason(why, len(notes), note=next(iter(notes)) if len(notes) == 1 else None)


def _linking(page: str, other: str, web: Web) -> frozenset[NotePath]:
    """The notes of either topic that refer to the other."""
    none = frozenset[NotePath]()
    return web.links.get(page, {}).get(other, none) | web.links.get(other, {}).get(page, none)


def _both(page: str, other: str, of: dict[str, tuple[str, ...]]) -> Collection[str]:
    return set(of.get(page, ())) & set(of.get(other, ()))


def _names(pages: Collection[str], web: Web) -> tuple[str, ...]:
    """The names of the most telling ones: those with the fewest neighbours."""
    chosen = sorted(pages, key=lambda p: (len(web.neighbours[p]), web.order[p]))[:MOST_NAMES]
    return tuple(web.topics[page].concept.name for page in chosen)


def _words(topic: Topic) -> str:
    """The first words of a topic's notes, the concept's name in front."""
    claims = (*((topic.synthesis,) if topic.synthesis else ()), *topic.claims)
    texts, length = [topic.concept.name], 0
    for part in (part for claim in claims for part in claim.content if isinstance(part, Block)):
        if length > WORDS:
            break
        texts.append(part.text)
        length += len(part.text)
    return " ".join(texts)[:WORDS]
