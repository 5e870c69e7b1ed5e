"""Every link and fragment of the sample garden answers, in folders and in files, below a path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from links import broken, linked

pytestmark = pytest.mark.xdist_group("sample-garden")


URL = "https://garden.example/repo/"


@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
def test_every_link_answers(garden: Path, site: Path, tmp_path: Path, folders: bool) -> None:
    assert site.is_dir(), "the garden's code has run"
    config = (garden / "mkdocs.yml").read_text(encoding="utf-8")
    (line,) = [line for line in config.splitlines() if line.startswith("site_url:")]
    named = garden / f"{folders}.yml"
    lines = f"site_url: {URL}\nuse_directory_urls: {str(folders).lower()}"
    named.write_text(config.replace(line, lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", named, "-d", tmp_path],
        cwd=garden,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "topics" / "covariance.html").is_file() is not folders
    assert len({link for _, link in linked(tmp_path, URL)}) > 500
    assert broken(tmp_path, URL) == []
