"""The page with the map of the garden, and the way to the map around one concept.

The map is drawn in the browser, from ``publishing.map``; the table holds the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.linking.graph import Graph
from syntopic.markdown.forms import element
from syntopic.model import Topic
from syntopic.rendering.briefs import brief
from syntopic.rendering.context import Context, Page, href
from syntopic.rendering.html import el
from syntopic.rendering.map_table import row_anchor, tables

MAP = "map.md"

_TOPICS = "topics/"


def garden_graph(context: Context) -> Graph[Topic]:
    """The graph of all topics, by what to know first and by links of any kind."""
    return Graph(tuple(context.topics.values()), context.edges.needs, context.edges.links)


def map_page(context: Context) -> Page | None:
    """The map and its table; nothing where no concept has to do with another."""
    if not context.edges:
        return None
    topics = tuple(brief(context, name) for name in context.topics)
    garden = Graph(topics, context.edges.needs, context.edges.links)
    label = context.language.label
    without = el("p", label("map-without"), class_="map-without")
    # Searches should lead to concepts, not to the page that names them all.
    table = el("div", *tables(garden, MAP, context), class_="map-table", data_search_exclude=True)
    parts = [
        f"# {label('map')}",
        element(str(el("p", label("map-intro"), class_="map-intro"))),
        element(str(el("div", without, class_="map", data_map=""))),
        element(str(table)),
    ]
    return Page(MAP, label("map"), "\n\n".join(parts) + "\n")


def map_drawn(context: Context, page: str) -> str:
    """The map on another page than its own; without a script it leads there, to the table.

    Nothing where the garden has no map.
    """
    if not context.edges:
        return ""
    link = el("a", context.language.label("map-whole"), href=href(page, MAP))
    return element(str(el("div", el("p", link, class_="map-without"), class_="map", data_map="")))


def map_around(topic: Topic, page: str, context: Context) -> Iterator[str]:
    """The line that opens the map around a concept; without a script it leads to the table.

    Nothing where a concept has to do with no other.
    """
    if not has_neighbours(topic, page, context):
        return
    name, words = topic.concept.name, context.language.label("map-around")
    link = el("a", words, href=href(page, MAP, row_anchor(topic.concept.slug)), data_map=name)
    yield element(str(el("p", link, class_="end")))


def has_neighbours(topic: Topic, page: str, context: Context) -> bool:
    """Whether something is to be known first, or next, or is linked with a concept."""
    ordered = (*context.know_first(topic), *context.leads_to(topic))
    near = (
        *(other.page for other in ordered),
        *context.links.outgoing.get(page, ()),
        *(link.page for link in context.links.backlinks.get(page, ())),
    )
    return any(other.startswith(_TOPICS) and other != page for other in near)
