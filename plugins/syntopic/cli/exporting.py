"""``export``: the merged pages for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import config_file, find, opened, run_mode
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import count
from syntopic.garden import context
from syntopic.publishing.export import ExportError
from syntopic.publishing.export import export as write_export


@click.command(cls=Documented, examples=["syntopic export my-pages"])
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@run_mode
@config_file
def export(folder: Path, mode: str | None, config: Path) -> None:
    """Write the merged pages into DIR as plain Markdown, for any other tool to read.

    What is private, and your workings, stay out of it, as they stay out of the site. An earlier
    export in DIR is replaced; a folder that holds anything else is left alone. Code runs as it
    does in a build: only if it asks to and has changed since.
    """
    place = find(config, mode)
    if folder.resolve().is_relative_to(place.notes.resolve()):
        raise Refusal(
            f"{folder.as_posix()} lies among your notes, and the pages would become notes "
            "themselves; name a folder outside of them"
        )
    garden = opened(place, run=True)
    try:
        written = write_export(context(garden, workings=False), place.notes, folder)
    except ExportError as error:
        raise Refusal(str(error)) from error
    click.echo(f"Wrote {count(len(written), 'file')} into {folder.as_posix()}")
