"""All sessions of a build: what is recorded is looked up, the rest runs, two at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syntopic.execution import cache as recorded
from syntopic.execution.kernels import Kernel
from syntopic.execution.outputs import with_alt
from syntopic.execution.planning import Finished, finished, planned, without_run
from syntopic.execution.present import Present, look
from syntopic.execution.problems import kernel_missing, output_missing, record_damaged
from syntopic.execution.recall import Looked, recall
from syntopic.execution.values import ExecutionOptions, Mode, Result, Session
from syntopic.model import NotePath, Problem

if TYPE_CHECKING:
    from syntopic.execution.engine import Engine

AT_ONCE = 2
"""Sessions side by side: kernels are large, and so are the examples that people compute."""

Progress = Callable[[NotePath, str], None]


def run_sessions(
    sessions: Sequence[Session],
    options: ExecutionOptions,
    cache: Path,
    font: Path | None,
    progress: Progress,
    engine: Engine | None = None,
    *,
    all_there_are: bool = False,
) -> tuple[dict[NotePath, Result], tuple[Problem, ...]]:
    """The outputs of every session, and the problems in the order of the sessions.

    ``cache`` is a folder of its own, made when needed; ``font`` is the site's text font (ttf, otf,
    woff or woff2). ``progress`` hears "cached", "running", "done" and "failed", from another
    thread when this one already runs an event loop. With ``Mode.NEVER`` there are no results at
    all, and notes show what is stored with them. Interrupting ends the kernels first. If these
    are ``all_there_are``, what was recorded for other notes is forgotten.
    """
    asked = [session for session in sessions if session.snippets]
    present = look(font)
    ends: dict[int, Finished] = {}
    used: set[str] = set()
    if options.mode is not Mode.NEVER:
        plans = [planned(session, options) for session in asked]
        looked = [recall(plan, options, cache, present) for plan in plans]
        used |= {one.found.name for one in looked if one.found.entry is not None}
        ends = _ended(looked, options.mode, progress)
        waiting = {index: one for index, one in enumerate(looked) if index not in ends}
        if waiting:
            work = _Work(options, cache, present, engine)
            _complete(_run_all(waiting, work, progress, ends, used))
            recorded.trim(cache, options.cache_limit, used)
    if all_there_are:
        recorded.forget(cache, used, {one.path: present.open_files(one) for one in asked})
    order = sorted(ends)
    results = {asked[n].path: _named(ends[n].result, asked[n]) for n in order}
    return results, tuple(problem for n in order for problem in ends[n].problems)


@dataclass(frozen=True, slots=True)
class _Work:
    options: ExecutionOptions
    cache: Path
    present: Present
    engine: Engine | None


def _ended(looked: Sequence[Looked], mode: Mode, progress: Progress) -> dict[int, Finished]:
    """The ends of the sessions that need no kernel: recorded, or not able or allowed to run."""
    ends: dict[int, Finished] = {}
    for index, one in enumerate(looked):
        plan, entry = one.plan, one.found.entry
        if entry is not None:
            progress(plan.session.path, "cached")
            ends[index] = finished(plan, entry, _damage(one), whole=True)
        elif mode is Mode.CACHED:
            ends[index] = without_run(plan, (_missing(one),))
        elif one.kernel is None:
            ends[index] = without_run(plan, (kernel_missing(plan.session, plan.language),))
    return ends


def _damage(looked: Looked) -> tuple[Problem, ...]:
    return (record_damaged(looked.plan.session),) if looked.found.damaged else ()


def _missing(looked: Looked) -> Problem:
    damaged = bool(looked.found.damaged)
    return output_missing(looked.plan.session, damaged=damaged, kept=looked.plan.recorded)


async def _run_all(
    waiting: dict[int, Looked],
    work: _Work,
    progress: Progress,
    ends: dict[int, Finished],
    used: set[str],
) -> None:
    """Run what has to run, put its ends into ``ends``, and its records' names into ``used``."""
    from syntopic.execution.engine import run_in_kernel  # slow to import, and often not needed
    from syntopic.execution.running import Workplace, run_plan

    place = Workplace(work.options, work.cache, work.present, work.engine or run_in_kernel)
    places = asyncio.Semaphore(AT_ONCE)

    async def one(index: int, looked: Looked, kernel: Kernel) -> None:
        async with places:
            path = looked.plan.session.path
            progress(path, "running")
            end, name = await run_plan(looked.plan, kernel, place)
            ends[index] = replace(end, problems=_damage(looked) + end.problems)
            used.add(name)
            progress(path, "done" if end.result.ran else "failed")

    async with asyncio.TaskGroup() as group:
        for index, looked in waiting.items():
            if looked.kernel is not None:
                group.create_task(one(index, looked, looked.kernel))


def _complete(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end from plain code, also inside a program that has an event loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def _named(result: Result, session: Session) -> Result:
    """Figures get the author's words last, so that editing those runs nothing."""
    stem = session.name.rsplit(".", 1)[0]
    outputs = tuple(
        with_alt(shown, snippet.alt, snippet.caption or snippet.label or stem)
        for shown, snippet in zip(result.outputs, session.snippets, strict=True)
    )
    return Result(outputs, result.ran, result.environment, result.reached)
