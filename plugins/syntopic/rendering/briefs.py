"""What lists tell of topics: so little of each that hardly an edit changes anything of it."""

from __future__ import annotations

from dataclasses import dataclass

from syntopic.linking import topic_page
from syntopic.rendering.context import Context
from syntopic.rendering.head import minutes
from syntopic.rendering.summary import summary
from syntopic.rendering.tracing import step


@dataclass(frozen=True, slots=True)
class Brief:
    """A topic in a list: ``sentence`` says what it is, ``sources`` are the keys of what feeds it.

    ``minutes`` is how long its page takes to read; ``written`` tells that it has a synthesis.
    """

    name: str
    slug: str
    page: str
    sentence: str
    minutes: int
    sources: tuple[str, ...]
    written: bool


@step
def brief(context: Context, name: str) -> Brief:
    """What a list tells of a topic."""
    topic = context.topics[name]
    return Brief(
        name,
        topic.concept.slug,
        topic_page(topic.concept),
        summary(topic, context.macros),
        minutes(topic),
        context.sources_of(topic),
        topic.synthesis is not None,
    )


@step
def concept_slug(context: Context, name: str) -> str:
    """The last part of a concept's addresses, whether it has a page or not."""
    return context.order.concepts[name].slug


@step
def concept_area(context: Context, name: str) -> str:
    """The area of a concept, whether it has a page or not."""
    return context.order.concepts[name].area
