"""Running one planned session: a scratch copy, a kernel, and a record of what came of it."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from syntopic.execution import cache as recorded
from syntopic.execution import startup
from syntopic.execution.clearing import passing_folder
from syntopic.execution.engine import Ending, Engine, Job, Run
from syntopic.execution.entries import Entry, Head
from syntopic.execution.figures import SENTINEL
from syntopic.execution.fonts import drawing_font
from syntopic.execution.kernels import Kernel
from syntopic.execution.manifest import Seen, conditions
from syntopic.execution.outputs import normalised
from syntopic.execution.placeholders import NOTE, figure_prefix
from syntopic.execution.planning import Finished, Plan, finished
from syntopic.execution.present import Present
from syntopic.execution.redaction import Names, places
from syntopic.execution.scratch import Scratch, left_behind, make, readable
from syntopic.execution.secrets import replacements, secret_values
from syntopic.execution.serving import user_packages
from syntopic.execution.surroundings import PASSED_ON, drawing_folder, variables
from syntopic.execution.values import ExecutionOptions
from syntopic.execution.verdict import lacked_memory, verdict
from syntopic.execution.watching import watched


@dataclass(frozen=True, slots=True)
class Workplace:
    """What all sessions of a build share."""

    options: ExecutionOptions
    cache: Path
    present: Present
    engine: Engine


async def run_plan(plan: Plan, kernel: Kernel, work: Workplace) -> tuple[Finished, str]:
    """Run a plan; the name of its record comes too, if it ran to its end and may be recorded."""
    session, present = plan.session, work.present
    found = present.candidates(session.folder)
    files = readable(session.folder, session.name, plan.code, session.closed, found)
    names = tuple(dict.fromkeys((*files, *session.depends)))
    with passing_folder() as root:
        scratch = make(session.folder, names, root, posixpath.dirname(session.path))
        copies, states = _digests(scratch, names), _states(scratch.linked)
        linked = dict(zip(scratch.linked, scratch.names, strict=True))
        with watched(scratch.notes, scratch.folder, linked) as watch:
            run = await work.engine(_job(plan, kernel, scratch, work))
            opened = watch.opened() if kernel.language == "python" else None
        left = left_behind(scratch)
        settled = _states(scratch.linked) == states
    put_out = _names(plan, scratch, work.cache, run)
    outputs = tuple(
        normalised(ran.outputs, put_out, figure_prefix(position))
        for position, ran in enumerate(run.cells, start=1)
    )
    imported = None if run.imported is None else frozenset(run.imported)
    seen = Seen(names, copies, opened, imported, run.missed)
    manifest, environment = conditions(plan, kernel, seen, present, chain(*outputs))
    entry = Entry(outputs, left, environment)
    whole = run.ending is Ending.DONE
    name = ""
    if plan.recorded and whole and settled and not any(map(lacked_memory, run.cells)):
        name = recorded.store(work.cache, Head(session.path, plan.chain, manifest), entry)
    problems = verdict(plan, run, outputs, put_out, work.options)
    return finished(plan, entry, problems, whole=whole), name


def _digests(scratch: Scratch, names: tuple[str, ...]) -> dict[str, str]:
    """The contents as the code finds them, whatever becomes of copies and originals meanwhile.

    Of what is linked they are unknown: those files are large, and few of them are read.
    """
    copied = (name for name in names if name not in scratch.names)
    return {name: recorded.file_digest(scratch.folder / name) for name in copied}


def _states(paths: tuple[Path, ...]) -> tuple[tuple[int, int], ...]:
    """What tells whether files that are only linked have been edited meanwhile."""
    found = (path.stat() if path.exists() else None for path in paths)
    return tuple((state.st_mtime_ns, state.st_size) if state else (0, 0) for state in found)


def _told(scratch: Scratch) -> Path:
    return scratch.root / "told.json"


def _job(plan: Plan, kernel: Kernel, scratch: Scratch, work: Workplace) -> Job:
    drawing = drawing_folder(work.cache)
    return Job(
        kernel.name,
        tuple((snippet.code, snippet.may_raise) for snippet in plan.running),
        _startup(scratch, work) if kernel.language == "python" else "",
        scratch.folder,
        scratch.root / "kernel.json",
        _told(scratch),
        variables(os.environ, scratch.home, scratch.temporary, drawing, user_packages()),
        work.options,
    )


def _startup(scratch: Scratch, work: Workplace) -> str:
    """What runs unseen before the note's own code."""
    font = drawing_font(work.present.font, work.cache / "fonts")
    return startup.cell(
        ink=SENTINEL,
        font=str(font) if font else "",
        linked=[str(path) for path in scratch.linked],
        told=str(_told(scratch)),
    )


def _names(plan: Plan, scratch: Scratch, cache: Path, run: Run) -> Names:
    session = plan.session
    codes = [snippet.code for snippet in plan.running]
    counted = [position for position, code in enumerate(codes, start=1) if code.strip()]
    return Names(
        NOTE,
        (
            *replacements(secret_values(os.environ, PASSED_ON)),
            *places(
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
