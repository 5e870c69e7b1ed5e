"""Mentions: where a note names a concept without a link, and which of these become links.

Names are found in the text as a reader sees it, never in code, formulas or links, and compared as
everywhere (``syntopic.names``). What becomes a link is decided here alone; rendering writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from syntopic.linking.memory import Memory
from syntopic.linking.mentions.by_hand import ByHand, by_hand
from syntopic.linking.mentions.choosing import Known, mentions
from syntopic.linking.mentions.naming import names_of
from syntopic.linking.mentions.pages import Stretch, stretches
from syntopic.linking.mentions.values import Mention, Why
from syntopic.linking.places import topic_page
from syntopic.linking.resolve import Resolver
from syntopic.model import Concept, Leftover, Topic

__all__ = ["Mention", "Why", "find_mentions"]


def find_mentions(
    topics: Sequence[Topic],
    leftovers: Sequence[Leftover],
    resolver: Resolver,
    concepts: Iterable[Concept] = (),
    *,
    language: str = "en",
    automatic: bool = True,
    memory: Memory,
) -> Iterator[tuple[Mention, ...]]:
    """Yield all mentions of topics, page by page.

    ``concepts`` are those without a page, too: their names are looked for, so that no part of them
    is taken for another name. Not ``automatic``: none becomes a link.
    """
    known = _known([topic.concept for topic in topics], concepts, language, automatic, memory)
    times: Counter[str] = Counter()
    for page, some, linked in _pages(tuple(stretches(topics, leftovers)), resolver):
        find = partial(_found, some, linked, known)
        yield memory.mentions.of((page, times[page]), find.args, find)
        times[page] += 1
    memory.mentions.forget()


def _known(
    own: Sequence[Concept],
    others: Iterable[Concept],
    language: str,
    automatic: bool,
    memory: Memory,
) -> Known:
    """Return what is known of the names; the same value as long as nothing about it changes."""
    targets = {concept.name: topic_page(concept) for concept in own}
    wishes = {concept.name: concept.autolink for concept in own}
    named = (*own, *others)

    def known() -> Known:
        nothing = ByHand((), {}, {})
        return Known(names_of(named, language), targets, wishes, nothing, automatic)

    told = tuple((concept.name, concept.aliases) for concept in named)
    found: Known = memory.known.of((told, targets, wishes, language, automatic), known)
    return found


def _found(some: Sequence[Stretch], linked: ByHand, known: Known) -> tuple[Mention, ...]:
    return tuple(mentions(some, replace(known, linked=linked)))


def _pages(
    all_: Sequence[Stretch], resolver: Resolver
) -> Iterator[tuple[str, tuple[Stretch, ...], ByHand]]:
    """Yield each page with its stretches, and what is linked by hand there and in its notes."""
    linked = by_hand(all_, resolver)
    first = 0
    for page, group in groupby(all_, key=lambda stretch: stretch.page):
        some = tuple(group)
        notes = {part.note.path for stretch in some for part in stretch.parts}
        yield (
            page,
            some,
            ByHand(
                linked.stretches[first : first + len(some)],
                {note: linked.notes[note] for note in notes if note in linked.notes},
                {page: linked.pages[page]} if page in linked.pages else {},
            ),
        )
        first += len(some)
