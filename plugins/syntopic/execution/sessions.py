"""All sessions of a build: what is recorded is looked up, and the rest runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from syntopic.execution import cache as recorded
from syntopic.execution.outputs import with_alt
from syntopic.execution.planning import Finished, finished, planned, without_run
from syntopic.execution.present import Present, look
from syntopic.execution.problems import kernel_missing, output_missing, record_damaged
from syntopic.execution.recall import Looked, recall
from syntopic.execution.values import ExecutionOptions, Mode, Progress, Result, Session
from syntopic.model import NotePath, Problem

if TYPE_CHECKING:
    from syntopic.execution.engine import Engine


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is known of a build's sessions: ``ends`` by their place, so far, and records in use."""

    asked: tuple[Session, ...]
    looked: tuple[Looked, ...]
    present: Present
    ends: dict[int, Finished]
    used: set[str]

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of the sessions that have to run."""
        return tuple(n for n in range(len(self.looked)) if n not in self.ends)


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
    woff or woff2). ``progress`` hears "cached", "running", "done" and "failed", and in words what
    takes long or is slower than it could be, from another thread when this one already runs an
    event loop. With ``Mode.NEVER`` there are no results at all, and notes show what is stored with
    them. Interrupting ends the kernels first. If these are ``all_there_are``, what was recorded for
    other notes is forgotten.
    """
    found = look_up(sessions, options, cache, font, progress)
    if found.waiting:
        from syntopic.execution.scheduling import run_waiting  # slow, and often not needed

        run_waiting(found, options, cache, progress, engine)
    return concluded(found, options, cache, all_there_are=all_there_are)


def look_up(
    sessions: Sequence[Session],
    options: ExecutionOptions,
    cache: Path,
    font: Path | None,
    progress: Progress,
) -> Lookup:
    """Find out what is recorded, and what has to run; as in ``run_sessions``, which goes on."""
    asked = tuple(session for session in sessions if session.snippets)
    present = look(font)
    if options.mode is Mode.NEVER:
        return Lookup(asked, (), present, {}, set())
    plans = [planned(session, options) for session in asked]
    looked = tuple(recall(plan, options, cache, present) for plan in plans)
    used = {one.found.name for one in looked if one.found.entry is not None}
    return Lookup(asked, looked, present, _ended(looked, options.mode, progress), used)


def concluded(
    found: Lookup, options: ExecutionOptions, cache: Path, *, all_there_are: bool
) -> tuple[dict[NotePath, Result], tuple[Problem, ...]]:
    """The results and problems of sessions that have all come to their ends; tidies the cache."""
    asked, ends = found.asked, found.ends
    if found.looked:
        recorded.trim(cache, options.cache_limit, found.used)
    if all_there_are:
        open_files: dict[str, frozenset[str]] = {
            one.path: found.present.open_files(one) for one in asked
        }
        recorded.forget(cache, found.used, open_files)
    order = sorted(ends)
    results = {asked[n].path: _named(ends[n].result, asked[n]) for n in order}
    return results, tuple(problem for n in order for problem in ends[n].problems)


def _ended(looked: Sequence[Looked], mode: Mode, progress: Progress) -> dict[int, Finished]:
    """The ends of the sessions that need no kernel: recorded, or not able or allowed to run."""
    ends: dict[int, Finished] = {}
    for index, one in enumerate(looked):
        plan, entry = one.plan, one.found.entry
        if entry is not None:
            progress(plan.session.path, "cached")
            ends[index] = finished(plan, entry, damage(one), whole=True)
        elif mode is Mode.CACHED:
            ends[index] = without_run(plan, (_missing(one),))
        elif one.kernel is None:
            ends[index] = without_run(plan, (kernel_missing(plan.session, plan.language),))
    return ends


def damage(looked: Looked) -> tuple[Problem, ...]:
    """What is to be told of a session's record if that is damaged."""
    return (record_damaged(looked.plan.session),) if looked.found.damaged else ()


def _missing(looked: Looked) -> Problem:
    damaged = bool(looked.found.damaged)
    return output_missing(looked.plan.session, damaged=damaged, kept=looked.plan.recorded)


def _named(result: Result, session: Session) -> Result:
    """Figures get the author's words last, so that editing those runs nothing."""
    stem = session.name.rsplit(".", 1)[0]
    outputs = tuple(
        with_alt(shown, snippet.alt, snippet.caption or snippet.label or stem)
        for shown, snippet in zip(result.outputs, session.snippets, strict=True)
    )
    return replace(result, outputs=outputs)
