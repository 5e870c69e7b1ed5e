"""``explain``: how a page came about."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import known_concept, topic_called
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.origins import Row, rows
from syntopic.cli.terminal import console
from syntopic.garden import Garden
from syntopic.linking import topic_page
from syntopic.model import Topic
from syntopic.publishing.values import page_url


@click.command(cls=Documented, examples=['syntopic explain "Chain rule"'])
@click.argument("concept")
@config_file
def explain(concept: str, config: Path) -> None:
    """Which passages made the page of CONCEPT, in its order, and why.

    For each passage: its source, its note and line, the part of the page that it belongs to, and
    what decided that: a heading, the kind of its blocks, or the default. What is folded is told
    already in the place that it names; on the page it is one click away there.
    """
    place = find(config)
    garden = opened(place)
    topic = topic_called(garden, concept)
    gathered = known_concept(garden, concept)
    out = console()
    out.print(f"{topic.concept.name}  ({page_url(topic_page(topic.concept))})")
    for line in _about(garden, topic):
        out.print(f"  {line}")
    out.print()
    out.print(_table(garden, place, rows(garden, gathered, topic)), soft_wrap=False)


def _about(garden: Garden, topic: Topic) -> list[str]:
    concept = topic.concept
    lines = [f"also called {', '.join(concept.aliases)}"] if concept.aliases else []
    if topic.as_written:
        lines.append("one note speaks of it, so the page keeps that note's own order and headings")
    else:
        lines.append("ordered by the parts of a page, then by your order of sources")
    if topic.picture is not None:
        lines.append(f"its picture comes from {topic.picture.note.path}")
    return lines


def _table(garden: Garden, place: Place, found: tuple[Row, ...]) -> Table:
    short = {source.key: source.short for source in garden.reading.sources}
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("#", "part", "source", "note:line"):
        table.add_column(title, no_wrap=True)
    table.add_column("why", overflow="fold", min_width=24)
    for number, row in enumerate(found, 1):
        table.add_row(
            str(number),
            garden.options.words.facet(row.facet),
            short.get(row.source, row.source),
            f"{place.shown(row.path)}:{row.line}",
            Text("\n").join((Text(row.why), *_folded(place, row))),
        )
    return table


def _folded(place: Place, row: Row) -> list[Text]:
    lines = [
        Text(f"line {line} folded into {place.shown(path)}:{there}", "dim")
        for line, path, there in row.folded
    ]
    hidden = lines and not row.shown
    return [Text("not shown by itself:", "dim"), *lines] if hidden else lines
