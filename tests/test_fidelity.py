"""Notes put out what they would in a kernel of their own: the same notebooks run both ways.

One way is the tool's; the other is nbclient as it comes, with a fresh kernel for each notebook,
the same startup, variables and folder. Outputs are compared as kernels send them.
"""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from fidelity_cases import BESIDE, CASES
from syntopic.execution import ExecutionOptions, Session, run_sessions
from syntopic.execution.engine import Job, Run
from syntopic.execution.serving import kernels
from syntopic.model import NotePath, Origin, Snippet

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere kernels are ordinary")

DIFFERENCES = {
    "a traceback of a recursion": "a frame less lies below, so it ends a frame later",
    "how the kernel was started": "it was forked, not started by a command",
    "limits that hostile notes meet": "memory, files and core dumps are limited",
    "memory that notes share": "what is imported beforehand is kept out of collecting garbage",
    "the stack below a note": "the server lies below the kernel, not its launcher",
    "threads without a name": "a supervisor ends the kernel, so no thread looks for its parent",
    "what standard input is": "nothing can be read either way; ours is empty, not a pipe",
}
"""The notebooks that a reader sees otherwise than with plain nbclient, and why."""

SILENT = logging.Logger("test", level=logging.CRITICAL + 1)
MEANT = re.compile(r"#.*\braises\b")

Outputs = list[dict[str, Any]]


@dataclass(frozen=True)
class Both:
    """What the cells of one notebook put out, the one way and the other."""

    ours: list[Outputs]
    plain: list[Outputs]


async def plainly(job: Job) -> list[NotebookNode]:
    """Run a job as nbclient does by itself; its cells."""
    notebook = new_notebook(cells=[new_code_cell(code) for code in (job.startup, *codes(job))])
    client = NotebookClient(
        notebook, kernel_name=job.kernel, allow_errors=True, timeout=60, log=SILENT
    )
    surroundings = {"cwd": str(job.folder), "env": dict(job.variables)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    async with client.async_setup_kernel(**surroundings, **quiet):
        await client.async_execute_cell(notebook.cells[0], 0, store_history=False)
        for index, cell in enumerate(notebook.cells[1:], start=1):
            await client.async_execute_cell(cell, index)
    return list(notebook.cells[1:])


def codes(job: Job) -> tuple[str, ...]:
    return tuple(code for code, _ in job.cells)


def elsewhere(job: Job, root: Path, other: Path) -> Job:
    """The same job in a copy of its folder, so that neither run meets the other's files."""
    shutil.copytree(root, other, symlinks=True)
    here, there = str(root), str(other)
    moved: dict[str, Any] = {
        "variables": {n: v.replace(here, there) for n, v in job.variables.items()}
    }
    for field in fields(job):
        value = getattr(job, field.name)
        if isinstance(value, str):
            moved[field.name] = value.replace(here, there)
        elif isinstance(value, Path):
            moved[field.name] = Path(str(value).replace(here, there))
    return replace(job, **moved)


def same_on_both(outputs: Outputs, root: Path) -> Outputs:
    """Outputs without what no two runs have in common, adjacent pieces of a stream as one."""
    merged: Outputs = []
    for output in outputs:
        if (
            output["output_type"] == "stream"
            and merged
            and merged[-1].get("name") == output["name"]
        ):
            merged[-1]["text"] += output["text"]
        else:
            merged.append(dict(output))
    numbers: dict[str, str] = {}
    return [_replaced(output, lambda text: _plain_text(text, root, numbers)) for output in merged]


def _replaced(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _replaced(inner, change) for key, inner in value.items()}
    return [_replaced(inner, change) for inner in value] if isinstance(value, list) else value


RANDOM_NAME = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|(?<=T_)[0-9a-f]{5}(?=\b|_)|(?<=-id-)\d+"
)
UNREPEATABLE = (
    (re.compile(r"ipykernel_\d+"), "ipykernel_…"),
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"\b\d[\d.e+]* (ns|μs|µs|us|ms|s)\b"), "…"),
    (re.compile(r"'JPY_PARENT_PID': '\d+'"), "'JPY_PARENT_PID': '…'"),
)


def _plain_text(text: str, root: Path, numbers: dict[str, str]) -> str:
    text = text.replace(str(root), "/root-of-note")
    for pattern, instead in UNREPEATABLE:
        text = pattern.sub(instead, text)
    return RANDOM_NAME.sub(lambda m: numbers.setdefault(m[0], f"name{len(numbers)}"), text)


def session(notes: Path, name: str) -> Session:
    path = NotePath(f"{name}.md")
    snippets = tuple(
        Snippet(place, code, "python", True, Origin(path, place + 1, place + 1), may_raise=True)
        for place, code in enumerate(CASES[name])
    )
    return Session(path, notes, "", snippets)


def quiet(path: NotePath, what: str) -> None:
    """Hear how a build goes on, and say nothing."""


def run_both_ways(base: Path, names: Iterable[str]) -> dict[str, Both]:
    """Run notebooks the one way and the other, two at a time."""
    found: dict[str, Both] = {}

    async def twice(job: Job) -> Run:
        name = next(name for name, cells in CASES.items() if cells == codes(job))
        root = job.folder.parent
        other = root.with_name(root.name[::-1])  # as long, so that lines break alike
        try:
            cells = await plainly(elsewhere(job, root, other))
        finally:
            shutil.rmtree(other, ignore_errors=True)
        run = await engine(job)
        assert not run.ordinary
        found[name] = Both(
            [same_on_both([*ran.outputs], root) for ran in run.cells],
            [same_on_both(cell.outputs, other) for cell in cells],
        )
        return run

    notes = base / "notes"
    notes.mkdir()
    for beside, text in BESIDE.items():
        (notes / beside).write_text(text)
    sessions = [session(notes, name) for name in names]
    options = ExecutionOptions(output_limit=10_000_000)
    with kernels(options, base / "cache", quiet) as engine:
        run_sessions(sessions, options, base / "cache", None, quiet, twice)
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    return run_both_ways(tmp_path_factory.mktemp("fidelity"), CASES)


@pytest.mark.parametrize("name", sorted(CASES.keys() - DIFFERENCES.keys()))
def test_a_note_puts_out_what_it_would_in_a_kernel_of_its_own(
    both: dict[str, Both], name: str
) -> None:
    assert both[name].ours == both[name].plain


@pytest.mark.parametrize("name", sorted(DIFFERENCES))
def test_a_difference_that_is_explained_is_there(both: dict[str, Both], name: str) -> None:
    assert both[name].ours != both[name].plain, "no difference any more: take it from the list"


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_notebook_tries_what_it_means_to_try(both: dict[str, Both], name: str) -> None:
    failed = [any(o["output_type"] == "error" for o in cell) for cell in both[name].plain]
    assert failed == [bool(MEANT.search(cell)) for cell in CASES[name]]
