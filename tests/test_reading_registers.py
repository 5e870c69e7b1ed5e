"""sources.yml and syllabus.yml: what can be read is read, the rest is a problem at its line."""

from __future__ import annotations

from pathlib import Path

from syntopic.model import Severity
from test_reading import garden

SOURCES = """\
# mine
sources:
  - key: mml-book
    title: Mathematics for Machine Learning
    short: MML book
    authors: [Marc Peter Deisenroth, Cheng Soon Ong]
    year: 2020
    kind: Book
    url: https://mml-book.github.io
    level: Start here
    status: doing
    verdict: dense, but worth it
  - Practical Statistics
  - title: Two People
    author: Gilbert Strang and Jane Doe
"""


def found(folder: Path, name: str, text: str) -> list[tuple[str, str, str]]:
    reading = garden(folder, {name: text})
    return [(p.code, p.severity.value, str(p.origin)) for p in reading.problems]


def test_sources_are_read_in_the_authors_order_with_their_lines(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"sources.yml": SOURCES})
    first, second, third = reading.sources
    assert reading.problems == ()
    assert first.authors == ("Marc Peter Deisenroth", "Cheng Soon Ong")
    assert (first.year, first.kind, first.level, first.status) == (
        2020,
        "book",
        "start here",
        "doing",
    )
    assert (second.key, second.title, second.short) == (
        "practical-statistics",
        "Practical Statistics",
        "Practical Statistics",
    )
    assert second.origin.first_line == 13
    assert (third.key, third.authors) == ("two-people", ("Gilbert Strang", "Jane Doe"))


def test_a_bare_list_is_a_register_too(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"sources.yaml": "- a\n- {key: b}\n"})
    assert [s.key for s in reading.sources] == ["a", "b"]


def test_values_that_mean_nothing_are_hints_at_their_lines(tmp_path: Path) -> None:
    text = (
        "- key: a\n  level: high\n  status: later\n  url: javascript:x\n  year: old\n  pages: 3\n"
    )
    assert found(tmp_path, "sources.yml", text) == [
        ("source-value", "hint", f"sources.yml:{line}") for line in (2, 3, 4, 5, 6)
    ]
    assert garden(tmp_path, {}).sources[0].url == ""


def test_of_two_sources_with_one_key_the_first_counts(tmp_path: Path) -> None:
    text = "- key: a\n  title: One\n- key: A\n  title: Two\n"
    assert found(tmp_path, "sources.yml", text) == [("source-duplicate", "error", "sources.yml:3")]
    assert [s.title for s in garden(tmp_path, {}).sources] == ["One"]


def test_one_broken_source_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    text = "- key: a\n- key: b\n  title: x: y\n- key: c\n- {}\n"
    assert found(tmp_path, "sources.yml", text) == [
        ("sources-invalid", "error", "sources.yml:3"),
        ("sources-malformed", "error", "sources.yml:5"),
    ]
    assert [s.key for s in garden(tmp_path, {}).sources] == ["a", "c"]


def test_a_register_that_is_none_is_an_error_that_says_what_is_expected(tmp_path: Path) -> None:
    [problem] = garden(tmp_path, {"sources.yml": "just text\n"}).problems
    assert (problem.code, problem.severity) == ("sources-malformed", Severity.ERROR)
    assert "key:" in problem.fix
    assert found(tmp_path / "b", "syllabus.yml", "- a\n") == [
        ("syllabus-malformed", "error", "syllabus.yml:1")
    ]


SYLLABUS = """\
goal: ML engineer
areas:
  - name: Linear algebra
    concepts:
      - Vector
      - name: Eigenvectors
        aliases: [eigenvalue]
        requires: [[Matrix]], [[Determinant]]
        autolink: true
        Not in: [eigenvalue solver, Matrix of eigenvectors]
        enough: true
      - Matrix: {aliases: matrices}
  - Statistics: [Mean, MAP]
roles:
  ML engineer: [Gradient descent, Linear algebra, eigenvalues, maps]
  Analyst: Mean
"""


def test_a_syllabus_is_read_in_all_its_forms_and_roles_are_checked(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"syllabus.yml": SYLLABUS, "Gradient descent.md": "x\n"})
    syllabus = reading.syllabus
    assert [(a.name, [c.name for c in a.concepts]) for a in syllabus.areas] == [
        ("Linear algebra", ["Vector", "Eigenvectors", "Matrix"]),
        ("Statistics", ["Mean", "MAP"]),
    ]
    eigen = syllabus.areas[0].concepts[1]
    assert (eigen.aliases, eigen.requires) == (("eigenvalue",), ("Matrix", "Determinant"))
    assert (eigen.autolink, eigen.enough, eigen.origin.first_line) == (True, True, 6)
    assert eigen.not_in == ("eigenvalue solver", "Matrix of eigenvectors")
    assert syllabus.areas[0].concepts[2].aliases == ("matrices",)
    assert syllabus.goal == "ML engineer"
    assert syllabus.roles[1].needs == ("Mean",)
    [problem] = reading.problems
    assert (problem.code, str(problem.origin)) == ("syllabus-role-unknown", "syllabus.yml:15")
    assert "“maps”" in problem.message


def test_slips_in_a_syllabus_are_problems_at_their_lines(tmp_path: Path) -> None:
    text = (
        "goal: X\nareas:\n- name: A\n  concepts: [a, a]\n- concepts: [b]\nroles:\n  Y: a\nfoo: 1\n"
    )
    assert found(tmp_path, "syllabus.yml", text) == [
        ("syllabus-malformed", "error", "syllabus.yml:1"),
        ("syllabus-duplicate", "hint", "syllabus.yml:4"),
        ("syllabus-malformed", "error", "syllabus.yml:5"),
        ("syllabus-value", "hint", "syllabus.yml:8"),
    ]


def test_without_registers_there_are_no_problems(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"sources.yml": "", "syllabus.yml": "# nothing yet\n"})
    assert reading.problems == ()
    assert reading.sources == ()
