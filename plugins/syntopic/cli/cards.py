"""``cards``: ids for cards that have none, and cards that notes imply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from syntopic.cli.card_suggestions import suggested
from syntopic.cli.card_writing import planned
from syntopic.cli.documented import Documented
from syntopic.cli.lookup import known_concept, notes_called
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import carry_out, decided, show
from syntopic.cli.terminal import command, console, count
from syntopic.garden import Garden
from syntopic.parsing.card_ids import card_ids

WITH_CARDS = ("public note with cards", "name its file as it is below your notes folder")


@click.command(
    cls=Documented,
    examples=[
        "syntopic cards --dry-run",
        "syntopic cards notes/mml-book/ch04/rank.md",
        "syntopic cards --suggest Eigenvectors",
    ],
)
@click.argument("names", metavar="[NOTE]...", nargs=-1)
@click.option("--suggest", is_flag=True, help="Offer cards that notes imply; name concepts.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def cards(names: tuple[str, ...], suggest: bool, dry_run: bool, yes: bool, config: Path) -> None:
    """Give each card that has no id one, in all notes or in those named.

    An id is the name by which a card's progress is kept, so that it can be edited and moved. It is
    written once, behind the card's last word, or behind its question where the card ends in code,
    a formula, a table or a quotation. No other byte changes. To take it back: syntopic undo

    --suggest writes nothing. It prints cards that your notes imply and that no card asks yet, of
    all concepts or of those named, for you to choose from: what a formula's symbols mean, how one
    says it, and each concept in one sentence.
    """
    if suggest and (dry_run or yes):
        raise Refusal("--suggest writes nothing; leave out --dry-run and --yes")
    place = find(config)
    if suggest:
        _offer(place, opened(place), names)
        return
    _write_ids(place, opened(place), names, yes=yes, dry_run=dry_run)


def _write_ids(
    place: Place, garden: Garden, typed: Sequence[str], *, yes: bool, dry_run: bool
) -> None:
    with_cards = [note for note in garden.notes if any(block.card for block in note.blocks)]
    known = [note.note.path for note in with_cards]
    chosen = notes_called(place, typed, known, WITH_CARDS) if typed else frozenset(known)
    meant = [note for note in with_cards if note.note.path in chosen]
    writing = planned(place, meant, card_ids(garden.notes))
    show(place, writing.changes)
    for one in writing.left:
        where = f"{place.shown(one.note)}:{one.line}"
        click.echo(f"{where}: left without an id, for {one.why}; write one by hand")
    if not writing.changes:
        if not writing.left:
            click.echo("Every card has its id." if with_cards else "No note has a card yet.")
        return
    ids = count(writing.number, "id")
    question = f"Write {ids} into {count(len(writing.changes), 'note')}?"
    if decided(question, writing.changes, yes=yes, dry_run=dry_run):
        carry_out(place, f"{command('cards', *typed)}  ({ids})", writing.changes)


def _offer(place: Place, garden: Garden, concepts: Sequence[str]) -> None:
    named = [known_concept(garden, name) for name in concepts]
    out = console()
    number = 0
    for gathered in named or garden.gathering.concepts:
        for one in suggested(gathered, garden.options.words):
            out.print(Text(f"{place.shown(one.note)}:{one.line}", "cyan"))
            out.print(Text(f"{one.text}\n"))
            number += 1
    if number:
        told = f"{count(number, 'card')} to choose from; copy what you want to recall."
        out.print(Text(told, "dim"))
    else:
        click.echo("Your notes imply no card that is not there yet.")
