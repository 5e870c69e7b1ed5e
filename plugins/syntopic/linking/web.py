"""The web of topics: which notes lead from one to another, and which topics meet in a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, partial
from typing import Any

from syntopic.linking import Bond, Links, Memory
from syntopic.linking.joining import bond
from syntopic.linking.places import topic_page
from syntopic.memory import Lasts
from syntopic.model import Block, NotePath, Topic

WORDS = 1500
"""Characters of each topic that are compared where links decide nothing."""

Reference = tuple[str, NotePath, str]
"""A link that leads somewhere: the page it stands on, the note it is written in, and its page."""


@dataclass(frozen=True)
class Web:
    """Topics, by their page, and what binds them.

    ``names`` are those of the concepts, in the order of the garden, and ``words`` the first that
    are written of each. ``links`` holds, for each topic, the topics that it refers to with the
    notes that do; ``requires`` what it builds on; ``named`` what its notes name as related.
    ``notes`` are the topics that each note refers to; ``loose`` are those of the notes that stand
    on no topic's page.
    """

    names: Mapping[str, str]
    words: Mapping[str, str]
    links: Mapping[str, Mapping[str, frozenset[NotePath]]]
    requires: Mapping[str, tuple[str, ...]]
    named: Mapping[str, tuple[str, ...]]
    notes: Mapping[NotePath, frozenset[str]]
    loose: frozenset[NotePath] = frozenset()

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it; the rest is soon found out again."""
        return Web, tuple(getattr(self, part.name) for part in fields(self))

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each topic in the order of the garden."""
        return {page: place for place, page in enumerate(self.names)}

    @cached_property
    def back(self) -> dict[str, dict[str, frozenset[NotePath]]]:
        """The same as ``links``, seen from where they lead."""
        found: dict[str, dict[str, frozenset[NotePath]]] = defaultdict(dict)
        for page, targets in self.links.items():
            for target, notes in targets.items():
                found[target][page] = notes
        return dict(found)

    @cached_property
    def followers(self) -> dict[str, tuple[str, ...]]:
        """What builds on each topic, in the order of the garden."""
        found: dict[str, list[str]] = defaultdict(list)
        for page, needed in self.requires.items():
            for one in needed:
                found[one].append(page)
        return {page: tuple(pages) for page, pages in found.items()}

    @cached_property
    def neighbours(self) -> dict[str, frozenset[str]]:
        """Every topic that is one step away, in whatever direction."""
        return {
            page: frozenset(
                (
                    *self.links.get(page, ()),
                    *self.back.get(page, ()),
                    *self.requires.get(page, ()),
                    *self.followers.get(page, ()),
                )
            )
            for page in self.names
        }

    def together(self, one: str, other: str) -> frozenset[NotePath]:
        """The notes that refer to both topics."""
        return self.told.get(one, frozenset()) & self.told.get(other, frozenset())

    @cached_property
    def told(self) -> dict[str, frozenset[NotePath]]:
        """The notes that refer to each topic."""
        found: dict[str, set[NotePath]] = defaultdict(set)
        for note, pages in self.notes.items():
            for page in pages:
                found[page].add(note)
        return {page: frozenset(notes) for page, notes in found.items()}


def references(links: Links) -> Iterator[Reference]:
    """Every link in a note that leads to a page, by hand or as a mention that is shown as one."""
    for one in links.bonds:
        for note, targets in one.notes.items():
            yield from ((one.page, note, target) for target in targets)


def bonds_of(found: Iterable[Reference]) -> tuple[Bond, ...]:
    """References, put together by page."""
    pages: dict[str, dict[NotePath, set[str]]] = {}
    for page, note, target in found:
        pages.setdefault(page, {}).setdefault(note, set()).add(target)
    return tuple(
        bond(page, {note: frozenset(targets) for note, targets in notes.items()})
        for page, notes in pages.items()
    )


def web_of(topics: Sequence[Topic], bonds: Iterable[Bond], memory: Memory | None = None) -> Web:
    """Ties the topics together; references to or from other pages count for their notes alone."""
    pages = {topic_page(topic.concept): topic for topic in topics}
    by_name = {topic.concept.name: page for page, topic in pages.items()}
    links: dict[str, Mapping[str, frozenset[NotePath]]] = {}
    notes: dict[NotePath, frozenset[str]] = {}
    placed: set[NotePath] = set()
    for one in bonds:
        for note, all_ in one.notes.items():
            targets = all_ if all_ <= pages.keys() else all_ & pages.keys()
            if targets:
                notes[note] = notes[note] | targets if note in notes else targets
                placed.update((note,) if one.page in pages else ())
        if one.page in pages and (own := _among(one.pages, pages)):
            links[one.page] = own
    return Web(
        {page: topic.concept.name for page, topic in pages.items()},
        _words_of(pages, (memory or Memory()).process.words),
        links,
        {page: _pages(topic.concept.requires, by_name, page) for page, topic in pages.items()},
        {page: _pages(topic.concept.related, by_name, page) for page, topic in pages.items()},
        notes,
        frozenset(notes.keys() - placed),
    )


def _among(
    found: Mapping[str, frozenset[NotePath]], pages: Collection[str]
) -> Mapping[str, frozenset[NotePath]]:
    if all(page in pages for page in found):
        return found
    return {page: notes for page, notes in found.items() if page in pages}


def _words_of(pages: Mapping[str, Topic], kept: Lasts[str, str]) -> dict[str, str]:
    kept.begin()
    words = {
        page: kept.of(page, topic, partial(_words, topic), saved=False)
        for page, topic in pages.items()
    }
    kept.forget()
    return words


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


def _pages(names: Iterable[str], by_name: dict[str, str], own: str) -> tuple[str, ...]:
    found = dict.fromkeys(by_name[name] for name in names if name in by_name)
    return tuple(page for page in found if page != own)
