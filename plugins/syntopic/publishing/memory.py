"""What is kept of what a garden publishes from one build to the next, by what it was made from.

All of it stands on pages or is made of them: what no page may show is not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from syntopic import review
from syntopic.memory import Lasts, changed
from syntopic.model import Block, Note
from syntopic.rendering.rewriting import Request

if TYPE_CHECKING:
    from syntopic.publishing.anki.values import AnkiNote


@dataclass(frozen=True, slots=True)
class Body:
    """What a feed has of a post's page: HTML, the same in plain words, its pictures by place."""

    html: str
    text: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a card as Anki shows it, and what was ``asked`` for it: where references lead."""

    html: str
    asked: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at for a card besides the page that shows it.

    ``sides`` are what is kept of its sides, by their names, ``asked`` the references in them;
    ``footed`` tells that they refer to footnotes.
    """

    block: Block
    note: Note
    sides: tuple[tuple[str, tuple[object, Side] | None], ...]
    asked: tuple[Request, ...]
    footed: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a page, as notes for Anki, each with what was looked at for it."""

    each: tuple[tuple[AnkiNote, Looked], ...] = ()


@dataclass(slots=True)
class Memory:
    """What is kept of one garden.

    ``review`` is what is kept of its deck. ``heads`` are the front matter of generated pages, by
    Markdown file, ``topics`` what other programs read of topics, by name. ``bodies`` are the posts
    in feeds by Markdown file, ``sides`` those of cards by block and by what each is, ``cards`` all
    of them by page, ``files`` what is made of all these. ``changed`` says that a build
    has made or forgotten something since this was saved.

    There is no ``Last`` in it, which would hold on to what nobody asks for any more.
    """

    review: review.Memory = field(default_factory=review.Memory)
    heads: Lasts[str, str] = field(default_factory=Lasts)
    topics: Lasts[str, str] = field(default_factory=Lasts)
    bodies: Lasts[str, Body] = field(default_factory=Lasts)
    sides: Lasts[tuple[str, str], Side] = field(default_factory=Lasts)
    cards: Lasts[str, Cards] = field(default_factory=Lasts)
    files: Lasts[str, bytes] = field(default_factory=Lasts)
    changed: bool = False

    def begin(self) -> None:
        """Begins a build."""
        for kept in self._kept():
            kept.begin()

    def forget(self) -> None:
        """Ends a build: forgets all that it has not asked for."""
        for kept in self._kept():
            kept.forget()
        self.changed |= changed(self) or changed(self.review)

    def _kept(self) -> Iterator[Any]:
        kept = (getattr(self, one.name) for one in fields(self))
        return (one for one in kept if isinstance(one, Lasts | review.Memory))

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        kept = (getattr(self, one.name) for one in fields(self))
        return Memory, tuple(one for one in kept if not isinstance(one, bool))
