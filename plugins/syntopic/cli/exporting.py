"""``export``: the merged pages for other tools."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import count

MODULE = "syntopic.publishing.export"
"""It has ``export(garden: Garden, folder: Path) -> tuple[Path, ...]``: the files it wrote."""


@click.command(cls=Documented, examples=["syntopic export my-pages"])
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@config_file
def export(folder: Path, config: Path) -> None:
    """Write the merged pages into DIR as plain Markdown, for any other tool to read.

    What is private stays out of it, as it stays out of the site.
    """
    place = find(config)
    if find_spec(MODULE) is None:
        raise Refusal("this installation cannot export yet; a newer version of syntopic can")
    written = import_module(MODULE).export(opened(place, run=True), folder)
    click.echo(f"Wrote {count(len(written), 'file')} into {folder.as_posix()}")
