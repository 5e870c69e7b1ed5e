"""What is kept of the deck from one build to the next, by what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from operator import contains
from typing import Any, TypeVar, cast

from syntopic.memory import Lasts, digest
from syntopic.model import Topic
from syntopic.rendering.head import minutes
from syntopic.review.cutting import MARK
from syntopic.review.values import Cut

Value = TypeVar("Value")


@dataclass(slots=True)
class Memory:
    """What is kept of one garden, by the Markdown files of its pages.

    ``digests`` stand for the HTML of pages, which is long, and are not saved. ``marked`` tells
    whether it asks something, ``minutes`` are the reading times of topics, ``cuts`` the cards on
    each page. ``parts`` are what the deck is put together of: not saved, as quickly made.
    """

    digests: Lasts[str, bytes] = field(default_factory=Lasts)
    minutes: Lasts[str, int] = field(default_factory=Lasts)
    cuts: Lasts[str, tuple[Cut, ...]] = field(default_factory=Lasts)
    marked: Lasts[str, bool] = field(default_factory=Lasts)
    parts: Lasts[str, Any] = field(default_factory=Lasts)

    def digest(self, src: str, html: str) -> bytes:
        """Tells the HTML of a page from any other."""
        return self.digests.of(src, html, partial(digest, html), saved=False)

    def asks(self, src: str, html: str) -> bool:
        """Whether anything on a page is asked."""
        return self.marked.of(src, html, partial(contains, html, MARK), saved=False)

    def part(self, name: str, made_from: object, make: Callable[[], Value]) -> Value:
        """A part of the deck; the very same as before where it was made from the same."""
        return cast(Value, self.parts.of(name, made_from, make, saved=False))

    def minutes_of(self, topic: Topic) -> int:
        """A topic's reading time in minutes."""
        read = topic.synthesis, topic.claims
        return self.minutes.of(topic.concept.name, read, partial(minutes, topic))

    def begin(self) -> None:
        """Begins a build."""
        for kept in self._kept:
            kept.begin()

    def forget(self) -> None:
        """Ends a build: forgets all that it has not asked for."""
        for kept in self._kept:
            kept.forget()

    @property
    def _kept(self) -> tuple[Lasts[str, Any], ...]:
        return self.digests, self.minutes, self.cuts, self.marked, self.parts

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        return Memory, (self.digests, self.minutes, self.cuts)
