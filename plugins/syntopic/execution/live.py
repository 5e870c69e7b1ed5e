"""The sessions of a preview: the quick ones are waited for, others go on while pages are shown."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from syntopic.execution.planning import Finished, Plan, without_run
from syntopic.execution.present import Present
from syntopic.execution.scratch import readable
from syntopic.execution.sessions import Lookup, concluded, look_up
from syntopic.execution.values import ExecutionOptions, Progress, Result, Session
from syntopic.model import NotePath, Output, Problem, Snippet

if TYPE_CHECKING:
    from syntopic.execution.engine import Engine

FIRST_PATIENCE = 60.0
"""Seconds that the first build waits for code: who starts a preview wants to see it whole."""

_ENDING_SECONDS = 10
PATIENCE = 1.5
"""Seconds that a later build waits: most code is done by then, and who edits prose goes on."""


@dataclass
class _Running:
    """A session that was begun: for what, and what comes of it."""

    signature: tuple[object, ...]
    future: Future[Finished]
    missed: bool = False


class LiveSessions:
    """Runs the sessions of one build after another, as ``run_sessions`` does, without their wait.

    ``changed`` is called, from another thread, when code has ended that a build did not wait for.
    What failed or is not recorded is remembered as long as nothing that it depends on changes.
    """

    def __init__(
        self, changed: Callable[[], None], first: float = FIRST_PATIENCE, later: float = PATIENCE
    ) -> None:
        """``first`` and ``later`` are the seconds that builds wait."""
        self._changed = changed
        self._patience, self._later = first, later
        self._running: dict[NotePath, _Running] = {}
        self._shown: dict[NotePath, tuple[tuple[Snippet, ...], Result]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._kernels = ExitStack()
        self._engine: Engine | None = None
        self._places: asyncio.Semaphore | None = None

    def run(
        self,
        sessions: Sequence[Session],
        options: ExecutionOptions,
        cache: Path,
        font: Path | None,
        progress: Progress,
    ) -> tuple[dict[NotePath, Result], tuple[Problem, ...]]:
        """What ``run_sessions`` gives, where ``Result.pending`` says what is still running."""
        found = look_up(sessions, options, cache, font, progress)
        waiting = {found.looked[n].plan.session.path: n for n in found.waiting}
        self._cancel_all_but(set(waiting))
        for path, index in waiting.items():
            self._begin(path, index, found, options, cache, progress)
        wait([self._running[path].future for path in waiting], self._patience)
        self._patience = self._later
        for path, index in waiting.items():
            one = self._running[path]
            one.missed = True  # first, so that what ends this very moment is not overlooked
            if done := one.future.done():
                one.missed = False
            plan = found.looked[index].plan
            found.ends[index] = one.future.result() if done else self._pending(plan)
        results, problems = concluded(found, options, cache, all_there_are=True)
        self._remember(found, results)
        return results, problems

    def close(self) -> None:
        """End everything that is still running."""
        self._cancel_all_but(set())
        if self._thread.is_alive():
            with suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(_ended(), self._loop).result(_ENDING_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._kernels.close()
        self._loop.close()

    def _begin(
        self,
        path: NotePath,
        index: int,
        found: Lookup,
        options: ExecutionOptions,
        cache: Path,
        progress: Progress,
    ) -> None:
        """Begin a session, unless it has been begun for the very same code and files."""
        signature = (_signature(found.looked[index].plan, found.present), options)
        begun = self._running.get(path)
        if begun is not None and begun.signature == signature:
            return
        if begun is not None:
            begun.future.cancel()
        self._start(options, cache, progress)
        work = self._one(index, found, options, cache, progress)
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._running[path] = one = _Running(signature, future)
        one.future.add_done_callback(lambda done: self._tell(one))

    def _start(self, options: ExecutionOptions, cache: Path, progress: Progress) -> None:
        if self._engine is None:
            from syntopic.execution.serving import kernels

            self._engine = self._kernels.enter_context(kernels(options, cache, progress))
            self._places = asyncio.Semaphore(options.at_once)
            self._thread.start()

    async def _one(
        self,
        index: int,
        found: Lookup,
        options: ExecutionOptions,
        cache: Path,
        progress: Progress,
    ) -> Finished:
        from syntopic.execution.running import Workplace
        from syntopic.execution.scheduling import run_one

        assert self._places is not None and self._engine is not None
        work = Workplace(options, cache, found.present, self._engine)
        end, name = await run_one(found.looked[index], work, progress, self._places)
        found.used.add(name)
        return end

    def _tell(self, one: _Running) -> None:
        """Ask for another build when code has ended that the last one did not wait for."""
        if one.missed and not one.future.cancelled():
            self._changed()

    def _cancel_all_but(self, kept: set[NotePath]) -> None:
        for path in self._running.keys() - kept:
            self._running.pop(path).future.cancel()

    def _pending(self, plan: Plan) -> Finished:
        """What to show meanwhile: of each snippet what the same code put out before."""
        snippets = plan.session.snippets
        before, result = self._shown.get(plan.session.path, ((), None))
        outputs: tuple[tuple[Output, ...], ...] = ((),) * len(snippets)
        if result is not None:
            codes = {s.code: shown for s, shown in zip(before, result.outputs, strict=True)}
            outputs = tuple(codes.get(snippet.code, ()) for snippet in snippets)
        end = without_run(plan, ())
        environment = result.environment if result is not None else ""
        shown = Result(
            outputs, False, environment, len(snippets), pending=frozenset(range(len(snippets)))
        )
        return replace(end, result=shown)

    def _remember(self, found: Lookup, results: dict[NotePath, Result]) -> None:
        snippets = {session.path: session.snippets for session in found.asked}
        self._shown = {path: (snippets[path], result) for path, result in results.items()}


async def _ended() -> None:
    """All other tasks of this loop, waited for: they have been cancelled."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


def _signature(plan: Plan, present: Present) -> tuple[object, ...]:
    """All that could make a difference to a session that has no record."""
    session = plan.session
    names = readable(
        session.folder, session.name, plan.code, session.closed, present.candidates(session.folder)
    )
    files = dict.fromkeys((*names, *session.depends))
    return (plan.chain, tuple((name, present.digest(session.folder / name)) for name in files))
