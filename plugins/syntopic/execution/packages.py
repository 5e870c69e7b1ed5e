"""Which installed packages a note's outputs depend on, and how to name them to a reader."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from syntopic.execution.entries import Pairs
from syntopic.execution.kernels import Installed, Kernel, distribution_name
from syntopic.execution.present import short
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

KERNEL = ("ipykernel", "ipython")
"""What shows the values and errors of all Python code."""

_REQUIRED = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def distribution_of(module: str, installed: Installed) -> str | None:
    """The installed distribution that a module comes from, as far as its name tells."""
    name = _likely_distribution(module)
    return name if name in installed.versions else None


def versions_of(modules: Iterable[str], missed: Iterable[str], installed: Installed) -> Pairs:
    """The versions of the packages that modules come from, by their first names, sorted.

    ``modules`` are what the code had imported, none of them its own. When one cannot be traced to
    a package, every installed package counts: better to run once too often than to show what is no
    longer so. Names with an underscore that nothing installed has are the inner parts of others.
    What it ``missed`` has no version as long as it is not installed.
    """
    absent = {_likely_distribution(module): "" for module in missed if _counts(module)}
    names = {module: distribution_of(module, installed) for module in modules if _counts(module)}
    unknown = frozenset(module for module, found in names.items() if found is None)
    traced = _traced(unknown, installed.path) if unknown else {}
    names |= {module: traced.get(module) for module in unknown}
    if any(found is None and not module.startswith("_") for module, found in names.items()):
        return _pinned(installed.versions, installed)
    there = dict(_pinned((*filter(None, names.values()), *KERNEL), installed))
    return tuple(sorted((absent | there).items()))


def versions_for(code: str, installed: Installed, local: frozenset[str], required: str) -> Pairs:
    """The same from the code alone, for a kernel that does not tell what was imported.

    ``local`` are the modules beside the note, ``required`` is the text of requirements.txt.
    """
    modules = imported(code) - sys.stdlib_module_names - local
    traced = [distribution_of(module, installed) for module in modules]
    names = {*filter(None, traced), *DRAWING_AND_NUMBERS, *map(distribution_name, _names(required))}
    return _pinned(installed.versions if None in traced else names, installed)


def environment(
    code: str, kernel: Kernel, installed: Installed, versions: Pairs | None = None
) -> str:
    """What ran the code, for a reader: "Python 3.11, numpy 2.4".

    Named are the packages that the code names, if it did import them (``versions``, when known).
    """
    if kernel.language != "python":
        return kernel.display_name or kernel.name
    known = installed.versions if versions is None else dict(versions)
    found = {distribution_of(module, installed) for module in imported(code)}
    packages = (f"{name} {short(known[name])}" for name in sorted(filter(None, found & {*known})))
    return ", ".join((f"Python {short(installed.runtime)}", *packages))


def requirements(folder: Path, depth: int) -> str:
    """The text of the requirements.txt at the top of the notes, ``depth`` folders up, or nothing.

    Where the notes are the given folder itself, depth is 0.
    """
    top = folder.parents[depth - 1] if 0 < depth <= len(folder.parents) else folder
    return text_of(top / "requirements.txt")


def _likely_distribution(module: str) -> str:
    return distribution_name(DISTRIBUTION_OF.get(module, module))


def _counts(module: str) -> bool:
    return module not in sys.stdlib_module_names and not module.startswith("__")


def _pinned(names: Iterable[str], installed: Installed) -> Pairs:
    return tuple((n, installed.versions[n]) for n in sorted({*names}) if n in installed.versions)


@cache
def _traced(modules: frozenset[str], path: tuple[str, ...]) -> dict[str, str]:
    """The distributions that brought these modules, by the lists of files that installers leave.

    Each list is looked through as text: reading them all by their grammar takes seconds.
    """
    lists = (record for folder in path for record in Path(folder or ".").glob("*-info/RECORD"))
    found: dict[str, str] = {}
    for record in lists:
        text = f"\n{text_of(record)}"
        for module in modules - found.keys():
            if f"\n{module}/" in text or f"\n{module}." in text:
                found[module] = distribution_name(record.parent.name.split("-")[0])
    return found


def _names(required: str) -> list[str]:
    return _REQUIRED.findall(required)
