"""What code a build runs: everything installed by name and version, the rest by content.

So an upgrade of anything is a change of everything that is kept, and so is an edit of a module
that was installed in place, of a hook, or of an extension beside the configuration.
"""

from __future__ import annotations

import functools
import os
import platform
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_quickbuild.store import digest

_SKIPPED = {"__pycache__", "node_modules", ".git", ".venv"}
_MOST_FILES = 5_000


class CodeChanged(Exception):
    """Files of code that this process runs are not any more what it has loaded."""


_first: dict[str, bytes] = {}  # what this process saw first of each file of code


class LoadedCode:
    """The code of one build. Raises CodeChanged if this process has loaded other code."""

    def __init__(self) -> None:
        self._digests: dict[frozenset[str], bytes] = {}

    def digest(self) -> bytes:
        """16 bytes for the interpreter, all installed distributions and all other loaded code."""
        roots = frozenset(_local_roots())
        if roots not in self._digests:
            installed = "\n".join(
                [sys.version, platform.machine(), sys.platform, *_distributions()]
            ).encode()
            _unchanged("what is installed", digest(installed))
            self._digests[roots] = digest(installed, *_local_code(roots))
        return self._digests[roots]


def _unchanged(name: str, content: bytes) -> None:
    if _first.setdefault(name, content) != content:
        raise CodeChanged(f"{name} has changed since")


def is_known(module: str) -> bool:
    """Whether `LoadedCode` takes account of this module."""
    found = sys.modules.get(module)
    if found is None:
        return False
    return module in sys.builtin_module_names or (
        module != "__main__" and bool(getattr(found, "__file__", None))
    )


def covered_places() -> tuple[str, ...]:
    """Beginnings of the paths of all files that `LoadedCode` takes account of."""
    archives = (entry for entry in sys.path if entry and not os.path.isdir(entry))
    return (*_installed_places(), *_local_roots(), *archives)


def _distributions() -> list[str]:
    names = []
    for place in sorted({entry for entry in sys.path if os.path.isdir(entry)}):
        names += [name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info"))]
    return sorted(names)


def _local_code(roots: Iterable[str]) -> Iterator[bytes]:
    for root in sorted(roots):
        for path in _files(Path(root)):
            try:
                content = digest(path.read_bytes())
            except OSError:
                continue
            _unchanged(str(path), content)
            yield str(path.relative_to(Path(root).parent)).encode("utf-8", "surrogateescape")
            yield content


def _local_roots() -> set[str]:
    """Files and folders of loaded modules that belong to no installed distribution."""
    installed = tuple(_installed_places())
    roots = set()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name == "__main__" or not isinstance(file, str):
            continue
        if _real(file).startswith(installed):
            continue
        roots.add(_root(name, file))
    return {root for root in roots if os.path.exists(root)}


def _installed_places() -> Iterator[str]:
    for place in map(sysconfig.get_path, ("stdlib", "platstdlib")):
        yield os.path.realpath(place) + os.sep
    for place in sys.path:
        if os.path.basename(place) in ("site-packages", "dist-packages"):
            yield os.path.realpath(place) + os.sep


def _root(name: str, file: str) -> str:
    """The folder of the topmost package of a module, or the module's own file."""
    top = sys.modules.get(name.split(".", 1)[0])
    top_file = getattr(top, "__file__", None)
    if isinstance(top_file, str) and os.path.basename(top_file).startswith("__init__."):
        return os.path.dirname(_real(top_file))
    return _real(file)


@functools.cache
def _real(file: str) -> str:
    """Where the file of a loaded module really is, which is asked for again in each build.

    That is found once: what this process has loaded stays what it is, whatever leads there later.
    """
    return os.path.realpath(file)


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    found: list[Path] = []
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name not in _SKIPPED)
        found += [Path(folder, name) for name in sorted(names)]
        if len(found) > _MOST_FILES:
            break
    return found
