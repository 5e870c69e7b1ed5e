"""``changed`` and ``reviewed``: a synthesis and the notes that it was written against."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import known_concept, topic_called
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.report import kind
from syntopic.cli.terminal import command, console, count
from syntopic.cli.wording import marked
from syntopic.garden import Garden
from syntopic.merging import record
from syntopic.model import Change, Topic
from syntopic.records import write_synthesis


@click.command(cls=Documented, examples=["syntopic changed Eigenvectors"])
@click.argument("concept")
@config_file
def changed(concept: str, config: Path) -> None:
    """What your notes say of CONCEPT since you wrote its synthesis.

    Old and new stand together: red and struck out is what was there, green is what came. Without
    a terminal it is [-this-] and {+this+}. A near-identical wording is no change.
    """
    place = find(config)
    garden = opened(place)
    topic = _with_synthesis(garden, concept)
    name = topic.concept.name
    if topic.changes is None:
        click.echo(f"What the synthesis of {name} was written against is not known, so neither is")
        click.echo("what has changed. If it is up to date, say so, and it is known from now on:")
        click.echo(f"  {command('reviewed', name)}")
    elif not topic.changes:
        click.echo(f"Nothing has changed since you wrote the synthesis of {name}.")
    else:
        _tell(console(), place, topic, topic.changes)


@click.command(cls=Documented, examples=["syntopic reviewed Eigenvectors"])
@click.argument("concept")
@config_file
def reviewed(concept: str, config: Path) -> None:
    """Say that the synthesis of CONCEPT is up to date with your notes.

    What the notes say today is remembered in the folder .syntopic of your notes; changes are told
    against it from now on. Your own text is not touched.
    """
    place = find(config)
    garden = opened(place)
    name = _with_synthesis(garden, concept).concept.name
    kept = record(known_concept(garden, name).passages)
    file = write_synthesis(place.notes, name, kept)
    click.echo(f"Remembered what {name} rests on today ({count(len(kept.blocks), 'passage')}):")
    click.echo(f"  {place.shown(file.relative_to(place.notes))}")


def _with_synthesis(garden: Garden, concept: str) -> Topic:
    topic = topic_called(garden, concept)
    if topic.synthesis is None:
        typed = command("new", "synthesis", topic.concept.name)
        raise Refusal(f"{topic.concept.name} has no synthesis yet; begin one with: {typed}")
    return topic


def _tell(out: Console, place: Place, topic: Topic, changes: tuple[Change, ...]) -> None:
    name = topic.concept.name
    out.print(Text(f"{count(len(changes), 'change')} since the synthesis of {name}", "bold"))
    for change in changes:
        out.print(Text(f"\n{place.shown(change.note)}:{change.line}  {kind(change)}", "cyan"))
        colour = out.is_terminal and not out.no_color
        text = marked(change.old.strip(), change.new.strip(), colour=colour)
        out.print(Padding(text, (0, 0, 0, 4)) if out.is_terminal else text)
    out.print("\nWhen your synthesis is up to date again:")
    out.print(Text(f"  {command('reviewed', name)}", "cyan"))
