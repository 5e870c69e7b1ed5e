"""A garden with the build cache: the same site, byte for byte, and nothing to write for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SITE = "site_name: Mine\ntheme: {name: material}\nplugins: [search, syntopic%s]\n"


def built(root: Path, out: str, engine: str, *flags: str) -> str:
    """Build into a folder; what was said."""
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "-f", "mkdocs.yml", "-d", out, *flags],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SYNTOPIC_RUN": "never"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def made(said: str) -> list[str]:
    """How many results were made, of the three kinds that can be kept."""
    return re.findall(r"kept, (\d+) ", said)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    for name in ("notes", "site_src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("private"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    assert "  - syntopic\n" in settings
    off = settings.replace("  - syntopic\n", "  - syntopic\n  - quickbuild: {enabled: false}\n")
    (root / "off.yml").write_text(off, "utf-8")
    return root


@pytest.mark.parametrize(
    ("engine", "urls"),
    [("mkdocs", "--use-directory-urls"), ("properdocs", "--no-directory-urls")],
)
def test_the_sample_garden_has_the_same_bytes_with_and_without_the_cache(
    sample: Path, engine: str, urls: str
) -> None:
    assert made(built(sample, "plain", engine, urls, "-f", "off.yml")) == []
    assert "0" not in made(built(sample, "cached", engine, urls))
    first = files(sample / "cached")
    assert made(built(sample, "cached", engine, urls)) == ["0", "0", "0"]
    plain = files(sample / "plain")
    assert plain.keys() == first.keys()
    assert [name for name in plain if plain[name] != first[name]] == []
    again = files(sample / "cached")
    assert plain.keys() == again.keys()
    assert [name for name in plain if plain[name] != again[name]] == []


def test_a_configuration_that_names_the_cache_has_its_own_way_with_it(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", "utf-8")
    own = SITE % ", quickbuild: {cache_dir: own}"
    (tmp_path / "mkdocs.yml").write_text(own, "utf-8")
    built(tmp_path, "site", "mkdocs")
    assert list((tmp_path / "own").glob("*.sqlite"))
    assert not (tmp_path / ".cache" / "syntopic" / "quickbuild").exists()
