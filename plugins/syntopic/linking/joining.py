"""Joins what was found telling by telling: what each page leads to, and what leads to it.

What is joined of the same parts is the same object as before, so that whoever keeps what was made
of it sees at a look that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TypeVar

from syntopic.linking.backlinks import Backlink, of_mention
from syntopic.linking.leading import Led
from syntopic.linking.mentions.values import Mention
from syntopic.linking.settling import settled
from syntopic.linking.tellings import Key, Telling
from syntopic.memory import Lasts
from syntopic.model import BlockId, NotePath

Value = TypeVar("Value")
Backlinks = dict[str, tuple[Backlink, ...]]
Marks = Mapping[BlockId, tuple[Mention, ...]]
Bonds = Mapping[NotePath, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Automatic:
    """What the mentions of one telling do that become links.

    ``backlinks`` go by the page that they lead to, ``marks`` by the block in which they stand,
    ``bonds`` are the pages to which each note refers so.
    """

    backlinks: Backlinks
    marks: dict[BlockId, tuple[Mention, ...]]
    bonds: dict[NotePath, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Bond:
    """The pages to which notes refer, by hand or not, in what they tell on one ``page``.

    ``notes`` has them by note; ``pages`` the notes by the page they refer to, their own left out.
    """

    page: str
    notes: Bonds
    pages: Mapping[str, frozenset[NotePath]]


@dataclass(slots=True)
class Joining:
    """What is kept of joining: by telling, and by page."""

    automatic: Lasts[Key, Automatic] = field(default_factory=Lasts)
    bonds: Lasts[Key, Bond] = field(default_factory=Lasts)
    outgoing: Lasts[str, tuple[str, ...]] = field(default_factory=Lasts)
    backlinks: Lasts[str, tuple[Backlink, ...]] = field(default_factory=Lasts)


def automatic(
    tellings: Sequence[Telling],
    mentions: Sequence[tuple[Mention, ...]],
    kept: Lasts[Key, Automatic],
) -> tuple[Automatic, ...]:
    """What the mentions of each telling do; what is kept holds for the same mentions."""
    kept.begin()
    made = tuple(
        kept.of(one.key, some, partial(_automatic, some), saved=False)
        for one, some in zip(tellings, mentions, strict=True)
    )
    kept.forget()
    return made


def _automatic(mentions: Iterable[Mention]) -> Automatic:
    backlinks: dict[str, dict[Backlink, None]] = {}
    marks: dict[BlockId, list[Mention]] = {}
    bonds: dict[NotePath, set[str]] = {}
    for mention in mentions:
        if mention.linked:
            backlinks.setdefault(mention.target, {})[of_mention(mention)] = None
            marks.setdefault(mention.block, []).append(mention)
            bonds.setdefault(mention.note, set()).add(mention.target)
    return Automatic(
        {page: tuple(some) for page, some in backlinks.items()},
        {block: tuple(some) for block, some in marks.items()},
        {note: frozenset(some) for note, some in bonds.items()},
    )


def bonds(
    tellings: Sequence[Telling],
    led: Sequence[Led],
    automatic: Sequence[Automatic],
    kept: Lasts[Key, Bond],
) -> tuple[Bond, ...]:
    """Which pages the notes of each telling refer to: by hand, and as mentions that are links."""
    notes = ((hand.bonds, more.bonds) for hand, more in zip(led, automatic, strict=True))
    kept.begin()
    made = tuple(
        kept.of(one.key, both, partial(_bond, one.page, *both), saved=False)
        for one, both in zip(tellings, notes, strict=True)
    )
    kept.forget()
    return made


def _bond(page: str, by_hand: Bonds, automatic: Bonds) -> Bond:
    none = frozenset[str]()
    notes = dict.fromkeys((*by_hand, *automatic))
    return bond(page, {n: by_hand.get(n, none) | automatic.get(n, none) for n in notes})


def bond(page: str, notes: Bonds) -> Bond:
    """The bond of what notes tell on a page, from the pages to which each of them refers."""
    pages: dict[str, set[NotePath]] = {}
    for note, targets in notes.items():
        for target in targets - {page}:
            pages.setdefault(target, set()).add(note)
    return Bond(page, notes, {target: frozenset(some) for target, some in pages.items()})


def outgoing(
    tellings: Sequence[Telling],
    found: Iterable[Sequence[Backlinks]],
    kept: Lasts[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    """The pages that each page leads to, in the order of the site.

    ``found`` is what each telling leads to, once by hand and once by mentions.
    """
    parts: dict[str, list[tuple[str, ...]]] = {}
    for some in found:
        for telling, one in zip(tellings, some, strict=True):
            if one:
                parts.setdefault(telling.page, []).append(tuple(one))
    return _joined(tellings, parts, kept)


def backlinks(
    tellings: Sequence[Telling],
    found: Iterable[Sequence[Backlinks]],
    kept: Lasts[str, tuple[Backlink, ...]],
) -> Backlinks:
    """What leads to each page, in the order of the site; ``found`` is as above."""
    parts: dict[str, list[tuple[Backlink, ...]]] = {}
    for page, some in chain.from_iterable(one.items() for part in found for one in part):
        parts.setdefault(page, []).append(some)
    return _joined(tellings, parts, kept)


def _joined(
    tellings: Iterable[Telling],
    parts: Mapping[str, Sequence[tuple[Value, ...]]],
    kept: Lasts[str, tuple[Value, ...]],
) -> dict[str, tuple[Value, ...]]:
    """For each page its parts in one, each value once."""
    kept.begin()
    pages = dict.fromkeys(one.page for one in tellings)
    joined = {
        page: settled(kept, page, tuple(parts[page]), partial(_one, parts[page]))
        for page in pages
        if page in parts
    }
    kept.forget()
    return joined


def _one(parts: Iterable[tuple[Value, ...]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def marks(found: Sequence[Automatic]) -> dict[BlockId, tuple[Mention, ...]]:
    """The mentions of each block that become links, those of its first page first."""
    joined: dict[BlockId, tuple[Mention, ...]] = {}
    for one in found:
        both = {block: joined[block] for block in joined.keys() & one.marks.keys()}
        joined.update(one.marks)
        joined.update({block: (*first, *one.marks[block]) for block, first in both.items()})
    return joined
