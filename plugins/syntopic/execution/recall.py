"""Whether a session has a record that may be shown, and if not, why: nothing runs here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.execution import cache as recorded
from syntopic.execution.cache import NOTHING, Found
from syntopic.execution.entries import Head
from syntopic.execution.kernels import Kernel
from syntopic.execution.manifest import differences
from syntopic.execution.planning import Plan, planned
from syntopic.execution.present import Present, look
from syntopic.execution.values import ExecutionOptions, Mode, Session
from syntopic.model import Snippet


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking for a session's record came to; ``kernel`` is None where none is needed."""

    plan: Plan
    kernel: Kernel | None = None
    found: Found = NOTHING


def kernel_of(plan: Plan, options: ExecutionOptions, present: Present) -> Kernel | None:
    """The kernel that a session runs in, None when there is none for its language."""
    return present.kernel_for(plan.language, (plan.session.kernel, options.kernel))


def recall(plan: Plan, options: ExecutionOptions, cache: Path, present: Present) -> Looked:
    """Look for the record of a session, unless it has to run in any event.

    ``Mode.CACHED`` needs no kernel, and compares nothing that belongs to this machine.
    """
    kernel = None if options.mode is Mode.CACHED else kernel_of(plan, options, present)
    useless = kernel is None and options.mode is not Mode.CACHED
    if useless or options.mode is Mode.ALWAYS or not plan.recorded:
        return Looked(plan, kernel)

    def holds(head: Head) -> bool:
        return not any(differences(head.manifest, plan, kernel, present))

    return Looked(plan, kernel, recorded.find(cache, plan.key, len(plan.running), holds))


def reasons(looked: Looked, mode: Mode, cache: Path, present: Present) -> tuple[str, ...]:
    """Why a session would run, in words; nothing when it has a record that may be shown."""
    plan, found = looked.plan, looked.found
    if found.entry is not None:
        return ()
    if looked.kernel is None and mode is not Mode.CACHED:
        return (f"no kernel for {plan.language} is installed",)
    if mode is Mode.ALWAYS:
        return ("everything runs",)
    if not plan.recorded:
        return (_opted_out(plan),)
    if found.damaged:
        return ("its record is damaged",)
    if found.seen:
        return tuple(differences(found.seen[0].manifest, plan, looked.kernel, present))
    return (_what_changed(plan, recorded.heads(cache)),)


def explained(
    sessions: Iterable[Session], options: ExecutionOptions, cache: Path, font: Path | None
) -> Iterator[tuple[Session, tuple[str, ...]]]:
    """For each session with code, why it would run; nothing for those that would not."""
    present = look(font)
    for session in sessions:
        if session.snippets:
            looked = recall(planned(session, options), options, cache, present)
            yield session, reasons(looked, options.mode, cache, present)


def _opted_out(plan: Plan) -> str:
    snippet = next((snippet for snippet in plan.running if not snippet.cache), None)
    if snippet is None or not plan.session.cache:
        return "the note says cache: false"
    return f"snippet {_position(plan, snippet)} ({snippet.origin}) says cache: false"


def _what_changed(plan: Plan, heads: Iterable[tuple[Path, Head | None]]) -> str:
    """The first snippet whose code is not what was recorded for this note, or begins so."""
    chains = [h.chain for _, h in heads if h is not None and h.note == plan.session.path]
    if not chains:
        return "never recorded"
    same = max(_common(chain, plan.chain) for chain in chains)
    if same == len(plan.running):
        return "a snippet has been taken away"
    snippet = plan.running[same]
    return f"the code of snippet {_position(plan, snippet)} ({snippet.origin}) has changed"


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _position(plan: Plan, snippet: Snippet) -> int:
    return plan.running.index(snippet) + 1
