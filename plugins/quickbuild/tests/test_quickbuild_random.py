"""Random sites that are changed step by step are always as a build without a cache makes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from quickbuild_sites import HERE, SOAK, VARIABLES


@pytest.mark.parametrize(
    ("engine", "seed", "steps"),
    [("mkdocs", 1, 25), ("properdocs", 2, 15)]
    + [(engine, seed, 250) for seed in range(3, 9) for engine in ("mkdocs", "properdocs") if SOAK],
)
def test_after_any_edits_a_cached_build_is_as_a_clean_one(
    tmp_path: Path, engine: str, seed: int, steps: int
) -> None:
    command = [sys.executable, str(HERE / "quickbuild_steps.py"), engine, str(tmp_path / "site")]
    done = subprocess.run(
        [*command, str(seed), str(steps)], capture_output=True, text=True, env=VARIABLES
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = json.loads(done.stdout.splitlines()[-1])
    full = [line for line in lines if "Markdown: 0 kept" not in line and "pages: 0" not in line]
    # In long runs a template may stay that shows all pages, so that each edit touches them all.
    fewest = steps // 4 if steps < 50 else 0
    assert len(full) > fewest, "most builds take something from the cache, or nothing is shown"
