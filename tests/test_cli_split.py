from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

import commands
import gardens
from commands import contents, run
from syntopic.garden import Garden
from syntopic.model import Block

OLD, NEW = "Eigenvalues and eigenvectors", "Eigenvalue"

SYLLABUS = """areas:
  - name: Linear algebra
    concepts:
      - name: Eigenvalues and eigenvectors   # both of them
        aliases: [eigenvector, eigenvalue]
      - PCA
"""
WHOLE = f"# {OLD}\n\nBoth.\n\n## How large\n\nL.\n\n### Sub\n\ns\n\n## Why\n\nw\n"
LECTURE = "# Week 3\n\n## Eigenvectors\n\nd\n\n### Eigenvalues\n\nl\n\n### More\n\nm\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    folder = gardens.write(
        tmp_path / "notes",
        {
            "syllabus.yml": SYLLABUS,
            "a.md": WHOLE,
            "b/values.md": "---\nconcept: eigenvector\n---\nHow much.\n",
            "b/week-3.md": LECTURE,
            "pca.md": "# PCA\n\nIt needs [[Eigenvalues and eigenvectors]].\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    return folder


def garden() -> Garden:
    found = commands.garden()
    assert found.errors == ()
    return found


def refused(notes: Path, *arguments: str) -> str:
    """What a command says that changes no byte."""
    before = contents(notes)
    answer = run("split", OLD, *arguments, "--yes")
    assert answer.exit_code == 2, answer.output
    assert contents(notes) == before
    return answer.stderr


def split(*notes: str, into: str = NEW) -> Result:
    return run("split", OLD, "--into", into, "--yes", *(f for n in notes for f in ("--note", n)))


def told() -> dict[str, list[str]]:
    """What each topic says, paragraph by paragraph."""
    return {
        topic.concept.name: [
            part.text for claim in topic.claims for part in claim.content if isinstance(part, Block)
        ]
        for topic in garden().topics
    }


def test_without_a_choice_it_lists_notes_and_sections_as_they_can_be_named(notes: Path) -> None:
    before = contents(notes.parent)
    shown = run("split", OLD).output
    for row in (
        "notes/a.md:1  the whole note",
        "notes/a.md:5  ## How large",
        "notes/b/week-3.md:3  the section Eigenvectors",
        "notes/b/week-3.md:7  ### Eigenvalues",
        "syntopic split",
    ):
        assert row in shown
    assert contents(notes.parent) == before


def test_a_whole_note_says_what_it_is_about_and_the_syllabus_has_it_after_the_other(
    notes: Path,
) -> None:
    assert split("b/values.md").exit_code == 0
    assert (notes / "b/values.md").read_text("utf-8") == (
        "---\nconcept: Eigenvalue\n---\nHow much.\n"
    )
    assert (notes / "syllabus.yml").read_text("utf-8") == SYLLABUS.replace(
        ", eigenvalue]\n", "]\n      - Eigenvalue\n"
    )
    assert told()[NEW] == ["How much."]
    assert [t.concept.name for t in garden().topics] == [OLD, NEW, "PCA"]


def test_a_section_gets_the_new_name_and_all_other_text_stays_where_it_is(notes: Path) -> None:
    before = told()
    assert split("a.md#How large").exit_code == 0
    assert (notes / "a.md").read_text("utf-8") == (
        f"---\nconcept: [{OLD}, {NEW}]\n---\n\n" + WHOLE.replace("How large", NEW)
    )
    assert told()[NEW] == ["L.", "s"]
    assert sorted([*told()[OLD], "L.", "s"]) == sorted(before[OLD])


def test_a_section_of_a_lecture_is_listed_beside_the_concepts_of_the_lecture(notes: Path) -> None:
    assert split("week-3.md#Eigenvalues").exit_code == 0
    assert (notes / "b/week-3.md").read_text("utf-8") == (
        "---\nconcept: [Eigenvectors, Eigenvalue]\n---\n\n" + LECTURE
    )
    assert told()[NEW] == ["l"]
    assert "m" in told()[OLD]


def test_a_section_that_opens_the_concept_opens_the_other_one(notes: Path) -> None:
    assert split("week-3.md").exit_code == 0
    assert (notes / "b/week-3.md").read_text("utf-8") == LECTURE.replace(
        "## Eigenvectors", "## Eigenvalue"
    )


@pytest.mark.parametrize(
    ("front", "becomes"),
    [
        ("title: Eigenvector", "title: Eigenvector\nconcept: [Eigenvector, Eigenvalue]"),
        ("concept: Eigenvector", "concept: [Eigenvector, Eigenvalue]\ntitle: Eigenvector"),
        ("concept: [Eigenvector, X]", "concept: [Eigenvector, X, Eigenvalue]"),
        ("concept:\n  - Eigenvector\n  - X", "concept:\n  - Eigenvector\n  - X\n  - Eigenvalue"),
    ],
)
def test_front_matter_of_any_form_takes_the_other_concept(
    notes: Path, front: str, becomes: str
) -> None:
    body = "## Eigenvector\n\nx\n\n### How large\n\ny\n\n## X\n\nz\n"
    text = f"---\n{front}\n---\n\n{body}".replace("\n", "\r\n")
    gardens.write(notes, {"n.md": text})
    assert split("n.md#How large").exit_code == 0
    expected = f"---\n{becomes}\n---\n\n{body}".replace("How large", NEW)
    assert (notes / "n.md").read_bytes().decode() == expected.replace("\n", "\r\n")
    assert told()[NEW] == ["y"]


def test_links_to_what_was_taken_out_follow_and_the_others_are_listed(notes: Path) -> None:
    links = "[[a#How large]] [x](a.md#how-large) [[eigenvector#How large]] [[eigenvector#Sub|s]]"
    sentence = "An [[eigenvector]] has an [[eigenvalue]]."
    gardens.write(notes, {"l.md": f"# L\n\n{links}\n\n{sentence}\n"})
    shown = split("a.md#How large")
    assert shown.exit_code == 0
    assert (notes / "l.md").read_text("utf-8").splitlines()[2] == (
        "[[a#Eigenvalue]] [x](a.md#eigenvalue) [[Eigenvalue]] [[Eigenvalue#Sub|s]]"
    )
    now, _, still = shown.output.partition("Links that still lead to")
    assert "notes/l.md:5  An eigenvector has an eigenvalue." in now
    assert "notes/pca.md:3  It needs Eigenvalues and eigenvectors." in still


def test_what_a_note_called_the_part_is_no_other_name_of_the_whole_any_more(notes: Path) -> None:
    text = "---\naliases: [spectrum, eigen directions]\n---\n" + WHOLE
    gardens.write(notes, {"a.md": text})
    assert split("b/values.md", into="Spectrum").exit_code == 0
    assert (notes / "a.md").read_text("utf-8") == text.replace("spectrum, ", "")
    assert told()["Spectrum"] == ["How much."]


def test_a_part_can_go_to_a_concept_that_is_there(notes: Path) -> None:
    assert split("b/values.md", into="PCA").exit_code == 0
    assert (notes / "syllabus.yml").read_text("utf-8") == SYLLABUS
    assert "How much." in told()["PCA"]


def test_what_was_settled_about_the_part_stays_settled(notes: Path) -> None:
    sentence = "An eigenvalue of {} stretches every arrow along it."
    gardens.write(
        notes,
        {
            "sources.yml": "[x, y]",
            "x/n.md": f"---\nconcept: eigenvector\n---\n{sentence.format(2)}\n",
            "y/n.md": f"---\nconcept: eigenvector\n---\n{sentence.format(3)}\n",
        },
    )
    (found,) = [one for topic in garden().topics for one in topic.disagreements]
    run("settle", found.id, "Two examples.")
    assert split("x/n.md", "y/n.md").exit_code == 0
    (now,) = [one for topic in garden().topics for one in topic.disagreements]
    assert (now.reason, now.id != found.id) == ("Two examples.", True)
    assert f"concept: {NEW}" in (notes / ".syntopic/settled.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("into", "picked", "said"),
    [
        (NEW, (), "say what is about"),
        (NEW, ("pca.md",), 'is about "PCA" and no part of'),
        (NEW, ("sea.md",), "no note of this concept"),
        (NEW, ("a.md#Nothing",), 'has no heading "Nothing"'),
        (OLD, ("a.md",), "is called already"),
        ("Definition", ("a.md",), "part of a page"),
        (NEW, ("a.md", "b/values.md", "week-3.md"), "nothing would be left"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out(
    notes: Path, into: str, picked: tuple[str, ...], said: str
) -> None:
    before = contents(notes.parent)
    told_so = split(*picked, into=into)
    assert told_so.exit_code == 2
    assert said in told_so.stderr
    assert contents(notes.parent) == before


def test_a_concept_without_notes_has_no_parts(notes: Path) -> None:
    gardens.write(notes, {"syllabus.yml": SYLLABUS + "      - Rank\n"})
    assert "nothing is noted" in run("split", "Rank").stderr


def test_it_is_shown_first_and_can_be_taken_back(notes: Path) -> None:
    before = contents(notes.parent)
    picked = ("--into", NEW, "--note", "a.md#How large", "--note", "b/values.md")
    assert "     5  - ## How large" in run("split", OLD, *picked, "--dry-run").output
    assert run("split", OLD, *picked).exit_code == 2
    assert contents(notes.parent) == before
    assert run("split", OLD, *picked, "--yes").exit_code == 0
    assert run("undo", "--yes").exit_code == 0
    assert contents(notes.parent) == before


@pytest.mark.parametrize("rows", [f"- {OLD}", f"- name: {OLD}\n        aliases: [eigenvector]"])
def test_an_area_that_is_called_like_the_concept_is_not_taken_for_it(
    notes: Path, rows: str
) -> None:
    syllabus = f"areas:\n  - name: {OLD}\n    concepts:\n      {rows}\n      - PCA\n"
    gardens.write(
        notes, {"syllabus.yml": syllabus, "b/values.md": f"---\nconcept: {OLD}\n---\nx\n"}
    )
    assert split("b/values.md").exit_code == 0
    expected = syllabus.replace("      - PCA", f"      - {NEW}\n      - PCA")
    assert (notes / "syllabus.yml").read_text("utf-8") == expected


# What cannot be taken out


def test_what_was_taken_out_already_is_said_to_be(notes: Path) -> None:
    assert split("a.md#How large", "b/values.md").exit_code == 0
    for note in ("notes/a.md#Eigenvalue", "a.md#Eigenvalue"):
        said = refused(notes, "--into", NEW, "--note", note)
        assert f'the section Eigenvalue of notes/a.md is about "{NEW}" and no part of' in said
    said = refused(notes, "--into", NEW, "--note", "b/values.md")
    assert f'notes/b/values.md is about "{NEW}" and no part of "{OLD}"' in said
    said = refused(notes, "--into", NEW, "--note", "notes/pca.md")
    assert 'notes/pca.md is about "PCA" and no part' in said


def test_a_part_without_a_name_is_asked_for_one(notes: Path) -> None:
    said = refused(notes, "--note", "a.md#Why")
    assert (
        f'say what the part is called: syntopic split "{OLD}" --into NAME --note "a.md#Why"' in said
    )


@pytest.mark.parametrize("typed", ["synthesis/both.md", "notes/synthesis/both.md#Why"])
def test_a_synthesis_stays_with_its_concept_and_the_way_to_another_one_is_told(
    notes: Path, typed: str
) -> None:
    gardens.write(notes, {"synthesis/both.md": f"# {OLD}\n\nMine.\n\n## Why\n\nx\n"})
    said = refused(notes, "--into", NEW, "--note", typed)
    assert f'notes/synthesis/both.md is your synthesis of "{OLD}" and stays with it' in said
    assert "syntopic new synthesis Eigenvalue" in said
    listed = run("split", OLD).output
    assert "Your synthesis (notes/synthesis/both.md) stays with it." in listed
    assert "synthesis/both.md:1" not in listed
