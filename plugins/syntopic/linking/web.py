"""The web of topics: which notes lead from one to another, and which topics meet in a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from syntopic.linking import Links
from syntopic.linking.places import source_page, topic_page
from syntopic.linking.resolve import Found
from syntopic.model import Block, Leftover, NotePath, Topic

Reference = tuple[str, NotePath, str]
"""A link that leads somewhere: the page it stands on, the note it is written in, and its page."""


@dataclass(frozen=True)
class Web:
    """Topics, by their page, and what binds them.

    ``links`` holds, for each topic, the topics that it refers to with the notes that do;
    ``requires`` what it builds on; ``named`` what its notes name as related. ``notes`` are the
    topics that each note refers to; ``loose`` are those of the notes that stand on no topic's page.
    """

    topics: dict[str, Topic]
    links: dict[str, dict[str, frozenset[NotePath]]]
    requires: dict[str, tuple[str, ...]]
    named: dict[str, tuple[str, ...]]
    notes: dict[NotePath, frozenset[str]]
    loose: frozenset[NotePath] = frozenset()

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each topic in the order of the garden."""
        return {page: place for place, page in enumerate(self.topics)}

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
            for page in self.topics
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


def references(
    topics: Sequence[Topic], leftovers: Iterable[Leftover], links: Links
) -> Iterator[Reference]:
    """Every link in a note that leads to a page, by hand or as a mention that is shown as one."""
    for page, note, content in _written(topics, leftovers):
        for part in content:
            for link in part.links if isinstance(part, Block) else ():
                found = links.resolver.resolve(link.target, link.fragment, link.wiki, note)
                if isinstance(found, Found) and found.attachment is None:
                    yield page, note, found.place.page
    for mention in links.mentions:
        if mention.linked:
            yield mention.page, mention.note, mention.target


def _written(
    topics: Sequence[Topic], leftovers: Iterable[Leftover]
) -> Iterator[tuple[str, NotePath, Iterable[object]]]:
    for topic in topics:
        synthesis = (topic.synthesis,) if topic.synthesis is not None else ()
        for claim in (*synthesis, *topic.claims):
            yield topic_page(topic.concept), claim.note.note.path, claim.content
    for leftover in leftovers:
        note = leftover.note.note
        yield source_page(note.source), note.path, leftover.content


def web_of(topics: Sequence[Topic], references: Iterable[Reference]) -> Web:
    """Ties the topics together; references to or from other pages count for their notes alone."""
    pages = {topic_page(topic.concept): topic for topic in topics}
    by_name = {topic.concept.name: page for page, topic in pages.items()}
    links: dict[str, dict[str, set[NotePath]]] = defaultdict(lambda: defaultdict(set))
    notes: dict[NotePath, set[str]] = defaultdict(set)
    placed: set[NotePath] = set()
    for page, note, target in references:
        if target not in pages:
            continue
        notes[note].add(target)
        if page in pages:
            placed.add(note)
        if page in pages and page != target:
            links[page][target].add(note)
    return Web(
        pages,
        {page: {t: frozenset(n) for t, n in found.items()} for page, found in links.items()},
        {page: _pages(topic.concept.requires, by_name, page) for page, topic in pages.items()},
        {page: _pages(topic.concept.related, by_name, page) for page, topic in pages.items()},
        {note: frozenset(found) for note, found in notes.items()},
        frozenset(notes.keys() - placed),
    )


def _pages(names: Iterable[str], by_name: dict[str, str], own: str) -> tuple[str, ...]:
    found = dict.fromkeys(by_name[name] for name in names if name in by_name)
    return tuple(page for page in found if page != own)
