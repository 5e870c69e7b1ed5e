"""Builds the real site of a folder of notes in a place of its own, and takes the time."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, pages
from syntopic.rendering import Page

CONFIGURATION = """\
site_name: An untouched vault
docs_dir: pages
theme:
  name: material
plugins:
  - search
  - syntopic
"""
LEFT_OUT = shutil.ignore_patterns(".git", "node_modules")


@dataclass(frozen=True, slots=True)
class Built:
    """A garden and its site, with the processor's seconds for the core alone and for the build."""

    garden: Garden
    pages: tuple[Page, ...]
    site: Path
    said: tuple[str, ...]
    core_seconds: float
    build_seconds: float


def build(vault: Path, place: Path) -> Built:
    """Build the vault in ``place``, an empty folder; CalledProcessError where the engine fails."""
    shutil.copytree(vault, place / "notes", ignore=LEFT_OUT)
    (place / "pages").mkdir()
    (place / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    started = time.process_time()
    garden = build_garden(place / "notes", Options())
    made = pages(garden, workings=False)
    core = time.process_time() - started
    said, whole = _engine(place)
    return Built(garden, made, place / "site", said, core, whole)


def _engine(place: Path) -> tuple[tuple[str, ...], float]:
    before = _children()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=place,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return tuple(done.stderr.splitlines()), _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
