"""The command `mkdocs-quickbuild`: how large a cache is, and away with it."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_quickbuild.folder import clear as clear_store
from mkdocs_quickbuild.folder import files_of

_folder = click.argument(
    "folder",
    default=".cache/quickbuild",
    type=click.Path(path_type=Path, file_okay=False),
)


@click.group()
def main() -> None:
    """Look after the cache of the quickbuild plugin."""


@main.command()
@_folder
def size(folder: Path) -> None:
    """Say how much FOLDER holds (by default .cache/quickbuild)."""
    click.echo(f"{folder}: {_readable(sum(path.stat().st_size for path in files_of(folder)))}")


@main.command()
@_folder
def clear(folder: Path) -> None:
    """Remove all that builds kept in FOLDER (by default .cache/quickbuild)."""
    click.echo(f"{folder}: {_readable(clear_store(folder))} removed")


def _readable(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"
