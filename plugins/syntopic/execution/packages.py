"""Which installed packages a note's outputs depend on, and how to name them to a reader."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from syntopic.execution.kernels import Installed, Kernel, distribution_name
from syntopic.execution.problems import DISTRIBUTION_OF
from syntopic.execution.scratch import imported, text_of

DRAWING_AND_NUMBERS = (
    "contourpy",
    "ipykernel",
    "ipython",
    "matplotlib",
    "matplotlib-inline",
    "numpy",
    "pandas",
    "pillow",
    "scikit-learn",
    "scipy",
)
"""Packages that others build on: their versions count whether or not the code names them."""

_REQUIRED = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def distribution_of(module: str, installed: Installed) -> str | None:
    """The installed distribution that a module comes from, as far as its name tells."""
    name = distribution_name(DISTRIBUTION_OF.get(module, module))
    return name if name in installed.versions else None


def versions_for(
    code: str, installed: Installed, local: frozenset[str], required: str
) -> list[str]:
    """The versions that the outputs of this code depend on, as ``name==version``, sorted.

    ``local`` are the modules beside the note, ``required`` is the text of requirements.txt. When
    an import cannot be traced to a package, every installed package counts: better to run once
    too often than to show what is no longer so.
    """
    modules = imported(code) - sys.stdlib_module_names - local
    traced = [distribution_of(module, installed) for module in modules]
    names = {*filter(None, traced), *DRAWING_AND_NUMBERS, *map(distribution_name, _names(required))}
    if None in traced:
        names = set(installed.versions)
    return sorted(f"{n}=={installed.versions[n]}" for n in names if n in installed.versions)


def environment(code: str, kernel: Kernel, installed: Installed) -> str:
    """What ran the code, for a reader: "Python 3.11, numpy 2.4"."""
    if kernel.language != "python":
        return kernel.display_name or kernel.name
    found = {distribution_of(module, installed) for module in imported(code)}
    packages = (
        f"{name} {_short(installed.versions[name])}" for name in sorted(filter(None, found))
    )
    return ", ".join((f"Python {_short(installed.runtime)}", *packages))


def requirements(folder: Path, depth: int) -> str:
    """The text of the requirements.txt at the top of the notes, ``depth`` folders up, or nothing.

    Where the notes are the given folder itself, depth is 0.
    """
    top = folder.parents[depth - 1] if 0 < depth <= len(folder.parents) else folder
    return text_of(top / "requirements.txt")


def _names(required: str) -> list[str]:
    return _REQUIRED.findall(required)


def _short(version: str) -> str:
    return ".".join(version.split(".")[:2])
