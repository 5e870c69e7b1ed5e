"""What a command and all the processes that descend from it have used: CPU, time and memory."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring.groups import Group, joined, made_group

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): orphans become children of this process."""

SAMPLES_PER_SECOND = 5
SECONDS_FOR_ORPHANS = 10


@dataclass(frozen=True, slots=True)
class Used:
    """CPU in seconds, user and system; ``peak`` in bytes; ``left`` processes that had to be ended.

    ``peak`` is the largest sampled sum of the proportional set sizes (PSS) of all processes, so
    memory that forked processes share counts once, and a short peak may be missed. ``largest`` is
    the most that any one of them had resident, exactly; what it shares counts in full.
    """

    cpu: float
    wall: float
    peak: int
    left: int = 0
    largest: int = 0


def measured(call: Sequence[str], folder: Path, variables: Mapping[str, str], log: Path) -> Used:
    """Run a command to its end, and its orphans to theirs; RuntimeError with its words if it fails.

    CPU is what the system counts for the processes that were waited for, or, where this may make
    a control group and that saw more, what the group counts: nobody waits for some processes.
    """
    adopt_orphans()
    with made_group() as group, log.open("wb") as said:
        before, started = _waited_for(), time.perf_counter()
        with _sampled() as peak:
            process = subprocess.Popen(
                joined(call, group), cwd=folder, env=variables, stdout=said, stderr=said
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = code = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - started
            left = reap()
        cpu = max(_waited_for() - before, _counted(group))
    if code:
        raise RuntimeError(f"{' '.join(call)} failed:\n{log.read_text(errors='replace')[-3000:]}")
    return Used(cpu, wall, peak[0], left, used.ru_maxrss * 1024)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends; OSError where none can."""
    if ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "this system has no subreapers")


def _waited_for() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _counted(group: Group | None) -> float:
    return group.seconds() if group else 0.0


def reap() -> int:
    """Wait for all orphans; those that outstay their time are ended, and counted."""
    ended: set[int] = set()
    deadline = time.monotonic() + SECONDS_FOR_ORPHANS
    while True:
        try:
            process, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return len(ended)
        if not process:
            time.sleep(0.02)
            late = set(family()) - ended if time.monotonic() > deadline else set()
            for one in late:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            ended |= late


@contextlib.contextmanager
def _sampled() -> Iterator[list[int]]:
    """Look at the memory of all descendants until the end; the list's one number is the peak."""
    peak, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(1 / SAMPLES_PER_SECOND):
            peak[0] = max(peak[0], sum(map(_proportional_size, family())))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def family_seconds() -> float:
    """The CPU seconds of all descendants that are alive, and of those that they waited for."""
    ticks = 0
    for process in family():
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def family() -> list[int]:
    """All descendants of this process that are alive."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                # The name before the last bracket may hold anything.
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    parents.setdefault(int(parent), []).append(int(entry.name))
    found, waiting = [], [os.getpid()]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def _proportional_size(process: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
