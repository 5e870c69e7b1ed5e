"""Related concepts: what belongs to a concept, ranked by links, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import NamedTuple

from syntopic.languages import Language
from syntopic.linking.memory import Memory
from syntopic.linking.ranking import Ranking
from syntopic.linking.rewoven import Reads, touched
from syntopic.linking.web import Web
from syntopic.model import NotePath

MOST = 5
"""Related concepts that a page names; a longer list is read by nobody."""

FEWEST_SHARED = 2
"""Neighbours that two topics must share if nothing else binds them: one is nearly always chance."""

MOST_NAMES = 2
"""Shared neighbours that a reason names."""


class Why(StrEnum):
    """What binds two concepts, in the order in which it is told."""

    NAMED = "named"
    LINKED = "linked"
    BUILD_ON = "build-on"
    LEAD_TO = "lead-to"
    TOGETHER = "together"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a concept is related: ``count`` are the notes that say so, ``names`` the concepts.

    ``note`` is the note that says so, where it is one.
    """

    why: Why
    count: int = 0
    names: tuple[str, ...] = ()
    note: NotePath | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A related concept: its page, its name, and one reason or two, the strongest first."""

    page: str
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The related concepts of one topic, and what else of the web they were found by."""

    found: tuple[Related, ...]
    reads: Reads


class RowsFrom(NamedTuple):
    """What they were found from; the order decides between equals."""

    web: Web
    order: tuple[str, ...]
    language: Language


def related(
    web: Web, language: Language, memory: Memory | None = None
) -> dict[str, tuple[Related, ...]]:
    """The related concepts of each topic, by its page; at most five, best first.

    What stands at the head of a page ("know first", "leads to") is left out, unless there is
    nothing else. With the ``memory`` of the same garden only those are looked for again that
    something has changed for since: links near by, the words that are compared, or the order.
    """
    last = (memory or Memory()).related
    made_from = RowsFrom(web, tuple(web.names), language)
    rows = last.of(made_from, partial(_rows, made_from, last.made))
    return {page: row.found for page, row in rows.items()}


def _rows(now: RowsFrom, kept: tuple[object, Mapping[str, Row]] | None) -> dict[str, Row]:
    ranking = Ranking(now.web, now.language)
    before, rows = kept if kept is not None else (None, {})
    anew = set(now.web.names)
    if isinstance(before, RowsFrom) and before.language == now.language:
        reads = {page: row.reads for page, row in rows.items()}
        anew = touched(before.web, now.web, reads)
    return {
        page: _again(_row(page, ranking), rows.get(page)) if page in anew else rows[page]
        for page in now.web.names
    }


def _again(row: Row, before: Row | None) -> Row:
    """A row; what it found is the same object as before where it is the same."""
    if before is None or before.found != row.found:
        return row
    return Row(before.found, row.reads)


def _row(page: str, ranking: Ranking) -> Row:
    web, reads = ranking.web, Reads()
    named = web.named.get(page, ())
    told = {*web.requires.get(page, ()), *web.followers.get(page, ())} - set(named)
    ranked = ranking.ranked(page, 4 * MOST + len(told), reads.compared)
    order = dict.fromkeys((*named, *ranked))
    fresh = [other for other in order if other not in told] or list(order)
    found = (
        Related(other, web.names[other], reasons)
        for other in fresh
        if (reasons := _reasons(page, other, web, reads))
    )
    return Row(tuple(islice(found, MOST)), reads)


def _reasons(page: str, other: str, web: Web, reads: Reads) -> tuple[Reason, ...]:
    reads.examined.add(other)
    found = [Reason(Why.NAMED)] if other in web.named.get(page, ()) else []
    if notes := _linking(page, other, web):
        found.append(_noted(Why.LINKED, notes))
    for why, both in (
        (Why.BUILD_ON, _both(page, other, web.requires)),
        (Why.LEAD_TO, _both(page, other, web.followers)),
    ):
        if both:
            found.append(Reason(why, names=_names(both, web, reads)))
    together = web.together(page, other)
    if together and not notes:
        found.append(_noted(Why.TOGETHER, together))
    shared = web.neighbours[page] & web.neighbours[other]
    if not found and len(shared) >= FEWEST_SHARED:
        found.append(Reason(Why.SHARE, names=_names(shared, web, reads)))
    return tuple(found[:2])


def _noted(why: Why, notes: Collection[NotePath]) -> Reason:
    return Reason(why, len(notes), note=next(iter(notes)) if len(notes) == 1 else None)


def _linking(page: str, other: str, web: Web) -> frozenset[NotePath]:
    """The notes of either topic that refer to the other."""
    none = frozenset[NotePath]()
    return web.links.get(page, {}).get(other, none) | web.links.get(other, {}).get(page, none)


def _both(page: str, other: str, of: Mapping[str, tuple[str, ...]]) -> Collection[str]:
    return set(of.get(page, ())) & set(of.get(other, ()))


def _names(pages: Collection[str], web: Web, reads: Reads) -> tuple[str, ...]:
    """The names of the most telling ones: those with the fewest neighbours."""
    reads.counted.update(pages)
    chosen = sorted(pages, key=lambda p: (len(web.neighbours[p]), web.order[p]))[:MOST_NAMES]
    return tuple(web.names[page] for page in chosen)
