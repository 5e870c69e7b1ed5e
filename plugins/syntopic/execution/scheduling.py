"""Running the sessions that have to run, a few side by side.

Slow to import, as all that talks to kernels is, and not needed where all is recorded.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from syntopic.execution.engine import Engine
from syntopic.execution.planning import Finished
from syntopic.execution.recall import Looked
from syntopic.execution.running import Workplace, run_plan
from syntopic.execution.serving import kernels, worth_preloading
from syntopic.execution.sessions import Lookup, damage
from syntopic.execution.values import ExecutionOptions, Progress
from syntopic.model import NotePath

SLOW_SECONDS = 10
"""After so long, and each time after twice as long, a session that still runs is told of."""


def run_waiting(
    found: Lookup,
    options: ExecutionOptions,
    cache: Path,
    progress: Progress,
    engine: Engine | None,
) -> None:
    """Run what has to run; its ends and the names of its records go into ``found``.

    It also works inside a program that has an event loop of its own.
    """
    _complete(_run_all(found, options, cache, progress, engine))


async def run_one(
    looked: Looked, work: Workplace, progress: Progress, places: asyncio.Semaphore
) -> tuple[Finished, str]:
    """Run a session when there is a place for it; its end, and the name of its record if any."""
    assert looked.kernel is not None  # or it would have come to its end
    path = looked.plan.session.path
    async with places:
        progress(path, "running")
        slow = asyncio.create_task(_tell_of_slow(path, progress))
        try:
            end, name = await run_plan(looked.plan, looked.kernel, work)
        finally:
            slow.cancel()
        progress(path, "done" if end.result.ran else "failed")
    return replace(end, problems=damage(looked) + end.problems), name


async def _run_all(
    found: Lookup,
    options: ExecutionOptions,
    cache: Path,
    progress: Progress,
    engine: Engine | None,
) -> None:
    codes = (found.looked[place].plan.code for place in found.waiting)
    options = replace(options, preload=worth_preloading(options.preload, codes))
    places = asyncio.Semaphore(options.at_once)
    with nullcontext(engine) if engine else kernels(options, cache, progress) as started:
        work = Workplace(options, cache, found.present, started)

        async def one(place: int) -> None:
            found.ends[place], name = await run_one(found.looked[place], work, progress, places)
            found.used.add(name)

        async with asyncio.TaskGroup() as group:
            for place in found.waiting:
                group.create_task(one(place))


async def _tell_of_slow(path: NotePath, progress: Progress) -> None:
    seconds = SLOW_SECONDS
    while True:
        await asyncio.sleep(seconds)
        progress(path, f"still running after {seconds * 2 - SLOW_SECONDS} seconds")
        seconds *= 2


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
