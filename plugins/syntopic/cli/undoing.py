"""``undo``: what a command changed in notes is put back, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find
from syntopic.cli.refusal import Refusal, either
from syntopic.cli.reshaping.changes import Change, content, decided, number, put, show
from syntopic.cli.reshaping.undo_records import Record, digest, drop, records
from syntopic.cli.terminal import count


@click.command(cls=Documented, examples=["syntopic undo --list", "syntopic undo"])
@click.option("--list", "listed", is_flag=True, help="Show what can be taken back.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def undo(listed: bool, dry_run: bool, yes: bool, config: Path) -> None:
    """Take back what the last rename, same, split or mentions changed in your notes.

    Every file becomes what it was, byte by byte. If one of them was changed since, nothing is done,
    and you are told which. Call it again to take back the command before.
    """
    place = find(config)
    known = records(place)
    if not known:
        click.echo("There is nothing to take back.")
        return
    if listed:
        _list(known)
        return
    last = known[0]
    _check(place, last)
    changes = tuple(_changes(last))
    show(place, changes)
    if not decided(f"Take back  {last.command}?", changes, yes=yes, dry_run=dry_run):
        return
    put(changes)
    drop(last.record)
    click.echo(f"Taken back: {last.command} ({count(number(changes), 'file')}).")


def _list(known: tuple[Record, ...]) -> None:
    click.echo("The last one comes first; only that one can be taken back.")
    for record in known:
        click.echo(f"  {record.command}  ({count(_number(record), 'file')})")


def _number(record: Record) -> int:
    return len(record.files) - sum(one.moved is not None for one in record.files)


def _check(place: Place, record: Record) -> None:
    """A file is as the command left it, or, if the command was interrupted, as it was before."""
    changed = [
        place.shown(one.file.absolute())
        for one in record.files
        if digest(content(one.file)) not in (one.after, digest(one.before))
    ]
    if changed:
        raise Refusal(
            f"{either(changed)} was changed since  {record.command}, so that is not taken back; "
            "undo the later change first, or use git"
        )


def _changes(record: Record) -> Iterator[Change]:
    """What puts every file back that is not as it was; one that was moved comes from there."""
    now = {one.file: content(one.file) for one in record.files}
    went = {one.moved: one.file for one in record.files if one.moved and now[one.file] is not None}
    for one in record.files:
        if now[one.file] != one.before:
            came = went.get(one.file) if now[one.file] is None else None
            yield Change(one.file, now[one.file], one.before, came)
