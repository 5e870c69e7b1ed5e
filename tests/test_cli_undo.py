"""``syntopic undo``: any command of the list is taken back as long as nothing has changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

import gardens
from commands import contents, run


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    names = ("Bias", "Loss", "Rank")
    gardens.write(tmp_path / "notes", {f"{n.lower()}.md": f"# {n}\n\nOn it.\n" for n in names})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def rename(old: str, new: str) -> None:
    told = run("rename", old, new, "--no-alias", "--yes")
    assert told.exit_code == 0, told.output


def test_a_command_is_taken_back_by_its_number_whatever_later_ones_did_elsewhere(
    notes: Path,
) -> None:
    rename("Bias", "Slant")
    rename("Loss", "Cost")
    now = contents(notes)
    listed = run("undo", "--list").output
    assert "  2  syntopic rename Loss Cost --no-alias  (1 file)\n  1  syntopic" in listed
    assert run("undo", "1", "--yes").exit_code == 0
    assert contents(notes) == {**now, "bias.md": b"# Bias\n\nOn it.\n"}
    assert "  2  syntopic rename Loss" in (listed := run("undo", "--list").output)
    assert "Slant" not in listed
    assert "no command has the number 1" in run("undo", "1").stderr


def test_one_whose_files_a_later_command_changed_names_that_command_and_waits_for_it(
    notes: Path,
) -> None:
    first = contents(notes)
    rename("Bias", "Slant")
    rename("Slant", "Tilt")
    before = contents(notes)
    told = run("undo", "1", "--yes")
    assert told.exit_code == 2
    assert "notes/bias.md (by 2: syntopic rename Slant Tilt --no-alias)" in told.stderr
    assert "first take that back: syntopic undo 2" in told.stderr
    assert "(1 file, 1 changed since)" in run("undo", "--list").output
    assert contents(notes) == before
    assert run("undo", "2", "--yes").exit_code == run("undo", "1", "--yes").exit_code == 0
    assert contents(notes) == first


def test_a_last_command_that_cannot_be_taken_back_is_no_end_for_those_before_it(
    notes: Path,
) -> None:
    rename("Bias", "Slant")
    rename("Loss", "Cost")
    gardens.write(notes, {"loss.md": "# Mine now\n"})
    told = run("undo", "--yes")
    assert told.exit_code == 2
    assert "notes/loss.md (by no command)" in told.stderr
    assert "syntopic undo --list" in told.stderr
    assert run("undo", "1", "--yes").exit_code == 0
    assert (notes / "bias.md").read_text("utf-8") == "# Bias\n\nOn it.\n"
    assert (notes / "loss.md").read_text("utf-8") == "# Mine now\n"


def test_a_file_that_came_back_to_what_it_was_by_later_commands_is_not_taken_for_undone(
    notes: Path,
) -> None:
    rename("Bias", "Slant")
    rename("Slant", "Bias")
    before = contents(notes)
    assert run("undo", "1", "--yes").exit_code == 2
    assert contents(notes) == before


def test_what_is_as_it_was_already_leaves_the_list(notes: Path) -> None:
    rename("Bias", "Slant")
    gardens.write(notes, {"bias.md": "# Bias\n\nOn it.\n"})
    assert run("undo", "--dry-run").exit_code == 0
    assert "Slant" in run("undo", "--list").output
    assert "Nothing is left to take back" in run("undo", "--yes").output
    assert "There is nothing to take back" in run("undo", "--list").output


def test_links_that_were_written_are_listed_with_the_concepts_that_they_lead_to(
    notes: Path,
) -> None:
    gardens.write(notes, {"new.md": "# New\n\nThe rank, the loss and a bias.\n"})
    assert run("mentions", "--at", "new.md", "--write", "--yes").exit_code == 0
    listed = run("undo", "--list").output
    assert "syntopic mentions --at new.md --write  (Rank, Loss, Bias)  (1 file)" in listed
