"""``status`` asks for cards, once nothing more important is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import gardens
from syntopic.cli import main

FULL = (
    "# {}\n\nIn words.\n\n## Picture\n\nA sketch.\n\n## Formula\n\n$$\nf\n$$\n\n- $f$ is it\n\n"
    "In words: it.\n\n## Try it\n\n```python exec\nprint(1)\n```\n"
)
CARD = "\nQ: Why?\nA: So. ^why-so\n"
SYLLABUS = "areas: [{name: A, concepts: [Chain rule, Limits, Slope]}]\n"
STEP = (
    'ask about Chain rule: no card asks about it yet\n      syntopic cards --suggest "Chain rule"'
)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    gardens.write(tmp_path / "notes", {"syllabus.yml": SYLLABUS})
    gardens.write(tmp_path / "notes", {"chain-rule.md": FULL.format("Chain rule")})
    return tmp_path / "notes"


def status(*arguments: str) -> str:
    told = CliRunner().invoke(main, ["status", *arguments])
    assert told.exit_code == 0, told.output
    return told.stdout + told.stderr


def test_a_topic_without_cards_is_the_next_step_when_the_others_need_nothing(notes: Path) -> None:
    gardens.write(notes, {"limits.md": FULL.format("Limits") + CARD})
    gardens.write(notes, {"slope.md": "---\nenough: true\n---\n# Slope\n\nUp.\n"})
    told = status()
    assert STEP in told
    assert told.count("no card asks") == 1


def test_what_is_not_noted_at_all_comes_before_the_cards_of_what_is(notes: Path) -> None:
    told = status()
    assert told.index("note Limits") < told.index("note Slope") < told.index("no card asks")
    gardens.write(notes, {"syllabus.yml": SYLLABUS.replace("Slope", "Slope, Sum")})
    assert "no card asks" not in status()
    assert "no card asks" in status("--all")


def test_a_synthesis_needs_cards_too_and_one_card_is_enough(notes: Path) -> None:
    gardens.write(notes, {"synthesis/chain-rule.md": "# Chain rule\n\nMine.\n"})
    assert "no card asks" in status("--all")
    gardens.write(notes, {"synthesis/chain-rule.md": "# Chain rule\n\nMine.\n" + CARD})
    assert "no card asks" not in status("--all")


def test_a_heading_about_questions_alone_is_no_card(notes: Path) -> None:
    asked = "\n## Interview questions\n\nWhy is it so?\n"
    gardens.write(notes, {"chain-rule.md": FULL.format("Chain rule") + asked})
    assert "no card asks about it" in status("--all")


def test_what_is_missing_on_one_concept_names_its_cards(notes: Path) -> None:
    assert status("--concept", "chain rule") == (
        "## Interview questions\n\n<!-- No card asks about it yet; some to choose from: "
        'syntopic cards --suggest "Chain rule" -->\n'
    )
    gardens.write(notes, {"chain-rule.md": FULL.format("Chain rule") + CARD})
    assert status("--concept", "chain rule") == "Nothing is missing here.\n"
