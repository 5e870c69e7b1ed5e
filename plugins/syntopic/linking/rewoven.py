"""For which topics related concepts have to be looked for again when the web has changed."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from syntopic.linking.ranking import BUSY
from syntopic.linking.web import Web

Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class Reads:
    """What related concepts were found by, besides the topic itself and its neighbours.

    The topics that were ``examined`` for reasons, those whose neighbours were ``counted``, and
    those whose words were ``compared``.
    """

    examined: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    compared: set[str] = field(default_factory=set)


def touched(before: Web, now: Web, reads: Mapping[str, Reads]) -> set[str]:
    """The topics whose related concepts may be others now, or that are new.

    A topic is ranked by what binds it, by the neighbours of its neighbours if these are not too
    many, and by the order of the garden. So a change reaches two steps far, and hardly ever beyond
    one: most of what is linked often brings nothing together, and words decide between few.
    """
    if not _in_order(before, now):
        return set(now.names)
    renamed = _differing(before.names, now.names)
    near = _differing(before.neighbours, now.neighbours)
    changed = renamed.union(
        near,
        _differing(before.links, now.links),
        _differing(before.back, now.back),
        _differing(before.requires, now.requires),
        _differing(before.followers, now.followers),
        _differing(before.named, now.named),
        _differing(before.told, now.told),
    )
    words = _differing(before.words, now.words)
    joining = {page for page in near if _joins(page, before) or _joins(page, now)}
    anew = changed | _told_apart(before, now)
    for page, read in reads.items():
        if page not in anew and not (
            joining.isdisjoint(now.neighbours.get(page, ()))
            and changed.isdisjoint(read.examined)
            and changed.isdisjoint(read.counted)
            and words.isdisjoint(read.compared)
        ):
            anew.add(page)
    return anew


def _in_order(before: Web, now: Web) -> bool:
    """Whether what is there before and now stands in the same order."""
    old = [page for page in before.names if page in now.names]
    return old == [page for page in now.names if page in before.names]


def _differing(before: Mapping[Key, object], now: Mapping[Key, object]) -> set[Key]:
    keys = before.keys() | now.keys()
    return {key for key in keys if before.get(key) != now.get(key)}


def _joins(page: str, web: Web) -> bool:
    """Whether a topic brings its neighbours together."""
    return len(web.neighbours.get(page, ())) <= BUSY


def _told_apart(before: Web, now: Web) -> set[str]:
    """The topics that meet in notes which stand on no topic's page, and are others now."""
    notes = _differing(before.notes, now.notes) | (before.loose ^ now.loose)
    loose = notes & (before.loose | now.loose)
    none: Set[str] = frozenset()
    return set(
        chain.from_iterable((*before.notes.get(n, none), *now.notes.get(n, none)) for n in loose)
    )
