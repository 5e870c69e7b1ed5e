"""The garden as a graph: concepts, what to know before each, whose pages link to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from syntopic.linking.places import topic_page
from syntopic.memory import Last
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


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a graph by themselves, as ``Graph`` has them."""

    needs: tuple[Edge, ...] = ()
    links: tuple[Edge, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.needs or self.links)


def edges(
    topics: Sequence[Topic],
    know_first: Mapping[str, Iterable[str]],
    outgoing: Mapping[str, Iterable[str]],
    kept: Last[Edges] | None = None,
) -> Edges:
    """The edges of a garden's graph, as they were ``kept`` where nothing of this has changed.

    ``know_first`` are the names of what to know right before each concept (``Order`` has them),
    ``outgoing`` the pages that each page links to. What has no page, such as a concept that nobody
    has noted yet, is no part of it.
    """
    named = tuple((topic.concept.name, topic_page(topic.concept)) for topic in topics)
    made_from = named, dict(know_first), dict(outgoing)
    return (kept or Last()).of(made_from, partial(_edges, *made_from), saved=False)


def _edges(
    topics: Sequence[tuple[str, str]],
    know_first: Mapping[str, Iterable[str]],
    outgoing: Mapping[str, Iterable[str]],
) -> Edges:
    names = {name: place for place, (name, _) in enumerate(topics)}
    pages = {page: place for place, (_, page) in enumerate(topics)}
    needs = {
        (place, names[first]): None
        for name, place in names.items()
        for first in know_first.get(name, ())
        if first in names and names[first] != place
    }
    links = {
        (min(one, other), max(one, other))
        for page, one in pages.items()
        for target in outgoing.get(page, ())
        if (other := pages.get(target)) is not None and other != one
    }
    apart = {edge for edge in links if edge not in needs and edge[::-1] not in needs}
    return Edges(tuple(needs), tuple(sorted(apart)))
