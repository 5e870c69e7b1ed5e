"""Prints what running notes costs beside other ways to run them, or how soon a save is seen."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.execution.contenders import Contender, others, ours_and_bounds
from benchmarks.execution.gardens import made_notes
from benchmarks.execution.latency import latencies
from benchmarks.execution.places import Place, inherit, made_place
from benchmarks.execution.rounds import one_round
from benchmarks.execution.table import report
from benchmarks.execution.tools import TOOLS
from benchmarks.measuring.accounting import Used
from benchmarks.measuring.proving import proof

SIZES = (20, 100)
ROUNDS = 3
BEFORE = """\
Every contender runs once on one note before anything is counted, so that compiled modules and
matplotlib's list of fonts are there for all. Figures are SVG in Syntopic, markdown-exec and the
bare process, and PNG in the others, as each draws them by itself. "Running alone" is the
difference to the same work without code. markdown-exec and the bare process isolate nothing;
myst-nb is what Jupyter Book (1) runs notebooks with."""


def main() -> None:
    """Measure and print; fail if a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.execution", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 notes and one round")
    parser.add_argument("--ours", action="store_true", help="without other tools' sites")
    parser.add_argument("--latency", action="store_true", help="how soon a saved note is seen")
    parser.add_argument("--notes", type=int, nargs="+", metavar="N", help="sizes of gardens")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often each runs")
    given = parser.parse_args()
    if sys.platform != "linux":
        sys.exit("only Linux tells what a whole family of processes has used")
    if given.latency:
        print(*latencies(given.rounds or ROUNDS), sep="\n")
        return
    python = "" if given.ours else TOOLS.python()
    sizes = given.notes or (SIZES[:1] if given.quick else SIZES)
    rounds = given.rounds or (1 if given.quick else ROUNDS)
    print(TOOLS.versions(), proof(), BEFORE, sep="\n", flush=True)
    met = [_compare(size, rounds, python) for size in sizes]
    sys.exit(0 if all(met) else 1)


def _compare(size: int, count: int, python: str) -> bool:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        first = made_place(Path(folder) / "first", made_notes(1))
        place = made_place(Path(folder) / "garden", made_notes(size))
        dict(one_round(_contenders(first, python), first))
        inherit(place, first)
        rounds = [_told_round(_contenders(place, python), place) for _ in range(count)]
    lines, met = report(rounds)
    print(f"\n{size} notes of four cells, medians of {count}\n", *lines, sep="\n", flush=True)
    return met


def _contenders(place: Place, python: str) -> tuple[Contender, ...]:
    return (*ours_and_bounds(place), *(others(place, python) if python else ()))


def _told_round(contenders: Sequence[Contender], place: Place) -> dict[str, Used]:
    """One round, with a line on the terminal as each ends: a full run takes most of an hour."""
    used: dict[str, Used] = {}
    for name, one in one_round(contenders, place):
        used[name] = one
        print(f"  {name}: {one.cpu:.1f} CPU s", file=sys.stderr, flush=True)
    return used


if __name__ == "__main__":
    main()
