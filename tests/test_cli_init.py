from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
from syntopic.cli import main
from syntopic.cli.opening import find, opened
from syntopic.configuration import load
from syntopic.garden import Garden
from syntopic.skeletons import skeleton


def init(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def garden_at(folder: Path) -> Garden:
    return opened(find(folder / "mkdocs.yml"))


def built(folder: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from syntopic.cli import main; main()", "build", "--strict"]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=280)


def test_a_new_garden_has_all_that_is_needed_and_nothing_wrong(tmp_path: Path) -> None:
    told = init(tmp_path / "my-notes", "--yes")
    assert told.exit_code == 0
    assert sorted(contents(tmp_path / "my-notes")) == [
        ".gitignore",
        "mkdocs.yml",
        "notes/my-first-source/slope-of-a-line.md",
        "notes/sources.yml",
        "notes/syllabus.yml",
        "site_src/index.md",
    ]
    garden = garden_at(tmp_path / "my-notes")
    assert garden.errors == ()
    assert [p.code for p in garden.problems] == ["concept-without-notes"]
    assert load(tmp_path / "my-notes" / "mkdocs.yml")[0]["site_name"] == "My notes"


def test_the_last_line_is_the_next_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = init("new garden").output
    assert told.endswith('\nNext: cd "new garden" && syntopic serve --open\n')
    assert "has a card, which the page Review asks" in told
    monkeypatch.chdir(tmp_path / "new garden")
    assert init().output.endswith("\nNext: syntopic serve --open\n")


def test_what_the_author_answers_stands_in_the_garden_as_it_was_said(tmp_path: Path) -> None:
    title, why, source = 'Yes: "my" #1 {{why}}', "Because: of $this$ {{title}}", "No: 100% Math"
    init(tmp_path, "--title", title, "--why", why, "--source", source)
    assert load(tmp_path / "mkdocs.yml")[0]["site_name"] == title
    assert (tmp_path / "site_src/index.md").read_text("utf-8") == (
        f"# {title}\n\n{why}\n\n<!-- syntopic:topics -->\n"
    )
    (found,) = garden_at(tmp_path).reading.sources
    assert (found.title, found.key) == (source, "no-100-math")
    assert (tmp_path / "notes/no-100-math/slope-of-a-line.md").is_file()


@pytest.mark.parametrize("source", ["Private", "Synthesis", "Images", "own", "...", "_", "Ω/..\\x"])
def test_the_first_sources_folder_is_a_plain_folder_whose_notes_are_read(
    tmp_path: Path, source: str
) -> None:
    assert init(tmp_path, "--source", source).exit_code == 0
    garden = garden_at(tmp_path)
    (note,) = garden.notes
    assert note.note.source == garden.reading.sources[0].key
    assert not note.note.synthesis


def test_the_example_shows_what_a_note_can_do_and_is_true(tmp_path: Path) -> None:
    init(tmp_path)
    (topic,) = garden_at(tmp_path).topics
    filled = {row.facet.value for row in topic.coverage}
    assert {"plain-english", "intuition", "formula", "code", "interview"} <= filled
    assert len(topic.symbols) == 3
    text = (tmp_path / "notes/my-first-source/slope-of-a-line.md").read_text("utf-8")
    assert "In words:" in text
    code = re.findall(r"```python exec\n(.*?)```", text, re.DOTALL)
    assert len(code) == 1
    ran = subprocess.run([sys.executable, "-I", "-c", code[0]], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "2.0\n")


def test_a_new_garden_builds_strictly_and_shows_its_example_and_its_reason(tmp_path: Path) -> None:
    init(tmp_path, "--why", "I want to see through it.")
    ran = built(tmp_path)
    assert ran.returncode == 0, ran.stderr
    page = (tmp_path / "site/topics/slope-of-a-line/index.html").read_text("utf-8")
    assert "how many steps the line climbs" in page
    assert ">2.0" in page
    assert "It is an ordinary file" not in page
    assert 'data-card="slope-two-points"' in page
    assert (tmp_path / "site/review/index.html").is_file()
    assert "I want to see through it." in (tmp_path / "site/index.html").read_text("utf-8")


def vault(folder: Path) -> Path:
    (folder / ".obsidian").mkdir(parents=True)
    (folder / ".obsidian/app.json").write_text("{}", "utf-8")
    (folder / "Linear algebra").mkdir()
    (folder / "media").mkdir()
    (folder / "media/pic.png").write_bytes(gardens.PIXEL)
    (folder / "Linear algebra/Vectors.md").write_bytes(
        b"Arrows, see [[Matrix]].\r\n\r\n![[pic.png]]\r\n"
    )
    (folder / "Matrix.md").write_text("A table of numbers.\n", "utf-8")
    (folder / "private").mkdir()
    (folder / "private/diary.md").write_text("Canary of the diary.\n", "utf-8")
    return folder


def test_a_vault_becomes_a_garden_around_its_notes_and_no_byte_of_it_changes(
    tmp_path: Path,
) -> None:
    before = contents(vault(tmp_path / "vault"))
    told = init(tmp_path / "vault")
    after = contents(tmp_path / "vault")
    assert {path: after[path] for path in before} == before
    assert sorted(set(after) - set(before)) == [".gitignore", "mkdocs.yml", "site_src/index.md"]
    assert "2 notes found" in told.output
    settings = (tmp_path / "vault/mkdocs.yml").read_text("utf-8")
    assert settings.count("exclude:") == 1, "of two, one would undo the other"
    assert "All of them are on the site, but for what is private" in told.output
    assert "Review" not in told.output
    first = (tmp_path / "vault/site_src/index.md").read_text("utf-8")
    assert first == "# Vault\n\n<!-- syntopic:topics -->\n", "nothing is said in its author's name"
    garden = garden_at(tmp_path / "vault")
    assert [topic.concept.name for topic in garden.topics] == ["Matrix", "Vectors"]
    assert garden.errors == ()


def test_a_vault_builds_and_neither_the_site_nor_private_notes_become_notes(tmp_path: Path) -> None:
    folder = vault(tmp_path / "vault")
    init(folder)
    ran = built(folder)
    assert "Documentation built" in ran.stderr, ran.stderr
    topics = sorted(path.name for path in (folder / "site/topics").iterdir() if path.is_dir())
    assert topics == ["matrix", "vectors"]
    for path in (folder / "site").rglob("*"):
        assert not path.is_file() or b"Canary of the diary" not in path.read_bytes()
    again = garden_at(folder)
    assert [n.note.path for n in again.notes] == ["Linear algebra/Vectors.md", "Matrix.md"]


def test_a_notes_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/vectors.md").write_text("Arrows.\n", "utf-8")
    init(tmp_path, "--source", "MML book")
    assert "notes_dir: notes\n" in (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert sorted(contents(tmp_path / "notes")) == ["sources.yml", "vectors.md"]
    assert [s.key for s in garden_at(tmp_path).reading.sources] == ["mml-book"]


def test_running_it_twice_changes_nothing(tmp_path: Path) -> None:
    init(tmp_path)
    before = contents(tmp_path)
    told = init(tmp_path, "--title", "Other", "--source", "Other")
    assert contents(tmp_path) == before
    assert "wrote" not in told.output
    assert "kept" in told.output


def test_a_site_that_is_there_is_not_rewritten_but_told_what_to_add(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Mine\n", "utf-8")
    (tmp_path / "Vectors.md").write_text("Arrows.\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", "utf-8")
    (tmp_path / ".gitignore").write_text("site\n", "utf-8")
    before = contents(tmp_path)
    told = init(tmp_path).output
    assert contents(tmp_path) == before
    said = 'plugins: [search, syntopic: {notes_dir: ., exclude: ["/docs/", "/site/"]}]'
    assert said in told
    assert re.findall(r"^  (\S+/)$", told, re.MULTILINE) == [".cache/", "private/"]
    text = f"site_name: Mine\n{said}\ntheme: {{name: material}}\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    assert [topic.concept.name for topic in garden_at(tmp_path).topics] == ["Vectors"]


def test_a_garden_with_another_notes_folder_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [syntopic: {notes_dir: n}]\n", "utf-8")
    init(tmp_path)
    assert (tmp_path / "n/syllabus.yml").is_file()
    assert (tmp_path / "docs/index.md").is_file()
    assert not (tmp_path / "notes").exists()


def test_a_readme_or_a_script_alone_makes_no_vault(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Read me\n", "utf-8")
    (tmp_path / "tool.py").write_text("print(1)\n", "utf-8")
    init(tmp_path)
    assert (tmp_path / "notes/my-first-source/slope-of-a-line.md").is_file()


def test_an_empty_title_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    told = init(tmp_path, "--title", "  ")
    assert told.exit_code == 2
    assert contents(tmp_path) == {}


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
def test_in_a_terminal_it_asks_three_things(tmp_path: Path) -> None:
    near, far = os.openpty()
    call = [sys.executable, "-c", "from syntopic.cli import main; main()", "init", str(tmp_path)]
    with subprocess.Popen(call, stdin=far, stdout=far, stderr=far) as process:
        os.close(far)
        shown, end = b"", time.monotonic() + 120
        for question, answer in (
            (b"called?", b"Terminal\n"),
            (b"study this?", b"\n"),
            (b"first?", b"A book\n"),
            (b"Next:", b""),
        ):
            while question not in shown and time.monotonic() < end:
                if select.select([near], [], [], 1)[0]:
                    shown += os.read(near, 4096)
            assert question in shown
            os.write(near, answer)
        assert process.wait(60) == 0
    os.close(near)
    assert load(tmp_path / "mkdocs.yml")[0]["site_name"] == "Terminal"
    assert (tmp_path / "notes/a-book/slope-of-a-line.md").is_file()


def test_what_is_filled_in_is_never_filled_in_again() -> None:
    text = skeleton("index.md", title="{{why}} {{", why="{{title}} }}\n")
    assert text == "# {{why}} {{\n\n{{title}} }}\n<!-- syntopic:topics -->\n"
