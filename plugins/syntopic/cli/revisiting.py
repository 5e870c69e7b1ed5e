"""``changed`` and ``reviewed``: a synthesis and the notes that it was written against."""

from __future__ import annotations

from collections.abc import Sequence
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

FEW = 3
"""So many concepts are named in a command; of more it says ``--all``."""


@click.command(cls=Documented, examples=["syntopic changed", "syntopic changed Eigenvectors"])
@click.argument("concept", required=False)
@config_file
def changed(concept: str | None, config: Path) -> None:
    """What your notes say of CONCEPT since you wrote its synthesis.

    Old and new stand together: red and struck out is what was there, green is what came. Without
    a terminal it is [-this-] and {+this+}. A near-identical wording is no change. Without CONCEPT,
    which syntheses are behind your notes, a line each.
    """
    place = find(config)
    garden = opened(place)
    if concept is None:
        _list(console(), garden)
        return
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


@click.command(
    cls=Documented,
    examples=[
        "syntopic reviewed Eigenvectors",
        "syntopic reviewed Gradient Convexity",
        "syntopic reviewed --all --dry-run",
    ],
)
@click.argument("concepts", metavar="[CONCEPT]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that are not known to be up to date.")
@click.option("--dry-run", is_flag=True, help="Show what would be recorded, and stop there.")
@config_file
def reviewed(concepts: tuple[str, ...], everything: bool, dry_run: bool, config: Path) -> None:
    """Say that the synthesis of each CONCEPT is up to date with your notes.

    What the notes say today is remembered in the folder .syntopic of your notes; changes are told
    against it from now on. Your own text is not touched.
    """
    if bool(concepts) is everything:
        instead = "which synthesis" if not everything else "either concepts or --all"
        raise Refusal(f"say {instead}; {command('changed')}  lists those behind your notes")
    place = find(config)
    garden = opened(place)
    topics = _behind(garden) if everything else _named(garden, concepts)
    if not topics:
        click.echo("Every synthesis is up to date.")
    elif dry_run:
        click.echo("Nothing is written yet; this would be remembered as up to date:")
    else:
        click.echo(f"Remembered what {'these rest' if topics[1:] else 'it rests'} on today:")
    for topic in topics:
        _record(place, garden, topic, dry_run=dry_run)


def _record(place: Place, garden: Garden, topic: Topic, *, dry_run: bool) -> None:
    name = topic.concept.name
    kept = record(known_concept(garden, name).passages)
    said = f"  {name}: {_since(topic)}, {count(len(kept.blocks), 'passage')}"
    if dry_run:
        click.echo(said)
        return
    file = write_synthesis(place.notes, name, kept)
    click.echo(f"{said}, in {place.shown(file.relative_to(place.notes))}")


def _since(topic: Topic) -> str:
    """How much has changed, in words."""
    if topic.changes is None:
        return "not known until now"
    return count(len(topic.changes), "change") if topic.changes else "no change"


def _behind(garden: Garden) -> tuple[Topic, ...]:
    """Topics with a synthesis that is older than their notes, or of which nothing is known."""
    return tuple(t for t in garden.topics if t.synthesis is not None and t.changes != ())


def _named(garden: Garden, concepts: Sequence[str]) -> tuple[Topic, ...]:
    """The topics of these names, each once; a Refusal before anything is written."""
    found = (_with_synthesis(garden, concept) for concept in concepts)
    return tuple({topic.concept.name: topic for topic in found}.values())


def _list(out: Console, garden: Garden) -> None:
    behind = [topic for topic in _behind(garden) if topic.changes]
    unknown = [topic.concept.name for topic in _behind(garden) if topic.changes is None]
    if not behind:
        out.print("No synthesis is known to be behind your notes.")
    for topic in behind:
        name = topic.concept.name
        typed = (command("changed", name), "cyan")
        out.print(Text.assemble((name, "bold"), f"  {_since(topic)}  ", typed))
    if behind:
        out.print("\nWhen they are up to date again:")
        names = [topic.concept.name for topic in behind]
        reviewing = command("reviewed", *(names if len(names) <= FEW else ["--all"]))
        out.print(Text(f"  {reviewing}", "cyan"))
    if unknown:
        out.print(f"\nWhat these were written against is not known: {', '.join(unknown)}.")
        out.print("If they are up to date, say so, and it is known from now on:")
        out.print(Text(f"  {command('reviewed', *unknown)}", "cyan"))


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
    assert topic.synthesis is not None  # nothing changes since what nobody wrote
    out.print(f"\nYour synthesis is {place.shown(topic.synthesis.origin.path)}")
    out.print("When it is up to date again:")
    out.print(Text(f"  {command('reviewed', name)}", "cyan"))
