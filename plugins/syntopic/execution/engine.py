"""Running one session in one kernel. A faster engine replaces ``run_in_kernel`` and no more."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import os
import re
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, from_dict

from syntopic.execution.connecting import connected
from syntopic.execution.isolation.client import KernelServer
from syntopic.execution.launching import KnownSpecs, Launcher
from syntopic.execution.outputs import Raw, size
from syntopic.execution.values import ExecutionOptions

_START_SECONDS = 60

_LOST = re.compile(r"ERROR:tornado.*\n(?:.*\n)*?.*ipykernel\W+iostream\.py(?:.*\n)*?MemoryError")
"""What a kernel says when so much is printed at once that it has no room left to send it."""


class Ending(StrEnum):
    """How a session came to its end."""

    DONE = "done"
    RAISED = "raised"
    CELL_TIMEOUT = "cell-timeout"
    NOTE_TIMEOUT = "note-timeout"
    TOO_LARGE = "too-large"
    DIED = "died"
    NOT_STARTED = "not-started"
    RUNAWAY = "runaway"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Job:
    """All that running a session needs: ``cells`` hold code and whether it may raise.

    ``startup`` runs before them unseen; ``connection`` and ``told`` are files to be, outside
    ``folder``: in the second the startup tells what the code imports.
    """

    kernel: str
    cells: tuple[tuple[str, bool], ...]
    startup: str
    folder: Path
    connection: Path
    told: Path
    variables: Mapping[str, str]
    options: ExecutionOptions


@dataclass(frozen=True, slots=True)
class Ran:
    """What one cell sent, and the name and text of what it raised (empty when it did not)."""

    outputs: tuple[Raw, ...]
    raised: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The cells reached, in order; whatever ended the session happened in the last of them.

    ``imported`` are the packages and modules (their first names, sorted) that the code had imported
    by the end of its last cell, None where that cannot be told; ``missed`` are those that it looked
    for and that were not there. ``ordinary`` says why the kernel was not forked though it could
    have been.
    """

    cells: tuple[Ran, ...]
    ending: Ending
    imported: tuple[str, ...] | None = None
    missed: tuple[str, ...] = ()
    ordinary: str = ""


Engine = Callable[[Job], Awaitable[Run]]


async def run_in_kernel(
    job: Job, server: KernelServer | None = None, specs: KnownSpecs | None = None
) -> Run:
    """Run a session in a kernel of its own, from ``server`` or else an ordinary process.

    All that it started is gone when this returns or is cancelled; without a server, what has left
    its process group may stay. Bad code never raises here: every way to go wrong is an ``Ending``.
    """
    manager = Launcher(kernel_name=job.kernel, connection_file=str(job.connection), log=_SILENT)
    manager.prepare(job.options, job.startup, server, specs)
    cells = [_cell(code) for code in (job.startup, *(code for code, _ in job.cells))]
    client = _Client(
        from_dict({"cells": cells, "metadata": {}}),
        km=manager,
        allow_errors=True,
        startup_timeout=_START_SECONDS,
        log=_SILENT,
    )
    client.output_limit = job.options.output_limit
    group: int | None = None
    try:
        await client.async_start_new_kernel(
            cwd=str(job.folder),
            env=dict(job.variables),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        group = getattr(manager.provisioner, "pgid", None)
        client.kc = await connected(manager, _START_SECONDS)
        process = getattr(manager.provisioner, "process", None)
        if job.startup and not getattr(process, "forked", False):
            await client.async_execute_cell(client.nb.cells[0], 0, store_history=False)
        run = await _run_cells(client, job)
    except (OSError, RuntimeError, DeadKernelError):
        _reraise_if_cancelled()
        run = Run((), Ending.NOT_STARTED)
    finally:
        process = getattr(manager.provisioner, "process", None)
        await _end(client, manager, group)
    return _with_what_it_told(run, job, process)


def _with_what_it_told(run: Run, job: Job, process: object) -> Run:
    try:
        told = json.loads(job.told.read_text("utf-8"))
        imported, missed = (tuple(map(str, told[name])) for name in ("imported", "missed"))
    except (OSError, ValueError, TypeError, KeyError):
        imported, missed = None, ()
    ending = Ending.RUNAWAY if getattr(process, "runaway", 0) else run.ending
    ordinary = getattr(process, "ordinary", "")
    return replace(run, ending=ending, imported=imported, missed=missed, ordinary=ordinary)


async def _run_cells(client: _Client, job: Job) -> Run:
    ran: list[Ran] = []
    ending = Ending.DONE
    began = time.monotonic()
    for index, (_, may_raise) in enumerate(job.cells, start=1):
        left = job.options.note_timeout - (time.monotonic() - began)
        last, ending = await _run_cell(client, index, job.options.cell_timeout, left)
        ran.append(last)
        if ending is Ending.RAISED and may_raise:
            ending = Ending.DONE
        if client.quits and index < len(job.cells):
            ending = Ending.QUIT
        if ending is not Ending.DONE:
            break
    return Run(tuple(ran), ending)


async def _run_cell(
    client: _Client, index: int, cell_seconds: float, left: float
) -> tuple[Ran, Ending]:
    cell = client.nb.cells[index]
    client.timeout = max(1, math.ceil(min(cell_seconds, left)))
    client.begin_cell()
    try:
        await client.async_execute_cell(cell, index)
    except CellTimeoutError:
        ending = Ending.CELL_TIMEOUT if cell_seconds <= left else Ending.NOTE_TIMEOUT
        return Ran(_sent(cell)), ending
    except (DeadKernelError, RuntimeError):
        _reraise_if_cancelled()
        return Ran(_sent(cell)), Ending.TOO_LARGE if client.too_large else Ending.DIED
    if client.reply.get("status") != "error":
        kept = tuple(one for one in cell.outputs if not _LOST.match(one.get("text", "")))
        lost = len(kept) < len(cell.outputs)
        return Ran(kept), Ending.TOO_LARGE if client.too_large or lost else Ending.DONE
    name, message = client.reply.get("ename") or "Error", client.reply.get("evalue") or ""
    return Ran(_sent(cell), str(name), str(message)), Ending.RAISED


def _cell(code: str) -> dict[str, object]:
    return {"cell_type": "code", "source": code, "metadata": {}, "outputs": []}


def _sent(cell: NotebookNode) -> tuple[Raw, ...]:
    return tuple(cell.outputs)


def _reraise_if_cancelled() -> None:
    """The client reports its own cancellation as a dead kernel: tell the two apart."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def _end(client: _Client, manager: Launcher, group: int | None) -> None:
    """End the kernel and all that it started, at once: it holds nothing worth saving."""
    if group and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    await client.stop_listening()
    if client.kc is not None:
        client.kc.stop_channels()
    with suppress(Exception):  # ending must not hide how the session went
        await manager.shutdown_kernel(now=True)


class _Client(NotebookClient):
    """Keeps the last reply, and stops a cell that sends more than its page can carry."""

    output_limit = 0
    sent = 0
    too_large = False
    reply: Mapping[str, Any]
    listening: asyncio.Task[Any] | None = None

    @property
    def quits(self) -> bool:
        """Whether the last cell asked the kernel to end, which it does a moment later."""
        return any(one.get("source") == "ask_exit" for one in self.reply.get("payload") or ())

    async def stop_listening(self) -> None:
        """End the task that hears outputs; the client leaves it alone when a cell is stopped."""
        if self.listening is not None:
            self.listening.cancel()
            await asyncio.gather(self.listening, return_exceptions=True)

    async def _async_poll_output_msg(self, *arguments: Any) -> None:
        self.listening = asyncio.current_task()
        await super()._async_poll_output_msg(*arguments)

    def begin_cell(self) -> None:
        self.sent, self.too_large, self.reply = 0, False, {}
        self.on_cell_executed = self._keep_reply

    def _keep_reply(self, cell: object, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
        self.reply = execute_reply["content"]

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        kind, content = msg["msg_type"], msg["content"]
        if kind == "clear_output":
            self.sent = 0
        elif kind in ("stream", "display_data", "execute_result", "update_display_data"):
            before, self.sent = self.sent, self.sent + size({"output_type": kind, **content})
            if 0 < self.output_limit < self.sent:
                self._stop()
                if kind != "stream":
                    return None
                room = max(self.output_limit - before, 0)
                msg = {**msg, "content": {**content, "text": content["text"][:room]}}
        return super().process_message(msg, cell, cell_index)

    def _stop(self) -> None:
        # Cancelling is how the client itself gives up on a cell whose kernel is gone.
        self.too_large = True
        if self.task_poll_for_reply is not None:
            self.task_poll_for_reply.cancel()


_SILENT = logging.Logger("syntopic.execution.kernel", level=logging.CRITICAL + 1)
"""Problems tell what went wrong; the client's own log would say it twice, with paths."""
