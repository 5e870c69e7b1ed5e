"""From the finished garden to pages: Markdown text for the site, and nothing else.

Knows templates and labels; writes no file and knows no MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.rendering import overview, sources
from syntopic.rendering.context import Context, Page
from syntopic.rendering.embeds import filled
from syntopic.rendering.map import map_page
from syntopic.rendering.memory import Memory, Node
from syntopic.rendering.paths import path_pages
from syntopic.rendering.review import review_page
from syntopic.rendering.sheets import sheet_of, sheet_page, sheet_ways
from syntopic.rendering.sources import all_sources
from syntopic.rendering.topic import topic
from syntopic.rendering.tracing import noted, step

__all__ = ["Context", "Memory", "Node", "Page", "render"]


def render(context: Context, memory: Memory | None = None) -> tuple[Page, ...]:
    """All generated pages, in the order of the garden.

    With the ``memory`` of the same garden only those are made anew that would read anything of the
    context that has changed; the others are the very objects of the time before.
    """
    with noted(context, memory) as view:
        return tuple(filter(None, _pages(view)))


def _pages(context: Context) -> Iterator[Page | None]:
    yield _topics(context)
    yield from (_topic(context, name) for name in context.topics)
    yield _review(context)
    yield from path_pages(context)
    yield from (_sheet(context, page) for _, page, _ in sheet_ways(context))
    found = all_sources(context)
    if found:
        yield _sources(context)
        yield from (_source(context, source.key) for source in found)
    yield _symbols(context)
    yield _map(context)
    if context.workings:
        yield _coverage(context)


@step
def _topics(context: Context) -> Page:
    return overview.topics_page(context)


@step
def _topic(context: Context, name: str) -> Page:
    return filled(topic(context.topics[name], context), context)


@step
def _review(context: Context) -> Page | None:
    return review_page(context)


@step
def _sheet(context: Context, page: str) -> Page:
    return filled(sheet_page(sheet_of(context, page), context), context)


@step
def _sources(context: Context) -> Page:
    return sources.sources_page(context)


@step
def _source(context: Context, key: str) -> Page:
    found = next(source for source in all_sources(context) if source.key == key)
    return filled(sources.source(found, context), context)


@step
def _symbols(context: Context) -> Page | None:
    found = overview.symbols_page(context)
    return filled(found, context) if found is not None else None


@step
def _map(context: Context) -> Page | None:
    return map_page(context)


@step
def _coverage(context: Context) -> Page:
    return overview.coverage_page(context)
