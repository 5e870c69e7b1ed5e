"""Which kernel runs a note's code, and what is installed beside it."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_client.kernelspec import KernelSpecManager

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
_KERNEL_NAME = re.compile(r"\w[\w.-]*", re.ASCII)
_ASK = (
    "import json, platform as p, sys; "
    "print(json.dumps([p.python_version(), sys.path, p.python_implementation()]))"
)
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

    ``runtime`` is the language's version: Python's own, else the kernel's display name. ``path`` is
    where the kernel's Python looks for modules, ``implementation`` which Python it is.
    """

    runtime: str
    versions: Mapping[str, str]
    path: tuple[str, ...] = ()
    implementation: str = ""

    @property
    def machine(self) -> str:
        """The kind of machine: it decides what the last digits of numbers are."""
        return f"{sys.platform} {platform.machine()}"


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
    asked = tuple(filter(None, names))
    found = _first(language, (_specified(name) for name in asked))
    return found or _any_kernel(language, asked)


def _first(language: str, kernels: Iterable[Kernel | None]) -> Kernel | None:
    return next((one for one in kernels if one is not None and one.language == language), None)


def _specified(name: str) -> Kernel | None:
    """The kernel of this name, as its file says.

    Jupyter's own client would say the same, but loading it takes longer than a whole build in
    which nothing runs.
    """
    from jupyter_core.paths import jupyter_path

    if not _KERNEL_NAME.fullmatch(name):  # it is to name a folder, not to lead out of one
        return None
    for folder in jupyter_path("kernels"):
        try:
            spec = json.loads(Path(folder, name.casefold(), "kernel.json").read_text("utf-8"))
            return _kernel(name, spec["language"], spec["argv"], spec.get("display_name", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return None


def _any_kernel(language: str, names: tuple[str, ...]) -> Kernel | None:
    """What Jupyter's client finds, which knows kernels of more places."""
    from jupyter_client.kernelspec import KernelSpecManager

    specs = KernelSpecManager()
    return _first(language, (_spec(specs, n) for n in (*names, *sorted(specs.find_kernel_specs()))))


def _kernel(name: str, language: str, argv: Iterable[str], display_name: str) -> Kernel:
    return Kernel(name, language_name(language), tuple(map(str, argv)), display_name)


def installed_beside(kernel: Kernel) -> Installed:
    """What is installed where the kernel runs; nothing is known of languages but Python."""
    if kernel.language != "python":
        return Installed(kernel.display_name, {})
    if _is_own_interpreter(kernel.argv[0]):
        path, kind = tuple(sys.path), platform.python_implementation()
        return Installed(platform.python_version(), _versions(sys.path), path, kind)
    try:
        asked = subprocess.run(
            [kernel.argv[0], "-c", _ASK],
            capture_output=True,
            check=True,
            text=True,
            timeout=_ASK_SECONDS,
        )
        version, path, kind = json.loads(asked.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Installed(kernel.display_name, {})
    return Installed(version, _versions(path), tuple(path), kind)


def _spec(specs: KernelSpecManager, name: str) -> Kernel | None:
    from jupyter_client.kernelspec import NoSuchKernel

    try:
        spec = specs.get_kernel_spec(name)
    except (NoSuchKernel, OSError, ValueError, TypeError):  # a specification may hold anything
        return None
    return _kernel(name, spec.language, spec.argv, spec.display_name)


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
