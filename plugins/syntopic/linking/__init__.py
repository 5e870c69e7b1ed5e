"""From topics to links: where each reference leads, and who refers to whom.

Knows the whole garden; knows no HTML.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from syntopic.linking.backlinks import Backlink
from syntopic.linking.embedding import Embedding, embedding
from syntopic.linking.index import Index
from syntopic.linking.joining import Bond, automatic, backlinks, bonds, marks, outgoing
from syntopic.linking.leading import leading
from syntopic.linking.memory import Memory, Process
from syntopic.linking.mentions import Mention, Why, find_mentions
from syntopic.linking.mentions.by_hand import across
from syntopic.linking.mentions.kept import Mentioning
from syntopic.linking.mentions.pages import Stretch, stretches
from syntopic.linking.places import Place, Places, source_page, topic_page
from syntopic.linking.placing import places_of
from syntopic.linking.private import private_files
from syntopic.linking.resolve import Resolver
from syntopic.linking.tellings import Telling, tellings_of
from syntopic.model import BlockId, Concept, Leftover, NotePath, Problem, Topic

__all__ = [
    "Backlink",
    "Bond",
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
class Links:
    """How the garden hangs together.

    ``outgoing`` are the pages that a page links to, in order; ``backlinks`` the reverse, with
    sentences. ``used`` are the attachments that public pages show, ``embedded`` what each
    ``![[…]]`` shows that means a part of the garden. ``mentions`` are all places where a topic is
    named without a link, ``marks`` those of each block that become links; in ``outgoing`` and
    ``backlinks`` they stand behind what is linked by hand. ``bonds`` are the pages to which notes
    refer, by hand or not.

    With the memory of a build before, whatever is the same is the same object: what is said of a
    page, a note or a block that nothing new concerns.
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
    bonds: tuple[Bond, ...] = ()


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
    process = memory.process
    find = partial(
        _link,
        tellings_of(topics, leftovers, memory.tellings),
        frozenset(attachments),
        dict(private or {}),
        tuple(concepts),
        language,
        autolink,
    )
    found: Links = process.link.of(find.args, partial(find, memory), saved=False)
    if not process.link.why:
        memory.rest()
    return found


def _link(
    tellings: Sequence[Telling],
    attachments: frozenset[NotePath],
    private: Mapping[NotePath, tuple[str, ...]],
    concepts: Sequence[Concept],
    language: str,
    autolink: bool,
    memory: Memory,
) -> Links:
    process = memory.process
    places = places_of(tellings, attachments, process.placing)
    hidden = process.private.of(private, partial(private_files, private), saved=False)
    resolver = Resolver(places, _index(places, process), hidden=hidden)
    sections = _sections(tellings, process)
    led = leading(tellings, sections, resolver, process.led)
    embedded = embedding(tellings, [one.steps for one in led], resolver, process.embeds)
    linked = across(tellings, [one.linked for one in led])
    mentions = find_mentions(
        tellings,
        sections,
        linked,
        concepts,
        language=language,
        automatic=autolink,
        kept=Mentioning(memory.known, memory.mentions),
    )
    joining = process.joining
    marked = automatic(tellings, mentions, joining.automatic)
    back = [one.backlinks for one in led], [one.backlinks for one in marked]
    problems = chain.from_iterable(one.problems for one in led)
    return Links(
        places,
        resolver,
        outgoing(tellings, back, joining.outgoing),
        backlinks(tellings, back, joining.backlinks),
        tuple(sorted(frozenset[NotePath]().union(*(one.used for one in led)))),
        tuple(dict.fromkeys((*problems, *embedded.problems))),
        embedded,
        tuple(chain.from_iterable(mentions)),
        marks(marked),
        bonds(tellings, led, marked, joining.bonds),
    )


def _index(places: Places, process: Process) -> Index:
    """All names that links may use, as before if there are no others."""
    index = Index.of(places)
    made_from = (tuple(places.names), index.concepts, index.titles, index.notes, index.attachments)
    return process.index.of(made_from, lambda: index, saved=False)


def _sections(tellings: Sequence[Telling], process: Process) -> tuple[tuple[Stretch, ...], ...]:
    kept = process.stretches
    kept.begin()
    found = tuple(kept.of(one.key, one, partial(stretches, one), saved=False) for one in tellings)
    kept.forget()
    return found


def without_attachments(links: Links, withheld: Collection[NotePath]) -> Links:
    """The links of a garden some of whose files are not published: nothing leads to those.

    They are no problem of links, since whoever withholds a file says so.
    """
    if not withheld:
        return links
    used = tuple(path for path in links.used if path not in withheld)
    return replace(links, resolver=links.resolver.without(withheld), used=used)
