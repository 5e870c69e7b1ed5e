"""Runs the contenders in turn and checks that each has done its work."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence

from benchmarks.execution.contenders import COLD, NO_RUN, ONE_CHANGED, UNCHANGED, Contender
from benchmarks.execution.places import Place
from benchmarks.measuring.accounting import Used, measured
from benchmarks.measuring.conditions import Unfit, variables


def one_round(contenders: Sequence[Contender], place: Place) -> Iterator[tuple[str, Used]]:
    """Every contender once, in order; raises Unfit if one leaves an output out."""
    for contender in contenders:
        contender.before()
        shutil.rmtree(contender.out, ignore_errors=True)
        contender.out.mkdir(parents=True)
        log = place.root / "log.txt"
        used = measured(contender.call, contender.folder, variables(place.home), log)
        _check(contender, place)
        yield contender.name, used


def _check(contender: Contender, place: Place) -> None:
    first = place.edited if contender.edited else place.notes[0]
    outputs = [note.output for note in (first, *place.notes[1:])]
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in contender.out.rglob("*")
        if path.suffix in {".html", ".txt", ".ipynb"}
    ]
    shown = sum(any(output in text for text in texts) for output in outputs)
    if shown != (len(outputs) if contender.runs else 0):
        raise Unfit(f"{contender.name}: shows the outputs of {shown} of {len(outputs)} notes")
    told = contender.out / "told.json"
    if told.exists():
        _check_states(contender.name, json.loads(told.read_text(encoding="utf-8")), place)


def _check_states(name: str, told: dict[str, list[list[str]] | int], place: Place) -> None:
    """What Syntopic says must be what it was to do: no note too many, no process for nothing."""
    states, count = told["states"], len(place.notes)
    assert isinstance(states, list)
    running = [path for path, state in states if state == "running"]
    cached = sum(state == "cached" for _, state in states)
    expected = {
        NO_RUN: (0, 0),
        COLD: (count, 0),
        UNCHANGED: (0, count),
        ONE_CHANGED: (1, count - 1),
    }
    if (len(running), cached) != expected[name]:
        raise Unfit(f"{name}: {len(running)} notes ran and {cached} were recorded")
    if name == ONE_CHANGED and running != [f"{place.notes[0].name}.md"]:
        raise Unfit(f"{name}: {running[0]} ran")
    if name in {NO_RUN, UNCHANGED} and told["started"]:
        raise Unfit(f"{name}: {told['started']} processes were started")
