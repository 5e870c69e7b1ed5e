"""Every link and fragment of the sample garden answers, in folders and in files, below a path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import forks
from links import broken, linked

pytestmark = pytest.mark.xdist_group("sample-garden")


def site_url(garden: Path) -> str:
    """Where the garden is published, which is below a path."""
    config = (garden / "mkdocs.yml").read_text(encoding="utf-8")
    (line,) = [line for line in config.splitlines() if line.startswith("site_url: https://")]
    assert line.rstrip("/").count("/") == 3
    return line.removeprefix("site_url: ")


def test_every_link_answers_where_each_page_is_a_folder(garden: Path, site: Path) -> None:
    assert (site / "topics" / "covariance" / "index.html").is_file()
    assert len({link for _, link in linked(site, site_url(garden))}) > 500
    assert broken(site, site_url(garden)) == []


def test_every_link_answers_where_each_page_is_a_file(
    garden: Path, site: Path, tmp_path: Path
) -> None:
    assert site.is_dir(), "the garden's code has run"
    config = (garden / "mkdocs.yml").read_text(encoding="utf-8")
    named = garden / "files.yml"
    named.write_text(f"{config}\nuse_directory_urls: false\n", encoding="utf-8")
    words = ["build", "--strict", "-f", str(named), "-d", str(tmp_path)]
    code, said = forks.run("mkdocs", words, garden, os.environ)
    assert code == 0, said
    assert (tmp_path / "topics" / "covariance.html").is_file()
    assert len({link for _, link in linked(tmp_path, site_url(garden))}) > 500
    assert broken(tmp_path, site_url(garden)) == []
