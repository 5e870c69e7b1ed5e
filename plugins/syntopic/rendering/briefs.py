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
    """A topic in a list; ``sources`` are the keys of what feeds it."""

    name: str
    slug: str
    page: str
    sources: tuple[str, ...]


@step
def brief(context: Context, name: str) -> Brief:
    """What a list tells of a topic."""
    topic = context.topics[name]
    concept, keys = topic.concept, context.sources_of(topic)
    return Brief(name, concept.slug, topic_page(concept), keys)


@step
def sentence_of(context: Context, name: str) -> str:
    """The sentence that says what a topic is."""
    return summary(context.topics[name], context.macros)


@step
def minutes_of(context: Context, name: str) -> int:
    """How long a topic's page takes to read."""
    return minutes(context.topics[name])


@step
def is_written(context: Context, name: str) -> bool:
    """Whether a topic has a synthesis."""
    return context.topics[name].synthesis is not None


@step
def concept_slug(context: Context, name: str) -> str:
    """The last part of a concept's addresses, whether it has a page or not."""
    return context.order.concepts[name].slug


@step
def concept_area(context: Context, name: str) -> str:
    """The area of a concept, whether it has a page or not."""
    return context.order.concepts[name].area
