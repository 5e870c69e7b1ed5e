"""``syntopic cards``: ids are written once, and nothing else ever changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gardens
from effort import lines_run
from syntopic.cli import main
from syntopic.cli.card_writing import Writing, planned
from syntopic.cli.opening import find, opened
from syntopic.model import Card
from syntopic.parsing.card_ids import card_ids

ID = re.compile(rb" \^c[a-z2-7]{7,}")


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cards", *arguments])


def cards(notes: Path) -> list[Card]:
    """All cards of the garden, in order."""
    garden = opened(find(notes.parent / "mkdocs.yml"))
    return [block.card for note in garden.notes for block in note.blocks if block.card]


def written(notes: Path, raw: str | bytes, name: str = "a.md") -> bytes:
    """A note's bytes after ids were written into it, its ids as ``^ID``."""
    gardens.write(notes, {name: raw})
    told = run("--yes")
    assert told.exit_code == 0, told.output
    return ID.sub(b" ^ID", (notes / name).read_bytes())


CODE = "```\nx\n```"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Q: a?\nA: b\n", "Q: a?\nA: b ^ID\n"),
        ("Q: a?\nA: b", "Q: a?\nA: b ^ID"),
        ("Q: a?\nA: b\nc\n", "Q: a?\nA: b\nc ^ID\n"),
        ("Q: a?\nA: b\n\n  c\n\nText.\n", "Q: a?\nA: b\n\n  c ^ID\n\nText.\n"),
        ("Q: a?\nA: b\n- c\n- d\n", "Q: a?\nA: b\n- c\n- d ^ID\n"),
        ("Q: a?\nA: ![](b.png)\n", "Q: a?\nA: ![](b.png) ^ID\n"),
        (f"Q: a?\nA: b\n{CODE}\n", f"Q: a? ^ID\nA: b\n{CODE}\n"),
        ("Q: a?\nA: b\n$$\nc\n$$\n", "Q: a? ^ID\nA: b\n$$\nc\n$$\n"),
        ("Q: a?\nA: b\n> c\n", "Q: a? ^ID\nA: b\n> c\n"),
        ("Q: a\nb?\nA:\n\n| c | d |\n|---|---|\n", "Q: a\nb? ^ID\nA:\n\n| c | d |\n|---|---|\n"),
        (f"Q: a?\n{CODE}\nA:\n{CODE}\n", f"Q: a? ^ID\n{CODE}\nA:\n{CODE}\n"),
        ("R: a\nA: b\n", "R: a\nA: b ^ID\n"),
        ("C: a ==b==\nc\n", "C: a ==b==\nc ^ID\n"),
        ("Q: a?\nA: b\nQ: c?\nA: d\n", "Q: a?\nA: b ^ID\nQ: c?\nA: d ^ID\n"),
        ("Q: a?\nA: b  \t\n", "Q: a?\nA: b ^ID  \t\n"),
        ("---\ntitle: T\n---\nQ: a?\nA: b\n", "---\ntitle: T\n---\nQ: a?\nA: b ^ID\n"),
        ("%% x %%\nQ: a?\nA: b %% y %%\n", "%% x %%\nQ: a?\nA: b ^ID %% y %%\n"),
        ("Q: a? ^mine-1\nA: b\n", "Q: a? ^mine-1\nA: b\n"),
        ("Q: a?\n\nQ: b?\n", "Q: a?\n\nQ: b?\n"),
    ],
)
def test_an_id_stands_at_the_end_of_the_card_or_of_its_question(
    notes: Path, before: str, after: str
) -> None:
    assert written(notes, before).decode() == after


@pytest.mark.parametrize(
    "raw",
    [
        b"Q: a?\r\nA: b\r\n",
        "\ufeffQ: ä?\nA: b\n".encode(),
        "Q: ä?\nA: b\n".encode("cp1252"),
        "Q: a?\nA: b\n".encode("utf-16"),
        b"Q:\ta?\nA:\tb\t\n\n\n\n",
        b"Q: a?\nA: b\n\nQ: a?\nA: b\n",
    ],
)
def test_line_ends_marks_encodings_and_tabs_stay_as_they_are(notes: Path, raw: bytes) -> None:
    if raw.startswith(b"\xff\xfe"):
        text = written(notes, raw).decode("utf-16")
        assert re.sub(r" \^c[a-z2-7]{7}", "", text) == raw.decode("utf-16")
        return
    after = written(notes, raw)
    assert after != raw
    assert after.replace(b" ^ID", b"") == raw


def test_ids_are_written_into_the_comments_of_scripts(notes: Path) -> None:
    begin = "# %% [markdown]\n"
    script = f"{begin}# # Rank\n#\n# Q: a?\n# A: b\n\n# %%\nx = 1\n\n{begin}# C: ==c==\n"
    after = script.replace("A: b", "A: b ^ID").replace("==c==", "==c== ^ID")
    assert written(notes, script, "rank.py").decode() == after


def test_ids_are_written_into_the_text_cells_of_notebooks(notes: Path) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["Q: ä?\n", 'A: "b"']}
    code = {**cell, "cell_type": "code", "outputs": [], "execution_count": None, "source": ["x"]}
    book = {"cells": [cell, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    raw = json.dumps(book, indent=1) + "\n"
    assert written(notes, raw, "rank.ipynb").decode() == raw.replace('b\\""', 'b\\" ^ID"')


def test_what_is_written_is_shown_and_can_be_taken_back(notes: Path) -> None:
    gardens.write(notes, {"a.md": "Q: a?\nA: b\n", "b.md": "Q: c?\nA: d ^mine-1\n"})
    looked = run("--dry-run")
    assert "notes/a.md" in looked.output
    assert "notes/b.md" not in looked.output
    assert "+ A: b ^c" in looked.output
    assert (notes / "a.md").read_text() == "Q: a?\nA: b\n"
    assert "Changed 1 file" in run("--yes").output
    assert "Every card has its id." in run("--yes").output
    CliRunner().invoke(main, ["undo", "--yes"])
    assert (notes / "a.md").read_text() == "Q: a?\nA: b\n"


def test_what_can_be_no_id_stays_and_is_told(notes: Path) -> None:
    raw = "Q: a?\nA: It is so. ^größe\n"
    gardens.write(notes, {"a.md": raw})
    told = run("--yes").output
    assert "a.md:1: left without an id, for ^größe, which is there, can be none" in told
    assert (notes / "a.md").read_text("utf-8") == raw


def test_a_long_note_is_not_read_once_for_each_card_because_one_is_odd(notes: Path) -> None:
    def work(count: int) -> int:
        rows = [f"Q: a{n}?\nA: b\n" for n in range(count)]
        rows[count // 3] = "Q: a?\nA: It is so. ^größe\n"
        gardens.write(notes, {"a.md": "\n".join(rows)})
        made: list[Writing] = []
        lines = lines_run(lambda: made.append(_plan(notes)))
        assert (made[0].number, len(made[0].left)) == (count - 1, 1)
        return lines

    work(4)
    assert work(96) < 25 * work(12)


def test_a_private_note_is_called_private_with_the_reason(notes: Path) -> None:
    secret = "Q: a?\nA: b\n"
    gardens.write(
        notes,
        {
            "private/pay.md": secret,
            "synthesis/rank.md": f"---\ndraft: true\n---\n{secret}",
            "b.md": secret,
        },
    )
    for name in ("notes/private/pay.md", "private/pay.md", "pay"):
        told = run(name)
        assert told.exit_code == 2
        assert "notes/private/pay.md is private: its place is private" in told.output
        assert "no card of it is asked anywhere" in told.output
    assert (
        "notes/synthesis/rank.md is private: it says so itself"
        in run("notes/synthesis/rank.md").output
    )
    assert "notes/private/pay.md is private" in run("--import", "obsidian", "private/pay.md").output


def test_where_there_is_no_card_it_is_said_how_to_write_one(notes: Path) -> None:
    gardens.write(notes, {"a.md": "Text.\n"})
    told = run()
    assert told.exit_code == 0
    assert (
        "No note has a card yet. Write one:  Q: a question  and, on the next line," in told.output
    )
    assert "syntopic cards --suggest" in told.output
    gardens.write(notes, {"b.md": "Q: a?\nA: b\n"})
    assert "notes/a.md has no card yet" in run("notes/a.md").output


def test_only_the_notes_that_are_named_get_ids(notes: Path) -> None:
    gardens.write(notes, {"book/a.md": "Q: a?\nA: b\n", "b.md": "Q: c?\nA: d\n"})
    assert run("notes/book/a.md", "--yes").exit_code == 0
    assert [bool(card.id) for card in cards(notes)] == [False, True]
    assert "no public note with cards" in run("nothing.md", "--yes").output


def test_a_page_calls_a_card_the_same_before_and_after(notes: Path) -> None:
    gardens.write(notes, {"a.md": "Q: a?\nA: b\n\nQ: a?\nA: b\n\nC: ==c== ^mine-1\n"})
    garden = opened(find(notes.parent / "mkdocs.yml"))
    before = list(card_ids(garden.notes).values())
    run("--yes")
    assert sorted(card.id for card in cards(notes)) == sorted(before)


def test_a_synthesis_does_not_fall_behind_when_cards_get_ids(notes: Path) -> None:
    gardens.write(
        notes,
        {
            "synthesis/rank.md": "My words.\n",
            "rank.md": f"# Rank\n\nQ: a?\nA: b\n\nQ: c?\nA: d\n{CODE}\n\nC: e ==f==\n",
        },
    )
    assert CliRunner().invoke(main, ["reviewed", "Rank"]).exit_code == 0
    assert run("--yes").exit_code == 0
    told = CliRunner().invoke(main, ["changed", "Rank"]).output
    assert told.startswith("Nothing has changed")


PIECES = st.lists(
    st.sampled_from(
        "Q: a?\nA: b¦Q: ü?¦A: c¦R: d\nA: $e$¦C: f ==g== h¦C: `==`¦- i\n- j¦  k¦^id-1¦text ^id-2"
        "¦Q: l ^id-3\nA: m¦# n¦```\nQ: o\nA: p\n```¦> Q: q\n> A: r¦$$\ns\n$$¦%% t %%¦<!-- u -->"
        "¦A:\n\n- v¦\tw¦| x |\n|---|¦[^1]: y¦[z]: /z¦Q: [z]?\nA: z  ¦***¦\\¦A: end\\".split("¦")
    ),
    min_size=1,
    max_size=9,
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\n\n\n"])), min_size=1, max_size=2),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.sampled_from(["md", "py"]),
)
def test_writing_ids_changes_nothing_else_and_a_second_time_nothing_at_all(
    notes: Path, texts: list[tuple[list[str], str]], end: str, encoding: str, kind: str
) -> None:
    for old in notes.iterdir():
        old.unlink()
    files: dict[str, str | bytes] = {}
    for number, (pieces, gap) in enumerate(texts):
        text = gap.join(pieces) + "\n"
        if kind == "py":
            text = "# %% [markdown]\n" + "".join(f"# {line}\n" for line in text.split("\n"))
        files[f"n{number}.{kind}"] = text.replace("\n", end).encode(encoding)
    gardens.write(notes, files)
    before = cards(notes)
    first = _plan(notes)
    for change in first.changes:
        assert change.before is not None
        assert change.after is not None
        assert ID.sub(b"", change.after) == ID.sub(b"", change.before)
        assert len(ID.findall(change.after)) > len(ID.findall(change.before))
        change.file.write_bytes(change.after)
    after = cards(notes)
    assert [(c.asking, c.question, c.answer) for c in after] == [
        (c.asking, c.question, c.answer) for c in before
    ]
    assert sum(not card.id for card in after) == len(first.left)
    assert _plan(notes).changes == ()


def _plan(notes: Path) -> Writing:
    place = find(notes.parent / "mkdocs.yml")
    garden = opened(place)
    return planned(place, garden.notes, card_ids(garden.notes))
