"""The files in which the memory of a garden outlives a process: one of builds, one of previews.

A preview reads drafts, which no build may find.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from syntopic import gathering, linking, reading, rendering, review
from syntopic.garden_memory import GardenMemory
from syntopic.memory import Last, Lasts, keeping
from syntopic.publishing.memory import Memory as Published

FOLDER = "memory"
"""Where below the cache folder these files stand."""

_PACKAGE = Path(__file__).parent
_NO_CODE = frozenset(("assets", "frontend", "node_modules", "__pycache__"))
_CLASSES = (
    *(GardenMemory, reading.Memory, gathering.Memory, linking.Memory),
    *(rendering.Memory, rendering.Node, review.Memory, Published, Last, Lasts),
)
_DISTRIBUTIONS = (
    *("markdown-it-py", "mdit-py-plugins", "mdurl", "math-core", "PyYAML", "snowballstemmer"),
    *("ahocorasick-rs", "MarkupSafe", "Markdown", "pymdown-extensions", "Pillow", "nbformat"),
    *("Pygments", "feedgen", "genanki", "lxml", "resvg-py"),
)
"""Packages that have a part in what is made of notes."""


class Kind(StrEnum):
    """Who remembers."""

    BUILD = "build"
    PREVIEW = "preview"


@dataclass(slots=True)
class GardenFile:
    """The memory of a garden with its file.

    The key is that of the code as it is found when the process begins: what a long preview made
    must not be taken for the work of code that came later.
    """

    file: Path
    key: bytes
    memory: GardenMemory = field(default_factory=GardenMemory)

    @classmethod
    def read(cls, file: Path, key: bytes) -> GardenFile:
        """What is remembered in a file; empty where that is nothing, or of no use."""
        kept = keeping.load(file, key, _CLASSES)
        return cls(file, key, kept if isinstance(kept, GardenMemory) else GardenMemory())

    def save(self) -> None:
        """Saves the memory if it has changed; removes the file where nothing may be kept."""
        if self.memory.tells_private:
            keeping.remove(self.file)
        elif self.memory.unsaved and keeping.save(self.file, self.key, self.memory):
            self.memory.saved()


def garden_file(cache: Path, kind: Kind) -> GardenFile:
    """What is remembered below a cache folder."""
    return GardenFile.read(cache / FOLDER / f"{kind}.pickle", code_key())


def code_key() -> bytes:
    """A signature of all code that has a part in what is made of notes."""
    told = [sys.version, *map(_version, _DISTRIBUTIONS)]
    for file in _files(_PACKAGE):
        told.append(f"{file.relative_to(_PACKAGE)} {keeping.signed(file.read_bytes()).hex()}")
    return keeping.signed("\n".join(told).encode("utf-8", "surrogatepass"))


def _version(distribution: str) -> str:
    try:
        return f"{distribution} {metadata.version(distribution)}"
    except metadata.PackageNotFoundError:
        return f"{distribution} is missing"


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            if entry.name not in _NO_CODE:
                yield from _files(entry)
        else:
            yield entry
