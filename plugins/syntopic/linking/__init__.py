"""From topics to links: where each reference leads, and who refers to whom.

Knows the whole garden; knows no HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from syntopic.linking.embedding import Embedding, embedding
from syntopic.linking.memory import Memory
from syntopic.linking.mentions import Mention, Why, find_mentions
from syntopic.linking.places import Place, Places, places_of, source_page, topic_page
from syntopic.linking.private import private_files, private_problem
from syntopic.linking.problems import link_problem
from syntopic.linking.resolve import Found, Missing, Resolver
from syntopic.model import (
    BlockId,
    Claim,
    Concept,
    Leftover,
    Link,
    NotePath,
    Problem,
    Topic,
)

__all__ = [
    "Backlink",
    "Links",
    "Memory",
    "Mention",
    "Place",
    "Places",
    "Resolver",
    "Why",
    "link",
    "source_page",
    "topic_page",
    "without_attachments",
]


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link from another page: that page, and the sentence in which the link stands.

    ``text`` is what carries the link, ``at`` where in the sentence that begins (-1: not known).
    ``by_hand`` tells that its author wrote the link; else the sentence only names the concept.
    """

    page: str
    title: str
    sentence: str
    text: str
    at: int = -1
    by_hand: bool = True


@dataclass(frozen=True, slots=True)
class Links:
    """How the garden hangs together.

    ``outgoing`` are the pages that a page links to, in order; ``backlinks`` the reverse, with
    sentences. ``used`` are the attachments that public pages show, ``embedded`` what each
    ``![[…]]`` shows that means a part of the garden. ``mentions`` are all places where a topic is
    named without a link, ``marks`` those of each block that become links; in ``outgoing`` and
    ``backlinks`` they stand behind what is linked by hand.
    """

    places: Places
    resolver: Resolver
    outgoing: dict[str, tuple[str, ...]]
    backlinks: dict[str, tuple[Backlink, ...]]
    used: tuple[NotePath, ...]
    problems: tuple[Problem, ...]
    embedded: Embedding = field(default_factory=Embedding)
    mentions: tuple[Mention, ...] = ()
    marks: Mapping[BlockId, tuple[Mention, ...]] = field(default_factory=dict)


def link(
    topics: Sequence[Topic],
    leftovers: Sequence[Leftover],
    attachments: Iterable[NotePath],
    private: Mapping[NotePath, tuple[str, ...]] | None = None,
    concepts: Iterable[Concept] = (),
    *,
    language: str = "en",
    autolink: bool = True,
    memory: Memory | None = None,
) -> Links:
    """Resolves every link of every page once, and finds what is named without a link.

    ``concepts`` are those that the garden knows, with a page or without, ``language`` that of the
    notes. Without ``autolink`` no mention becomes a link.
    ``private`` are files that no page shows, with what they call themselves: what means one leads
    nowhere, which is no mistake. With the ``memory`` of the same garden only what has changed since
    is looked for again; the links are the same without it.
    """
    memory = memory or Memory()
    find = partial(
        _link,
        tuple(topics),
        tuple(leftovers),
        tuple(attachments),
        dict(private or {}),
        tuple(concepts),
        language,
        autolink,
    )
    found: Links = memory.link.of(find.args, partial(find, memory))
    return found


def _link(
    topics: Sequence[Topic],
    leftovers: Sequence[Leftover],
    attachments: Sequence[NotePath],
    private: Mapping[NotePath, tuple[str, ...]],
    concepts: Sequence[Concept],
    language: str,
    autolink: bool,
    memory: Memory,
) -> Links:
    places = places_of(topics, leftovers, attachments)
    resolver = Resolver(places, hidden=private_files(private))
    outgoing: dict[str, dict[str, None]] = {}
    backlinks: dict[str, dict[Backlink, None]] = {}
    used: set[NotePath] = set()
    problems: list[Problem] = []
    for page, title, path, reference in _references(topics, leftovers):
        resolution = resolver.resolve(reference.target, reference.fragment, reference.wiki, path)
        problem = link_problem(reference, path, resolution, places.attachments)
        if isinstance(resolution, Missing) and resolution.private is not None:
            problem = private_problem(reference, path, resolution.private)
        if problem is not None:
            problems.append(problem)
        if not isinstance(resolution, Found):
            continue
        if resolution.attachment is not None:
            used.add(resolution.attachment)
        elif resolution.place.page != page:
            target = resolution.place.page
            outgoing.setdefault(page, {})[target] = None
            back = Backlink(page, title, reference.sentence, reference.text, reference.at)
            backlinks.setdefault(target, {})[back] = None
    references = ((page, path, link) for page, _, path, link in _references(topics, leftovers))
    embedded = embedding(references, topics, leftovers, resolver)
    links = Links(
        places,
        resolver,
        {page: tuple(targets) for page, targets in outgoing.items()},
        {page: tuple(found) for page, found in backlinks.items()},
        tuple(sorted(used)),
        tuple(dict.fromkeys((*problems, *embedded.problems))),
        embedded,
    )
    pages = find_mentions(
        topics,
        leftovers,
        resolver,
        concepts,
        language=language,
        automatic=autolink,
        memory=memory,
    )
    return _with_mentions(links, tuple(pages), memory)


def _with_mentions(links: Links, pages: Sequence[tuple[Mention, ...]], memory: Memory) -> Links:
    outgoing = {page: dict.fromkeys(targets) for page, targets in links.outgoing.items()}
    backlinks = {page: dict.fromkeys(found) for page, found in links.backlinks.items()}
    marks: dict[BlockId, list[Mention]] = {}
    times: Counter[str] = Counter()
    for mentions in pages:
        page = mentions[0].page if mentions else ""
        made = memory.backlinks.of((page, times[page]), mentions, partial(_backlinks, mentions))
        times[page] += 1
        for mention, backlink in made:
            outgoing.setdefault(page, {})[mention.target] = None
            backlinks.setdefault(mention.target, {})[backlink] = None
            marks.setdefault(mention.block, []).append(mention)
    memory.backlinks.forget()
    return replace(
        links,
        outgoing={page: tuple(targets) for page, targets in outgoing.items()},
        backlinks={page: tuple(found) for page, found in backlinks.items()},
        mentions=tuple(chain.from_iterable(pages)),
        marks={block: tuple(found) for block, found in marks.items()},
    )


def _backlinks(mentions: Iterable[Mention]) -> tuple[tuple[Mention, Backlink], ...]:
    return tuple((mention, _backlink(mention)) for mention in mentions if mention.linked)


def _backlink(mention: Mention) -> Backlink:
    sentence, at = mention.sentence
    text = " ".join(mention.text.split())
    return Backlink(mention.page, mention.title, sentence, text, at, by_hand=False)


def without_attachments(links: Links, withheld: Collection[NotePath]) -> Links:
    """The links of a garden some of whose files are not published: nothing leads to those.

    They are no problem of links, since whoever withholds a file says so.
    """
    if not withheld:
        return links
    used = tuple(path for path in links.used if path not in withheld)
    resolver = replace(links.resolver, withheld=frozenset(withheld), _cache={})
    return replace(links, resolver=resolver, used=used)


def _references(
    topics: Sequence[Topic], leftovers: Sequence[Leftover]
) -> Iterator[tuple[str, str, NotePath, Link]]:
    for topic in topics:
        page, title = topic_page(topic.concept), topic.concept.name
        synthesis: tuple[Claim, ...] = (topic.synthesis,) if topic.synthesis else ()
        for claim in (*synthesis, *topic.claims):
            for part in claim.content:
                for reference in part.links:
                    yield page, title, claim.note.note.path, reference
        if topic.picture is not None and topic.picture.target:
            target = topic.picture.target.strip("![]")
            note = topic.picture.note.path
            yield page, title, note, Link(target, "", "", True, True, "", 1)
    for leftover in leftovers:
        note_value = leftover.note.note
        page = source_page(note_value.source)
        for part in leftover.content:
            for reference in part.links:
                yield page, leftover.title, note_value.path, reference
