"""What a new note and a new synthesis begin with, and what of it a reader ever sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import gardens
from syntopic.cli import main
from syntopic.cli.opening import find, opened
from syntopic.garden import Garden, context
from syntopic.publishing.blog import posts
from syntopic.rendering import render

SOURCES = """sources:
  - {key: book, title: The Book, kind: book}
  - {key: paper, title: The Paper, kind: paper}
  - {key: films, title: Films, kind: video}
"""
TODAY = date.today().isoformat()
SAID = "---\ntitle: {0}\ndate: 2026-01-0{1}\nlocator: film {1}\nurl: https://example.org/{1}\n---\n"
BODY = "\nPlain words.\n\n## Intuition\n\nA picture.\n\n## Questions\n\nQ: What?\nA: That.\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return gardens.write(
        tmp_path / "notes",
        {"sources.yml": SOURCES, "book/vectors.md": "# Vectors\n\nArrows.\n\n$$\nv\n$$\n"},
    )


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["new", *words])


def front(file: Path) -> dict[str, object]:
    """The front matter of a file, in order; nothing where it has none."""
    text = file.read_text("utf-8")
    return yaml.safe_load(text.split("---\n")[1]) if text.startswith("---\n") else {}


def headings(file: Path) -> Sequence[str]:
    return re.findall(r"^#+ .*", file.read_text("utf-8").rpartition("---\n")[2], re.MULTILINE)


def seen() -> tuple[Garden, str]:
    """The garden, and all that is on its pages and in its posts."""
    garden = opened(find(Path("mkdocs.yml")))
    view = context(garden, workings=False)
    pages = render(view)
    return garden, "\n".join([*map(str, pages), *map(str, posts(view))])


# What stands in it


def test_a_synthesis_begins_with_what_makes_it_a_post(notes: Path) -> None:
    gardens.write(notes, {"synthesis/limits.md": "---\ntitle: Limits\ntags: [calm]\n---\nMine.\n"})
    assert typed("synthesis", "Vectors").exit_code == 0
    file = notes / "synthesis/vectors.md"
    told = {"title": "Vectors", "date": date.today(), "description": None, "tags": []}
    assert front(file) == told
    assert "such as calm" in file.read_text("utf-8")
    assert headings(file) == [
        "## The formula, read aloud",
        "## Where I meet it",
        "## Where it misleads",
    ]


def test_the_first_synthesis_has_its_title_where_any_editor_shows_it(notes: Path) -> None:
    typed("synthesis", "Vectors")
    file = notes / "synthesis/vectors.md"
    assert list(front(file)) == ["date", "description", "tags"]
    assert headings(file)[0] == "# Vectors"


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("book", []),  # its only note has no place in it
        ("book/ch04", []),
        ("paper", []),
        ("films", ["locator"]),
        ("films/part 2", []),
    ],
)
def test_a_note_asks_for_a_place_where_its_source_has_places(
    notes: Path, source: str, keys: list[str]
) -> None:
    assert typed("note", "Matrix", "--source", source).exit_code == 0
    assert list(front(notes / source / "matrix.md")) == keys


def test_a_note_has_the_front_matter_that_most_of_the_garden_has(notes: Path) -> None:
    films = {f"films/{n}.md": SAID.format(f"Film {n}", n) + BODY for n in (1, 2, 3)}
    gardens.write(notes, films)
    typed("note", "Matrix", "--source", "films")
    assert front(notes / "films/matrix.md") == {
        **{"title": "Matrix", "locator": None, "url": None},
        "date": date.today(),
    }
    typed("note", "Matrix")
    assert list(front(notes / "matrix.md")) == ["title", "date"]
    assert headings(notes / "matrix.md") == [
        *("## Intuition", "## Formula", "## Try it", "## Questions")
    ]


@pytest.mark.parametrize("name", ["Week 2", "C#", "*Star* search", "2D [conv] #1", "a: b", "no"])
def test_a_title_in_the_front_matter_names_any_concept(notes: Path, name: str) -> None:
    gardens.write(notes, {f"films/{n}.md": SAID.format(f"Film {n}", n) + BODY for n in (1, 2, 3)})
    assert typed("note", name, "--source", "films", "--new").exit_code == 0
    (file,) = set((notes / "films").iterdir()) - {notes / f"films/{n}.md" for n in (1, 2, 3)}
    file.write_text(file.read_text("utf-8") + "\nSomething.\n", "utf-8")
    assert name in [topic.concept.name for topic in seen()[0].topics]


def test_a_folder_of_the_source_says_where(notes: Path) -> None:
    typed("note", "Matrix", "--source", "book/ch04")
    file = notes / "book/ch04/matrix.md"
    file.write_text(file.read_text("utf-8") + "\nA table.\n", "utf-8")
    (note,) = [n.note for n in seen()[0].notes if n.note.path == "book/ch04/matrix.md"]
    assert (note.source, note.locator) == ("book", "ch04")


@pytest.mark.parametrize("source", ["book/../..", "book/.hidden", "book/images", "own/ch04"])
def test_a_folder_that_can_hold_no_notes_is_refused(notes: Path, source: str) -> None:
    told = typed("note", "Matrix", "--source", source)
    assert told.exit_code == 2 and "Traceback" not in told.output
    assert not list(notes.rglob("matrix.md"))


def test_what_nobody_has_said_yet_comes_first(notes: Path) -> None:
    told = typed("note", "Vectors", "--source", "paper")
    assert "Nobody has said yet, so it comes first: intuition, code" in told.output
    assert headings(notes / "paper/vectors.md") == [
        *("# Vectors", "## Picture", "## Try it", "## In my words", "## Formula")
    ]


# What a reader sees


def test_nothing_of_what_was_only_begun_is_ever_seen(notes: Path) -> None:
    before = seen()[1]
    typed("synthesis", "Vectors")
    typed("note", "Vectors", "--source", "films")
    typed("note", "Vectors")
    after, shown = seen()
    assert after.errors == ()
    assert shown == before


def test_of_a_synthesis_that_is_half_filled_only_what_is_filled_is_seen(notes: Path) -> None:
    typed("synthesis", "Vectors")
    file = notes / "synthesis/vectors.md"
    file.write_text(file.read_text("utf-8").replace("<!-- The", "An arrow.\n\n<!-- The"), "utf-8")
    garden, shown = seen()
    (post,) = posts(context(garden, workings=False))
    assert (post.title, post.date, post.tags) == ("Vectors", TODAY, ())
    assert "An arrow." in shown
    for unseen in ("None", "null", "read aloud", "Where it", "Where I", "<!-- ", "such as"):
        assert unseen not in re.sub(r"\w+=None\b", "", shown), unseen
