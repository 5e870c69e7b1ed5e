"""All sessions of a build: what is recorded is looked up, the rest runs, two at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from syntopic.execution import cache as recorded
from syntopic.execution.cache import Entry
from syntopic.execution.engine import Engine, run_in_kernel
from syntopic.execution.outputs import with_alt
from syntopic.execution.planning import Finished, Plan, finished, planner, without_run
from syntopic.execution.problems import output_missing
from syntopic.execution.running import Workplace, run_plan
from syntopic.execution.values import ExecutionOptions, Mode, Result, Session
from syntopic.model import NotePath, Problem

AT_ONCE = 2
"""Sessions side by side: kernels are large, and so are the examples that people compute."""

Progress = Callable[[NotePath, str], None]


def run_sessions(
    sessions: Sequence[Session],
    options: ExecutionOptions,
    cache: Path,
    font: Path | None,
    progress: Progress,
    engine: Engine = run_in_kernel,
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
    if options.mode is Mode.NEVER or not asked:
        if all_there_are:
            recorded.forget(cache, (), {session.path for session in asked})
        return {}, ()
    plan_of = planner(options, font)
    plans = [plan_of(session) for session in asked]
    ends = [_without_kernel(plan, options.mode, cache, progress) for plan in plans]
    waiting = [index for index, end in enumerate(ends) if end is None]
    if waiting:
        work = Workplace(options, cache, font, engine)
        ran: dict[int, Finished] = {}
        _complete(_run_all({index: plans[index] for index in waiting}, work, progress, ran))
        ends = [ran.get(index, end) for index, end in enumerate(ends)]
    if all_there_are:
        recorded.forget(cache, {plan.key for plan in plans}, {session.path for session in asked})
    whole = [end for end in ends if end is not None]
    results = {s.path: _named(end.result, s) for s, end in zip(asked, whole, strict=True)}
    return results, tuple(problem for end in whole for problem in end.problems)


def _without_kernel(plan: Plan, mode: Mode, cache: Path, progress: Progress) -> Finished | None:
    """The end of a session that needs no kernel: it cannot run, has run before, or may not run."""
    if plan.kernel is None:
        return without_run(plan, ())
    entry = None if mode is Mode.ALWAYS else recorded.load(cache, plan.key, len(plan.running))
    if entry is not None:
        progress(plan.session.path, "cached")
        return _from(entry, plan)
    if mode is Mode.CACHED:
        return without_run(plan, (output_missing(plan.session),))
    return None


def _from(entry: Entry, plan: Plan) -> Finished:
    return finished(plan, entry, (), whole=True)


async def _run_all(
    plans: dict[int, Plan], work: Workplace, progress: Progress, ran: dict[int, Finished]
) -> None:
    places = asyncio.Semaphore(AT_ONCE)

    async def one(index: int, plan: Plan) -> None:
        async with places:
            progress(plan.session.path, "running")
            ran[index] = await run_plan(plan, work)
            progress(plan.session.path, "done" if ran[index].result.ran else "failed")

    async with asyncio.TaskGroup() as group:
        for index, plan in plans.items():
            group.create_task(one(index, plan))


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
    outputs = tuple(
        with_alt(shown, snippet.alt or snippet.caption)
        for shown, snippet in zip(result.outputs, session.snippets, strict=True)
    )
    return Result(outputs, result.ran, result.environment, result.reached)
