"""Prints what building and serving a garden costs, beside other tools on the same pages."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from benchmarks.build.places import Place, made_place
from benchmarks.build.rounds import BUILDS, COLD, Figures, one_round, pages, warm
from benchmarks.build.serving import Seen, idle, seen
from benchmarks.build.table import (
    Aim,
    build_aims,
    growth_aims,
    idle_rows,
    middle,
    rows,
    save_aims,
    save_rows,
)
from benchmarks.build.tools import ENVIRONMENT, OURS
from benchmarks.measuring.proving import proof

SERVE, GROWTH, IDLE = "serve", "growth", "idle"
PARTS = (*BUILDS, SERVE, GROWTH, IDLE)
BEFORE = """\
All tools build the same Markdown pages, with the same extensions, navigation and features of the
theme, each in a new process, after one build that is not counted. Syntopic also reads the notes,
draws a social card for each page, cuts fonts and writes feeds; the others do none of this. Only
what the notes' code has put out is recorded beforehand. MkDocs keeps nothing between builds."""


def main() -> None:
    """Measure and print; fail if an aim is missed."""
    given = _arguments().parse_args()
    if sys.platform != "linux":
        sys.exit("only Linux tells what a whole family of processes has used")
    python = "" if given.ours else ENVIRONMENT.python()
    print(_versions(), proof(), BEFORE, sep="\n", flush=True)
    parts = {*given.parts, *([GROWTH] if given.growth else []), *([IDLE] if given.idle else [])}
    aims: list[Aim] = []
    with _place(given.notes, python, others=not given.ours) as place:
        if parts & {*BUILDS, GROWTH}:
            aims += _builds(place, parts, given.rounds, python)
        if parts & {SERVE, IDLE}:
            aims += _previews(place, parts, given)
    print("", *aims, sep="\n", flush=True)
    sys.exit(0 if all(aim.met for aim in aims) else 1)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("--notes", type=int, default=1000, metavar="N", help="the main size")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each builds")
    parser.add_argument("--parts", type=_parts, default=(*BUILDS, SERVE), help=",".join(PARTS))
    parser.add_argument("--growth", action="store_true", help="ten times as many notes, too")
    parser.add_argument("--idle", action="store_true", help="what an idle preview costs, too")
    parser.add_argument("--ours", action="store_true", help="without other tools")
    parser.add_argument("--edits", type=int, default=7, metavar="N", help="while serving")
    parser.add_argument(
        "--serving-notes", type=int, nargs="*", default=[100, 5000], metavar="N", help="more sizes"
    )
    parser.add_argument("--idle-seconds", type=float, default=60, metavar="S")
    return parser


def _parts(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(PARTS):
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return names


def _versions() -> str:
    site = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    return f"{ENVIRONMENT.versions()}; {site}"


@contextmanager
def _place(notes: int, python: str, *, others: bool) -> Iterator[Place]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _tell(f"making up {notes} notes and running their code")
        yield made_place(Path(folder) / "place", notes, python, others=others)


def _builds(place: Place, parts: Collection[str], count: int, python: str) -> Iterator[Aim]:
    _warm(place)
    # What ten times as many notes cost is said beside what so many do.
    parts = {*parts, COLD} if GROWTH in parts else parts
    rounds = [_round(place, parts, number) for number in range(1, count + 1)]
    print(f"\n{place.notes} notes, medians of {count}\n", *rows(rounds), sep="\n", flush=True)
    print("pages built: " + ", ".join(f"{tool.name} {pages(tool)}" for tool in place.tools))
    figures = middle(rounds)
    yield from build_aims(figures)
    if GROWTH in parts:
        with _place(10 * place.notes, python, others=False) as large:
            _warm(large)
            grown = [_round(large, {COLD}, number) for number in range(1, count + 1)]
        print(f"\n{large.notes} notes\n", *rows(grown), sep="\n", flush=True)
        yield from growth_aims(figures[OURS, COLD], middle(grown)[OURS, COLD], place.notes)


def _warm(place: Place) -> None:
    _tell("building once, uncounted")
    warm(place)


def _round(place: Place, parts: Collection[str], number: int) -> Figures:
    """One round, with a line on the terminal as each ends."""
    figures: Figures = {}
    for tool, part, used in one_round(place, parts, number):
        figures[tool, part] = used
        _tell(f"{tool}, {part}: {used.cpu:.1f} CPU s, {used.wall:.1f} s")
    return figures


def _previews(place: Place, parts: Collection[str], given: argparse.Namespace) -> Iterator[Aim]:
    if IDLE in parts:
        used = {tool.name: idle(place, tool, given.idle_seconds) for tool in place.tools}
        print("", *idle_rows(used), sep="\n", flush=True)
    if SERVE not in parts:
        return
    saves: dict[tuple[str, int], Seen] = {}
    _serve(place, given.edits, saves)
    for notes in given.serving_notes:
        if notes != place.notes:
            with _place(notes, "", others=False) as other:
                _serve(other, given.edits, saves)
    print(f"\nserving, medians of {given.edits} edits\n", *save_rows(saves), sep="\n", flush=True)
    yield from save_aims(saves, place.notes)


def _serve(place: Place, edits: int, saves: dict[tuple[str, int], Seen]) -> None:
    for tool in place.tools:
        saves[tool.name, place.notes] = one = seen(place, tool, edits, begun=1000)
        _tell(f"{tool.name}, {place.notes} notes: first page {one.first:.2f} s, {one.saves}")


def _tell(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
