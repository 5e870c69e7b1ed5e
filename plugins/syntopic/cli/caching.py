"""``cache``: what is recorded of the notes' code, shown or removed."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.table import Table

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, cache_of, config_file, find
from syntopic.cli.terminal import console
from syntopic.execution import cache as recorded


@click.command(cls=Documented, examples=["syntopic cache", "syntopic cache --clear"])
@click.option("--clear", is_flag=True, help="Remove all recorded outputs.")
@config_file
def cache(clear: bool, config: Path) -> None:
    """What the code of your notes put out, as it is recorded, and for which notes.

    Recorded outputs spare running code that has not changed. They may be removed at any time, here
    or by hand: what is missing runs again in the next build. --clear leaves all else in the folder.
    """
    place = find(config)
    folder = cache_of(place)
    where = Path(os.path.relpath(folder)).as_posix()
    if clear:
        number, size = recorded.clear(folder)
        click.echo(f"Removed {_entries(number)} ({_size(size)}) from {where}")
    else:
        _show(place, folder, where)


def _show(place: Place, folder: Path, where: str) -> None:
    sizes: dict[str, list[int]] = {}
    for path, head in recorded.heads(folder):
        note = head.note if head is not None else ""
        sizes.setdefault(note, []).append(path.stat().st_size if path.exists() else 0)
    number = sum(map(len, sizes.values()))
    total = sum(map(sum, sizes.values()))
    limit = place.options.cache_mb
    out = console()
    out.print(f"{where}: {_entries(number)}, {_size(total)} of at most {limit} MB")
    if sizes:
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        for title in ("note", "recorded", "size"):
            table.add_column(title, no_wrap=True, justify="left" if title == "note" else "right")
        for note, each in sorted(sizes.items()):
            name = place.shown(note) if note else "(cannot be read)"
            table.add_row(name, str(len(each)), _size(sum(each)))
        out.print(table)


def _entries(number: int) -> str:
    return "1 recorded note" if number == 1 else f"{number} recorded notes"


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{size / 1024:.0f} kB"
