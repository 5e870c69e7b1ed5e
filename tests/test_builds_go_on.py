"""Builds in one process after the other go on from what was kept, and are as first builds are."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from random_gardens import RandomGarden

SOAK = "SOAK" in os.environ
VARIABLES = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SYNTOPIC_RUN": "never"}


def _command(root: Path, out: Path, engine: str) -> list[str]:
    file = str(root / "mkdocs.yml")
    return [sys.executable, "-m", engine, "build", "-f", file, "-d", str(out)]


def _configure(root: Path, garden: RandomGarden, engine: str) -> None:
    told = {
        "site_name": "Mine",
        "site_url": "https://example.org/mine/",
        "docs_dir": "site_src",
        "theme": {"name": "material"},
        "use_directory_urls": engine == "mkdocs",
        "plugins": ["search", {"syntopic": garden.settings}],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(told), "utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _heard(said: bytes, out: Path) -> list[str]:
    """What a build told of the garden, wherever it lies."""
    lines = said.decode("utf-8", "replace").replace(str(out), "OUT").splitlines()
    passing = ("quickbuild", "built in", "kept, ", "Cleaning", "directory:")
    return [line for line in lines if not any(word in line for word in passing)]


@pytest.mark.parametrize(
    ("engine", "seed", "steps", "kills"),
    [("mkdocs", 3, 4, 1), ("properdocs", 4, 2, 1)]
    + [(engine, 30, 25, 3) for engine in ("mkdocs", "properdocs") if SOAK],
)
def test_builds_after_edits_and_kills_are_as_first_builds(
    tmp_path: Path, engine: str, seed: int, steps: int, kills: int
) -> None:
    root, chance = tmp_path / "mine", random.Random(seed)
    garden = RandomGarden.of(root / "notes", seed)
    (root / "site_src").mkdir()
    done: list[str] = []
    for _ in range(steps):
        for _ in range(kills):
            done.append(garden.step())
            _configure(root, garden, engine)
            with subprocess.Popen(
                _command(root, tmp_path / "killed", engine),
                env=VARIABLES,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as build:
                time.sleep(0.3 + chance.random() * 1.5)
                build.send_signal(signal.SIGKILL)
        done.append(garden.step())
        _configure(root, garden, engine)
        on = _built(root, tmp_path / "on", engine)
        fresh = tmp_path / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".cache"))
        first = _built(fresh, tmp_path / "first", engine)
        made, expected = _files(tmp_path / "on"), _files(tmp_path / "first")
        wrong = [name for name in {**made, **expected} if made.get(name) != expected.get(name)]
        assert wrong == [], (done, wrong[:9])
        assert _heard(on, tmp_path / "on") == _heard(first, tmp_path / "first"), done


def _built(root: Path, out: Path, engine: str) -> bytes:
    done = subprocess.run(
        _command(root, out, engine),
        env=VARIABLES,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-3000:]
    return done.stdout
