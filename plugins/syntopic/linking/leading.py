"""Where the links of a telling lead that its authors wrote: each is resolved once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from syntopic.linking.backlinks import Backlink
from syntopic.linking.index import Index
from syntopic.linking.mentions.by_hand import Linked, by_hand
from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.nesting import Step, steps_of
from syntopic.linking.places import Place
from syntopic.linking.private import private_problem
from syntopic.linking.problems import link_problem
from syntopic.linking.reads import Read
from syntopic.linking.resolve import Asked, Found, Meaning, Missing, Resolution, Resolver
from syntopic.linking.tellings import Key, Telling
from syntopic.memory import Lasts
from syntopic.model import Block, Link, NotePath, Problem, Topic


@dataclass(frozen=True, slots=True)
class Led:
    """What the links of one telling lead to.

    ``backlinks`` go by the page that they lead to, in order; ``used`` are attachments, ``steps``
    the embeds that show a part of the garden. ``bonds`` are the pages that each note refers to in
    its text, ``linked`` the same by section. ``known`` is what the resolver was asked.
    """

    backlinks: dict[str, tuple[Backlink, ...]]
    used: frozenset[NotePath]
    problems: tuple[Problem, ...]
    steps: tuple[tuple[Step, Place], ...]
    bonds: dict[NotePath, frozenset[str]]
    linked: Linked
    known: dict[Asked, Meaning]
    reads: tuple[Read, ...]


class LedFrom(NamedTuple):
    """What it was found from: what was told, all names, and what else its links depend on."""

    told: Telling
    names: Index
    places: tuple[object, ...]


@dataclass(slots=True)
class _Leading:
    """What has been found so far."""

    backlinks: dict[str, dict[Backlink, None]] = field(default_factory=dict)
    used: set[NotePath] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    steps: list[tuple[Step, Place]] = field(default_factory=list)
    bonds: dict[NotePath, dict[str, None]] = field(default_factory=dict)
    known: dict[Asked, Meaning] = field(default_factory=dict)


def leading(
    tellings: Sequence[Telling],
    stretches: Iterable[Sequence[Stretch]],
    resolver: Resolver,
    kept: Lasts[Key, Led],
) -> tuple[Led, ...]:
    """What the links of each telling lead to; the ``resolver`` knows it all afterwards.

    It is as it was kept where nothing has changed that it was found from.
    """
    kept.begin()
    found = tuple(
        _kept(one, some, resolver, kept) for one, some in zip(tellings, stretches, strict=True)
    )
    kept.forget()
    for one in found:
        resolver.known.update(one.known)
    return found


def _kept(
    telling: Telling, stretches: Sequence[Stretch], resolver: Resolver, kept: Lasts[Key, Led]
) -> Led:
    last = kept.last(telling.key)
    reads = last.made[1].reads if last.made is not None else ()
    made_from = LedFrom(telling, resolver.index, _places(reads, resolver))
    # What it read, only what has read it knows; so that is entered when it has been found.
    led = last.of(made_from, partial(_led, telling, stretches, resolver), saved=False)
    if led.reads != reads:
        last.made = (made_from._replace(places=_places(led.reads, resolver)), led)
    return led


def _places(reads: Iterable[Read], resolver: Resolver) -> tuple[object, ...]:
    return tuple(map(resolver.read, reads))


def _led(telling: Telling, stretches: Sequence[Stretch], resolver: Resolver) -> Led:
    found = _Leading()
    for path, link, is_text in _references(telling):
        key, meaning = resolver.meaning(link.target, link.fragment, link.wiki, path)
        found.known[key] = meaning
        _enter(found, telling, path, link, meaning.resolution, resolver)
        resolution = meaning.resolution
        if is_text and isinstance(resolution, Found) and resolution.attachment is None:
            found.bonds.setdefault(path, {})[resolution.place.page] = None
        found.steps += ((step, there.place) for step, there in steps_of([(path, link)], resolver))
    return Led(
        {page: tuple(some) for page, some in found.backlinks.items()},
        frozenset(found.used),
        tuple(found.problems),
        tuple(found.steps),
        {path: frozenset(pages) for path, pages in found.bonds.items()},
        by_hand(stretches, resolver),
        found.known,
        tuple(sorted(frozenset[Read]().union(*(one.reads for one in found.known.values())))),
    )


def _enter(
    found: _Leading,
    telling: Telling,
    path: NotePath,
    link: Link,
    resolution: Resolution,
    resolver: Resolver,
) -> None:
    problem = link_problem(link, path, resolution, resolver.places.attachments)
    if isinstance(resolution, Missing) and resolution.private is not None:
        problem = private_problem(link, path, resolution.private)
    if problem is not None:
        found.problems.append(problem)
    if not isinstance(resolution, Found):
        return
    if resolution.attachment is not None:
        found.used.add(resolution.attachment)
    elif resolution.place.page != telling.page:
        back = Backlink(telling.page, telling.title, link.sentence, link.text, link.at)
        found.backlinks.setdefault(resolution.place.page, {})[back] = None


def _references(telling: Telling) -> Iterator[tuple[NotePath, Link, bool]]:
    """All links with their notes, and whether they stand in its text; its picture is one, too."""
    for note, content in telling.written():
        for part in content:
            for link in part.links:
                yield note.note.path, link, isinstance(part, Block)
    picture = telling.told.picture if isinstance(telling.told, Topic) else None
    if picture is not None and picture.target:
        target = picture.target.strip("![]")
        yield picture.note.path, Link(target, "", "", True, True, "", 1), False
