"""Forked programs, by which tests build most sites, are what they are when they are called."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import forks
import gardens

pytestmark = pytest.mark.skipif(not forks.CAN_FORK, reason="programs are called here")

CONFIG = """
site_name: !ENV [WORD, nothing]
docs_dir: pages
theme: {name: material}
plugins: [search, syntopic]
"""
NOTES = {
    "mkdocs.yml": CONFIG,
    "pages/index.md": "# Home\n",
    "notes/vector.md": "# Vector\n\nAn arrow: $x^2$.\n\nQ: What?\nA: An arrow. ^a\n",
    "notes/matrix.md": "# Matrix\n\nA table, see [[Vector]], [no](gone.md).\n",
}
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def contents(site: Path) -> dict[str, bytes]:
    """The files of a site."""
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz"]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def timeless(said: str, root: Path) -> str:
    """What a program said, but not how long that took, nor how far it was meanwhile."""
    done = re.sub(r".*: built \d+ of \d+ pages\n", "", said)
    return re.sub(r"[\d.]+ seconds", "", done).replace(str(root), "")


def test_a_forked_build_makes_and_says_the_same_as_one_that_is_called(tmp_path: Path) -> None:
    made = []
    for name, run in (("called", forks.called), ("forked", forks.run)):
        root = gardens.write(tmp_path / name, NOTES)
        code, said = run("mkdocs", ["build"], root, {**os.environ, **QUIET, "WORD": "Said"})
        strict, _ = run("mkdocs", ["build", "--strict"], root, {**os.environ, **QUIET})
        made.append((code, strict, timeless(said, root), contents(root / "site")))
    assert made[0] == made[1]
    assert made[0][:2] == (0, 1)


def test_what_one_program_was_told_is_not_told_the_next(tmp_path: Path) -> None:
    root = gardens.write(tmp_path, NOTES | {"notes/matrix.md": "# Matrix\n"})
    page = root / "site" / "index.html"
    for more, name in (({"WORD": "Said"}, "Said"), ({}, "nothing")):
        code, said = forks.run("mkdocs", ["build"], root, {**os.environ, **QUIET, **more})
        assert code == 0, said
        assert f"<title>{name}</title>" in page.read_text(encoding="utf-8")


def test_a_folder_may_be_named_as_seen_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gardens.write(tmp_path / "garden", NOTES | {"notes/matrix.md": "# Matrix\n"})
    monkeypatch.chdir(tmp_path)
    assert forks.run("mkdocs", ["build"], Path("garden"), {**os.environ, **QUIET})[0] == 0
    assert (tmp_path / "garden" / "site" / "index.html").is_file()


def test_a_command_that_fails_says_so_by_its_code_and_in_words(tmp_path: Path) -> None:
    called = forks.called("syntopic", ["status"], tmp_path, os.environ)
    assert called == forks.run("syntopic", ["status"], tmp_path, os.environ)
    assert called[0] != 0 and called[1]
