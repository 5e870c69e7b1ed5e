from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syntopic.cli import main
from syntopic.cli.opening import find, opened
from syntopic.garden import Garden

SYLLABUS = """# Mine.
areas:
  - name: Linear algebra   # first
    concepts:
      - name: Vectors
        aliases: [arrow]
      - Matrix product
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notes"
    (folder / "mml-book").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    (folder / "syllabus.yml").write_text(SYLLABUS, "utf-8")
    (folder / "sources.yml").write_text(
        "sources:\n  - key: mml-book\n    title: Mathematics for Machine Learning\n    short: MML\n"
        "  - key: statquest\n    title: StatQuest\n",
        "utf-8",
    )
    (folder / "mml-book/vectors.md").write_text("# Vectors\n\nArrows with a length.\n", "utf-8")
    (folder / "entropy.md").write_text("# Entropy\n\nHow surprised one is.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def garden() -> Garden:
    return opened(find(Path("mkdocs.yml")))


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_new_note_lies_in_its_sources_folder_and_has_four_headings(notes: Path) -> None:
    told = run("new", "note", "matrix products", "--source", "statquest")
    assert told.exit_code == 0
    file = notes / "statquest/matrix-product.md"
    assert file.as_posix().endswith(told.output.split()[1])
    rows = file.read_text("utf-8").splitlines()
    headings = [row for row in rows if row.startswith("#")]
    assert headings == [
        "# Matrix product",
        "## Picture",
        "## In my words",
        "## Formula",
        "## Try it",
    ]


@pytest.mark.parametrize("start", [("new", "note", "Vectors", "--source", "statquest")])
def test_nothing_of_an_unfilled_skeleton_is_read_as_said(notes: Path, start: list[str]) -> None:
    before = garden()
    run(*start)
    after = garden()
    assert len(after.notes) == len(before.notes) + 1
    assert [t.coverage for t in after.topics] == [t.coverage for t in before.topics]
    assert after.errors == ()
    assert "<!--" not in after.notes[-1].note.text


def test_what_is_filled_in_becomes_the_part_of_the_page_that_it_says(notes: Path) -> None:
    run("new", "note", "Matrix product", "--source", "statquest")
    file = notes / "statquest/matrix-product.md"
    text = file.read_text("utf-8")
    for heading in ("Picture", "In my words", "Formula", "Try it"):
        filled = "```python exec\nprint(1)\n```" if heading == "Try it" else f"Text on {heading}."
        text = text.replace(f"## {heading}\n", f"## {heading}\n\n{filled}\n")
    file.write_text(text, "utf-8")
    (topic,) = [t for t in garden().topics if t.concept.name == "Matrix product"]
    filled = [row.facet.value for row in topic.coverage]
    assert filled == ["plain-english", "intuition", "formula", "code"]


@pytest.mark.parametrize("key", ["MML", "mathematics for machine learning", "MML-Book"])
def test_a_source_goes_by_any_of_its_names(notes: Path, key: str) -> None:
    assert run("new", "note", "Matrix product", "--source", key).exit_code == 0
    assert (notes / "mml-book/matrix-product.md").is_file()


def test_a_sources_folder_that_bears_its_title_is_used(notes: Path) -> None:
    (notes / "mml-book").rename(notes / "Mathematics for Machine Learning")
    run("new", "note", "Matrix product", "--source", "mml-book")
    assert (notes / "Mathematics for Machine Learning/matrix-product.md").is_file()
    assert not (notes / "mml-book").exists()


def test_a_note_without_a_source_is_an_own_note_in_its_area(notes: Path) -> None:
    run("new", "note", "Vectors")
    assert (notes / "linear-algebra/vectors.md").is_file()
    assert {n.note.area for n in garden().notes if n.note.path.startswith("linear")} == {
        "Linear algebra"
    }


@pytest.mark.parametrize("name", ["Week 2", "C#", "*Star* search", "2D [conv] #1", "---", "a: b"])
def test_a_concept_of_any_name_gets_a_note_that_is_about_it(notes: Path, name: str) -> None:
    told = run("new", "note", name, "--new")
    if name == "---":
        assert told.exit_code == 2
        return
    (path,) = [
        notes / p
        for p in contents(notes)
        if p.endswith(".md") and "vectors" not in p and "entropy" not in p
    ]
    path.write_text(path.read_text("utf-8") + "\nSomething.\n", "utf-8")
    assert name in [topic.concept.name for topic in garden().topics]


def test_a_note_that_is_there_is_never_overwritten(notes: Path) -> None:
    before = contents(notes)
    told = run("new", "note", "Vectors", "--source", "mml-book")
    assert told.exit_code == 2
    assert "notes/mml-book/vectors.md is there already" in told.stderr
    assert contents(notes) == before


def test_a_concept_that_looks_like_another_is_asked_back_unless_it_is_new(notes: Path) -> None:
    told = run("new", "note", "Vektors", "--source", "mml-book")
    assert told.exit_code == 2
    assert 'did you mean "Vectors"' in told.stderr
    assert run("new", "note", "Vektors", "--source", "mml-book", "--new").exit_code == 0
    assert run("new", "note", "Chain rule", "--source", "mml-book").exit_code == 0


def test_an_unknown_source_is_answered_with_the_closest_keys(notes: Path) -> None:
    before = contents(notes)
    told = run("new", "note", "Vectors", "--source", "statqest")
    assert told.exit_code == 2
    assert 'did you mean "statquest"?' in told.stderr
    told = run("new", "note", "Vectors", "--source", "zzz")
    assert "syntopic new source KEY --title zzz" in told.stderr
    assert contents(notes) == before


def test_a_new_source_is_appended_and_every_other_byte_stays(notes: Path) -> None:
    before = (notes / "sources.yml").read_bytes()
    told = run("new", "source", "manga-calculus", "--title", "The Manga Guide: Calculus")
    after = (notes / "sources.yml").read_bytes()
    assert told.exit_code == 0
    assert after == before.rstrip(b"\n") + (
        b'\n  - key: manga-calculus\n    title: "The Manga Guide: Calculus"\n'
    )
    assert garden().reading.sources[-1].title == "The Manga Guide: Calculus"


def test_the_first_source_makes_the_register(notes: Path) -> None:
    (notes / "sources.yml").unlink()
    run("new", "source", "mml-book", "--title", "MML")
    assert [(s.key, s.title) for s in garden().reading.sources] == [("mml-book", "MML")]


@pytest.mark.parametrize(
    "key", ["MML Book!", "a/b", "../x", "_x", "own", "private", "", "synthesis"]
)
def test_a_key_that_cannot_be_a_folder_is_refused_with_one_that_can(notes: Path, key: str) -> None:
    before = contents(notes)
    assert run("new", "source", key).exit_code == 2
    assert contents(notes) == before


@pytest.mark.parametrize("key", ["mml-book", "MML-book", "StatQuest"])
def test_a_source_is_not_entered_twice(notes: Path, key: str) -> None:
    before = contents(notes)
    told = run("new", "source", key)
    assert told.exit_code == 2
    assert "already" in told.stderr
    assert contents(notes) == before


def test_a_register_that_cannot_be_edited_safely_is_left_alone(notes: Path) -> None:
    (notes / "sources.yml").write_text("sources: just words\n", "utf-8")
    told = run("new", "source", "x", "--title", "X: a book")
    assert told.exit_code == 2
    assert '{key: x, title: "X: a book"}' in told.stderr
    assert (notes / "sources.yml").read_text("utf-8") == "sources: just words\n"


def test_a_new_synthesis_remembers_what_it_is_written_against(notes: Path) -> None:
    told = run("new", "synthesis", "arrow")
    assert told.exit_code == 0
    assert (notes / "synthesis/vectors.md").read_text("utf-8").count("\n# Vectors\n") == 1
    kept = json.loads((notes / ".syntopic/syntheses/vectors.json").read_text("utf-8"))
    assert kept["concept"] == "Vectors"
    assert kept["blocks"] == [{"note": "mml-book/vectors.md", "text": "Arrows with a length."}]
    assert "notes/mml-book/vectors.md" in told.output


@pytest.mark.parametrize(
    ("name", "way_out"),
    [
        ("Vektor", '"Vectors"'),
        ("Matrix product", "syntopic new note"),
        ("Vectors", "there already"),
    ],
)
def test_a_synthesis_needs_a_known_concept_with_notes_and_is_written_once(
    notes: Path, name: str, way_out: str
) -> None:
    (notes / "synthesis").mkdir()
    (notes / "synthesis/vectors.md").write_text("# Vectors\n\nMine.\n", "utf-8")
    before = contents(notes)
    told = run("new", "synthesis", name)
    assert told.exit_code == 2
    assert way_out in told.stderr
    assert contents(notes) == before


def test_a_refusal_offers_a_command_that_does_what_was_meant(notes: Path) -> None:
    told = run("new", "note", "Vectros", "--source", "statquest")
    assert told.exit_code == 2
    assert "syntopic new note Vectros --source statquest --new" in told.output
    assert 'begins with: syntopic new note "Spin glass"' in run("explain", "Spin glass").output
    refused = run("export", ".")
    assert refused.exit_code == 2
    assert f"{notes.parent.name} holds files" in refused.output
