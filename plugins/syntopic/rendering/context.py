"""What every page needs to know of the garden around it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from syntopic.execution import Result
from syntopic.languages import Language
from syntopic.linking import Links, source_page, topic_page
from syntopic.linking.graph import Edges
from syntopic.linking.order import Order
from syntopic.linking.paths import Paths
from syntopic.linking.related import Related
from syntopic.markdown.tex import Macros
from syntopic.model import (
    OWN_KEY,
    BlockId,
    Facet,
    Leftover,
    NotePath,
    ParsedNote,
    Problem,
    Snippet,
    Source,
    Syllabus,
    Topic,
)

REVIEW = "review/index.md"
"""The page on which cards are asked, in a garden that has any."""
COLOURS = 12
"""Colours that sources have in the style sheet; the thirteenth source begins anew."""


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its Markdown file below the site's sources, its title and its text.

    ``searched`` tells whether the site's search finds it, ``listed`` whether the navigation has it.
    """

    src: str
    title: str
    markdown: str
    description: str = ""
    searched: bool = True
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """A topic by its name, with its page: all that a link to it needs."""

    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Context:
    """The finished garden, as rendering reads it.

    ``notes`` are all public notes, ``sessions`` the snippets of each. ``notebooks`` are the topics
    (by concept name) whose code can be downloaded, with the file below the site's root, and
    ``portable`` the notes whose code can be in one. ``colab`` is the address, with Google Colab,
    of the branch that will hold the site, where it will be on one. ``macros`` are the author's own
    TeX commands that can be used.
    ``workings`` says that pages also show what only the author needs. ``tags_page`` is the page
    that lists posts by tag, where there is one. ``order`` says what to learn before what, ``paths``
    which learning paths have a page, ``related`` what belongs to each topic, by its page, ``cards``
    what each card is called, by its block. ``synonyms`` are the author's own headings of facets.
    ``edges`` are those of the graph of all topics.
    """

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    leftovers: tuple[Leftover, ...]
    syllabus: Syllabus
    links: Links
    results: Mapping[NotePath, Result]
    language: Language
    problems: tuple[Problem, ...] = ()
    notes: Mapping[NotePath, ParsedNote] = field(default_factory=dict)
    sessions: Mapping[NotePath, tuple[Snippet, ...]] = field(default_factory=dict)
    notebooks: Mapping[str, str] = field(default_factory=dict)
    portable: Mapping[NotePath, tuple[Snippet, ...]] = field(default_factory=dict)
    colab: str = ""
    macros: Macros = ()
    workings: bool = False
    tags_page: str = ""
    order: Order = field(default_factory=Order)
    paths: Paths = field(default_factory=Paths)
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    cards: Mapping[BlockId, str] = field(default_factory=dict)
    synonyms: Mapping[str, Facet] = field(default_factory=dict)
    edges: Edges = field(default_factory=Edges)
    _sizes: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _colours: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _named: Mapping[str, Named] = field(init=False, repr=False, compare=False)
    _left: Mapping[NotePath, Leftover] = field(init=False, repr=False, compare=False)

    def source(self, key: str) -> Source:
        """The source of a key; the author's own notes are one, too."""
        known = self.sources.get(key)
        if known is not None:
            return known
        label = self.language.label("my-notes")
        return Source(OWN_KEY, label, label) if key == OWN_KEY else Source(key, key, key)

    def mark_class(self, key: str) -> str:
        """The style class that gives a source its colour, the same on every page."""
        return self._colours.get(key, "source-own")

    def know_first(self, topic: Topic) -> tuple[Named, ...]:
        """The topics to know before this one, without what others of them imply."""
        return self.named(self.order.know_first.get(topic.concept.name, ()))

    def leads_to(self, topic: Topic) -> tuple[Named, ...]:
        """The topics that this one is to be known for, as the syllabus has them."""
        return self.named(self.order.leads_to.get(topic.concept.name, ()))

    def named(self, names: Iterable[str]) -> tuple[Named, ...]:
        """Those of these concepts that have a page."""
        return tuple(found for name in names if (found := self._named.get(name)) is not None)

    def leftover(self, path: NotePath) -> Leftover:
        """The text of a note that belongs to no concept."""
        return self._left[path]

    def place_in_area(self, topic: Topic) -> tuple[int, int]:
        """Which topic of its area this is, from 1, and how many the area has."""
        return self._places[topic.concept.name], self._sizes[topic.concept.area]

    def __post_init__(self) -> None:
        # Asked once per page: looking through all topics each time would take ever longer.
        sizes: Counter[str] = Counter()
        places: dict[str, int] = {}
        for topic in self.topics.values():
            sizes[topic.concept.area] += 1
            places[topic.concept.name] = sizes[topic.concept.area]
        colours = {key: f"source-{n % COLOURS + 1}" for n, key in enumerate(self.sources)}
        object.__setattr__(self, "_colours", colours)
        object.__setattr__(self, "_sizes", sizes)
        object.__setattr__(self, "_places", places)
        named = {n: Named(n, topic_page(topic.concept)) for n, topic in self.topics.items()}
        object.__setattr__(self, "_named", named)
        left = {leftover.note.note.path: leftover for leftover in self.leftovers}
        object.__setattr__(self, "_left", left)

    def sources_of(self, topic: Topic) -> tuple[str, ...]:
        """The keys of the sources that feed a topic, in the author's order."""
        keys = {claim.note.note.source for claim in topic.claims}
        ordered = [key for key in self.sources if key in keys]
        return tuple(ordered + sorted(keys - set(ordered)))


def href(page: str, target: str, anchor: str = "") -> str:
    """The relative address of one Markdown file of the site from another, ready for a link."""
    if target == page:
        return f"#{anchor}" if anchor else quote(posixpath.basename(target))
    path = posixpath.relpath(target, posixpath.dirname(page) or ".")
    return quote(path) + (f"#{anchor}" if anchor else "")


def topic_href(page: str, topic: Topic) -> str:
    """The address of a topic page from another page."""
    return href(page, topic_page(topic.concept))


def source_href(page: str, source: Source) -> str:
    """The address of a source's page from another page."""
    return href(page, source_page(source.key))
