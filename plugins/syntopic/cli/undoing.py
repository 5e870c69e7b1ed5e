"""``undo``: what a command changed in notes is put back, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, content, decided, number, put, show
from syntopic.cli.reshaping.undo_records import Record, Restored, digest, drop, records
from syntopic.cli.terminal import command, count

_LIST = "syntopic undo --list"


@click.command(
    cls=Documented, examples=["syntopic undo --list", "syntopic undo", "syntopic undo 3"]
)
@click.argument("which", metavar="[NUMBER]", type=click.IntRange(min=1), required=False)
@click.option("--list", "listed", is_flag=True, help="Show what can be taken back.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def undo(which: int | None, listed: bool, dry_run: bool, yes: bool, config: Path) -> None:
    """Take back what the last rename, same, split, mentions, cards or settle changed in your notes.

    Every file becomes what it was, byte by byte. If one of them was changed since, nothing is done,
    and you are told which and by what. Call it again to take back the command before, or name the
    command by its NUMBER in --list.
    """
    place = find(config)
    known = records(place)
    if listed:
        _list(known)
    elif not known:
        click.echo("There is nothing to take back.")
    else:
        _take_back(place, known, _chosen(known, which), yes=yes, dry_run=dry_run)


def _take_back(
    place: Place, known: Sequence[Record], record: Record, *, yes: bool, dry_run: bool
) -> None:
    _check(place, known, record)
    changes = tuple(_changes(record))
    show(place, changes)
    if not changes:
        click.echo(f"Nothing is left to take back of  {record.command}")
    elif not decided(f"Take back  {record.command}?", changes, yes=yes, dry_run=dry_run):
        return
    else:
        put(changes)
        click.echo(f"Taken back: {record.command} ({count(number(changes), 'file')}).")
    if not dry_run:
        drop(record.record)


def _chosen(known: Sequence[Record], which: int | None) -> Record:
    for record in known:
        if which in (None, record.number):
            return record
    raise Refusal(f"no command has the number {which}; for those that have one: {_LIST}")


def _list(known: Sequence[Record]) -> None:
    if not known:
        click.echo("There is nothing to take back.")
        return
    click.echo("The last one comes first; to take back another one: syntopic undo NUMBER")
    for record in known:
        files = len(record.files) - sum(one.moved is not None for one in record.files)
        changed = len(tuple(_touched(known, record)))
        since = f", {changed} changed since" if changed else ""
        click.echo(f"  {record.number}  {record.command}  ({count(files, 'file')}{since})")


def _check(place: Place, known: Sequence[Record], record: Record) -> None:
    """A Refusal that names every file that is not as the command left it, and what changed it."""
    changed = tuple(_touched(known, record))
    if not changed:
        return
    told = ", ".join(f"{place.shown(one.file.absolute())} ({_by(later)})" for one, later in changed)
    later = next((found for _, found in changed if found is not None), None)
    way = f"first take that back: {command('undo', str(later.number))}" if later else "use git"
    raise Refusal(
        f"{record.command} is not taken back, for its files were changed since: {told}; {way}; "
        f"for what else there is: {_LIST}"
    )


def _by(later: Record | None) -> str:
    return f"by {later.number}: {later.command}" if later is not None else "by no command"


def _touched(known: Sequence[Record], record: Record) -> Iterator[tuple[Restored, Record | None]]:
    """Files that are not as the command left them, each with the last command that wrote it since.

    If the command was interrupted and nothing came after it, they may be as they were before.
    """
    since = [one for one in known if one.number > record.number]
    for one in record.files:
        now = digest(content(one.file))
        later = next((r for r in since if any(f.file == one.file for f in r.files)), None)
        if now != one.after and (later is not None or now != digest(one.before)):
            yield one, later


def _changes(record: Record) -> Iterator[Change]:
    """What puts every file back that is not as it was; one that was moved comes from there."""
    now = {one.file: content(one.file) for one in record.files}
    went = {one.moved: one.file for one in record.files if one.moved and now[one.file] is not None}
    for one in record.files:
        if now[one.file] != one.before:
            came = went.get(one.file) if now[one.file] is None else None
            yield Change(one.file, now[one.file], one.before, came)
