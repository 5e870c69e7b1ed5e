"""The values of running code: what to run, how, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from syntopic.model import NotePath, Output, Snippet

Progress = Callable[[NotePath, str], None]
"""Hears of a note "cached", "running", "done", "failed", or in words what takes long; without a
note, what concerns all."""


class Mode(StrEnum):
    """When code runs.

    ``auto`` runs what has no recorded outputs, ``always`` runs everything, ``cached`` runs nothing
    and misses an output aloud, ``never`` neither runs nor shows anything that ran.
    """

    AUTO = "auto"
    NEVER = "never"
    CACHED = "cached"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class ExecutionOptions:
    """How code runs: timeouts in seconds, sizes in bytes.

    ``memory`` holds for each process of a session (where the system can limit it), ``output_limit``
    for each snippet. ``kernel`` runs the notes that name no kernel of their own. ``preload`` are
    packages that are imported once for all notes, where kernels can be forked. ``at_once`` is how
    many notes run side by side. ``cache_limit`` is how large recorded outputs may be in all.
    """

    mode: Mode = Mode.AUTO
    cell_timeout: int = 60
    note_timeout: int = 300
    memory: int = 2 * 1024**3
    output_limit: int = 1_000_000
    open_files: int = 512
    kernel: str = "python3"
    preload: tuple[str, ...] = ("numpy", "matplotlib")
    at_once: int = 2
    cache_limit: int = 200 * 1024**2


@dataclass(frozen=True, slots=True)
class Session:
    """The namespace that the snippets of one note share.

    ``folder`` is the note's folder on disk, ``kernel`` a kernel's name or empty, ``snippets`` only
    those that run, in order. ``closed`` are files that the code gets no copy of, for they are
    private; ``depends`` those of other places that it does get: names relative to the folder. With
    ``cache`` false, what it puts out is never recorded.
    """

    path: NotePath
    folder: Path
    kernel: str
    snippets: tuple[Snippet, ...]
    closed: frozenset[str] = frozenset()
    depends: tuple[str, ...] = ()
    cache: bool = True

    @property
    def name(self) -> str:
        """The note's file name, which stands for it in tracebacks."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Result:
    """What running a session came to.

    ``outputs`` has one tuple per snippet of the session, empty for those not reached. ``ran`` says
    that every snippet ran; ``reached`` counts those that ran, from the first, the failing one
    included. ``environment`` reads "Python 3.11, numpy 2.4". ``pending`` are the places of snippets
    that are running again right now, in a preview; they show what the same code put out before.
    """

    outputs: tuple[tuple[Output, ...], ...]
    ran: bool
    environment: str
    reached: int = 0
    pending: frozenset[int] = frozenset()
