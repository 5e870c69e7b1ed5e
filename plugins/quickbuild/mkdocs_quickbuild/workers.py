"""Work on many things in forked processes, where a fork is safe; nowhere else.

Each process works on its share and writes down bytes, piece by piece, so that nobody holds many of
them; whatever one of them does not write, because it failed or was killed, is simply not there, and
is done in the usual way later.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

from mkdocs_quickbuild.garbage import SELDOM

Thing = TypeVar("Thing")
Pieces = Iterator[tuple[bytes, bytes]]


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


def work(
    shares: Sequence[Sequence[Thing]], do: Callable[[Iterable[Thing]], Pieces], folder: Path
) -> Pieces:
    """What `do` gives for each share, each in a process of its own, in the order of the shares.

    It lies below `folder` until it is read, in files that nobody else sees. Shares for which the
    system has no process or no room left give nothing.
    """
    started = []
    for share in shares:
        try:
            started.append(_start(share, do, folder))
        except OSError:
            break
    for pid, written in started:
        yield from _received(pid, written)


def _start(
    share: Sequence[Thing], do: Callable[[Iterable[Thing]], Pieces], folder: Path
) -> tuple[int, IO[bytes]]:
    written = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
    gc.freeze()  # else the first collection in the child copies the memory of the parent
    try:
        pid = os.fork()
    except OSError:
        gc.unfreeze()
        written.close()
        raise
    if pid == 0:
        with contextlib.suppress(BaseException):
            _be_silent()
            gc.set_threshold(*SELDOM)
            for piece in do(share):
                pickle.dump(piece, written)
            written.flush()
        os._exit(0)
    gc.unfreeze()
    return pid, written


def _be_silent() -> None:
    """What is said here will be said by the parent, which does again what was not quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    logging.lastResort = None
    for name in (None, *logging.root.manager.loggerDict):
        for handler in list(logging.getLogger(name).handlers):
            logging.getLogger(name).removeHandler(handler)


def _received(pid: int, written: IO[bytes]) -> Pieces:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    with written:
        written.seek(0)
        while True:
            try:
                piece: Any = pickle.load(written)
            except Exception:  # the end, or what was not written to its end
                return
            yield piece
