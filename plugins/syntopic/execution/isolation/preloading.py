"""Modules imported once for all notes, and each note's interpreter as if nothing had been.

What was preloaded is taken out of ``sys.modules`` again, and comes back when the code imports it,
together with all that belongs to it. So code sees what it would see in a fresh interpreter, import
hooks hear of each import, and what a note has really imported can be told afterwards.
"""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.machinery
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

OF_THE_KERNEL = (
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics.execution",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "faulthandler",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "sqlite3",
    "stack_data",
    "tornado.platform.asyncio",
)
"""What every kernel imports by itself, at the latest when it shows an error. It stays imported."""

ALONG_WITH: Mapping[str, tuple[str, ...]] = {
    "numpy": ("numpy.random",),
    "matplotlib": (
        "matplotlib.pyplot",
        "matplotlib.backends.backend_agg",
        "matplotlib.backends.backend_svg",
        "matplotlib.mathtext",
    ),
    "PIL": (
        "PIL.PngImagePlugin",
        "PIL.JpegImagePlugin",
        "PIL.GifImagePlugin",
        "PIL.PpmImagePlugin",
    ),
}
"""What a package imports later on, when it is used."""


@dataclass
class Preloaded:
    """What has been imported: by package, the modules, and the packages that these refer to.

    ``filters`` are those that a package has set for warnings, ``variables`` what the kernel's own
    modules have put into the environment.
    """

    modules: dict[str, dict[str, ModuleType]] = field(default_factory=dict)
    refers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    filters: dict[str, list[Any]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def hide(self) -> None:
        """Take it all out of ``sys.modules``, to come back when it is imported."""
        for modules in self.modules.values():
            for name in modules:
                sys.modules.pop(name, None)
        sys.meta_path.insert(0, _Finder(self))

    def bring_back(self, package: str) -> None:
        """Put a package's modules back, then, by importing them, those that it refers to."""
        for name, module in self.modules.pop(package, {}).items():
            sys.modules.setdefault(name, module)
        warnings.filters[:0] = self.filters.pop(package, [])  # type: ignore[index]
        for other in self.refers.pop(package, ()):
            importlib.import_module(other)


def preload(packages: Sequence[str]) -> Preloaded:
    """Import what kernels need, and these packages; what is not there is passed over."""
    gc.disable()  # importing makes no garbage worth looking for
    loaded = Preloaded()
    outer = dict(os.environ)
    for name in OF_THE_KERNEL:
        _import(name)
    loaded.variables = {n: v for n, v in os.environ.items() if outer.get(n) != v}
    kernel, filters = set(sys.modules), [*warnings.filters]
    for package in packages:
        top = package.partition(".")[0]
        for name in (package, *ALONG_WITH.get(top, ())):
            _import(name)
        loaded.filters[top] = [one for one in warnings.filters if one not in filters]
        warnings.filters[:] = filters  # type: ignore[index]
    if "matplotlib" in sys.modules:
        for name in ALONG_WITH["PIL"]:
            _import(name)
    _sort(loaded, [name for name in sys.modules if name not in kernel])
    gc.freeze()  # or collecting garbage in one note would copy the memory that all share
    gc.enable()
    return loaded


def _import(name: str) -> None:
    # Whatever a package does while it is imported: the note that imports it will be told of it.
    with suppress(Exception):
        importlib.import_module(name)


def _sort(loaded: Preloaded, names: list[str]) -> None:
    for name in names:
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and isinstance(sys.modules[name], ModuleType):
            loaded.modules.setdefault(top, {})[name] = sys.modules[name]
    for package, modules in loaded.modules.items():
        named = {top for module in modules.values() for top in _referred(module)}
        loaded.refers[package] = tuple(sorted((named & loaded.modules.keys()) - {package}))


def _referred(module: ModuleType) -> set[str]:
    """The packages of everything that a module has a name for."""
    found = set()
    for value in list(vars(module).values()):
        name = value.__name__ if isinstance(value, ModuleType) else _home(value)
        found.add(name.partition(".")[0])
    return found


def _home(value: object) -> str:
    try:
        name = getattr(value, "__module__", "")
    except Exception:  # objects may answer as they like
        return ""
    return name if isinstance(name, str) else ""


class _Finder(importlib.abc.MetaPathFinder):
    """Finds preloaded modules again, before anything looks on the disk."""

    def __init__(self, preloaded: Preloaded) -> None:
        self.preloaded = preloaded

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        package = fullname.partition(".")[0]
        module = self.preloaded.modules.get(package, {}).get(fullname)
        if module is None:
            return None
        return importlib.machinery.ModuleSpec(fullname, _Again(module, self.preloaded))


class _Again(importlib.abc.Loader):
    """Loads a module that has been loaded: hands it out, and leaves it as it was."""

    def __init__(self, module: ModuleType, preloaded: Preloaded) -> None:
        self.module, self.spec, self.preloaded = module, module.__spec__, preloaded

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec
        # Not when it is found: what stands in sys.modules by then is loaded anew from the disk.
        self.preloaded.bring_back(module.__name__.partition(".")[0])
