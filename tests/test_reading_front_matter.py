"""Front matter as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from syntopic.model import FrontMatter
from test_reading import codes, garden


def front(folder: Path, *rows: str) -> FrontMatter:
    text = "\n".join(["---", *rows, "---", "text", ""])
    [note] = garden(folder, {"a.md": text}).notes
    return note.front


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ("TITLE: 2024-01-05", "title", "2024-01-05"),
        ("title: 007", "title", "007"),
        ("title: yes", "title", "yes"),
        ("title:", "title", ""),
        ("Alias: Bayes, Thomas", "aliases", ("Bayes", "Thomas")),
        ("aliases: 'Bayes, Thomas'", "aliases", ("Bayes, Thomas",)),
        ("aliases: null", "aliases", ()),
        ("tags: a, b c", "tags", ("a", "b c")),
        ("tags: '#a b'", "tags", ("a", "b")),
        ("tags: [a, '#b', null]", "tags", ("a", "b")),
        ("concept: Vector", "concept", "Vector"),
        ('concept: "[[maths/Vector|vectors]]"', "concept", "Vector"),
        ("concept: [[Vector]]", "concept", "Vector"),
        ("concept: [Vector]", "concept_headings", ("Vector",)),
        ("requires: [[Matrix]], [[Field|fields]]", "requires", ("Matrix", "Field")),
        ('related: ["[[A#part]]", B]', "related", ("A", "B")),
        ("related: [[A]]", "related", ("A",)),
        ("No autolink: [mean]", "no_autolink", ("mean",)),
        ("no_autolink: mean", "no_autolink", ("mean",)),
        ("Not in: [mean value]", "not_in", ("mean value",)),
        ("date created: 2024-01-05", "created", "2024-01-05"),
        ("date: 2024-01-05 10:00", "created", "2024-01-05 10:00"),
        ("Modified: 2024-01-05", "updated", "2024-01-05"),
        ("slug: my-page", "permalink", "my-page"),
        ("author: [A B, C D]", "author", "A B, C D"),
        ("description: see [[x/Name|label]] here", "description", "see label here"),
        ("execute: true", "execute", True),
        ("cache: false", "cache", False),
        ("enough: yes", "enough", True),
        ("autolink: false", "autolink", False),
        ("kernelspec: {name: ir, language: R}", "kernel", "ir"),
        ("depends: [data.csv, b.csv]", "depends", ("data.csv", "b.csv")),
    ],
)
def test_every_spelling_of_a_key_is_understood(
    tmp_path: Path, row: str, field: str, value: object
) -> None:
    assert getattr(front(tmp_path, row), field) == value


def test_of_two_spellings_the_first_in_rank_counts_whatever_their_order(tmp_path: Path) -> None:
    assert front(tmp_path / "1", "date: 2020", "created: 2021").created == "2021"
    assert front(tmp_path / "2", "created: 2021", "date: 2020").created == "2021"


def test_a_value_that_says_nothing_is_a_hint_at_its_line(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"a.md": "---\ntitle: x\n\nexecute: sometimes\n---\nx\n"})
    [problem] = reading.problems
    assert (problem.code, str(problem.origin)) == ("front-matter-value", "a.md:4")
    assert reading.notes[0].front.execute is None


def test_what_a_key_says_that_nobody_knows_is_not_read(tmp_path: Path) -> None:
    said = front(tmp_path, "secret: {a: [Quillfeather]}", "execute: Quillfeather")
    assert "Quillfeather" not in repr(said)


def test_unknown_keys_and_empty_lists_are_no_problem(tmp_path: Path) -> None:
    text = "---\ntags: []\nrelated: {}\ncssclasses: wide\nself: &a [*a]\n---\nx\n"
    assert codes(garden(tmp_path, {"a.md": text})) == []


def test_an_address_as_source_is_no_unknown_source(tmp_path: Path) -> None:
    text = "---\nsource: https://example.org/a\n---\nx\n"
    reading = garden(tmp_path, {"a.md": text})
    assert reading.problems == ()
    assert reading.notes[0].front.source == "https://example.org/a"
