"""``run``: the code of notes, run by hand, or the reasons why it would run."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from syntopic.cli.documented import Documented
from syntopic.cli.named_runs import Asked, asked_for
from syntopic.cli.opening import Place, cache_of, config_file, find
from syntopic.cli.refusal import Refusal
from syntopic.cli.showing import show, tell
from syntopic.cli.shown_files import check_folder, write_files
from syntopic.cli.terminal import console, count
from syntopic.execution import Mode, Result, explained, run_sessions
from syntopic.model import NotePath, Problem, Severity
from syntopic.theme import FONT

Ran = tuple[Mapping[NotePath, Result], Sequence[Problem]]
"""What the code put out, and what was wrong."""


@click.command(
    cls=Documented,
    examples=[
        "syntopic run",
        "syntopic run clt.md --show",
        "syntopic run clt.md --refresh",
        "syntopic run clt.md --why",
    ],
)
@click.argument("notes", metavar="[NOTE]...", nargs=-1)
@click.option("--show", "shown", is_flag=True, help="Print what each piece of code put out.")
@click.option(
    "--to",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where --show puts pictures, instead of a temporary folder.",
)
@click.option("--refresh", is_flag=True, help="Run even what is recorded.")
@click.option("--why", is_flag=True, help="Run nothing; say what would run, and why.")
@config_file
def run(
    notes: tuple[str, ...],
    shown: bool,
    to: Path | None,
    refresh: bool,
    why: bool,
    config: Path,
) -> None:
    """Run the code of your notes, or of each NOTE that you name.

    What has not changed since it was recorded does not run again, as in a build. A NOTE is a path,
    or a part of one that only one note has. What you name runs whatever mkdocs.yml says of run; of
    a private note nothing is recorded. --show prints what it put out, from the record if there is
    one, and says where its pictures are.
    """
    if why and (refresh or shown):
        raise Refusal(f"choose one of {'--refresh' if refresh else '--show'} and --why")
    if to is not None and not shown:
        raise Refusal("--to says where --show puts pictures; add --show")
    place = find(config)
    if to is not None:
        check_folder(place, to)
    asked = asked_for(place, notes)
    out = console()
    if why:
        _tell_why(out, place, asked)
        return
    told = _Telling(out, place)
    results, problems = _run(place, asked, told, refresh=refresh, whole=not notes)
    left = _show(out, place, asked, (results, problems), to) if shown else problems
    told.sum_up(left)
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(1)


def _show(
    out: Console, place: Place, asked: Asked, ran: Ran, to: Path | None
) -> tuple[Problem, ...]:
    """Print what the code put out; the problems that were not told with it."""
    results, problems = ran
    files = write_files(place, results, to)
    told: list[Problem] = []
    for session in asked.sessions:
        told += show(out, place, session, results[session.path], problems, files)
    return tuple(problem for problem in problems if problem not in told)


def _tell_why(out: Console, place: Place, asked: Asked) -> None:
    mode = place.options.run
    if mode in (Mode.NEVER, Mode.CACHED):
        out.print(Text(f"A build runs nothing here: mkdocs.yml says run: {mode}.\n", "dim"))
    options = replace(place.options.execution, mode=Mode.AUTO)
    for session, reasons in explained(asked.sessions, options, cache_of(place), FONT):
        if session.path in asked.private:
            reasons = ("it is private, so nothing of it is recorded",)
        text = f"runs: {'; '.join(reasons)}" if reasons else "recorded; would not run"
        out.print(Text.assemble((place.shown(session.path), "bold"), f"  {text}"))
    if not asked.sessions:
        out.print("No note has code that asks to run.")


def _run(place: Place, asked: Asked, told: _Telling, *, refresh: bool, whole: bool) -> Ran:
    """Run, and tell of each note as it ends."""
    mode = Mode.ALWAYS if refresh else Mode.AUTO
    results, found = run_sessions(
        asked.sessions,
        replace(place.options.execution, mode=mode),
        cache_of(place),
        FONT,
        told.hear,
        all_there_are=whole,
    )
    return results, (*asked.problems, *found)


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
            self.out.print()
            tell(self.out, self.place, problem)
        ran, failed, recorded = (self.counts[one] for one in ("done", "failed", "cached"))
        text = f"{count(ran, 'note')} ran, {recorded} recorded, {failed} failed"
        if len(self.took) > 1:
            slowest = max(self.took, key=lambda path: self.took[path])
            text += f"; the slowest: {self.place.shown(slowest)} ({self.took[slowest]:.1f} s)"
        self.out.print(Text(f"\n{text}"))

    def _line(self, path: NotePath, text: str, style: str) -> None:
        self.out.print(Text.assemble((self.place.shown(path), "bold"), "  ", (text, style)))
