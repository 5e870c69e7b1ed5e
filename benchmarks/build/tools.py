"""The tools that are compared: how each builds and serves, and what it keeps between builds."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring.environments import Environment

OURS, PLAIN, ZENSICAL = "Syntopic", "MkDocs", "Zensical"
ADDRESS = "127.0.0.1"
SYNTOPIC = (sys.executable, "-c", "from syntopic.cli import main; main()")
PLUGINS = Path(__file__).resolve().parents[2] / "plugins"

ENVIRONMENT = Environment(
    "build",
    Path(__file__).resolve().parent / "requirements.txt",
    ("markdown", "pymdown-extensions", "pygments", "math-core"),
)
"""Zensical's, with the versions that run here of what renders Markdown."""

_OUTPUTS = re.compile(r"[0-9a-f]{2}|matplotlib")
"""What stays in our cache: recorded outputs, and the list of fonts that belongs to the machine."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool in its folder; ``edited`` is the file that edits change, ``page`` its address.

    ``original`` is that file's text before all edits.
    """

    name: str
    folder: Path
    build: tuple[str, ...]
    serve: Callable[[int], tuple[str, ...]]
    edited: Path
    original: str
    page: str
    forget: Callable[[Path], None]
    keeps: bool = True
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        """Where it builds to."""
        return self.folder / "site"

    def edit(self, count: int) -> str:
        """Save the file as it is after so many edits; the words that its page then shows."""
        words = f"Edited for the {count}th time, and this sentence is all that is new."
        self.edited.write_text(f"{self.original}\n\n{words}\n", encoding="utf-8")
        return words


def syntopic(folder: Path, note: Path, page: str) -> Tool:
    """Ours, on a garden."""
    return Tool(
        OURS,
        folder,
        (*SYNTOPIC, "build"),
        lambda port: (*SYNTOPIC, "serve", "--port", str(port)),
        note,
        note.read_text(encoding="utf-8"),
        page,
        _forget_garden,
    )


def mkdocs(folder: Path, source: Path, page: str) -> Tool:
    """MkDocs on pages; it keeps nothing."""
    call = (sys.executable, "-m", "mkdocs")
    return Tool(
        PLAIN,
        folder,
        (*call, "build", "--config-file", "mkdocs.yml"),
        lambda port: (*call, "serve", "--config-file", "mkdocs.yml", "-a", f"{ADDRESS}:{port}"),
        source,
        source.read_text(encoding="utf-8"),
        page,
        _forget_pages,
        keeps=False,
    )


def zensical(folder: Path, source: Path, page: str, python: str) -> Tool:
    """Zensical on the same pages, with our extensions of Python-Markdown in its reach."""
    call = (python, "-m", "zensical")
    return Tool(
        ZENSICAL,
        folder,
        (*call, "build", "-f", "mkdocs.yml"),
        lambda port: (*call, "serve", "-f", "mkdocs.yml", "-a", f"{ADDRESS}:{port}"),
        source,
        source.read_text(encoding="utf-8"),
        page,
        _forget_pages,
        more={"PYTHONPATH": str(PLUGINS)},
    )


def _forget_garden(folder: Path) -> None:
    """All but what running the code has recorded."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    cache = folder / ".cache"
    for entry in (*cache.glob("*"), *(cache / "syntopic").glob("*")):
        kept = entry.name == "syntopic" or (
            entry.parent.name == "syntopic" and _OUTPUTS.fullmatch(entry.name)
        )
        if not kept:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _forget_pages(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
