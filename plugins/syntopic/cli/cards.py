"""``cards``: ids for cards that have none, cards that notes imply, and those of other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click
from rich.text import Text

from syntopic.cli.card_import import Import, imported, is_deck
from syntopic.cli.card_suggestions import suggested
from syntopic.cli.card_writing import planned
from syntopic.cli.documented import Documented
from syntopic.cli.lookup import as_paths, check_public, known_concept, notes_called
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import carry_out, decided, show
from syntopic.cli.terminal import command, console, count
from syntopic.garden import Garden
from syntopic.model import NotePath, ParsedNote
from syntopic.parsing.card_ids import card_ids

_NO_DECKS = "No public note is tagged #flashcards; name the notes or folders that hold cards."
PUBLIC = ("public note", "name its file, or a folder, as it is below your notes folder")
WITH_CARDS = ("public note with cards", "name its file as it is below your notes folder")
HOW = (
    "Write one:  Q: a question  and, on the next line,  A: its answer.\n"
    "Cards that your notes imply: syntopic cards --suggest"
)


@click.command(
    cls=Documented,
    examples=[
        "syntopic cards --dry-run",
        "syntopic cards notes/mml-book/ch04/rank.md",
        "syntopic cards --suggest Eigenvectors",
        "syntopic cards --import obsidian --write",
    ],
)
@click.argument("names", metavar="[NOTE]...", nargs=-1)
@click.option("--suggest", is_flag=True, help="Offer cards that notes imply; name concepts.")
@click.option(
    "--import",
    "program",
    type=click.Choice(["obsidian"]),
    help="Show cards in the spellings of Obsidian's plugin Spaced Repetition.",
)
@click.option("--write", is_flag=True, help="With --import, make them cards of ours in place.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def cards(
    names: tuple[str, ...],
    suggest: bool,
    program: str | None,
    write: bool,
    dry_run: bool,
    yes: bool,
    config: Path,
) -> None:
    """Give each card that has no id one, in all notes or in those named.

    An id is the name by which a card's progress is kept, so that it can be edited and moved. It is
    written once, behind the card's last word, or behind its question where the card ends in code,
    a formula, a table or a quotation. No other byte changes. To take it back: syntopic undo

    --suggest writes nothing. It prints cards that your notes imply and that no card asks yet, of
    all concepts or of those named, for you to choose from: what a formula's symbols mean, how one
    says it, and each concept in one sentence.

    --import obsidian shows the cards of notes that are tagged #flashcards, or of the notes and
    folders named, as we write them. With --write they become that where they stand; their
    schedules, which are comments, stay there.
    """
    _check(suggest, program, write, dry_run, yes)
    place = find(config)
    garden = opened(place)
    if suggest:
        _offer(place, garden, names)
    elif program:
        _take_over(place, garden, names, write=write, yes=yes, dry_run=dry_run)
    else:
        _write_ids(place, garden, names, yes=yes, dry_run=dry_run)


def _check(suggest: bool, program: str | None, write: bool, dry_run: bool, yes: bool) -> None:
    if suggest and (program or write or dry_run or yes):
        raise Refusal("--suggest writes nothing and goes with no other option")
    if write and not program:
        raise Refusal("--write goes with --import; ids are written without it")
    if program and (dry_run or yes) and not write:
        raise Refusal("--dry-run and --yes go with --import only where --write does")


def _write_ids(
    place: Place, garden: Garden, typed: Sequence[str], *, yes: bool, dry_run: bool
) -> None:
    with_cards = [note for note in garden.notes if any(block.card for block in note.blocks)]
    known = [note.note.path for note in with_cards]
    _check_asking(place, garden, typed, known)
    chosen = notes_called(place, typed, known, WITH_CARDS) if typed else frozenset(known)
    meant = [note for note in with_cards if note.note.path in chosen]
    writing = planned(place, meant, card_ids(garden.notes))
    show(place, writing.changes)
    for one in writing.left:
        where = f"{place.shown(one.note)}:{one.line}"
        click.echo(f"{where}: left without an id, for {one.why}; write one by hand")
    if not writing.changes:
        if not writing.left:
            click.echo("Every card has its id." if with_cards else f"No note has a card yet. {HOW}")
        return
    ids = count(writing.number, "id")
    question = f"Write {ids} into {count(len(writing.changes), 'note')}?"
    if decided(question, writing.changes, yes=yes, dry_run=dry_run):
        carry_out(place, f"{command('cards', *typed)}  ({ids})", writing.changes)


def _check_asking(
    place: Place, garden: Garden, typed: Sequence[str], asking: Sequence[NotePath]
) -> None:
    """A Refusal for the path of a note that is private, or of one that asks nothing."""
    check_public(place, garden, typed)
    others = [note.note.path for note in garden.notes if note.note.path not in asking]
    for text in typed:
        found = next((path for path in as_paths(place, text) if path in others), None)
        if found is not None:
            raise Refusal(f"{place.shown(found)} has no card yet. {HOW}")


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


def _take_over(
    place: Place,
    garden: Garden,
    typed: Sequence[str],
    *,
    write: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    decks = _decks(place, garden, typed)
    plan = imported(place, decks)
    if not plan.found:
        click.echo(_nothing_found(decks, typed))
        return
    if not write:
        _show_found(place, plan, command("cards", "--import", "obsidian", *typed, "--write"))
        return
    show(place, plan.changes)
    for one in plan.found:
        if one.why:
            click.echo(f"{place.shown(one.note)}:{one.line}: left as it is, for {one.why}")
    if plan.changes:
        told = count(plan.number, "card")
        question = f"Write {told} into {count(len(plan.changes), 'note')}?"
        if decided(question, plan.changes, yes=yes, dry_run=dry_run):
            typed_so = command("cards", "--import", "obsidian", *typed, "--write")
            carry_out(place, f"{typed_so}  ({told})", plan.changes)
    else:
        click.echo("Nothing is left that can be made ours in place.")


def _nothing_found(decks: Sequence[ParsedNote], typed: Sequence[str]) -> str:
    if not decks:
        return _NO_DECKS
    where = "there" if typed else f"in {count(len(decks), 'note')} tagged #flashcards"
    ours = sum(block.card is not None for note in decks for block in note.blocks)
    told = f"; {count(ours, 'card')} of ours {'is' if ours == 1 else 'are'}" if ours else ""
    return f"No card in another spelling is left {where}{told}."


def _decks(place: Place, garden: Garden, typed: Sequence[str]) -> list[ParsedNote]:
    """The notes that are tagged, or those that are named, by themselves or by their folders."""
    if not typed:
        return [note for note in garden.notes if is_deck(note)]
    known = [note.note.path for note in garden.notes]
    chosen: set[NotePath] = set()
    check_public(place, garden, typed)
    for one in typed:
        chosen |= _below(place, one, known) or notes_called(place, [one], known, PUBLIC)
    return [note for note in garden.notes if note.note.path in chosen]


def _below(place: Place, typed: str, known: Sequence[NotePath]) -> set[NotePath]:
    """The notes of a folder, as it is typed in the shell or below the notes folder."""
    folders = as_paths(place, typed)
    found = ({path for path in known if PurePosixPath(path).is_relative_to(f)} for f in folders)
    return next(filter(None, found), set())


def _show_found(place: Place, plan: Import, typed: str) -> None:
    out = console()
    for one in plan.found:
        why = f"  ({one.why})" if one.why else ""
        where = f"{place.shown(one.note)}:{one.line}"
        out.print(Text.assemble((where, "cyan"), (why, "dim")))
        out.print(Text(f"{one.text}\n"))
    left = len(plan.found) - plan.number
    told = [f"{count(plan.number, 'card')} can be made ours in place: {typed}"]
    if not plan.number:
        told = ["Nothing is left that can be made ours in place."]
    told += [f"{count(left, 'card')} cannot; copy what you need."] if left else []
    out.print(Text("\n".join(told), "dim"))
