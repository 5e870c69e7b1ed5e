"""``run``: the code of notes, run by hand, or the reasons why it would run."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import notes_called
from syntopic.cli.opening import Place, cache_of, config_file, find
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import console, count
from syntopic.execution import Mode, Session, explained, run_sessions
from syntopic.garden_code import asked_sessions
from syntopic.model import NotePath, Problem, Severity
from syntopic.parsing import parse_note
from syntopic.reading import read_garden
from syntopic.theme import FONT


@click.command(
    cls=Documented,
    examples=["syntopic run", "syntopic run clt.md --refresh", "syntopic run clt.md --why"],
)
@click.argument("notes", metavar="[NOTE]...", nargs=-1)
@click.option("--refresh", is_flag=True, help="Run even what is recorded.")
@click.option("--why", is_flag=True, help="Run nothing; say what would run, and why.")
@config_file
def run(notes: tuple[str, ...], refresh: bool, why: bool, config: Path) -> None:
    """Run the code of your notes, or of each NOTE that you name.

    What has not changed since it was recorded does not run again, as in a build. A NOTE is a path,
    or a part of one that only one note has. What you name runs whatever mkdocs.yml says of run.
    """
    if refresh and why:
        raise Refusal("choose one of --refresh and --why")
    place = find(config)
    sessions, problems = _sessions(place)
    chosen = notes_called(place, notes, [s.path for s in sessions]) if notes else None
    asked = [s for s in sessions if chosen is None or s.path in chosen]
    told = [p for p in problems if chosen is None or p.origin.path in chosen]
    out = console()
    if why:
        _tell_why(out, place, asked)
        return
    failed = _run(out, place, asked, told, refresh=refresh, whole=chosen is None)
    if failed:
        sys.exit(1)


def _sessions(place: Place) -> tuple[tuple[Session, ...], tuple[Problem, ...]]:
    reading = read_garden(place.notes, place.options.reading)
    parsed = [parse_note(note)[0] for note in reading.notes]
    return asked_sessions(parsed, reading.closed, place.notes)


def _tell_why(out: Console, place: Place, asked: Sequence[Session]) -> None:
    mode = place.options.run
    if mode in (Mode.NEVER, Mode.CACHED):
        out.print(Text(f"A build runs nothing here: mkdocs.yml says run: {mode}.\n", "dim"))
    options = replace(place.options.execution, mode=Mode.AUTO)
    for session, reasons in explained(asked, options, cache_of(place), FONT):
        text = f"runs: {'; '.join(reasons)}" if reasons else "recorded; would not run"
        out.print(Text.assemble((place.shown(session.path), "bold"), f"  {text}"))
    if not asked:
        out.print("No note has code that asks to run.")


def _run(
    out: Console,
    place: Place,
    asked: Sequence[Session],
    problems: Sequence[Problem],
    *,
    refresh: bool,
    whole: bool,
) -> bool:
    """Run, and tell of each note as it ends; whether anything has failed."""
    mode = Mode.ALWAYS if refresh else Mode.AUTO
    told = _Telling(out, place)
    _, found = run_sessions(
        asked,
        replace(place.options.execution, mode=mode),
        cache_of(place),
        FONT,
        told.hear,
        all_there_are=whole,
    )
    everything = [*problems, *found]
    told.sum_up(everything)
    return any(problem.severity is Severity.ERROR for problem in everything)


class _Telling:
    """Prints a line for each note that ends, and in the end what there was."""

    def __init__(self, out: Console, place: Place) -> None:
        self.out, self.place = out, place
        self.began: dict[NotePath, float] = {}
        self.took: dict[NotePath, float] = {}
        self.counts = {"cached": 0, "done": 0, "failed": 0}

    def hear(self, path: NotePath, what: str) -> None:
        """What a session has come to; see ``run_sessions``."""
        if what == "running":
            self.began[path] = time.monotonic()
            return
        if what not in self.counts:
            self._line(path, what, "dim")
            return
        self.counts[what] += 1
        if what != "cached":
            self.took[path] = time.monotonic() - self.began.get(path, time.monotonic())
        shown = {"cached": "recorded", "done": "ran", "failed": "failed"}[what]
        lasted = f" in {self.took[path]:.1f} s" if what == "done" else ""
        self._line(path, shown + lasted, {"cached": "dim", "failed": "red"}.get(what, ""))

    def sum_up(self, problems: Sequence[Problem]) -> None:
        """The problems with their places, how many notes there were, and which took longest."""
        for problem in problems:
            where = f"{self.place.shown(problem.origin.path)}:{problem.origin.first_line}"
            kind = "red" if problem.severity is Severity.ERROR else "dim"
            self.out.print(Text.assemble("\n", (where, "bold"), (f"  {problem.message}", kind)))
            self.out.print(Text(f"    {problem.fix}  [{problem.code}]", "dim"))
        ran, failed, recorded = (self.counts[one] for one in ("done", "failed", "cached"))
        text = f"{count(ran, 'note')} ran, {recorded} recorded, {failed} failed"
        if len(self.took) > 1:
            slowest = max(self.took, key=lambda path: self.took[path])
            text += f"; the slowest: {self.place.shown(slowest)} ({self.took[slowest]:.1f} s)"
        self.out.print(Text(f"\n{text}"))

    def _line(self, path: NotePath, text: str, style: str) -> None:
        self.out.print(Text.assemble((self.place.shown(path), "bold"), "  ", (text, style)))
