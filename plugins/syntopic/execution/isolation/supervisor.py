"""The process between the server and one kernel: it sets limits, and ends whatever was started.

It is the subreaper of all that the note's code starts: also what detaches itself (``setsid``,
double forks) becomes its child in the end, and is found there. It lives as long as somebody holds
the other end of ``lifeline``, so that a build that is killed leaves nothing behind.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

MOST_PROCESSES = 512
"""More than this at a time is taken for code that starts processes without end."""

LARGEST_FILE = 1 << 30
"""Bytes that one file of a note's code may reach, so that a loop cannot fill the disk."""

_LOOK_SECONDS = 0.5
_DEATH_SIGNAL, _SUBREAPER = 1, 36  # PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER of prctl(2)


def become_subreaper() -> None:
    """Let every orphan among this process's descendants become its child."""
    _prctl(_SUBREAPER, 1)


def supervise(limits: Mapping[str, int], lifeline: int, report: int) -> bool:
    """Fork, and return twice: True in the kernel to be, under ``limits``; False when it is gone.

    All that it started is gone then, too. ``limits`` are ``data`` (bytes in each process) and
    ``files`` (open at a time); 0 is no limit. Lines of JSON go to ``report``: ``{"pid": …}``, then
    ``{"status": …}`` as ``os.waitpid`` gives it, or ``{"runaway": …}`` with a number of processes.
    The end of ``lifeline`` ends the kernel.
    """
    os.setsid()
    become_subreaper()
    woken = wake_on_child()
    kernel = os.fork()
    if kernel == 0:
        _separate(limits)
        return True
    _write(report, {"pid": kernel})
    try:
        _write(report, _watched(kernel, lifeline, woken))
    finally:
        end_descendants()
    return False


def end_descendants() -> None:
    """Kill every descendant and reap it; returns when none is left."""
    with suppress(ChildProcessError):
        while True:
            end_all([*descendants()])
            os.waitpid(-1, 0)
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def end_all(processes: Iterable[int]) -> None:
    """Kill processes; all are stopped first, so that none starts another meanwhile."""
    found = [*processes]
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for process in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, number)


def descendants(process: int = 0) -> Iterator[int]:
    """All processes below one, or below this one, that are there now."""
    waiting = [process or os.getpid()]
    while waiting:
        for child in children(waiting.pop()):
            yield child
            waiting.append(child)


def _watched(kernel: int, lifeline: int, woken: int) -> dict[str, int]:
    while True:
        ready, _, _ = select.select([lifeline, woken], [], [], _LOOK_SECONDS)
        if woken in ready:
            os.read(woken, 4096)
            status = _reaped(kernel)
            if status is not None:
                return {"status": status}
        if lifeline in ready:
            return {"status": signal.SIGKILL}
        if (count := sum(1 for _ in descendants())) > MOST_PROCESSES:
            return {"runaway": count}


def _reaped(kernel: int) -> int | None:
    """Reap what has ended; the kernel's status if it is among it."""
    ended = None
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            if found[0] == kernel:
                ended = found[1]
    return ended


def _separate(limits: Mapping[str, int]) -> None:
    """Leave the supervisor behind, but for ending with it."""
    _prctl(_DEATH_SIGNAL, signal.SIGKILL)
    os.setsid()  # so that code which kills its own process group reaches nobody else
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _close_above_standard()
    _limit(limits)


def _limit(limits: Mapping[str, int]) -> None:
    wanted = (
        (resource.RLIMIT_DATA, limits.get("data", 0)),
        (resource.RLIMIT_NOFILE, limits.get("files", 0)),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, most in wanted:
        hard = resource.getrlimit(kind)[1]
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        if most > 0:
            resource.setrlimit(kind, (within, within))


def _close_above_standard() -> None:
    """A note's code must find no line to the server, its supervisor or another note."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2:
            with suppress(OSError):
                os.close(int(name))


def wake_on_child() -> int:
    """A descriptor that can be read whenever a child has ended."""
    reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    return reading


def children(process: int) -> list[int]:
    """The processes that one has started and that are there now."""
    found: list[int] = []
    try:
        tasks = os.listdir(f"/proc/{process}/task")
    except OSError:
        return found
    for task in tasks:
        with suppress(OSError), open(f"/proc/{process}/task/{task}/children") as listed:
            found += map(int, listed.read().split())
    return found


def _write(report: int, line: Mapping[str, int]) -> None:
    with suppress(OSError):  # nobody listens any more
        os.write(report, json.dumps(line).encode() + b"\n")


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
