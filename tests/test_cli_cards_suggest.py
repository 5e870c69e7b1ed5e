"""``syntopic cards --suggest``: cards that notes imply are offered, never written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
from syntopic.cli import main
from syntopic.model import Note, NotePath
from syntopic.parsing import parse_note

LINE = """---
aliases: [line]
---
# Straight line

A line is **the simplest** of all functions. It has a slope.

## Formula

$$
y = mx + b
$$

- $m$: the slope
- $b$: where it crosses the axis

In words: start at $b$ and climb $m$ for each step.
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    gardens.write(tmp_path / "notes", {"line.md": LINE})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cards", "--suggest", *arguments])


OFFERED = """notes/line.md:6
Q: Explain Straight line in one sentence.
A: A line is the simplest of all functions.

notes/line.md:10
Q: What does each symbol in $y = mx + b$ mean?
A:
- $m$: the slope
- $b$: where it crosses the axis

notes/line.md:17
Q: Say $y = mx + b$ in words.
A: start at $b$ and climb $m$ for each step.

3 cards to choose from; copy what you want to recall.
"""


def test_formulas_their_readings_and_plain_words_are_offered_with_their_places(notes: Path) -> None:
    assert run().output == OFFERED
    assert run("line").output == OFFERED
    assert (notes / "line.md").read_text() == LINE


def test_what_is_offered_can_be_pasted_into_a_note_and_is_not_offered_again(notes: Path) -> None:
    pasted = "\n".join(
        line for line in OFFERED.split("\n") if not line.startswith(("notes/", "3 cards"))
    )
    gardens.write(notes, {"line.md": f"{LINE}\n## Interview questions\n\n{pasted}"})
    text = (notes / "line.md").read_text()
    parsed = parse_note(Note(NotePath("line.md"), "md", text, tuple(range(1, 99))))[0]
    assert len([block for block in parsed.blocks if block.card]) == 3
    assert run().output == "Your notes imply no card that is not there yet.\n"


def test_what_a_card_asks_already_is_left_out(notes: Path) -> None:
    card = (
        "\n## Interview questions\n\nQ: Could you say $y = mx + b$ in words?\nA: Start and climb.\n"
    )
    gardens.write(notes, {"line.md": LINE + card})
    told = run().output
    assert "Say $y" not in told
    assert "2 cards to choose from" in told


def test_several_sources_are_asked_for_one_sentence_once(notes: Path) -> None:
    gardens.write(notes, {"book/straight-line.md": "# Straight line\n\nSomething else.\n"})
    assert run().output.count("in one sentence") == 1


def test_a_line_of_tags_is_not_what_a_concept_is(notes: Path) -> None:
    gardens.write(notes, {"line.md": LINE.replace("A line is", "#math #todo\n\nA line is")})
    assert "A: A line is the simplest of all functions." in run().output
    assert "#math" not in run().output


def test_a_name_of_two_halves_is_explained_in_both(notes: Path) -> None:
    text = "# Bias and variance\n\nBias is one. Variance is two. More.\n"
    gardens.write(notes, {"line.md": text})
    assert "A: Bias is one. Variance is two.\n" in run().output


def test_nothing_is_offered_of_private_notes_and_unknown_concepts_are_refused(notes: Path) -> None:
    gardens.write(notes, {"secret.md": "---\ndraft: true\n---\n# Secret\n\nHush.\n"})
    assert "Hush" not in run().output
    assert run("Nothing like it").exit_code != 0
    assert "writes nothing" in run("--yes").output
