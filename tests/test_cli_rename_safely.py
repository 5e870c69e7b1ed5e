from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
from commands import garden, run
from syntopic.cli import main
from syntopic.cli.opening import find
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, carry_out, put

SECRET = "EXCLUDEDWORDS"
CIRCLE = "---\nrequires: [D]\n---\n# E\n\nx\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    settings(tmp_path)
    gardens.write(tmp_path / "notes", {"a/Matrix.md": "# Matrix\n\nRows and columns.\n"})
    return tmp_path / "notes"


def settings(root: Path, **options: object) -> None:
    listed = ", ".join(f"{key}: {value}" for key, value in options.items())
    text = f"site_name: G\nplugins: [{{syntopic: {{{listed}}}}}]\n"
    (root / "mkdocs.yml").write_text(text, "utf-8")


def rename(*flags: str, old: str = "Matrix", new: str = "Array") -> Result:
    return CliRunner().invoke(main, ["rename", old, new, "--yes", *flags])


def contents(notes: Path) -> dict[str, bytes]:
    files = (path for path in notes.rglob("*") if path.is_file())
    return {path.relative_to(notes).as_posix(): path.read_bytes() for path in files}


def refused(notes: Path, *flags: str, new: str = "Array") -> str:
    """What a renaming says that changes no byte."""
    before = contents(notes)
    told = rename(*flags, new=new)
    assert told.exit_code == 2, told.output
    assert contents(notes) == before
    return told.stderr


# What is private stays private


@pytest.mark.parametrize("pattern", ["synthesis/matrix.md", "synthesis/*matrix*"])
def test_a_synthesis_that_only_its_name_keeps_private_does_not_get_another_one(
    notes: Path, pattern: str
) -> None:
    settings(notes.parent, exclude=f'["{pattern}"]')
    gardens.write(notes, {"synthesis/matrix.md": f"# Matrix\n\n{SECRET}\n"})
    said = refused(notes)
    assert "notes/synthesis/array.md would be published" in said
    assert "exclude" in said


def test_a_note_that_only_its_name_keeps_private_is_not_renamed_whatever_it_is_about(
    notes: Path,
) -> None:
    settings(notes.parent, exclude='["drafts/Matrix.md"]')
    gardens.write(notes, {"drafts/Matrix.md": f"---\ntitle: Week 2\n---\n\n{SECRET}\n"})
    assert "notes/drafts/Array.md would be published" in refused(notes, "--files")
    assert rename().exit_code == 0


@pytest.mark.parametrize("name", ["Diary", "my diaries", "Dear one"])
def test_the_name_of_a_private_note_is_said_to_be_that_and_is_not_published(
    notes: Path, name: str
) -> None:
    text = "---\ntitle: My diary\naliases: [dear one]\n---\nMine.\n"
    gardens.write(notes, {"private/diary.md": text})
    before = contents(notes.parent)
    for old in (
        run("rename", name, "Array", "--yes"),
        run("same", name, "Array", "--yes"),
        run("split", name),
        run("mentions", name),
    ):
        assert old.exit_code == 2
        assert f'no public concept is called "{name}"' in old.stderr
        assert "the private note notes/private/diary.md is" in old.stderr
        assert "renamed by hand" in old.stderr
    for new in (
        run("rename", "Matrix", name, "--yes"),
        run("same", "Matrix", name, "--yes"),
        run("split", "Matrix", "--into", name, "--note", "a/Matrix.md", "--yes"),
    ):
        assert new.exit_code == 2
        assert f'"{name}" is what the private note notes/private/diary.md is called' in new.stderr
    assert contents(notes.parent) == before


@pytest.mark.parametrize("name", ["README", "Licence", "Readme-first"])
def test_a_file_is_not_called_like_what_is_no_note_and_that_is_said(notes: Path, name: str) -> None:
    told = refused(notes, "--files", new=name)
    assert f"no file that is called {name}.md is a note, so notes/a/Matrix.md cannot be" in told
    gardens.write(notes, {"synthesis/matrix.md": "Mine.\n"})
    assert rename(new=name).exit_code == 0
    (topic,) = garden().topics
    assert (topic.concept.name, topic.synthesis is not None) == (name, True)
    assert (notes / "synthesis/matrix.md").exists()


@pytest.mark.parametrize("name", ["_x", ".x", "3.4 x", "x:", "# x", "C#"])
def test_a_name_that_no_file_can_have_is_the_name_of_the_page_all_the_same(
    notes: Path, name: str
) -> None:
    (notes / "a/Matrix.md").write_text("Rows.\n", "utf-8")
    assert rename("--files", new=name).exit_code == 0
    assert [topic.concept.name for topic in garden().topics] == [name]


def test_the_error_that_a_change_would_bring_is_told_and_no_older_one(notes: Path) -> None:
    gardens.write(notes, {"d.md": "---\nrequires: [E]\n---\n# D\n\nx\n", "e.md": CIRCLE})
    gardens.write(notes, {"sum.md": "---\nrequires: [Matrix]\n---\n# Sum\n\nx\n"})
    assert [problem.code for problem in garden().errors] == ["requires-cycle"]
    told = run("same", "Matrix", "Sum", "--yes")
    assert told.exit_code == 2
    assert "sum.md" in told.stderr
    assert "d.md" not in told.stderr


def test_a_note_that_would_get_private_by_its_new_name_is_not_renamed(notes: Path) -> None:
    settings(notes.parent, exclude='["**/Array.md"]')
    assert "notes/a/Array.md would be private" in refused(notes, "--files")


def test_a_mark_of_what_is_private_stays_in_a_files_name(notes: Path) -> None:
    gardens.write(notes, {"b/_matrix.md": f"{SECRET}\n"})
    assert rename("--files").exit_code == 0
    assert (notes / "b/_array.md").exists()


def test_what_git_ignores_by_its_name_alone_is_not_renamed(notes: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=notes.parent, check=True)
    (notes.parent / ".gitignore").write_text("notes/private/Matrix.md\n", "utf-8")
    gardens.write(notes, {"private/Matrix.md": f"{SECRET}\n"})
    said = refused(notes, "--files")
    assert "git ignores notes/private/Matrix.md, and would not ignore" in said
    (notes.parent / ".gitignore").write_text("notes/private/\n", "utf-8")
    assert rename("--files").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_private_note_is_private_when_it_is_tried(notes: Path) -> None:
    gardens.write(notes, {"private/x.md": f"# Matrix\n\n{SECRET}\n"})
    (notes / "a/y.md").symlink_to("../private/x.md")
    assert rename().exit_code == 0
    assert (notes / "a/y.md").read_text("utf-8") == f"# Array\n\n{SECRET}\n"


# No file is lost


def test_two_files_that_would_get_one_name_are_both_told(notes: Path) -> None:
    gardens.write(notes, {"private/Matrix.md": "One.\n", "private/matrices.md": "Two.\n"})
    said = refused(notes, "--files")
    assert "notes/private/matrices.md and notes/private/Matrix.md would both" in said


def test_a_file_that_differs_in_the_case_of_its_letters_is_in_the_way(notes: Path) -> None:
    gardens.write(notes, {"a/array.MD": "# Rows\n\nx\n"})
    assert "notes/a/array.MD is there already" in refused(notes, "--files")


def test_two_records_that_would_get_one_name_are_both_told(notes: Path) -> None:
    text = '{"concept": "%s", "blocks": [{"note": "x.md", "text": "y"}]}'
    gardens.write(
        notes / ".syntopic/syntheses",
        {"matrix.json": text % "Matrix", "matrices.json": text % "Matrices"},
    )
    said = refused(notes)
    assert "syntheses/matrices.json and notes/.syntopic/syntheses/matrix.json" in said


def test_changes_that_would_write_over_each_other_are_refused(notes: Path) -> None:
    place, file = find(Path("mkdocs.yml")), notes / "a/Matrix.md"
    before = file.read_bytes()
    for twice in (
        [Change(notes / "x.md", None, b"1"), Change(notes / "b/../X.md", None, b"2")],
        [Change(file, before, b"1"), Change(notes / "b/../a/Matrix.md", before, b"2")],
        [Change(file, before, None), Change(notes / "a/matrix.md", None, before)],
    ):
        with pytest.raises(Refusal, match="would be changed twice"):
            carry_out(place, "x", twice)
    assert contents(notes) == {"a/Matrix.md": before}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_one_change_seen_under_two_names_is_made_once(notes: Path) -> None:
    (notes / "b.md").symlink_to("a/Matrix.md")
    assert rename().exit_code == 0
    assert (notes / "b.md").read_text("utf-8").endswith("# Array\n\nRows and columns.\n")
    assert CliRunner().invoke(main, ["undo", "--yes"]).exit_code == 0
    assert (notes / "b.md").read_text("utf-8") == "# Matrix\n\nRows and columns.\n"
    assert (notes / "b.md").is_symlink()


# Every link follows


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("| a |\n|---|\n| [[Matrix\\|text]] |", "| a |\n|---|\n| [[Array\\|text]] |"),
        ("| a |\n|---|\n| [[ Matrix#Why\\|t]] x |", "| a |\n|---|\n| [[ Array#Why\\|t]] x |"),
        ("| a |\n|---|\n| [t](a/Matrix.md) |", "| a |\n|---|\n| [t](a/Array.md) |"),
        ("[t]([[Matrix]])", "[t]([[Array]])"),
        ("[t]([[matrices#Why]])", "[t]([[Array#Why]])"),
        ("{{embed [[Matrix]]}}", "{{embed [[Array]]}}"),
        ("{{embed  [[Matrix#Why]] }}", "{{embed  [[Array#Why]] }}"),
        ("[[Matrix^b1]]", "[[Array^b1]]"),
        ("[[ Matrix # Why ]]", "[[ Array # Why ]]"),
        ("## About [t]([[Matrix]])", "## About [t]([[Array]])"),
        ("x <!-- [[Matrix]] --> y", "x <!-- [[Array]] --> y"),
        (
            "<!--\nsee [[Matrix|m]]\nand [[matrices]]\n-->",
            "<!--\nsee [[Array|m]]\nand [[Array|matrices]]\n-->",
        ),
        (
            "<!-- a [[Matrix]] --><!-- b [[Matrix]] -->\n",
            "<!-- a [[Array]] --><!-- b [[Array]] -->\n",
        ),
        ("`<!-- [[Matrix]] -->`", "`<!-- [[Matrix]] -->`"),
        ("%%\n[[Matrix]]\n%%", "%%\n[[Array]]\n%%"),
        ("<!-- [[Matrix]]", "<!-- [[Array]]"),
        ("`<!--` a <!-- [[Matrix]] --> b", "`<!--` a <!-- [[Array]] --> b"),
        ("%% <!-- %% [[Matrix|m]] --> [[Matrix]]", "%% <!-- %% [[Array|m]] --> [[Array]]"),
        (
            "- a <!-- [x](a/Matrix.md)\n  [[Matrix]] --> b",
            "- a <!-- [x](a/Array.md)\n  [[Array]] --> b",
        ),
    ],
)
def test_a_link_is_followed_in_whatever_form_and_place_it_is_written(
    notes: Path, link: str, becomes: str
) -> None:
    text = f"# Other\n\nWords.\n\n{link}\n"
    gardens.write(notes, {"n.md": text})
    told = rename("--no-alias", "--files")
    assert told.exit_code == 0, told.output
    assert (notes / "n.md").read_text("utf-8") == text.replace(link, becomes)


def test_a_name_that_ends_in_a_sign_of_links_is_followed(notes: Path) -> None:
    gardens.write(notes, {"c.md": "# C#\n\nCode.\n", "n.md": "# Other\n\n[[C#]] and [[C#|it]]\n"})
    assert rename("--no-alias", old="C#").exit_code == 0
    assert (notes / "n.md").read_text("utf-8") == "# Other\n\n[[Array]] and [[Array|it]]\n"


def test_a_link_in_a_heading_that_would_lead_nowhere_is_refused(notes: Path) -> None:
    (notes / "a/Matrix.md").rename(notes / "w.md")
    gardens.write(notes, {"n.md": "# Other\n\n## About [[Matrix]]\n\nx\n"})
    told = rename("--no-alias", new="Array [n]")
    assert told.exit_code == 2
    assert "notes/n.md:3 [[Matrix]] to nothing" in told.stderr


# What a file is besides its words


def undo() -> Result:
    return CliRunner().invoke(main, ["undo", "--yes"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_is_called_so_stays_the_link_that_it_is(notes: Path) -> None:
    (notes / "a/Matrix.md").rename(notes / "a/w.md")
    (notes / "a/Matrix.md").symlink_to("w.md")
    told = rename("--files")
    assert told.exit_code == 0, told.output
    assert "notes/a/Matrix.md keeps its name, since it is a link" in told.output
    assert (notes / "a/Matrix.md").is_symlink()
    assert "# Array" in (notes / "a/w.md").read_text("utf-8")
    assert undo().exit_code == 0
    assert (notes / "a/Matrix.md").is_symlink()
    assert "# Matrix" in (notes / "a/w.md").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes there")
def test_who_may_read_a_file_stays_so_there_and_back_and_nobody_else_reads_the_record(
    notes: Path,
) -> None:
    (notes / "a/Matrix.md").chmod(0o600)
    assert rename("--files").exit_code == 0
    (record,) = (notes.parent / ".cache/syntopic/undo").glob("*.json")
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert stat.S_IMODE((notes / "a/Array.md").stat().st_mode) == 0o600
    assert undo().exit_code == 0
    assert stat.S_IMODE((notes / "a/Matrix.md").stat().st_mode) == 0o600


def test_a_file_that_gets_another_name_is_counted_once(notes: Path) -> None:
    assert "Changed 1 file." in rename("--files").output
    listed = CliRunner().invoke(main, ["undo", "--list"]).output
    assert "(1 file)" in listed
    back = undo().output
    assert "notes/a/Array.md is now notes/a/Matrix.md" in back
    assert "(1 file)" in back


def test_a_link_in_html_to_a_file_that_gets_another_name_is_told(notes: Path) -> None:
    text = 'Words.\n\n<p class="x"><a class="y" href="../a/Matrix.md#why">t</a></p>\n'
    gardens.write(
        notes, {"b/n.md": f"# Other\n\n{text}", "b/m.md": '# M\n\n<a href="Matrix">x</a>\n'}
    )
    assert "in HTML" not in rename("--dry-run").output
    told = rename("--files").output
    assert "notes/b/n.md:5 links to ../a/Matrix.md in HTML; write Array.md there by hand." in told
    assert (notes / "b/n.md").read_text("utf-8") == f"# Other\n\n{text}"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes there")
def test_a_file_that_is_put_back_is_read_by_no_more_people_than_before(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(b"x")
    file.chmod(0o640)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        put((Change(file, b"x", None), Change(tmp_path / "folder", b"", None)))
    assert file.read_bytes() == b"x"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
