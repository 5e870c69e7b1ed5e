"""How a session went, as a problem when it did not go well."""

from __future__ import annotations

import re

from syntopic.execution import problems as found
from syntopic.execution.engine import Ending, Ran, Run
from syntopic.execution.placeholders import named
from syntopic.execution.planning import Plan
from syntopic.execution.redaction import Names, failing_line, redact
from syntopic.execution.values import ExecutionOptions
from syntopic.model import Output, OutputKind, Problem

_MEMORY = re.compile(r"_?\w*MemoryError")
_NO_ROOM = "allocate memory"
_NO_MODULE = re.compile(r"No module named '(\w+)'")


def verdict(
    plan: Plan,
    run: Run,
    outputs: tuple[tuple[Output, ...], ...],
    names: Names,
    options: ExecutionOptions,
) -> tuple[Problem, ...]:
    """The problem that ended the session, if one did."""
    snippet = plan.running[max(len(run.cells) - 1, 0)]
    match run.ending:
        case Ending.DONE:
            return ()
        case Ending.RAISED:
            return (_raised(plan, run, outputs[-1], names, options),)
        case Ending.CELL_TIMEOUT:
            return (found.snippet_timeout(snippet, options),)
        case Ending.NOTE_TIMEOUT:
            return (found.note_timeout(snippet, options),)
        case Ending.TOO_LARGE:
            return (found.output_too_large(snippet, options),)
        case Ending.QUIT:
            return (found.code_quit(snippet),)
        case Ending.RUNAWAY:
            return (found.processes_without_end(snippet),)
        case Ending.DIED | Ending.NOT_STARTED:
            return (found.kernel_died(snippet, run.ending is Ending.NOT_STARTED),)


def lacked_memory(ran: Ran) -> bool:
    """Whether a snippet failed for want of memory, which another machine may have."""
    return bool(_MEMORY.fullmatch(ran.raised)) or (bool(ran.raised) and _NO_ROOM in ran.message)


def _raised(
    plan: Plan, run: Run, shown: tuple[Output, ...], names: Names, options: ExecutionOptions
) -> Problem:
    last, snippet = run.cells[-1], plan.running[len(run.cells) - 1]
    if lacked_memory(last):
        return found.memory_exceeded(snippet, options)
    traceback = next((o.text for o in reversed(shown) if o.kind is OutputKind.ERROR), "")
    line = failing_line(traceback, names.note, len(run.cells))
    module = _NO_MODULE.match(last.message) if last.raised == "ModuleNotFoundError" else None
    if module:
        return found.package_missing(snippet, line, module[1])
    message = named(redact(last.message, names), plan.session)
    return found.snippet_failed(snippet, line, last.raised, message)
