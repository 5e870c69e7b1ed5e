"""Running one planned session: a scratch copy, a kernel, and the verdict on how it went."""

from __future__ import annotations

import json
import os
import re
import site
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syntopic.execution import cache as recorded
from syntopic.execution import problems as found
from syntopic.execution import startup
from syntopic.execution.cache import Entry
from syntopic.execution.engine import Ending, Engine, Job, Ran, Run
from syntopic.execution.figures import SENTINEL
from syntopic.execution.fonts import drawing_font
from syntopic.execution.outputs import normalised
from syntopic.execution.planning import Finished, Plan, figure_prefix, finished
from syntopic.execution.redaction import Names, failing_line, places, redact
from syntopic.execution.scratch import Scratch, left_behind, make
from syntopic.execution.surroundings import variables
from syntopic.execution.values import ExecutionOptions
from syntopic.model import Output, OutputKind, Problem, Snippet

_MEMORY = re.compile(r"_?\w*MemoryError")
_NO_ROOM = "allocate memory"
_NO_MODULE = re.compile(r"No module named '(\w+)'")


@dataclass(frozen=True, slots=True)
class Workplace:
    """What all sessions of a build share."""

    options: ExecutionOptions
    cache: Path
    font: Path | None
    engine: Engine


async def run_plan(plan: Plan, work: Workplace) -> Finished:
    """Run a plan that has a kernel; what ran to its end is recorded, anything else never is."""
    with tempfile.TemporaryDirectory(prefix="syntopic-", ignore_cleanup_errors=True) as root:
        scratch = make(plan.session.folder, plan.files, Path(root))
        run = await work.engine(_job(plan, scratch, work))
        left = left_behind(scratch)
    names = _names(plan, scratch, work.cache, run)
    outputs = tuple(
        normalised(ran.outputs, names, figure_prefix(plan.session, position))
        for position, ran in enumerate(run.cells, start=1)
    )
    entry = Entry(outputs, left)
    whole = run.ending is Ending.DONE
    if whole and not any(map(_lacked_memory, run.cells)):
        recorded.store(work.cache, plan.key, entry, plan.session.path)
    return finished(plan, entry, _verdict(plan, run, outputs, names, work.options), whole)


def _job(plan: Plan, scratch: Scratch, work: Workplace) -> Job:
    if plan.kernel is None:
        raise ValueError("a plan without a kernel cannot run")
    drawing = work.cache.absolute() / "matplotlib"
    return Job(
        plan.kernel.name,
        tuple((snippet.code, snippet.may_raise) for snippet in plan.running),
        _startup(plan, scratch, work) if plan.kernel.language == "python" else "",
        scratch.folder,
        scratch.root / "kernel.json",
        variables(os.environ, scratch.home, scratch.temporary, drawing, _user_packages()),
        work.options,
    )


def _user_packages() -> str:
    return site.getuserbase() if site.ENABLE_USER_SITE else ""


def _startup(plan: Plan, scratch: Scratch, work: Workplace) -> str:
    """The text of the startup module with a call to it, leaving no name behind."""
    draws = "matplotlib" in plan.imports
    font = drawing_font(work.font, work.cache / "fonts") if draws else None
    settings = {
        "ink": SENTINEL,
        "font": str(font) if font else "",
        "linked": [str(path) for path in scratch.linked],
        "imports": plan.imports,
    }
    source = Path(startup.__file__).read_text("utf-8")
    return f"{source}\n_syntopic_start(**{json.dumps(settings)})\n{startup.FORGET}"


def _names(plan: Plan, scratch: Scratch, cache: Path, run: Run) -> Names:
    session = plan.session
    codes = [snippet.code for snippet in plan.running]
    counted = [position for position, code in enumerate(codes, start=1) if code.strip()]
    return Names(
        session.name,
        places(
            (
                (scratch.folder, "."),
                (scratch.home, "~"),
                (scratch.root, "~"),
                (session.folder, "."),
                (cache.absolute(), "…"),
                (sys.prefix, "…"),
                (Path.home(), "~"),
            )
        ),
        _cell_files(codes) if "ipykernel_" in str(run.cells) else {},
        dict(enumerate(counted, start=1)),
    )


def _cell_files(codes: list[str]) -> Mapping[str, int]:
    """The names that the kernel gives to the files that its cells are said to stand in."""
    try:  # slow to import, and needed only when a warning names such a file
        from ipykernel.compiler import get_tmp_hash_seed, murmur2_x86
    except ImportError:
        return {}
    seed = get_tmp_hash_seed()  # type: ignore[no-untyped-call]
    return {str(murmur2_x86(code, seed)): n for n, code in enumerate(codes, 1)}  # type: ignore[no-untyped-call]


def _verdict(
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
            return (_raised(snippet, run, outputs[-1], names, options),)
        case Ending.CELL_TIMEOUT:
            return (found.snippet_timeout(snippet, options),)
        case Ending.NOTE_TIMEOUT:
            return (found.note_timeout(snippet, options),)
        case Ending.TOO_LARGE:
            return (found.output_too_large(snippet, options),)
        case Ending.DIED | Ending.NOT_STARTED:
            return (found.kernel_died(snippet, run.ending is Ending.NOT_STARTED),)


def _raised(
    snippet: Snippet, run: Run, shown: tuple[Output, ...], names: Names, options: ExecutionOptions
) -> Problem:
    last = run.cells[-1]
    if _lacked_memory(last):
        return found.memory_exceeded(snippet, options)
    traceback = next((o.text for o in reversed(shown) if o.kind is OutputKind.ERROR), "")
    line = failing_line(traceback, names.note, len(run.cells))
    module = _NO_MODULE.match(last.message) if last.raised == "ModuleNotFoundError" else None
    if module:
        return found.package_missing(snippet, line, module[1])
    return found.snippet_failed(snippet, line, last.raised, redact(last.message, names))


def _lacked_memory(ran: Ran) -> bool:
    return bool(_MEMORY.fullmatch(ran.raised)) or (bool(ran.raised) and _NO_ROOM in ran.message)
