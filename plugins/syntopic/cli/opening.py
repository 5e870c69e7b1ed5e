"""Finding a garden from where a command was called, and opening it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syntopic.cli.refusal import Refusal
from syntopic.configuration import ConfigurationError, Options, load, names_plugin
from syntopic.execution import Mode
from syntopic.settings_faults import NO_PLUGIN
from syntopic.theme import FONT

if TYPE_CHECKING:
    from syntopic.garden import Garden

Command = Callable[..., Any]

config_file = click.option(
    "-f",
    "--config-file",
    "config",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    help="The garden's mkdocs.yml, if it is not in this folder.",
)
"""The option by which every command can be pointed at another garden."""

run_mode = click.option(
    "--run",
    "mode",
    type=click.Choice([mode.value for mode in Mode]),
    help="When code runs, whatever mkdocs.yml says of run.",
)
"""The option of commands that run code, if it is to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a garden is: its configuration file, the folder of its notes, and its options."""

    config: Path
    notes: Path
    options: Options

    @property
    def root(self) -> Path:
        """The folder that mkdocs.yml is in."""
        return self.config.parent

    def in_garden(self, path: str) -> str:
        """A path below the notes folder as seen from mkdocs.yml, with forward slashes."""
        return Path(os.path.normpath(Path(self.options.notes_dir) / path)).as_posix()

    def shown(self, path: Path | str) -> str:
        """A file (a text is a path below the notes folder) as the caller can open it."""
        full = self.notes / path
        try:
            return Path(os.path.relpath(full)).as_posix()
        except ValueError:  # on another drive
            return str(full)


def find(config: Path, mode: str | None = None) -> Place:
    """The garden of a configuration file; a Refusal says what is wrong with it.

    ``mode`` says when code runs; it wins over the file.
    """
    try:
        site, options = load(config)
    except ConfigurationError as error:
        raise Refusal(str(error)) from error
    if not names_plugin(site):
        raise Refusal(f"{config.name}: {NO_PLUGIN}")
    notes = Path(os.path.normpath(config.parent / options.notes_dir))
    if not notes.is_dir():
        raise Refusal(
            f"there is no folder {options.notes_dir!r} beside {config.name}; create it, "
            "or name yours:  plugins: [{syntopic: {notes_dir: my-notes}}]"
        )
    return Place(config, notes, replace(options, run=Mode(mode)) if mode else options)


def cache_of(place: Place) -> Path:
    """Where builds keep what they have recorded."""
    return place.root / ".cache" / "syntopic"


def opened(place: Place, *, run: bool = False) -> Garden:
    """The garden's values. Code runs only with ``run``, into the cache that builds use too."""
    # Slow to import, and of no use to those who call the engine.
    from syntopic.garden import build_garden

    cache = cache_of(place) if run else None
    return build_garden(place.notes, place.options, cache=cache, font=FONT)
