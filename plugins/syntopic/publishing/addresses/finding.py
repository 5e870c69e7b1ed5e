"""Which addresses a garden has today."""

from __future__ import annotations

from collections.abc import Iterable

from syntopic.linking import source_page, topic_page
from syntopic.model import Source
from syntopic.publishing.addresses.values import PageAddress
from syntopic.publishing.values import page_url
from syntopic.rendering import Context
from syntopic.rendering.sources import all_sources


def published(context: Context) -> tuple[PageAddress, ...]:
    """The pages of topics and sources, by address.

    Lists such as ``topics/`` are always where they are, so nothing has to be known of them.
    """
    found = [*_topics(context), *(_source(source, context) for source in all_sources(context))]
    return tuple(sorted(found, key=lambda page: page.url))


def _topics(context: Context) -> Iterable[PageAddress]:
    for topic in context.topics.values():
        concept = topic.concept
        notes = tuple(sorted(note.path for note in topic.notes))
        yield PageAddress(page_url(topic_page(concept)), concept.name, notes, concept.aliases)


def _source(source: Source, context: Context) -> PageAddress:
    notes = (n.note.path for n in context.notes.values() if n.note.source == source.key)
    other = (source.key, source.short)
    return PageAddress(
        page_url(source_page(source.key)), source.title, tuple(sorted(notes)), tuple(other)
    )
