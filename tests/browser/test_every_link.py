"""Every link and fragment of the sample garden answers, at the root of a host and below a path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from links import broken, linked

pytestmark = pytest.mark.xdist_group("sample-garden")


@pytest.mark.parametrize("url", ["https://garden.example/", "https://garden.example/repo/"])
def test_every_link_answers(garden: Path, site: Path, tmp_path: Path, url: str) -> None:
    assert site.is_dir(), "the garden's code has run"
    config = (garden / "mkdocs.yml").read_text(encoding="utf-8")
    (line,) = [line for line in config.splitlines() if line.startswith("site_url:")]
    named = garden / f"{len(url)}.yml"
    named.write_text(config.replace(line, f"site_url: {url}"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", named, "-d", tmp_path],
        cwd=garden,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len({link for _, link in linked(tmp_path, url)}) > 500
    assert broken(tmp_path, url) == []
