"""Work on many things in forked processes, where a fork is safe; nowhere else.

Each process works on its share and sends back bytes; whatever one of them does not send, because
it failed or was killed, is simply not there, and is done in the usual way later.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from mkdocs_quickbuild.garbage import SELDOM

Thing = TypeVar("Thing")
Pieces = list[tuple[bytes, bytes]]


def job_count(wanted: int) -> int:
    """How many processes to use: as many as wanted, or for 0 as many as there are processors."""
    if wanted > 0:
        return wanted
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_fork_safe() -> bool:
    """Whether this process has one thread only, on a system whose libraries bear a fork."""
    if not sys.platform.startswith("linux") or threading.active_count() != 1:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def work(shares: Sequence[Sequence[Thing]], do: Callable[[Iterable[Thing]], Pieces]) -> Pieces:
    """What `do` gives for each share, each in a process of its own, in the order of the shares.

    Shares for which the system has no process left give nothing.
    """
    started = []
    for share in shares:
        try:
            started.append(_start(share, do))
        except OSError:
            break
    return [piece for pid, source in started for piece in _received(pid, source)]


def _start(share: Sequence[Thing], do: Callable[[Iterable[Thing]], Pieces]) -> tuple[int, int]:
    source, sink = os.pipe()
    gc.freeze()  # else the first collection in the child copies the memory of the parent
    try:
        pid = os.fork()
    except OSError:
        gc.unfreeze()
        os.close(source)
        os.close(sink)
        raise
    if pid == 0:
        with contextlib.suppress(BaseException):
            os.close(source)
            _be_silent()
            gc.set_threshold(*SELDOM)
            with os.fdopen(sink, "wb") as out:
                pickle.dump(do(share), out)
        os._exit(0)
    gc.unfreeze()
    os.close(sink)
    return pid, source


def _be_silent() -> None:
    """What is said here will be said by the parent, which does again what was not quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    logging.lastResort = None
    for name in (None, *logging.root.manager.loggerDict):
        for handler in list(logging.getLogger(name).handlers):
            logging.getLogger(name).removeHandler(handler)


def _received(pid: int, source: int) -> Pieces:
    with os.fdopen(source, "rb") as file:
        sent = file.read()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    try:
        pieces: Any = pickle.loads(sent)
    except Exception:
        return []
    return pieces if isinstance(pieces, list) else []
