"""The map of the garden in words: every concept in a row, with its neighbours by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from syntopic.linking.graph import Graph
from syntopic.rendering.briefs import Brief, brief
from syntopic.rendering.context import Context, href
from syntopic.rendering.html import el, joined
from syntopic.rendering.overview import area_names

MANY = 60
"""More rows are folded: so many are some screens of a desktop."""

FOLD = 50
"""Rows of a fold at most where no areas part them; an area may have twice as many."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under a title: the name of an area, or of the first and last row; empty for none."""

    title: str
    topics: tuple[Brief, ...]
    area: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column, by the name of each row's concept."""

    title: str
    cells: dict[str, Markup]


def tables(garden: Graph[Brief], page: str, context: Context) -> Iterator[Markup]:
    """One table, area after area; from ``MANY`` rows on a folded one for each part.

    Columns in which nothing would stand are left out. ``page`` is where the tables stand.
    """
    columns = [column for column in _columns(garden, page, context) if any(column.cells.values())]
    parts = _parts(context)
    if len(garden.topics) <= MANY:
        yield _table(parts, columns, page, context)
        return
    for part in chain.from_iterable(map(_pages, parts)):
        table = _table([Part("", part.topics)], columns, page, context, label=part.title)
        count = el("span", str(len(part.topics)), class_="fold-count")
        title = el("span", part.title, class_="fold-area" if part.area else "fold-names")
        yield el("details", el("summary", title, " ", count), table, class_="also graph-fold")


def row_anchor(slug: str) -> str:
    """The anchor of a concept's row in the table."""
    return f"concept-{slug}"


def _columns(garden: Graph[Brief], page: str, context: Context) -> Iterator[Column]:
    label = context.language.label
    topics = garden.topics
    if len(context.sources) > 1:
        counts = {topic.name: Markup(len(topic.sources)) for topic in topics}
        yield Column(label("sources"), counts)
    near = dict(zip((topic.name for topic in topics), garden.around(), strict=True))
    for key, found in (
        ("know-first", {name: around.needs for name, around in near.items()}),
        ("leads-to", {name: around.leads_to for name, around in near.items()}),
        ("linked-with", {name: around.linked for name, around in near.items()}),
    ):
        yield Column(label(key), {name: _links(found[name], page) for name in near})


def _links(topics: tuple[Brief, ...], page: str) -> Markup:
    links = [el("a", topic.name, href=href(page, topic.page)) for topic in topics]
    return joined(" · ", links)


def _parts(context: Context) -> list[Part]:
    """The areas; the only one has no title if nobody has named it."""
    found = area_names(context)
    rest = context.language.label("other-topics") if len(found) > 1 else ""
    return [Part(area or rest, tuple(brief(context, n) for n in names)) for area, names in found]


def _pages(part: Part) -> Iterator[Part]:
    """A long part in equal ones, each under its first and its last name, as in a dictionary."""
    if part.title and len(part.topics) <= 2 * FOLD:
        yield part
        return
    count = -(-len(part.topics) // FOLD)
    size, longer = divmod(len(part.topics), count)
    start = 0
    for n in range(count):
        topics = part.topics[start : start + size + (n < longer)]
        start += len(topics)
        span = f"{topics[0].name} – {topics[-1].name}"
        yield Part(f"{part.title}: {span}" if part.title else span, topics, area=False)


def _table(
    parts: list[Part], columns: list[Column], page: str, context: Context, label: str | None = None
) -> Markup:
    titles = [context.language.label("concept"), *(column.title for column in columns)]
    head = el("thead", el("tr", *(el("th", title, scope="col") for title in titles)))
    bodies = []
    for part in parts:
        title = el("th", part.title, scope="rowgroup", colspan=str(len(titles)))
        rows = [_row(topic, columns, page) for topic in part.topics]
        bodies.append(el("tbody", *([el("tr", title, class_="area")] if part.title else []), *rows))
    return el("table", head, *bodies, class_="graph", aria_label=label)


def _row(topic: Brief, columns: list[Column], page: str) -> Markup:
    name = topic.name
    link = el("a", name, href=href(page, topic.page))
    cells = (el("td", column.cells[name], data_label=column.title) for column in columns)
    return el("tr", el("th", link, scope="row"), *cells, id=row_anchor(topic.slug))
