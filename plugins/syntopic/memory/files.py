"""How a file looks from outside: as long as it looks the same, it need not be read again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

SETTLING = 2_000_000_000
"""Nanoseconds after which whoever touches a file again makes it look otherwise: the coarsest clock
of a file system that is still in use, that of FAT, counts in steps of two seconds."""


class Look(NamedTuple):
    """When a file was modified, when its entry was changed, its size, and which file it is."""

    modified: int
    changed: int
    size: int
    inode: int


def look(file: Path | str, now: int) -> Look | None:
    """How a file looks; None where that could not tell it from another one, or it is not there.

    ``now`` is the time in nanoseconds, not later than when the file is read, and this has to be
    asked before it is read. A file may be written twice within one tick of the file system's clock
    and keep its size; so, as in git's index, a look counts only if the file had been at rest for
    some time before it was read. Whoever writes later moves the clock on.
    """
    try:
        seen = os.stat(file)
    except (OSError, ValueError):
        return None
    if now - max(seen.st_mtime_ns, seen.st_ctime_ns) < SETTLING:
        return None
    return Look(seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
