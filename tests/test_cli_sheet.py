"""The command that shows a cheat sheet, or makes a PDF of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
from syntopic.cli import main
from test_sheets import NOTES


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    gardens.write(tmp_path / "notes", NOTES)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\nsite_url: https://example.org/me/\nplugins: [syntopic]\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sheet", *arguments])


def test_without_a_name_all_sheets_are_listed(garden: Path) -> None:
    assert run().output.splitlines() == ["Algebra", "Data", "Engineer", "Algebra"]


def test_a_sheet_is_called_by_its_name_however_that_is_spelled(garden: Path) -> None:
    assert run("algebra").output.startswith("# Algebra\n\n## Vector\n")
    assert run("engineers").output.startswith("# Engineer\n")


def test_an_unknown_name_is_refused_with_the_closest_ones(garden: Path) -> None:
    done = run("Algebar")
    assert done.exit_code == 2
    assert 'did you mean "Algebra"' in done.output


def test_a_pdf_without_a_name_is_refused_and_the_name_of_a_sheet_is_no_file(garden: Path) -> None:
    for arguments in (["--pdf"], ["--pdf", "Algebra"]):
        done = run(*arguments)
        assert done.exit_code == 2
        assert 'such as: syntopic sheet "Algebra" --pdf' in done.output


def test_where_there_is_no_browser_the_command_says_so_and_what_else_one_can_do(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYNTOPIC_CHROMIUM", str(garden / "nothing-here"))
    done = run("Algebra", "--pdf")
    assert done.exit_code == 2
    assert "none was found on this computer" in done.output
    assert "SYNTOPIC_CHROMIUM" in done.output
    assert not list(garden.glob("*.pdf"))


def test_a_file_that_is_no_pdf_is_never_replaced(garden: Path) -> None:
    (garden / "mine.txt").write_text("mine", "utf-8")
    (garden / "mine.pdf").write_text("mine", "utf-8")
    done = run("Algebra", "--pdf", "mine.pdf")
    assert done.exit_code == 2
    assert "mine.pdf is there already, and no PDF" in done.output
    assert (garden / "mine.pdf").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ("Algebra", "--pdf", "Models.txt"),
            "a PDF ends in .pdf: syntopic sheet Algebra --pdf Models.pdf",
        ),
        (
            ("Algebra", "--pdf", "Algebra"),
            "a PDF ends in .pdf: syntopic sheet Algebra --pdf Algebra.pdf",
        ),
        (("Algebra", "--pdf", "there/x.pdf"), "there is no folder there; create it first"),
        (("Algebra", "--paper", "letter"), "--paper goes with --pdf"),
        (("--paper", "letter"), "--paper goes with --pdf"),
    ],
)
def test_what_can_be_no_pdf_is_refused_before_a_browser_is_asked(
    garden: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], reason: str
) -> None:
    monkeypatch.setenv("SYNTOPIC_CHROMIUM", str(garden / "nothing-here"))
    before = sorted(garden.rglob("*"))
    done = run(*arguments)
    assert done.exit_code == 2
    assert reason in done.output
    assert sorted(garden.rglob("*")) == before


def test_a_browser_that_makes_nothing_is_told(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = garden / "idle"
    idle.write_text("#!/bin/sh\necho 'no display' >&2\n", "utf-8")
    idle.chmod(0o755)
    monkeypatch.setenv("SYNTOPIC_CHROMIUM", str(idle))
    done = run("Algebra", "--pdf")
    assert done.exit_code == 2
    assert "made no PDF: no display" in done.output
