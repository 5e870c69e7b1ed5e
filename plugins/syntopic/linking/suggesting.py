"""What a concept may build on although nobody says so: guessed from what explains it.

Liang et al. (2015) found that the asymmetry of who refers to whom tells prerequisites apart; on
notes it is right in about two of three cases, so it is told to the author and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from syntopic.linking import Links, topic_page
from syntopic.linking.mentions import Mention, Why
from syntopic.linking.order import Order
from syntopic.linking.resolve import Found
from syntopic.model import Block, Facet, Gathered, NotePath, Origin

EXPLAINING = frozenset(
    {Facet.SYNTHESIS, Facet.PLAIN_ENGLISH, Facet.INTUITION, Facet.FORMULA, Facet.HOW_IT_WORKS}
)
"""Where a note explains a concept; what it names elsewhere may be an example or a use."""

MEANT = frozenset({Why.LINKED, Why.AGAIN, Why.FOLDED})
"""Mentions that count; single words and quoted ones are too often something else."""

FEWEST = 2
"""Lines that have to name the one concept; a single one is too often by the way."""

MOST = 2
"""Suggestions for one concept: the next ones would be weaker, and these may settle them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That ``concept`` may require another one, with the places that explain it with that."""

    concept: str
    requires: str
    places: tuple[Origin, ...]


def suggested_requirements(
    concepts: Sequence[Gathered], links: Links, order: Order
) -> tuple[Suggestion, ...]:
    """Suggestions in learning order, the strongest of each concept first.

    One concept is explained with the other in ``FEWEST`` lines or more, the other is never
    explained with it, and nobody says which comes first: neither a requirement nor, the other way
    round, the syllabus.
    """
    names = {topic_page(told.concept): told.concept.name for told in concepts}
    mentions: dict[str, list[Mention]] = {}
    for mention in links.mentions:
        mentions.setdefault(mention.page, []).append(mention)
    explained: dict[tuple[str, str], set[Origin]] = {}
    named: set[tuple[str, str]] = set()
    for told in concepts:
        name = told.concept.name
        here = mentions.get(topic_page(told.concept), ())
        for page, is_meant, origin in (*_linked(told, links), *_mentioned(told, here)):
            if names.get(page, name) != name:
                named.add((name, names[page]))
                if is_meant:
                    explained.setdefault((name, names[page]), set()).add(origin)
    found: dict[str, list[Suggestion]] = {}
    for (name, other), places in explained.items():
        if len(places) >= FEWEST and (other, name) not in named and _is_open(name, other, order):
            ordered = sorted(places, key=lambda place: (place.path, place.first_line))
            found.setdefault(name, []).append(Suggestion(name, other, tuple(ordered)))
    return tuple(one for name in order.concepts for one in _best(found.get(name, ()), order))


def _is_open(name: str, other: str, order: Order) -> bool:
    """Whether one concept may require the other, as far as anybody has said."""
    if other in order.before(name) or name in order.before(other):
        return False
    mine, its = order.concepts[name].position, order.concepts[other].position
    return mine is None or its is None or its < mine


def _best(found: Sequence[Suggestion], order: Order) -> tuple[Suggestion, ...]:
    """The strongest, without those that others of them imply."""
    implied = {name for one in found for name in order.before(one.requires)}
    left = [one for one in found if one.requires not in implied]
    return tuple(sorted(left, key=lambda one: (-len(one.places), one.requires))[:MOST])


def _linked(told: Gathered, links: Links) -> Iterator[tuple[str, bool, Origin]]:
    """The pages that what explains a concept is linked to by hand, which is meant, and where."""
    for block, path in _explaining(told):
        for link in block.links:
            found = links.resolver.resolve(link.target, link.fragment, link.wiki, path)
            if isinstance(found, Found) and found.attachment is None and not link.embed:
                yield found.place.page, True, Origin(path, link.line, link.line)


def _mentioned(told: Gathered, mentions: Iterable[Mention]) -> Iterator[tuple[str, bool, Origin]]:
    """The same of the names that stand in it, which may mean something else."""
    blocks = {block.id for block, _ in _explaining(told)}
    for one in mentions:
        if one.block in blocks:
            yield one.target, one.why in MEANT, Origin(one.note, one.line, one.line)


def _explaining(told: Gathered) -> Iterator[tuple[Block, NotePath]]:
    """The blocks that explain a concept, each with its note."""
    if told.synthesis is not None:
        path = told.synthesis.note.note.path
        yield from ((part, path) for part in told.synthesis.content if isinstance(part, Block))
    for passage in told.passages:
        if passage.facet in EXPLAINING:
            yield from ((block, passage.note.path) for block in passage.blocks)
