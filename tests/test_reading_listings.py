"""A folder that looks as before is not listed again, and what lies in it is told all the same."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from syntopic.reading.tree import Listings, read_tree

LATER = 10 * 1_000_000_000
TICK = 0.012
"""Seconds: longer than the clock by which Linux dates what happens to a folder."""


def _file(root: Path, chance: random.Random) -> Path | None:
    found = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return chance.choice(found) if found else None


def _folder(root: Path, chance: random.Random) -> Path:
    return chance.choice([root, *sorted(path for path in root.rglob("*") if _is_folder(path))])


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _step(root: Path, chance: random.Random, number: int) -> None:
    folder, file = _folder(root, chance), _file(root, chance)
    what = chance.choice("add add add folder edit rename remove link environment private".split())
    if what == "add":
        (folder / f"note {number}.md").write_text("x", "utf-8")
    elif what == "folder":
        (folder / f"{chance.choice(('part', 'private', '_own'))} {number}").mkdir()
    elif what == "private":
        (folder / "private").mkdir(exist_ok=True)
    elif what == "environment":
        (folder / "pyvenv.cfg").write_text("x", "utf-8")
    elif what == "link":
        (folder / f"link {number}.md").symlink_to(file or "nowhere.md")
    elif what == "edit" and file is not None:
        file.write_text("changed", "utf-8")
    elif what == "rename" and file is not None:
        file.rename(folder / f"moved {number}.md")
    elif what == "remove":
        if folder != root and chance.random() < 0.3:
            shutil.rmtree(folder)
        elif file is not None:
            file.unlink()


@pytest.mark.parametrize("seed", range(40 if "SOAK" in os.environ else 3))
def test_whatever_comes_goes_and_moves_is_found_as_by_listing_all(
    tmp_path: Path, seed: int
) -> None:
    chance, listings, listed = random.Random(seed), Listings(), 0
    for number in range(25):
        _step(tmp_path, chance, number)
        time.sleep(TICK)
        exclude = ("note 1*",) if chance.random() < 0.1 else ()
        before = dict(listings.known)
        now = time.time_ns() + LATER
        assert read_tree(tmp_path, exclude, listings, now) == read_tree(tmp_path, exclude)
        listed += sum(
            before.get(key, (None, ()))[1] is not one for key, (_, one) in listings.known.items()
        )
    if os.name == "posix":
        assert listed < 25 * len(listings.known), "some folders were not listed again"


def test_a_folder_in_which_something_happened_just_now_is_listed_again(tmp_path: Path) -> None:
    listings = Listings()
    for number in range(30):
        (tmp_path / f"{number}.md").write_text("x", "utf-8")
        found = read_tree(tmp_path, (), listings, time.time_ns())
        assert len(found.files) == number + 1, "the clock of folders is too coarse to tell"
    assert not listings.known


def test_a_folder_that_could_not_be_listed_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.md").write_text("x", "utf-8")
    scandir, listings = os.scandir, Listings()

    def failing(place: str) -> object:
        if str(place).endswith("part"):
            raise OSError(24, "Too many open files")
        return scandir(place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", failing)
        found = read_tree(tmp_path, (), listings, time.time_ns() + LATER)
    assert [problem.code for problem in found.problems] == ["folder-unreadable"]
    again = read_tree(tmp_path, (), listings, time.time_ns() + LATER)
    assert [one.path for one in again.files] == ["part/a.md"] and not again.problems
