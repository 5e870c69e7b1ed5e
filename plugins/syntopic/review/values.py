"""The deck as Python knows it; ``frontend/src/review/values.ts`` is the same for the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as the engine has rendered it, before the theme is put around it.

    ``src`` is its Markdown file, ``url`` its address below the site without a slash in front;
    addresses in ``html`` are relative to it.
    """

    src: str
    url: str
    html: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A card as it was cut out of a page: one or several things to recall.

    ``question`` and ``answer`` are HTML, their addresses relative to the site's first page.
    ``gaps`` counts the ``<mark>`` elements of a card ``asked`` by gaps. ``source`` is the key of
    the source that its passage names, ``url`` the card's place below the site.
    """

    id: str
    asked: str
    question: str
    answer: str
    gaps: int
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept with a page, or a source's page that asks something (``concept`` is false).

    ``area`` is a place in the deck's areas or -1, ``needs`` and ``near`` are places in its topics.
    """

    name: str
    url: str
    area: int
    minutes: int
    needs: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    concept: bool = True


@dataclass(frozen=True, slots=True)
class Role:
    """What an interview role asks for: places in the deck's topics, and names without a page."""

    name: str
    topics: tuple[int, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """One thing to recall: ``topic`` and ``source`` are places in the deck's lists.

    ``gap`` is which of the question's ``<mark>`` elements is asked for, from 0; -1: none.
    """

    key: str
    topic: int
    source: int
    question: str
    answer: str
    gap: int
    url: str


@dataclass(frozen=True, slots=True)
class AskingSource:
    """A source that cards come from."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything that a site asks its reader, in the order of the garden."""

    topics: tuple[Topic, ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[AskingSource, ...] = ()
    roles: tuple[Role, ...] = ()
    cards: tuple[Recalled, ...] = ()
