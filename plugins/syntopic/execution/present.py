"""What is there now: kernels, packages and files, each looked at once in a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from syntopic.execution.cache import file_digest
from syntopic.execution.entries import Pairs, digest
from syntopic.execution.kernels import Installed, Kernel, find_kernel, installed_beside
from syntopic.execution.scratch import candidates, text_of
from syntopic.execution.values import Session

ENGINE = ("figures", "outputs", "redaction", "startup", "surroundings")
"""Modules of ours that shape what code puts out."""

SEED = "0"
"""What ``startup`` sets whatever draws at random to, and ``surroundings`` the order of sets."""


@dataclass(frozen=True, slots=True)
class Present:
    """Questions about the machine and the notes, answered from memory the second time."""

    kernel_for: Callable[[str, tuple[str, ...]], Kernel | None]
    installed_for: Callable[[Kernel], Installed]
    candidates: Callable[[Path], tuple[str, ...]]
    digest: Callable[[Path], str]
    text: Callable[[Path], str]
    engine: Callable[[], str]
    font: Path | None

    def open_files(self, session: Session) -> frozenset[str]:
        """The files that the session's code may read: as kept in a manifest, relative names."""
        found = self.candidates(session.folder)
        return (frozenset(found) - session.closed) | frozenset(session.depends)

    def surroundings(self, kernel: Kernel, *, draws: bool) -> Pairs:
        """What code runs in besides packages and files; the font only counts for what draws."""
        installed = self.installed_for(kernel)
        font = self.digest(self.font) if self.font is not None and draws else ""
        return (
            ("language", f"{installed.implementation} {short(installed.runtime)}".strip()),
            ("machine", installed.machine),
            ("kernel", " ".join((kernel.name, *kernel.argv[1:]))),
            ("seed", SEED),
            ("engine", self.engine()),
            *((("font", font),) if draws else ()),
        )


def look(font: Path | None) -> Present:
    """A view of what is there that looks at each thing once, when it is first asked for."""
    return Present(
        cache(find_kernel),
        cache(installed_beside),
        cache(candidates),
        cache(file_digest),
        cache(text_of),
        cache(_engine),
        font,
    )


def short(version: str) -> str:
    """A version without its patch: "3.11" of "3.11.9"; other texts as they are."""
    return ".".join(version.split(".")[:2])


def _engine() -> str:
    """What stands for the program's own share in what code puts out."""
    here = Path(__file__).parent
    return digest(" ".join(file_digest(here / f"{name}.py") for name in ENGINE))[:16]
