"""Decides which mentions become links: the first of each concept in each section of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from syntopic.linking.mentions.by_hand import ByHand
from syntopic.linking.mentions.finding import Hit, hits
from syntopic.linking.mentions.naming import Names
from syntopic.linking.mentions.pages import Part, Stretch
from syntopic.linking.mentions.values import Mention, Why
from syntopic.model import Kind, Prose
from syntopic.names import name_key
from syntopic.parsing.prose import texts

_SPEAKING = frozenset({Kind.PARAGRAPH, Kind.LIST, Kind.TABLE, Kind.CALLOUT, Kind.READING})
"""Blocks in which the author speaks; the others quote, ask, or explain a letter."""

_ALL = frozenset({"all", "on", "true", "yes"})


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The garden as choosing sees it.

    ``targets`` are the pages of concepts, and ``wishes`` what their authors say of links to them
    (always, never, None: as it comes), both by the concept's name. ``automatic`` false: no links.
    """

    names: Names
    targets: Mapping[str, str]
    wishes: Mapping[str, bool | None]
    automatic: bool


@dataclass(frozen=True, slots=True)
class _Section:
    """A stretch of a page, what is linked in it by hand, and what has become a link so far.

    ``written`` takes what is looked up in it.
    """

    stretch: Stretch
    by_hand: Set[str]
    written: set[str]
    done: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where mentions of a block stand: what bars all of them, its note's vetoes, what is known."""

    part: Part
    barred: Why | None
    vetoes: Set[str]
    somewhere: Set[str]


def mentions(
    pages: Sequence[Stretch], linked: ByHand, known: Known, written: set[str]
) -> Iterator[Mention]:
    """Yield all mentions in the order of reading, each with what becomes of it.

    Concepts without a page are no targets, and no page mentions its own concept. ``linked`` is what
    is linked by hand; ``written`` takes all that is looked up, whether it is a name or not.
    """
    for stretch, here in zip(pages, linked.stretches, strict=True):
        section = _Section(stretch, here, written)
        for part in stretch.parts:
            if part.block.prose:
                standing = _standing(part, stretch.page, linked, known)
                yield from _of_part(standing, section, known)


def _standing(part: Part, page: str, linked: ByHand, known: Known) -> _Standing:
    vetoes = part.note.front.no_autolink
    barred = None
    if part.text is None:
        barred = Why.FOLDED
    elif not known.automatic or any(veto.casefold() in _ALL for veto in vetoes):
        barred = Why.VETOED
    elif part.block.kind not in _SPEAKING:
        barred = Why.QUIET
    somewhere = linked.somewhere(page, part.note.path)
    return _Standing(part, barred, frozenset(map(name_key, vetoes)), somewhere)


def _of_part(standing: _Standing, section: _Section, known: Known) -> Iterator[Mention]:
    part, stretch = standing.part, section.stretch
    for number, prose in enumerate(part.block.prose):
        for hit in hits(prose, known.names, section.written):
            concept = hit.meaning.name.concept
            target = known.targets.get(concept, stretch.page)
            if target == stretch.page:
                continue
            why = standing.barred or _why(prose, hit, target, standing, section, known)
            if why is Why.LINKED:
                section.done.add(target)
            yield Mention(
                concept,
                target,
                stretch.page,
                stretch.title,
                part.note.path,
                part.block.id,
                number,
                prose,
                hit.start,
                hit.end,
                why,
            )


def _why(
    prose: Prose, hit: Hit, target: str, standing: _Standing, section: _Section, known: Known
) -> Why:
    part, name = standing.part, hit.meaning.name
    if part.text and part.text != part.block.text and prose.text not in _shown(part.text):
        return Why.FOLDED
    wish = known.wishes.get(name.concept)
    if wish is False or (standing.vetoes and _is_vetoed(standing.vetoes, prose, hit)):
        return Why.VETOED
    if target in section.by_hand:
        return Why.BY_HAND
    if target in section.done:
        return Why.AGAIN
    meant = hit.meaning.distinct or wish or target in standing.somewhere
    return Why.LINKED if meant else Why.SINGLE


@lru_cache(maxsize=4)
def _shown(markdown: str) -> frozenset[str]:
    return texts(markdown)


def _is_vetoed(vetoes: Set[str], prose: Prose, hit: Hit) -> bool:
    """Whether a note's ``no-autolink`` names the concept, or the name that is written here."""
    name = hit.meaning.name
    written = (name.concept, name.written, prose.text[hit.start : hit.end])
    return not vetoes.isdisjoint(map(name_key, written))
