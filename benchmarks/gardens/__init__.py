"""Makes up whole gardens of any size, the same for the same seed, byte for byte."""

from __future__ import annotations

from pathlib import Path

from benchmarks.gardens.plan import Plan, plan
from benchmarks.gardens.surroundings import configuration, pages, pictures, sources, syllabus
from benchmarks.gardens.writing import Writer

__all__ = ["EXECUTED", "write_garden"]

EXECUTED = 0.03
"""The share of notes whose code runs, if nothing else is said."""


def write_garden(
    folder: Path,
    notes: int,
    seed: int = 7,
    *,
    quickbuild: bool = False,
    executed: float = EXECUTED,
) -> Plan:
    """Writes a project with so many notes, ``mkdocs.yml`` and all, into a folder that is empty.

    The folder is made if there is none; FileExistsError if there is something in it. Returns what
    the garden consists of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    garden = plan(notes, seed)
    writer = Writer.of(garden, seed, executed)
    _write(folder / "mkdocs.yml", configuration(quickbuild=quickbuild))
    _write(folder / "notes" / "sources.yml", sources(garden))
    _write(folder / "notes" / "syllabus.yml", syllabus(garden))
    for path, text in pages(seed):
        _write(folder / "site_src" / path, text)
    for note in garden.notes:
        _write(folder / "notes" / note.path, writer.text(note))
    for name, content in pictures():
        place = folder / "notes" / "images" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
    return garden


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
