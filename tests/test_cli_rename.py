from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

import gardens
from commands import contents, garden, run
from syntopic.cli.opening import find
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping import changes
from syntopic.cli.reshaping.changes import Change, carry_out, put

OLD, NEW = "Gradient descent", "Downhill walk"

SYLLABUS = """goal: ML   # mine
areas:
  - name: Calculus
    concepts:
      - Derivative
      - name: Gradient descent   # the important one
        aliases: [steepest descent, 'GD']
        requires: [Derivative]
      - {name: Backprop, requires: [ "Gradient descent" , Derivative]}
roles:
  ML: [Gradient descent, Calculus]
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    gardens.write(
        tmp_path / "notes",
        {
            "syllabus.yml": SYLLABUS,
            "book/descent.md": "# Gradient descent\n\nSteps, see [[Derivative]].\n",
            "derivative.md": "# Derivative\n\nUsed in [[Gradient descent]].\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def rename(*flags: str, old: str = OLD, new: str = NEW) -> Result:
    return run("rename", old, new, "--yes", *flags)


def after(notes: Path, path: str, text: str, *flags: str, new: str = NEW) -> str:
    """What becomes of one note when the concept is renamed."""
    gardens.write(notes, {path: text})
    told = rename(*flags, new=new)
    assert told.exit_code == 0, told.output
    return (notes / path).read_bytes().decode()


# What a new name changes


def test_the_syllabus_names_the_concept_anew_and_keeps_the_old_name_as_another(notes: Path) -> None:
    assert rename().exit_code == 0
    assert (notes / "syllabus.yml").read_text("utf-8") == SYLLABUS.replace(OLD, NEW).replace(
        "'GD']", "'GD', Gradient descent]"
    )
    assert (notes / "book/descent.md").read_text("utf-8").startswith("# Downhill walk\n")
    assert [t.concept.name for t in garden().topics] == ["Derivative", NEW]
    assert garden().errors == ()


def test_without_an_alias_the_old_name_is_gone_from_the_garden(notes: Path) -> None:
    assert rename("--no-alias").exit_code == 0
    assert (notes / "syllabus.yml").read_text("utf-8") == SYLLABUS.replace(OLD, NEW)
    assert not any(OLD.encode() in raw for raw in contents(notes).values())


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("[[Gradient descent]]", "[[Downhill walk]]"),
        ("[[ Gradient descent ]]", "[[ Downhill walk ]]"),
        ("[[Gradient descent|this way]]", "[[Downhill walk|this way]]"),
        ("[[gradient descents]]", "[[Downhill walk|gradient descents]]"),
        ("[[gradient-descent|g]]", "[[Downhill walk|g]]"),
        ("[[Gradient descent#Intuition]]", "[[Downhill walk#Intuition]]"),
        ("![[Gradient descent]]", "![[Downhill walk]]"),
        ("[[steepest descent]]", "[[steepest descent]]"),
        ("[[GD|it]]", "[[GD|it]]"),
        ("`[[Gradient descent]]`", "`[[Gradient descent]]`"),
        ("$[[Gradient descent]]$", "$[[Gradient descent]]$"),
        ("> [!tip] On [[Gradient descent]]\n> x", "> [!tip] On [[Downhill walk]]\n> x"),
        ("- a\n  - [[Gradient descent]]", "- a\n  - [[Downhill walk]]"),
        ("| a |\n|---|\n| [[gradient descents]] |", None),
        ("x[^1]\n\n[^1]: [[Gradient descent]]", "x[^1]\n\n[^1]: [[Downhill walk]]"),
        ("a ^[see [[Gradient descent]]] b", "a ^[see [[Downhill walk]]] b"),
        ("%% [[Gradient descent]] %%", "%% [[Downhill walk]] %%"),
        ("Q: A [[Gradient descent]]?\nA: x ^id-1", "Q: A [[Downhill walk]]?\nA: x ^id-1"),
        ("gradient descent, Gradient descent", "gradient descent, Gradient descent"),
        ("```\n[[Gradient descent]]\n```", "```\n[[Gradient descent]]\n```"),
    ],
)
def test_a_link_to_the_concept_has_the_new_name_and_its_sentence_the_old_words(
    notes: Path, link: str, becomes: str | None
) -> None:
    expected = (
        "| a |\n|---|\n| [[Downhill walk\\|gradient descents]] |" if becomes is None else becomes
    )
    assert after(notes, "n.md", f"# Other\n\n{link}\n") == f"# Other\n\n{expected}\n"


def test_a_link_in_small_letters_stays_so_only_where_the_name_is_written_so_elsewhere(
    notes: Path,
) -> None:
    link = "# Other\n\nBy [[gradient descent]].\n"
    assert after(notes, "n.md", link, new="Newton step") == link.replace(
        "gradient descent", "Newton step"
    )
    assert run("undo", "--yes").exit_code == 0
    gardens.write(notes, {"m.md": "# More\n\nA walk that leads downhill.\n"})
    assert after(notes, "n.md", link) == link.replace("gradient descent", "downhill walk")


@pytest.mark.parametrize(
    ("front", "becomes"),
    [
        ("concept: Gradient descent", "concept: Downhill walk"),
        ("Concept:   'gradient descents'   # why", "Concept:   'Downhill walk'   # why"),
        ('title: "4.2 Gradient descent"', 'title: "4.2 Downhill walk"'),
        ("requires: [Derivative, Gradient descent]", "requires: [Derivative, Downhill walk]"),
        ("requires: Derivative, Gradient descent", "requires: Derivative, Downhill walk"),
        ("requires:\n  - Gradient descent  # x\n  - b", "requires:\n  - Downhill walk  # x\n  - b"),
        ("requires: [[Gradient descent]]", "requires: [[Downhill walk]]"),
        ("related: [[Gradient descent]], [[X]]", "related: [[Downhill walk]], [[X]]"),
        ('related: ["[[Gradient descent|it]]"]', 'related: ["[[Downhill walk|it]]"]'),
        ("no-autolink: [Gradient descent]", "no-autolink: [Downhill walk]"),
        ("mine: Gradient descent", "mine: Gradient descent"),
        ('up: "[[Gradient descent]]"', 'up: "[[Downhill walk]]"'),
        ("up:\n  - [[Gradient descent|it]]", "up:\n  - [[Downhill walk|it]]"),
        ("description: Gradient descent", "description: Gradient descent"),
    ],
)
def test_front_matter_names_the_concept_anew_in_the_form_that_it_has(
    notes: Path, front: str, becomes: str
) -> None:
    text = f"---\r\n# mine\r\n{front}\r\n---\r\n\r\nText.\r\n"
    assert after(notes, "n.md", text) == text.replace(front, becomes)


def test_a_name_that_needs_quotes_gets_them(notes: Path) -> None:
    text = "---\nconcept: Gradient descent\nrequires: Derivative, Backprop\n---\nText.\n"
    new = "Descent: a walk, downhill"
    assert after(notes, "n.md", text, new=new) == text.replace(OLD, f'"{new}"')
    assert new in {t.concept.name for t in garden().topics}


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("# Gradient descent\n\nx\n", "# Downhill walk\n\nx\n"),
        ("# 4.2 Gradient descent ^id-1\n\nx\n", "# 4.2 Downhill walk ^id-1\n\nx\n"),
        ("Gradient descent\n================\n\nx\n", "Downhill walk\n================\n\nx\n"),
        ("# Week 3\n\n## Gradient descent\n\nx\n", "# Week 3\n\n## Downhill walk\n\nx\n"),
        (
            "# Week 3\n\n## Gradient descent\n\n[[#Gradient descent]]\n",
            "# Week 3\n\n## Downhill walk\n\n[[#Downhill walk]]\n",
        ),
        (
            "# Week 3\n\n## 3.1 Gradient descent\n\n### Why\n\n"
            "[a](#31-gradient-descent) [[#3.1 Gradient descent#Why]] [b](n.md#gradient-descent)\n",
            "# Week 3\n\n## 3.1 Downhill walk\n\n### Why\n\n"
            "[a](#31-downhill-walk) [[#3.1 Downhill walk#Why]] [b](n.md#31-downhill-walk)\n",
        ),
        ("# Other\n\n## Gradient descent\n\nx\n", "# Other\n\n## Gradient descent\n\nx\n"),
        (
            "---\nconcept: [Gradient descent, X]\n---\n## Gradient descent\n\na\n\n## X\n\nb\n",
            "---\nconcept: [Downhill walk, X]\n---\n## Downhill walk\n\na\n\n## X\n\nb\n",
        ),
    ],
)
def test_headings_that_open_the_concept_have_the_new_name_and_no_others(
    notes: Path, text: str, becomes: str
) -> None:
    assert after(notes, "n.md", text) == becomes


def test_a_note_that_is_named_by_its_file_says_the_name_in_its_front_matter(notes: Path) -> None:
    text = "Walking down.\r\n"
    assert after(notes, "gradient-descent.md", text) == f"---\r\ntitle: {NEW}\r\n---\r\n\r\n{text}"
    assert len(garden().topics[1].claims) == 2


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("gradient-descent", "downhill-walk"),
        ("Gradient descent", "Downhill walk"),
        ("gradient_descent", "downhill_walk"),
        ("04-gradient-descent", "04-downhill-walk"),
    ],
)
def test_files_that_are_called_so_are_renamed_on_request_with_the_links_to_them(
    notes: Path, name: str, becomes: str
) -> None:
    away = name.replace(" ", "%20")
    links = (
        f"# Other\n\n[[a/{name}]] ![[a/{name}.md#Why]] [x](../a/{away}.md#why) [y]\n\n"
        f"[y]: <../a/{name}.md>\n"
    )
    links = f'---\nup: "[[a/{name}|x]]"\nrequires: ["[[a/{name}]]"]\n---\n{links}'
    gardens.write(notes, {f"a/{name}.md": "Down.\n\n## Why\n\nx\n", "b/n.md": links})
    assert rename("--files").exit_code == 0
    assert (notes / f"a/{becomes}.md").read_text("utf-8") == "Down.\n\n## Why\n\nx\n"
    expected = links.replace(away, becomes.replace(" ", "%20")).replace(name, becomes)
    assert (notes / "b/n.md").read_text("utf-8") == expected
    assert garden().errors == ()


def test_a_synthesis_and_what_is_remembered_of_it_follow(notes: Path) -> None:
    gardens.write(notes, {"synthesis/gradient-descent.md": "# Gradient descent\n\nMine.\n"})
    gardens.write(
        notes, {"more.md": "---\nconcept: gradient descent\n---\nMy [[Gradient descent]].\n"}
    )
    run("reviewed", OLD)
    assert rename().exit_code == 0
    assert (notes / "synthesis/downhill-walk.md").read_text("utf-8") == "# Downhill walk\n\nMine.\n"
    kept = json.loads((notes / ".syntopic/syntheses/downhill-walk.json").read_text("utf-8"))
    assert kept["concept"] == NEW
    assert "[[Downhill walk]]" in str(kept["blocks"])
    assert not (notes / ".syntopic/syntheses/gradient-descent.json").exists()
    assert "Nothing has changed" in run("changed", NEW).output


@pytest.mark.parametrize("said", ["Two examples.", "--no-conflict"])
def test_what_was_settled_stays_settled(notes: Path, said: str) -> None:
    sentence = "# Gradient descent\n\nA [[Gradient descent]] takes a step of {} down the hill.\n"
    gardens.write(
        notes,
        {
            "sources.yml": "[a, b]",
            "a/x.md": sentence.format("0.1"),
            "b/x.md": sentence.format("0.3"),
        },
    )
    (found,) = [d for topic in garden().topics for d in topic.disagreements]
    run("settle", found.id, said)
    assert rename().exit_code == 0
    (now,) = [d for topic in garden().topics for d in topic.disagreements]
    assert now.id != found.id
    assert (now.reason or "--no-conflict", now.is_open) == (said, False)
    assert "Downhill walk" in (notes / ".syntopic/settled.yml").read_text("utf-8")


def test_a_published_page_leads_to_the_new_one_and_other_changes_stay_to_be_decided(
    notes: Path,
) -> None:
    run("accept-urls")
    (notes / "derivative.md").rename(notes / "slope.md")
    (notes / "slope.md").write_text("# Slope\n\nUsed in [[Gradient descent]].\n", "utf-8")
    told = rename()
    assert told.exit_code == 0
    kept = json.loads((notes / ".syntopic/urls.json").read_text("utf-8"))
    assert kept["redirects"] == {"topics/gradient-descent/": "topics/downhill-walk/"}
    (page,) = [page for page in kept["pages"] if page["name"] == NEW]
    assert page["first"] == "topics/gradient-descent/"
    assert "Readers of topics/gradient-descent/ are led to topics/downhill-walk/" in told.output
    assert [p.code for p in garden().errors] == ["url-gone"]


def test_pages_written_by_hand_and_the_navigation_lead_to_the_new_page(notes: Path) -> None:
    root = notes.parent
    text = (
        "# Home\n\n[It](topics/gradient-descent.md#a), [that][r], [no](topics/derivative.md).\n\n"
        "[A path](paths/to/gradient-descent.md) [to it](paths/to/derivative.md)\n\n"
        "[r]: topics/gradient-descent.md\n"
    )
    config = "site_name: G\nplugins: [syntopic]\nnav:\n- It: topics/gradient-descent.md  # here\n"
    gardens.write(
        root, {"docs/blog/p.md": "[x](../topics/gradient-descent.md)", "docs/index.md": text}
    )
    (root / "mkdocs.yml").write_text(config, "utf-8")
    requires = "---\nrequires: [Limit]\n---\n# Derivative\n\nx\n"
    gardens.write(notes, {"derivative.md": requires, "limit.md": "# Limit\n\nx\n"})
    assert garden().paths.concepts[OLD].page == "paths/to/gradient-descent.md"
    assert rename().exit_code == 0
    assert (root / "docs/index.md").read_text("utf-8") == text.replace(
        "gradient-descent", "downhill-walk"
    )
    assert (root / "docs/blog/p.md").read_text("utf-8") == "[x](../topics/downhill-walk.md)"
    assert (root / "mkdocs.yml").read_text("utf-8") == config.replace(
        "gradient-descent", "downhill-walk"
    )


def test_notebooks_and_scripts_change_in_their_text_cells_alone(notes: Path) -> None:
    book = (
        '{"cells": [{"source": ["# Backprop\\n", "\\"é\\" \\ud83d\\ude00 [[Gradient descent]]"],'
        '"cell_type": "markdown", "metadata": {}}, {"cell_type": "code", "outputs": [],\r\n'
        '"source": "x = \'[[Gradient descent]]\'", "metadata": {}}],\r\n'
        '"nbformat": 4, "nbformat_minor": 5, "metadata": {}}'
    )
    script = (
        "#!/usr/bin/env python\n# ---\n# concept: Gradient descent\n# ---\n\n# %% [markdown]\n"
        "# It is [[Gradient descent]].\n\n# %%\nprint('[[Gradient descent]]')\n"
    )
    gardens.write(notes, {"b.ipynb": book, "s.py": script})
    assert rename().exit_code == 0
    assert (notes / "b.ipynb").read_bytes().decode() == book.replace(OLD, NEW, 1)
    assert (notes / "s.py").read_text("utf-8") == script.replace(OLD, NEW, 2)


def test_private_notes_follow_too_and_the_old_name_stays_in_none_of_them(notes: Path) -> None:
    gardens.write(notes, {"private/x.md": "[[Gradient descent]] %% [[Gradient descent]] %%\n"})
    assert rename().exit_code == 0
    assert (notes / "private/x.md").read_text(
        "utf-8"
    ) == "[[Downhill walk]] %% [[Downhill walk]] %%\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_marks_encodings_and_line_ends_stay(notes: Path, encoding: str) -> None:
    text = "# Gradient descent\r\n\r\nÖffne [[Gradient descent]].\r\nEnde ohne Zeilenende"
    gardens.write(notes, {"n.md": text.encode(encoding)})
    assert rename().exit_code == 0
    assert (notes / "n.md").read_bytes() == text.replace(OLD, NEW).encode(encoding)


def test_a_concept_outside_the_syllabus_keeps_its_old_name_in_one_of_its_notes(notes: Path) -> None:
    gardens.write(notes, {"e.md": "# Entropy\n\nSurprise.\n", "f.md": "# F\n\n[[entropy]]\n"})
    assert rename(old="Entropy", new="Information").exit_code == 0
    assert (notes / "e.md").read_text("utf-8") == (
        "---\naliases: [Entropy]\n---\n\n# Information\n\nSurprise.\n"
    )
    (found,) = [t.concept for t in garden().topics if t.concept.name == "Information"]
    assert found.aliases == ("Entropy",)


def test_a_note_that_is_named_by_its_file_alone_gets_its_names_in_one_front_matter(
    notes: Path,
) -> None:
    gardens.write(notes, {"entropy.md": "Surprise.\n"})
    assert rename(old="Entropy", new="Information").exit_code == 0
    assert (notes / "entropy.md").read_text("utf-8") == (
        "---\ntitle: Information\naliases: [entropy]\n---\n\nSurprise.\n"
    )


def test_the_old_name_goes_into_the_synthesis_if_there_is_one(notes: Path) -> None:
    gardens.write(notes, {"e.md": "# Entropy\n\nS.\n", "synthesis/e.md": "# Entropy\n\nMine.\n"})
    assert rename(old="Entropy", new="Information").exit_code == 0
    assert (notes / "e.md").read_text("utf-8") == "# Information\n\nS.\n"
    assert "aliases: [Entropy]" in (notes / "synthesis/e.md").read_text("utf-8")


def test_a_concept_of_sections_alone_has_no_place_for_its_old_name_until_it_is_listed(
    notes: Path,
) -> None:
    gardens.write(notes, {"w.md": "# Week 3\n\n## Entropy\n\nSurprise.\n"})
    before, topics = contents(notes), [t.concept.name for t in garden().topics]
    told = rename(old="Entropy", new="Information")
    assert told.exit_code == 2
    assert "rename with --no-alias" in told.stderr
    assert "into notes/syllabus.yml, by hand, in an area: - Entropy, and try again" in told.stderr
    assert contents(notes) == before
    assert rename("--no-alias", old="Entropy", new="Information").exit_code == 0
    now = [t.concept.name for t in garden().topics]
    assert now == [name.replace("Entropy", "Information") for name in topics]


@pytest.mark.parametrize(
    ("path", "text", "old", "new", "becomes"),
    [
        ("zeta.md", "x\n", "zeta", "Zeta", "---\ntitle: Zeta\n---\n\nx\n"),
        ("data-set.md", "x\n", "data-set", "Dataset", "---\ntitle: Dataset\n---\n\nx\n"),
        ("04-zetas.md", "# zeta\n\nx\n", "zeta", "Zeta", "# Zeta\n\nx\n"),
        ("z.md", "# 4.2 zeta\n\nx\n", "zeta", "Zetas", "# 4.2 Zetas\n\nx\n"),
        ("z.md", "# *zeta*\n\nx\n", "zeta", "Zeta", "# *Zeta*\n\nx\n"),
        ("w.md", "# Week 1\n\n## zeta\n\nx\n", "zeta", "Zeta", "# Week 1\n\n## Zeta\n\nx\n"),
    ],
)
def test_a_name_that_differs_in_nothing_but_its_spelling_is_the_name_of_the_page_afterwards(
    notes: Path, path: str, text: str, old: str, new: str, becomes: str
) -> None:
    gardens.write(notes, {path: text, "zz/zeta.md": "Of another file.\n"})
    told = rename(old=old, new=new)
    assert told.exit_code == 0, told.output
    assert (notes / path).read_text("utf-8") == becomes
    assert [t.concept.name for t in garden().topics if t.concept.name.endswith(new)]


@pytest.mark.parametrize("flags", [(), ("--files",)])
def test_a_file_whose_name_differs_in_case_alone_stays_and_nothing_is_said_of_it(
    notes: Path, flags: tuple[str, ...]
) -> None:
    gardens.write(notes, {"zeta.md": "x\n"})
    told = rename(*flags, old="zeta", new="Zeta")
    assert "keeps its name" not in told.output
    assert (notes / "zeta.md").read_text("utf-8") == "---\ntitle: Zeta\n---\n\nx\n"


def test_a_page_that_has_its_name_from_a_file_has_the_new_one_when_the_file_does(
    notes: Path,
) -> None:
    gardens.write(notes, {"zeta.md": "x\n"})
    assert rename("--files", "--no-alias", old="zeta", new="Delta rays").exit_code == 0
    assert (notes / "delta-rays.md").read_text("utf-8") == "---\ntitle: Delta rays\n---\n\nx\n"
    assert "Delta rays" in {t.concept.name for t in garden().topics}


def test_a_spelling_that_no_text_can_take_on_is_refused_with_the_reason(notes: Path) -> None:
    gardens.write(notes, {"w.md": "# Week 1\n\n## *ze*ta\n\nx\n"})
    before = contents(notes)
    told = rename(old="zeta", new="Zeta")
    assert told.exit_code == 2
    assert "notes/w.md" in told.stderr
    assert contents(notes) == before


def test_what_changes_nothing_is_said_to_and_leaves_no_record(notes: Path) -> None:
    gardens.write(notes, {"z.md": "# 4.2 Zeta\n\nx\n"})
    before = contents(notes)
    told = rename(old="Zeta", new="Zeta")
    assert told.exit_code == 0
    assert "Nothing changes" in told.output
    assert contents(notes) == before
    assert "nothing to take back" in run("undo").output


def test_another_name_of_the_concept_can_become_its_name(notes: Path) -> None:
    assert rename(new="GD").exit_code == 0
    assert "aliases: [steepest descent, 'Gradient descent']" in (notes / "syllabus.yml").read_text(
        "utf-8"
    )
    assert [t.concept.name for t in garden().topics] == ["Derivative", "GD"]


def test_a_name_that_no_link_can_hold_leaves_links_as_they_are(notes: Path) -> None:
    told = rename(new="Descent [1]")
    assert told.exit_code == 0
    assert "cannot stand in [[ ]]" in told.output
    assert "[[Gradient descent]]" in (notes / "derivative.md").read_text("utf-8")


def test_without_a_record_of_addresses_it_tells_how_to_lead_readers_on(notes: Path) -> None:
    told = rename()
    assert "syntopic accept-urls topics/gradient-descent/ --to topics/downhill-walk/" in told.output
    assert (
        run("accept-urls", "topics/gradient-descent/", "--to", "topics/downhill-walk/").exit_code
        == 0
    )


def test_a_name_that_only_private_notes_say_is_kept_in_no_redirect(notes: Path) -> None:
    gardens.write(notes, {"private/gradient-descent.md": "Mine.\n"})
    run("accept-urls")
    told = rename("--no-alias")
    assert told.exit_code == 0
    assert "topics/gradient-descent/ leads nowhere" in told.output
    assert json.loads((notes / ".syntopic/urls.json").read_text("utf-8"))["redirects"] == {}


def test_links_that_other_programs_find_no_file_for_any_more_are_counted_at_the_end(
    notes: Path,
) -> None:
    links = "# Other\n\n[[Gradient descent]] [[gradient descent|x]] [[Gradient descents]] [[GD]]\n"
    gardens.write(notes, {"Gradient descent.md": "Down.\n", "n.md": f"{links}\n[[n]]\n"})
    told = rename("--dry-run").output
    assert told.splitlines()[-2] == (
        "3 links that find a file by its name in other programs, such as Obsidian, will lead "
        "nowhere there."
    )
    assert "other programs" not in rename("--dry-run", "--files").output
    assert "other programs" not in rename("--dry-run", old="Derivative", new="derivative").output
    (notes / "Gradient descent.md").rename(notes / "gradient-descent.md")
    assert "other programs" not in rename("--dry-run").output


# What it refuses, and what it shows


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Gradient descent", "Derivative", 'syntopic same Derivative "Gradient descent"'),
        ("GD", "Walk", 'syntopic rename "Gradient descent" NEW'),
        ("Gradient decent", "Walk", 'did you mean "Gradient descent"'),
        ("Gradient descent", "Week 3", "place in a source"),
        ("Gradient descent", "Definition", "part of a page"),
        ("Gradient descent", " ", "needs letters"),
        ("Gradient descent", "[[Walk]]", 'would be read as "Walk"'),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_way_out(
    notes: Path, old: str, new: str, said: str
) -> None:
    before = contents(notes.parent)
    told = rename(old=old, new=new)
    assert told.exit_code == 2
    assert said in told.stderr
    assert contents(notes.parent) == before


def test_what_would_change_a_links_meaning_is_refused_with_the_link(notes: Path) -> None:
    gardens.write(notes, {"a/walk.md": "# Week 2\n\nText.\n", "f.md": "# F\n\nSee [[walk]].\n"})
    before = contents(notes.parent)
    told = rename(new="Walk")
    assert told.exit_code == 2
    assert "notes/f.md:3 [[walk]]" in told.stderr
    assert contents(notes.parent) == before


def test_a_file_that_is_in_the_way_is_refused(notes: Path) -> None:
    gardens.write(notes, {"synthesis/gradient-descent.md": "# Gradient descent\n\nMine.\n"})
    gardens.write(notes, {"synthesis/downhill-walk.md": ""})
    assert "is there already" in rename().stderr


def test_it_shows_every_line_and_writes_nothing_until_it_is_told_to(notes: Path) -> None:
    before = contents(notes.parent)
    told = run("rename", OLD, NEW, "--dry-run")
    assert told.exit_code == 0
    assert "notes/derivative.md\n     3  - Used in [[Gradient descent]].\n" in told.output
    assert "     3  + Used in [[Downhill walk]].\n" in told.output
    asked = run("rename", OLD, NEW)
    assert asked.exit_code == 2
    assert "--yes" in asked.stderr
    assert contents(notes.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_somebody_at_a_terminal_is_asked_and_can_say_no(notes: Path) -> None:
    before = contents(notes.parent)
    assert "in 3 files? [Y/n]" in (said := at_a_terminal("n\n", "rename", OLD, NEW))
    assert "Nothing was written" in said
    assert contents(notes.parent) == before
    assert "Changed 3 files" in at_a_terminal("y\n", "rename", OLD, NEW)
    assert "[[Downhill walk]]" in (notes / "derivative.md").read_text("utf-8")


def at_a_terminal(typed: str, *words: str) -> str:
    """What a command says to somebody who types this."""
    ours, theirs = os.openpty()
    os.write(ours, typed.encode())
    code = "from syntopic.cli import main; main()"
    call = [sys.executable, "-c", code, *words]
    done = subprocess.run(call, stdin=theirs, capture_output=True, encoding="utf-8", timeout=120)
    os.close(ours)
    os.close(theirs)
    return done.stdout + done.stderr


# All or nothing, and back again


def test_what_fails_in_the_middle_leaves_every_file_as_it_was(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(notes.parent)
    replace, count = os.replace, iter(range(100))

    def failing(source: str, target: str) -> None:
        if "notes" in str(target) and next(count) == 2:
            raise OSError(28, "no space left")
        replace(source, target)

    monkeypatch.setattr(changes.os, "replace", failing)
    assert rename().exit_code == 2
    assert contents(notes.parent) == before
    assert "nothing to take back" in run("undo").output


def test_a_file_that_somebody_changes_meanwhile_is_not_written_over(notes: Path) -> None:
    place = find(Path("mkdocs.yml"))
    file = notes / "derivative.md"
    stale = Change(file, b"# Derivative\n", b"# Slope\n")
    with pytest.raises(Refusal, match=r"derivative\.md was changed meanwhile"):
        carry_out(place, "x", [Change(notes / "new.md", None, b"x"), stale])
    assert not (notes / "new.md").exists()
    assert "nothing to take back" in run("undo").output


def test_a_command_that_was_killed_halfway_can_be_taken_back(notes: Path) -> None:
    before = contents(notes.parent)
    rename()
    after = contents(notes.parent)
    changed = [name for name, raw in after.items() if before.get(name) != raw]
    (notes.parent / changed[0]).write_bytes(before[changed[0]])
    assert run("undo", "--yes").exit_code == 0
    assert contents(notes.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_note_stays_a_link(notes: Path) -> None:
    (notes / "other").mkdir()
    (notes / "derivative.md").rename(notes / "other/real.md")
    (notes / "derivative.md").symlink_to("other/real.md")
    assert rename().exit_code == 0
    assert (notes / "derivative.md").is_symlink()
    assert "[[Downhill walk]]" in (notes / "other/real.md").read_text("utf-8")
    assert run("undo", "--yes").exit_code == 0
    assert "[[Gradient descent]]" in (notes / "other/real.md").read_text("utf-8")


def test_files_are_made_and_removed_together(tmp_path: Path) -> None:
    old, new = tmp_path / "a.md", tmp_path / "sub/b.md"
    old.write_bytes(b"x")
    old.chmod(0o600)
    put((Change(new, None, b"y", moved=old), Change(old, b"x", None)))
    assert (new.read_bytes(), old.exists(), new.stat().st_mode & 0o777) == (b"y", False, 0o600)


def test_the_last_command_is_taken_back_byte_by_byte_and_then_the_one_before(notes: Path) -> None:
    first = contents(notes.parent)
    rename("--files")
    second = contents(notes.parent)
    rename(old="Derivative", new="Slope")
    listed = run("undo", "--list").output
    assert listed.index("rename Derivative Slope") < listed.index('rename "Gradient descent"')
    assert run("undo", "--dry-run").exit_code == 0
    assert run("undo").exit_code == 2
    assert run("undo", "--yes").exit_code == 0
    assert contents(notes.parent) == second
    assert run("undo", "--yes").exit_code == 0
    assert contents(notes.parent) == first
    assert "nothing to take back" in run("undo", "--yes").output


def test_nothing_is_taken_back_over_a_file_that_was_changed_since(notes: Path) -> None:
    rename()
    (notes / "derivative.md").write_text("# Derivative\n\nNew words.\n", "utf-8")
    before = contents(notes.parent)
    told = run("undo", "--yes")
    assert told.exit_code == 2
    assert "notes/derivative.md" in told.stderr
    assert contents(notes.parent) == before


def test_what_was_replaced_is_kept_where_nothing_is_published_or_committed(notes: Path) -> None:
    gardens.write(notes, {"private/x.md": "[[Gradient descent]] is a secret.\n"})
    rename()
    kept = [p.relative_to(notes.parent).as_posix() for p in notes.parent.rglob("*.json")]
    assert kept == [".cache/syntopic/undo/0001.json"]
    assert (notes.parent / ".cache/syntopic/undo/.gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8"])
def test_what_changes_is_shown_as_it_reads_whatever_the_encoding(
    notes: Path, encoding: str
) -> None:
    text = "# Größe\n\nSee \x1b[31m[[Gradient descent]], wie schön.\n"
    (notes / "other.md").write_bytes(text.encode(encoding))
    told = rename("--dry-run")
    assert "     3  - See [31m[[Gradient descent]], wie schön.\n" in told.output
    assert "     3  + See [31m[[Downhill walk]], wie schön.\n" in told.output
