"""The ways to run the notes that are compared."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.execution.places import CODE, NO_CODE, Place

RUNS = Path(__file__).resolve().parent / "runs"
KERNEL_EACH = "nbclient, a kernel per note"
FLOOR = "one bare process"
COLD = "Syntopic, nothing recorded"
UNCHANGED = "Syntopic, nothing changed"
ONE_CHANGED = "Syntopic, one note changed"
NO_RUN = "Syntopic, no code"
OUR_SITE = "Syntopic"
OTHER_SITES = ("mkdocs-jupyter", "myst-nb", "markdown-exec")
WITH, WITHOUT = ", the site", ", the site without code"


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Contender:
    """A command in a folder, what precedes it unmeasured, and what it has to come to.

    ``out`` is emptied before each run, and then has the output of every note, or of none where
    the notes are not to run.
    """

    name: str
    call: tuple[str, ...]
    folder: Path
    out: Path
    before: Callable[[], object] = _nothing
    runs: bool = True
    edited: bool = False


def ours_and_bounds(place: Place) -> tuple[Contender, ...]:
    """A kernel per note, the floor, and Syntopic without and with what it has recorded."""
    return (
        _script(place, KERNEL_EACH, "kernel_each.py"),
        _garden(place, NO_RUN, _nothing, cached=False),
        _garden(place, COLD, place.empty_caches),
        _garden(place, UNCHANGED),
        _garden(place, ONE_CHANGED, lambda: place.edit(place.edited), edited=True),
        *_mkdocs(place, OUR_SITE, "syntopic", sys.executable, lambda: _afresh(place)),
        _script(place, FLOOR, "floor.py"),
    )


def others(place: Place, python: str) -> tuple[Contender, ...]:
    """The tools that build sites, each without and with code."""
    return (
        *_mkdocs(place, "mkdocs-jupyter", "mkdocs-jupyter", python),
        *(_sphinx(place, python, runs=runs) for runs in (False, True)),
        *_mkdocs(place, "markdown-exec", "markdown-exec", python),
    )


def _afresh(place: Place) -> None:
    place.edit(place.notes[0])
    place.empty_caches()


def _script(place: Place, name: str, script: str) -> Contender:
    out = place.root / "out" / Path(script).stem
    call = (sys.executable, str(RUNS / script), str(place.root / "notebooks"), str(out))
    return Contender(name, call, place.root, out)


def _garden(
    place: Place,
    name: str,
    before: Callable[[], object] = _nothing,
    *,
    cached: bool = True,
    edited: bool = False,
) -> Contender:
    out = place.root / "out" / name
    notes, cache = place.root / "syntopic" / "notes", [str(place.root / "cache")]
    call = (sys.executable, str(RUNS / "garden.py"), str(notes), str(out), *cache[: int(cached)])
    return Contender(name, call, place.root, out, before, runs=cached, edited=edited)


def _mkdocs(
    place: Place, name: str, folder: str, python: str, before: Callable[[], object] = _nothing
) -> tuple[Contender, ...]:
    root = place.root / folder
    call = (python, "-m", "mkdocs", "build", "--strict", "--config-file")
    return tuple(
        Contender(_site(name, runs), (*call, config), root, root / "site", before, runs)
        for config, runs in ((NO_CODE, False), (CODE, True))
    )


def _sphinx(place: Place, python: str, *, runs: bool) -> Contender:
    root = place.root / "myst-nb" / ("code" if runs else "no-code")
    out = root.parent / "site"
    call = (python, "-m", "sphinx", "-q", "-E", "-b", "html", str(root), str(out))
    return Contender(_site("myst-nb", runs), call, root, out, runs=runs)


def _site(name: str, runs: bool) -> str:
    return f"{name}{WITH if runs else WITHOUT}"
