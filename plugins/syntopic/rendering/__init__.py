"""From the finished garden to pages: Markdown text for the site, and nothing else.

Knows templates and labels; writes no file and knows no MkDocs.
"""

from __future__ import annotations

from syntopic.rendering.context import Context, Page
from syntopic.rendering.embeds import filled
from syntopic.rendering.map import map_page
from syntopic.rendering.overview import coverage_page, symbols_page, topics_page
from syntopic.rendering.paths import path_pages
from syntopic.rendering.review import review_page
from syntopic.rendering.sheets import sheet_pages
from syntopic.rendering.sources import all_sources, source, sources_page
from syntopic.rendering.topic import topic

__all__ = ["Context", "Page", "render"]


def render(context: Context) -> tuple[Page, ...]:
    """All generated pages, in the order of the garden."""
    pages = [topics_page(context)]
    pages += (topic(value, context) for value in context.topics.values())
    review = review_page(context)
    pages += [review] if review is not None else []
    pages += path_pages(context)
    pages += sheet_pages(context)
    found = all_sources(context)
    if found:
        pages.append(sources_page(context))
        pages += (source(value, context) for value in found)
    symbols = symbols_page(context)
    pages += [symbols] if symbols is not None else []
    garden_map = map_page(context)
    pages += [garden_map] if garden_map is not None else []
    pages += [coverage_page(context)] if context.workings else []
    return tuple(filled(page, context) for page in pages)
