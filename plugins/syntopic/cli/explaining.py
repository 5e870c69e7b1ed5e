"""``explain``: how a page came about, and where a note went."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import all_private_called, known_concept, topic_called
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.origins import Row, rows
from syntopic.cli.terminal import console
from syntopic.cli.whereabouts import WAYS_OUT, Spot, note_meant, private_note, spots
from syntopic.garden import Garden
from syntopic.linking import topic_page
from syntopic.model import NotePath, Topic
from syntopic.publishing.values import page_url

_MOVING = (
    "Another part: write a heading that names one above it, or name yours in the option headings.\n"
    "Another page: name the concept in a heading, the title, or  concept:  in the front matter."
)
"""How the author moves what stands in the wrong place."""


@click.command(
    cls=Documented,
    examples=[
        'syntopic explain "Chain rule"',
        "syntopic explain notes/mml-book/ch05/gradient.md",
        "syntopic explain notes/mml-book/ch05/gradient.md:12",
    ],
)
@click.argument("name", metavar="CONCEPT|NOTE")
@config_file
def explain(name: str, config: Path) -> None:
    """Which passages made the page of CONCEPT, in its order, and why.

    For each passage: its source, its note and line, the part of the page that it belongs to, and
    what decided that: a heading, the kind of its blocks, or the default. What is folded is told
    already in the place that it names; on the page it is one click away there.

    Of a NOTE it says where its text went: on which pages, in which parts, or why it is on none.
    With a line behind a colon it says so of what stands in that line.
    """
    place = find(config)
    garden = opened(place)
    meant = note_meant(place, garden, name)
    if meant is None:
        _explain_concept(place, garden, name)
    else:
        _explain_note(place, garden, *meant)


def _explain_concept(place: Place, garden: Garden, name: str) -> None:
    topic = topic_called(garden, name)
    gathered = known_concept(garden, name)
    out = console()
    out.print(f"{topic.concept.name}  ({page_url(topic_page(topic.concept))})")
    for line in _about(garden, topic):
        out.print(f"  {line}")
    out.print()
    out.print(_table(garden, place, rows(garden, gathered, topic)), soft_wrap=False)
    private = all_private_called(garden, topic.concept.name, *topic.concept.aliases)
    for number, one in enumerate(private):
        before = "" if number else "\n"
        out.print(f"{before}Not on it: {place.shown(one.path)} is private; {one.why.value}")


def _explain_note(place: Place, garden: Garden, path: NotePath, line: int) -> None:
    out, shown = console(), place.shown(path)
    private = private_note(garden, path)
    if private is not None:
        out.print(f"{shown} is private: {private.why.value}. No page is made of it.")
        out.print(f"  {WAYS_OUT[private.why]}", style="dim")
        return
    found = spots(garden, path)
    there = tuple(spot for spot in found if not line or spot.holds(line))
    out.print(f"{shown}:{line}" if line else shown)
    if not there:
        out.print(f"  {_nothing(line)}")
        return
    out.print()
    out.print(_spots(garden, place, there), soft_wrap=False)
    out.print(f"\n{_MOVING}", style="dim")


def _nothing(line: int) -> str:
    if not line:
        return "Nothing of it is on a page: there is no text in it."
    return (
        "No text of a page stands in this line: it is empty, or holds a heading, front matter "
        "or what is hidden (%%…%%, <!-- … -->)."
    )


def _spots(garden: Garden, place: Place, there: tuple[Spot, ...]) -> Table:
    table = _columns("line", "page", "part")
    for spot in there:
        part = garden.options.words.facet(spot.row.facet) if spot.row else ""
        folded = _folded(place, spot.row) if spot.row else []
        why = Text("\n").join((Text(spot.why), *folded))
        table.add_row(str(spot.line), spot.page, part, why)
    return table


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
    table = _columns("#", "part", "source", "note:line")
    for number, row in enumerate(found, 1):
        table.add_row(
            str(number),
            garden.options.words.facet(row.facet),
            short.get(row.source, row.source),
            f"{place.shown(row.path)}:{row.line}",
            Text("\n").join((Text(row.why), *_folded(place, row))),
        )
    return table


def _columns(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in titles:
        table.add_column(title, no_wrap=True)
    table.add_column("why", overflow="fold", min_width=24)
    return table


def _folded(place: Place, row: Row) -> list[Text]:
    lines = [
        Text(f"line {line} folded into {place.shown(path)}:{there}", "dim")
        for line, path, there in row.folded
    ]
    hidden = lines and not row.shown
    return [Text("not shown by itself:", "dim"), *lines] if hidden else lines
