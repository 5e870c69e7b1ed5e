"""Mentions: where a note names a concept without a link, and which of these become links.

Names are found in the text as a reader sees it, never in code, formulas or links, and compared as
everywhere (``syntopic.names``). What becomes a link is decided here alone; rendering writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from syntopic.linking.mentions.by_hand import by_hand
from syntopic.linking.mentions.choosing import Known, mentions
from syntopic.linking.mentions.naming import names_of
from syntopic.linking.mentions.pages import stretches
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
) -> tuple[Mention, ...]:
    """Return all mentions of topics, in the order of the pages.

    ``concepts`` are those without a page, too: their names are looked for, so that no part of them
    is taken for another name. Not ``automatic``: none becomes a link.
    """
    pages = tuple(stretches(topics, leftovers))
    own = [topic.concept for topic in topics]
    known = Known(
        names_of((*own, *concepts), language),
        {concept.name: topic_page(concept) for concept in own},
        {concept.name: concept.autolink for concept in own},
        by_hand(pages, resolver),
        automatic,
    )
    return tuple(mentions(pages, known))
