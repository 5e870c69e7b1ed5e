from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

import gardens
from commands import contents, garden, run

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
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    folder = gardens.write(
        tmp_path / "notes",
        {
            "syllabus.yml": SYLLABUS,
            "book/vectors.md": "# Vectors\n\nArrows with a length.\n",
            "entropy.md": "# Entropy\n\nHow surprised one is.\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    return folder


def same(*names: str) -> Result:
    return run("same", *names, "--yes")


def test_two_names_become_one_concept_and_only_the_alias_is_added(notes: Path) -> None:
    before = (notes / "syllabus.yml").read_bytes()
    told = same("vectors", "Entropy")
    assert told.exit_code == 0
    assert (notes / "syllabus.yml").read_bytes() == before.replace(b"[arrow]", b"[arrow, Entropy]")
    assert [(t.concept.name, len(t.claims)) for t in garden().topics] == [("Vectors", 2)]
    assert "Nothing to do" in same("Vectors", "entropy").output


def test_the_name_in_the_syllabus_stays_whichever_comes_first(notes: Path) -> None:
    told = same("Entropy", "Vectors")
    assert "in your syllabus, so its name stays" in told.output
    assert [t.concept.name for t in garden().topics] == ["Vectors"]


def test_of_two_in_the_syllabus_the_first_wins_and_the_other_becomes_a_comment(
    notes: Path,
) -> None:
    told = same("Matrix product", "Vectors")
    assert told.exit_code == 0
    assert '"Matrix product" wins' in told.output
    assert "notes/syllabus.yml:5" in told.output
    assert (notes / "syllabus.yml").read_text("utf-8") == SYLLABUS.replace(
        "- name: Vectors\n        aliases", "# - name: Vectors\n      #   aliases"
    ).replace("- Matrix product\n", "- name: Matrix product\n        aliases: [Vectors, arrow]\n")
    assert [t.concept.name for t in garden().topics] == ["Matrix product", "Entropy"]
    assert garden().errors == ()


# A concept that is not in the syllabus


OTHERS = {f"{name.lower()}.md": f"# {name}\n\nOn it.\n" for name in ("Bias", "Loss", "Zero")}


def order() -> list[str]:
    """The topics as the site has them."""
    return [topic.concept.name for topic in garden().topics]


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(("kept", "lost"), [("Loss", "Zero"), ("Zero", "Loss"), ("Bias", "Zero")])
def test_two_concepts_outside_the_syllabus_become_one_and_all_others_stay_in_their_order(
    notes: Path, there: bool, kept: str, lost: str
) -> None:
    gardens.write(notes, OTHERS)
    if not there:
        (notes / "syllabus.yml").unlink()
    before, topics = contents(notes), order()
    told = same(kept, lost)
    assert told.exit_code == 0, told.output
    assert order() == [name for name in topics if name != lost]
    (one,) = [t for t in garden().topics if t.concept.name == kept]
    assert (one.concept.aliases, len(one.claims), garden().errors) == ((lost,), 2, ())
    changed = [name for name, raw in contents(notes).items() if before.get(name) != raw]
    assert changed == [f"{min(kept, lost).lower()}.md"]
    assert run("undo", "--yes").exit_code == 0
    assert contents(notes) == before


def test_another_name_goes_into_the_note_that_tells_the_concept_the_synthesis_first(
    notes: Path,
) -> None:
    (notes / "syllabus.yml").unlink()
    assert same("Entropy", "surprise").exit_code == 0
    text = (notes / "entropy.md").read_text("utf-8")
    assert text == "---\naliases: [surprise]\n---\n\n# Entropy\n\nHow surprised one is.\n"
    gardens.write(notes, {"synthesis/entropy.md": "# Entropy\n\nMine.\n"})
    assert same("Entropy", "amazement").exit_code == 0
    assert "aliases: [amazement]" in (notes / "synthesis/entropy.md").read_text("utf-8")
    (one,) = [t.concept for t in garden().topics if t.concept.name == "Entropy"]
    assert set(one.aliases) == {"surprise", "amazement"}
    assert not (notes / "syllabus.yml").exists()


@pytest.mark.parametrize("said", ["# Bias\n", "---\nconcept: 'Bias'\n---\n"])
def test_a_note_that_is_read_first_says_that_it_is_about_the_name_that_stays(
    notes: Path, said: str
) -> None:
    gardens.write(notes, {"a.md": f"{said}\nOn it.\n", "zero.md": "# Zero\n\nOn it.\n"})
    told = same("Zero", "Bias")
    assert 'notes/a.md is read first, so it says that it is about "Zero"' in told.output
    text = (notes / "a.md").read_text("utf-8")
    assert "Zero" in text.split("---")[1]
    assert "aliases: [Bias]" in text.split("---")[1]


def test_names_that_no_note_can_tell_are_refused_with_what_to_write(notes: Path) -> None:
    gardens.write(notes, {"w.md": "# Week 1\n\n## Bias\n\nx\n\n## Zero\n\ny\n"})
    before = contents(notes)
    for told in (same("Bias", "Zero"), same("Bias", "slant")):
        assert told.exit_code == 2
        assert 'has no place as another name of "Bias"' in told.stderr
        assert (
            "into notes/syllabus.yml, by hand, in an area: - {name: Bias, aliases: [" in told.stderr
        )
    assert contents(notes) == before


# What is refused, and what comes along


def test_a_syllabus_that_cannot_be_edited_safely_is_left_alone(notes: Path) -> None:
    text = SYLLABUS.replace("[arrow]", "[[Arrow]]")
    (notes / "syllabus.yml").write_text(text, "utf-8")
    told = same("Vectors", "pointer")
    assert told.exit_code == 2
    assert "by hand" in told.stderr
    assert (notes / "syllabus.yml").read_text("utf-8") == text


def test_joining_an_unknown_concept_is_answered_with_the_closest_names(notes: Path) -> None:
    before = contents(notes)
    assert 'did you mean "Vectors"?' in same("Vektors", "Entropy").stderr
    assert same("Vectors", "  ").exit_code == 2
    assert contents(notes) == before


def test_a_published_page_leads_to_the_one_that_has_taken_it_in(notes: Path) -> None:
    gardens.write(notes.parent, {"docs/index.md": "# Home\n\n[x](topics/entropy.md#a)\n"})
    run("accept-urls")
    assert same("Vectors", "Entropy").exit_code == 0
    kept = json.loads((notes / ".syntopic/urls.json").read_text("utf-8"))
    assert kept["redirects"] == {"topics/entropy/": "topics/vectors/"}
    (page,) = [one for one in kept["pages"] if one["url"].startswith("topics/")]
    assert (page["name"], page["notes"]) == ("Vectors", ["book/vectors.md", "entropy.md"])
    home = (notes.parent / "docs/index.md").read_text("utf-8")
    assert home == "# Home\n\n[x](topics/vectors.md#a)\n"
    assert garden().errors == ()


def test_what_is_remembered_of_a_synthesis_goes_along_with_it(notes: Path) -> None:
    gardens.write(notes, {"synthesis/entropy.md": "# Entropy\n\nMine.\n"})
    run("reviewed", "Entropy")
    assert same("Vectors", "Entropy").exit_code == 0
    kept = json.loads((notes / ".syntopic/syntheses/vectors.json").read_text("utf-8"))
    assert (kept["concept"], len(kept["blocks"])) == ("Vectors", 1)
    assert "1 change" in run("changed", "Vectors").output


def test_two_syntheses_are_brought_together_by_their_author(notes: Path) -> None:
    for name in ("Vectors", "Entropy"):
        gardens.write(notes, {f"synthesis/{name.lower()}.md": f"# {name}\n\nMine.\n"})
    before = contents(notes.parent)
    told = same("Vectors", "Entropy")
    assert told.exit_code == 2
    assert "from notes/synthesis/entropy.md into notes/synthesis/vectors.md" in told.stderr
    assert contents(notes.parent) == before


def test_no_concept_is_left_to_require_itself(notes: Path) -> None:
    entry = "  - name: Vectors\n    requires: [Sets, Entropy]\n"
    text = f"areas:\n- name: A\n  concepts:\n{entry}  - Sets\n"
    gardens.write(notes, {"syllabus.yml": text})
    assert same("Vectors", "Entropy").exit_code == 0
    assert "requires: [Sets]\n" in (notes / "syllabus.yml").read_text("utf-8")
    assert garden().errors == ()


def test_what_would_become_wrong_is_refused_with_its_place(notes: Path) -> None:
    gardens.write(notes, {"entropy.md": "---\nrequires: [Vectors]\n---\n# Entropy\n\nHow.\n"})
    before = contents(notes.parent)
    told = same("Vectors", "Entropy")
    assert told.exit_code == 2
    assert "mend it first" in told.stderr
    assert contents(notes.parent) == before


def test_it_is_shown_first_and_can_be_taken_back(notes: Path) -> None:
    run("accept-urls")
    before = contents(notes.parent)
    shown = run("same", "Vectors", "Entropy", "--dry-run")
    assert "     6  +         aliases: [arrow, Entropy]" in shown.output
    assert run("same", "Vectors", "Entropy").exit_code == 2
    assert contents(notes.parent) == before
    assert same("Vectors", "Entropy").exit_code == 0
    assert contents(notes.parent) != before
    assert run("undo", "--yes").exit_code == 0
    assert contents(notes.parent) == before


@pytest.mark.parametrize("name", ["Hidden one", "hidden ones", "h1"])
def test_a_name_that_the_syllabus_keeps_private_is_not_published_as_another_one(
    notes: Path, name: str
) -> None:
    hidden = "      - {name: Hidden one, aliases: [h1], private: true}\n"
    gardens.write(notes, {"syllabus.yml": SYLLABUS + hidden})
    before = contents(notes.parent)
    for told in (
        same("Vectors", name),
        run("rename", "Vectors", name, "--yes"),
        run("split", "Vectors", "--into", name, "--note", "book/vectors.md", "--yes"),
    ):
        assert told.exit_code == 2
        assert "is private in notes/syllabus.yml:8" in told.stderr
    assert contents(notes.parent) == before
