"""What is kept of the deck from one build to the next, by what it was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from syntopic.memory import Lasts, digest
from syntopic.model import Topic
from syntopic.rendering.head import minutes
from syntopic.review.values import Cut


@dataclass(slots=True)
class Memory:
    """What is kept of one garden, by the Markdown files of its pages.

    ``digests`` stand for the HTML of pages, which is long, and are not saved. ``minutes`` are the
    reading times of topics, ``cuts`` the cards on each page.
    """

    digests: Lasts[str, bytes] = field(default_factory=Lasts)
    minutes: Lasts[str, int] = field(default_factory=Lasts)
    cuts: Lasts[str, tuple[Cut, ...]] = field(default_factory=Lasts)

    def digest(self, src: str, html: str) -> bytes:
        """Tells the HTML of a page from any other."""
        return self.digests.of(src, html, partial(digest, html), saved=False)

    def minutes_of(self, topic: Topic) -> int:
        """A topic's reading time in minutes."""
        read = topic.synthesis, topic.claims
        return self.minutes.of(topic.concept.name, read, partial(minutes, topic))

    def begin(self) -> None:
        """Begins a build."""
        for kept in (self.digests, self.minutes, self.cuts):
            kept.begin()

    def forget(self) -> None:
        """Ends a build: forgets all that it has not asked for."""
        for kept in (self.digests, self.minutes, self.cuts):
            kept.forget()

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        return Memory, (self.digests, self.minutes, self.cuts)
