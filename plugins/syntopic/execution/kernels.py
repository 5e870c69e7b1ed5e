"""Which kernel runs a note's code, and what is installed beside it."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel

_SPELLINGS = {
    "py": "python",
    "python3": "python",
    "ipython": "python",
    "ipython3": "python",
    "jl": "julia",
    "sh": "bash",
    "shell": "bash",
    "js": "javascript",
}
_INSTALLATION = re.compile(r"(.+?)-([^-]+?)(?:-.*)?\.(?:dist|egg)-info")
_ASK = "import json, platform, sys; print(json.dumps([platform.python_version(), sys.path]))"
_ASK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Kernel:
    """An installed kernel: ``language`` in lower case, ``argv`` as its specification says."""

    name: str
    language: str
    argv: tuple[str, ...]
    display_name: str = ""


@dataclass(frozen=True, slots=True)
class Installed:
    """The packages that a kernel's code can import: versions by normalised distribution name.

    ``runtime`` is the language's version: Python's own, else the kernel's display name.
    """

    runtime: str
    versions: Mapping[str, str]


def language_name(written: str) -> str:
    """The one name of a language that goes by several in fences and kernels."""
    name = written.strip().casefold()
    return _SPELLINGS.get(name, name)


def distribution_name(written: str) -> str:
    """A distribution's name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", written.strip()).casefold()


def find_kernel(language: str, names: tuple[str, ...]) -> Kernel | None:
    """The first installed kernel of these names that speaks the language, else any that does.

    Notebooks written elsewhere name kernels of that machine, so an unknown name is no error.
    """
    specs = KernelSpecManager()
    installed = sorted(specs.find_kernel_specs())
    for name in (*filter(None, names), *installed):
        spec = _spec(specs, name)
        if spec is not None and language_name(spec.language) == language:
            return Kernel(name, language, tuple(spec.argv), spec.display_name)
    return None


def installed_beside(kernel: Kernel) -> Installed:
    """What is installed where the kernel runs; nothing is known of languages but Python."""
    if kernel.language != "python":
        return Installed(kernel.display_name, {})
    if _is_own_interpreter(kernel.argv[0]):
        return Installed(platform.python_version(), _versions(sys.path))
    try:
        asked = subprocess.run(
            [kernel.argv[0], "-c", _ASK],
            capture_output=True,
            check=True,
            text=True,
            timeout=_ASK_SECONDS,
        )
        version, path = json.loads(asked.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Installed(kernel.display_name, {})
    return Installed(version, _versions(path))


def _spec(specs: KernelSpecManager, name: str) -> KernelSpec | None:
    try:
        spec: KernelSpec = specs.get_kernel_spec(name)
    except (NoSuchKernel, OSError, ValueError):
        return None
    return spec


def _is_own_interpreter(written: str) -> bool:
    # A bare name means this interpreter to jupyter_client too.
    path = Path(written)
    bare = path.name == written and written.startswith("python")
    return bare or path.parent.absolute() == Path(sys.executable).parent.absolute()


def _versions(path: list[str]) -> dict[str, str]:
    """Names and versions from the folders that installers leave: reading them all is 50 × slower.

    An earlier folder of the path hides a later one, as it does for imports.
    """
    versions: dict[str, str] = {}
    for folder in dict.fromkeys(path):
        names = sorted(entry.name for entry in Path(folder or ".").glob("*-info"))
        for found in filter(None, map(_INSTALLATION.fullmatch, names)):
            versions.setdefault(distribution_name(found[1]), found[2])
    return versions
