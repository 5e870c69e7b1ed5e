"""Whether other processes are still there, and waiting for what they do."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path


def soon(happened: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something happens within these seconds."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def alive(process: str) -> bool:
    """Whether a process is there and has not ended; one that nobody has reaped has."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    stat = Path("/proc") / process / "stat"
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return not Path("/proc").exists()
