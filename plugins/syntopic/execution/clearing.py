"""A folder that is gone afterwards, whatever code has made of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A temporary folder, removed at the end; what cannot be removed stays and is no error."""
    with tempfile.TemporaryDirectory(prefix="syntopic-", ignore_cleanup_errors=True) as name:
        try:
            yield Path(name)
        finally:
            flatten(Path(name))


def flatten(folder: Path) -> None:
    """Delete the files below a folder and put all folders side by side, then delete those.

    Python removes folders by recursion and by their whole path, which folders nested a thousand
    deep exceed. Here no path is longer than two names.
    """
    numbered = (folder / f"flat-{number}" for number in count())
    names = (str(path) for path in numbered if not os.path.lexists(path))
    waiting = _folders(folder)
    while waiting:
        inner = waiting.pop()
        with suppress(OSError):
            os.chmod(inner, 0o700)
            for place in _folders(Path(inner)):
                os.replace(place, name := next(names))
                waiting.append(name)
            os.rmdir(inner)


def _folders(folder: Path) -> list[str]:
    """The folders in a folder, whose other entries are deleted."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found.append(entry.path)
            else:
                with suppress(OSError):
                    os.unlink(entry.path)
    return found
