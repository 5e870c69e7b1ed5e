"""The garden as a graph: concepts, what to know before each, whose pages link to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from syntopic.linking.places import topic_page
from syntopic.model import Topic

Edge = tuple[int, int]
"""Two concepts, by their places in ``Graph.topics``."""

Told = TypeVar("Told")
"""What stands for a topic: the topic itself, or a part of it."""


@dataclass(frozen=True, slots=True)
class Around(Generic[Told]):
    """What is one step from a concept, each in the order of the garden.

    ``linked`` are those whose page and this one's link to each other, in either direction, and
    that the other two do not hold.
    """

    needs: tuple[Told, ...] = ()
    leads_to: tuple[Told, ...] = ()
    linked: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph(Generic[Told]):
    """Concepts that have a page, in the order of the garden, and the edges between them.

    ``needs`` are pairs of a concept and one to know right before it; ``links`` are pairs of others
    whose pages link to each other, the one that comes first in the garden first. Each pair stands
    once.
    """

    topics: tuple[Told, ...]
    needs: tuple[Edge, ...]
    links: tuple[Edge, ...]

    def around(self) -> tuple[Around[Told], ...]:
        """What is one step from each concept, in the order of ``topics``."""
        needs, leads, linked = (self._lists() for _ in range(3))
        for one, other in self.needs:
            needs[one].append(other)
            leads[other].append(one)
        for one, other in self.links:
            linked[one].append(other)
            linked[other].append(one)
        return tuple(
            Around(*(tuple(self.topics[n] for n in sorted(places)) for places in lists))
            for lists in zip(needs, leads, linked, strict=True)
        )

    def _lists(self) -> list[list[int]]:
        return [[] for _ in self.topics]


def graph(
    topics: Sequence[Topic],
    know_first: Mapping[str, Iterable[str]],
    leading: Mapping[str, Iterable[str]],
) -> Graph[Topic]:
    """The graph of a garden.

    ``know_first`` are the names of what to know right before each concept (``Order`` has them),
    ``leading`` the pages that each page links to. What has no page, such as a concept that nobody
    has noted yet, is no part of it.
    """
    names = {topic.concept.name: place for place, topic in enumerate(topics)}
    pages = {topic_page(topic.concept): place for place, topic in enumerate(topics)}
    needs = {
        (place, names[name]): None
        for place, topic in enumerate(topics)
        for name in know_first.get(topic.concept.name, ())
        if name in names and names[name] != place
    }
    links = {
        (min(one, other), max(one, other))
        for page, targets in leading.items()
        if (one := pages.get(page)) is not None
        for target in targets
        if (other := pages.get(target)) is not None and other != one
    }
    apart = {edge for edge in links if edge not in needs and edge[::-1] not in needs}
    return Graph(tuple(topics), tuple(needs), tuple(sorted(apart)))
