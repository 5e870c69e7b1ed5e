"""Where the tools work: a garden, and its pages for the others."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.build.tools import SYNTOPIC, Tool, mkdocs, syntopic, zensical
from benchmarks.gardens import write_garden
from benchmarks.gardens.plan import Kind, Plan, PlannedNote
from benchmarks.measuring.conditions import variables

RUNS = Path(__file__).resolve().parent / "runs"
MOUNT = "garden/"
"""What the made-up garden's address has behind its host, and previews have it too."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a garden of so many notes and the tools that work on it."""

    root: Path
    notes: int
    tools: tuple[Tool, ...]

    def variables(self, tool: Tool) -> dict[str, str]:
        """The surroundings of a tool: temporary files go where they are removed with the rest."""
        return {**_surroundings(self.root), **tool.more}


def made_place(root: Path, notes: int, zensical_python: str, *, others: bool) -> Place:
    """A garden whose code has run once; with the pages of the others, if they are to be there."""
    for name in ("home", "tmp"):
        (root / name).mkdir(parents=True)
    garden = root / "garden"
    plan = write_garden(garden, notes, quickbuild=True)
    _call(root, garden, *SYNTOPIC, "run")
    _call(root, garden, sys.executable, str(RUNS / "pages.py"), str(root))
    told = json.loads((root / "told.json").read_text(encoding="utf-8"))
    note, page = _middle_note(plan, garden, root / "pages")
    tools: list[Tool] = [syntopic(garden, garden / "notes" / note.path, MOUNT + page)]
    if others:
        tools += _others(root, told, page, zensical_python)
    return Place(root, notes, tuple(tools))


def _others(root: Path, told: dict[str, Any], page: str, zensical_python: str) -> Sequence[Tool]:
    source = told["sources"][page]
    folders = {}
    for name, theme in (("mkdocs", {}), ("zensical", {"variant": "classic"})):
        folder = folders[name] = root / name
        shutil.copytree(root / "pages", folder / "pages")
        config = configuration(told, theme)
        (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    first = mkdocs(folders["mkdocs"], folders["mkdocs"] / "pages" / source, MOUNT + page)
    if not zensical_python:
        return (first,)
    folder = folders["zensical"]
    return (first, zensical(folder, folder / "pages" / source, MOUNT + page, zensical_python))


def configuration(told: dict[str, Any], theme: dict[str, Any]) -> str:
    """mkdocs.yml of the others, from what the engine is told for ours; ValueError if unequal."""
    if "navigation.prune" not in told["features"]:
        raise ValueError("the navigation of all is to be pruned, as ours is")
    settings = {
        "site_name": "A made-up garden",
        "site_url": f"https://example.org/{MOUNT}",
        "docs_dir": "pages",
        "theme": {"name": "material", "font": False, "features": told["features"], **theme},
        "plugins": ["search"],
        "markdown_extensions": told["extensions"],
        "nav": told["nav"],
    }
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)


def _middle_note(plan: Plan, garden: Path, pages: Path) -> tuple[PlannedNote, str]:
    """A note of the middle size on a concept that few notes speak of, and its page's address."""
    topics = json.loads((pages / "garden.json").read_text(encoding="utf-8"))["topics"]
    urls = {topic["concept"]: topic["url"] for topic in topics}
    spoken = [number for note in plan.notes for number in note.concepts]
    found = [
        note
        for note in plan.notes
        if note.kind is Kind.SOURCE and 2 <= spoken.count(note.concepts[0]) <= 4
    ]
    found.sort(key=lambda note: (garden / "notes" / note.path).stat().st_size)
    note = found[len(found) // 2]
    return note, urls[plan.concepts[note.concepts[0]].name]


def _surroundings(root: Path) -> dict[str, str]:
    return {**variables(root / "home"), "TMPDIR": str(root / "tmp")}


def _call(root: Path, folder: Path, *call: str) -> None:
    done = subprocess.run(call, cwd=folder, env=_surroundings(root), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(call)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
