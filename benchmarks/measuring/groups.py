"""A control group for one command, where this may make one: it misses no process."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Group:
    """A folder of the control groups' file system, of either version."""

    folder: Path

    def seconds(self) -> float:
        """The CPU seconds of all that ever ran in it."""
        usage = self.folder / "cpuacct.usage"
        if usage.exists():
            return int(usage.read_text()) / 1e9
        lines = (self.folder / "cpu.stat").read_text().splitlines()
        return int(dict(line.split() for line in lines)["usage_usec"]) / 1e6


@contextlib.contextmanager
def made_group() -> Iterator[Group | None]:
    """A new group, removed in the end; None where this user may not make one."""
    group = next(filter(None, map(_made, _parents())), None)
    try:
        yield group
    finally:
        if group:
            _remove(group.folder)


def joined(call: Sequence[str], group: Group | None) -> list[str]:
    """A command that enters the group first; it starts one process, as it did."""
    if group is None:
        return list(call)
    enter = 'echo $$ > "$0" && exec "$@"'
    return ["/bin/sh", "-c", enter, str(group.folder / "cgroup.procs"), *call]


def _parents() -> list[Path]:
    """Where groups may be made: beside this process, or at the top of the older version."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    return [_ROOT / "cpuacct", _ROOT / own]


def _made(parent: Path) -> Group | None:
    folder = parent / f"measured-{os.getpid()}-{time.monotonic_ns()}"
    if not (parent / "cgroup.procs").exists():
        return None
    with contextlib.suppress(OSError):
        folder.mkdir()
        if os.access(folder / "cgroup.procs", os.W_OK):
            return Group(folder)
        folder.rmdir()
    return None


def _remove(folder: Path) -> None:
    for _ in range(50):
        with contextlib.suppress(OSError):
            folder.rmdir()
            return
        time.sleep(0.02)
