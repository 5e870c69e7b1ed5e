"""``syntopic cards --import obsidian``: other spellings are shown as ours; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import gardens
from effort import lines_run
from syntopic.cli import main
from syntopic.cli.card_import import Import, imported
from syntopic.cli.obsidian_cards import obsidian_cards
from syntopic.cli.opening import find
from syntopic.model import Asking, Card
from syntopic.parsing import parse_note
from syntopic.reading.notes import open_note

SR = "<!--SR:!2024-08-16,51,230-->"
CODE = "```\none\n\ntwo\n```"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cards", "--import", "obsidian", *arguments])


def q(question: str, answer: str) -> Card:
    return Card(Asking.QUESTION, question, answer)


def both(question: str, answer: str) -> Card:
    return Card(Asking.BOTH, question, answer)


def gaps(sentence: str, number: int) -> Card:
    return Card(Asking.GAPS, sentence, gaps=number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a::b", [q("a", "b")]),
        ("a :: b", [q("a", "b")]),
        ("a:::b", [both("a", "b")]),
        ("a::b\nc:::d", [q("a", "b"), both("c", "d")]),
        ("a::b ^id-1", [q("a", "b")]),
        ("What is $a::b$?::c", [q("What is $a::b$?", "c")]),
        ("`a::b`::c", [q("`a::b`", "c")]),
        ("#flashcards/x a::b", [q("a", "b")]),
        ("#flashcards\na::b", [q("a", "b")]),
        ("Text before.\na::b", [q("a", "b")]),
        ("a\n?\nb", [q("a", "b")]),
        ("a\nb\n??\nc\nd", [both("a\nb", "c\nd")]),
        ("#flashcards\na\n?\nb", [q("a", "b")]),
        (f"a\n?\n{CODE}", [q("a", CODE)]),
        (f"{CODE}\n?\nb", [q(CODE, "b")]),
        ("a\n?\n- b\n- c", [q("a", "- b\n- c")]),
        ("a\n?\nb\nc::d", [q("a", "b"), q("c", "d")]),
        ("a ==b== c", [gaps("a ==b== c", 1)]),
        ("a ==b==\nc ==d==", [gaps("a ==b==\nc ==d==", 2)]),
        ("#flashcards a ==b==", [gaps("a ==b==", 1)]),
        ("- a::b", [q("a", "b")]),
        ("> a::b", [q("a", "b")]),
        # No cards
        ("`a::b` and `==c==`", []),
        ("$a::b$ and $==c==$", []),
        ("```\na::b\nc\n?\nd\n==e==\n```", []),
        ("    a::b", []),
        ("$$\na::b\n$$", []),
        ("| a::b | ==c== |\n|---|---|", []),
        ("::b", []),
        ("a::", []),
        ("a::::b", []),
        ("a\n?", []),
        ("?\nb", []),
        ("a\n\n?\n\nb", []),
        ("a == b and c == d", []),
        ("Q: a::b\nA: ==c==", []),
        ("C: ==a==", []),
        ("Really?\nYes.", []),
    ],
)
def test_cards_are_found_as_the_plugin_reads_them(text: str, expected: list[Card]) -> None:
    assert [one.card for one in obsidian_cards(text)] == expected


TAG = "#flashcards\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a::b\n", "Q: a\nA: b\n"),
        ("a :: b\n", "Q: a\nA: b\n"),
        ("a:::b ^id-1\n", "R: a\nA: b ^id-1\n"),
        (f"a::b\n{SR}\n", f"Q: a\nA: b\n{SR}\n"),
        (f"a::b {SR}\n", f"Q: a\nA: b {SR}\n"),
        ("a::b\nc::d\nText.\n", "Q: a\nA: b\nQ: c\nA: d\n\nText.\n"),
        ("#flashcards/x a::b\n", "#flashcards/x\nQ: a\nA: b\n"),
        ("a\nb\n?\nc\nd\n", "Q: a\nb\nA: c\nd\n"),
        (f"a\n??\nb\n{SR}\n", f"R: a\nA: b\n{SR}\n"),
        (f"a\n?\n{CODE}\n", f"Q: a\nA:\n{CODE}\n"),
        (f"{CODE}\n?\nb\n", f"Q:\n{CODE}\nA: b\n"),
        ("a\n?\n- b\n- c\n", "Q: a\nA:\n- b\n- c\n"),
        ("a ==b== c\n", "C: a ==b== c\n"),
        ("#flashcards/x a ==b==\n", "#flashcards/x\nC: a ==b==\n"),
        ("- a::b\n\nc::d\n", "- a::b\n\nQ: c\nA: d\n"),
        ("## a::b\n", "## a::b\n"),
        ("a::b\r\nc\r\n?\r\nd\r\n", "Q: a\r\nA: b\r\n\r\nQ: c\r\nA: d\r\n"),
    ],
)
def test_they_become_ours_where_they_stand_and_their_schedules_stay(
    notes: Path, before: str, after: str
) -> None:
    gardens.write(notes, {"a.md": (TAG + before).encode()})
    told = run("--write", "--yes")
    assert told.exit_code == 0, told.output
    assert (notes / "a.md").read_bytes().decode() == TAG + after


def test_they_are_shown_as_we_write_them_with_their_places(notes: Path) -> None:
    text = f"---\ntags: [flashcards/math]\n---\n# Rank\n\na::b {SR}\n\n- c:::d\n\ne ==f==\n"
    gardens.write(notes, {"a.md": text, "b.md": "x::y\n"})
    assert run().output == (
        "notes/a.md:6\nQ: a\nA: b\n\n"
        "notes/a.md:8  (cards stand at the left margin, and this one does not)\nR: c\nA: d\n\n"
        "notes/a.md:10\nC: e ==f==\n\n"
        "2 cards can be made ours in place: syntopic cards --import obsidian --write\n"
        "1 card cannot; copy what you need.\n"
    )
    assert (notes / "a.md").read_text() == text


def test_notes_without_the_tag_are_read_when_they_or_their_folder_are_named(notes: Path) -> None:
    gardens.write(notes, {"deck/a.md": "a::b\n", "deck/c.md": "c::d\n", "e.md": "std::vector\n"})
    assert "No public note is tagged" in run().output
    assert run("notes/deck").output.count("Q: ") == 2
    assert run("deck").output.count("Q: ") == 2
    assert run("notes/deck/c.md").output.count("Q: ") == 1
    assert run("deck/a.md", "--write", "--yes").exit_code == 0
    assert (notes / "deck/a.md").read_text() == "Q: a\nA: b\n"
    assert "No card in another spelling is left there" in run("deck/a.md").output


def test_a_long_note_is_not_read_once_for_each_card_because_one_stays(notes: Path) -> None:
    def work(count: int) -> int:
        rows = [f"a{n}::b" for n in range(count)]
        rows[count // 3] = "a::# b"
        gardens.write(notes, {"a.md": "\n\n".join(rows) + "\n"})
        made: list[Import] = []
        lines = lines_run(lambda: made.append(_plan(notes)))
        assert (len(made[0].found), made[0].number) == (count, count - 1)
        return lines

    work(4)
    assert work(96) < 25 * work(12)


def test_it_can_be_looked_at_first_and_taken_back(notes: Path) -> None:
    gardens.write(notes, {"a.md": f"{TAG}a::b\n"})
    assert "Nothing was written." in run("--write", "--dry-run").output
    assert run("--write", "--yes").exit_code == 0
    assert "is left in 1 note tagged #flashcards" in run().output
    assert (notes / "a.md").read_text() == f"{TAG}Q: a\nA: b\n"
    CliRunner().invoke(main, ["undo", "--yes"])
    assert (notes / "a.md").read_text() == f"{TAG}a::b\n"


def test_when_only_what_cannot_be_ours_is_left_it_is_said_so(notes: Path) -> None:
    gardens.write(notes, {"a.md": f"{TAG}- c::d\n"})
    for arguments in ([], ["--write", "--yes"]):
        told = run(*arguments).output
        assert "Nothing is left that can be made ours in place." in told
        assert "syntopic cards" not in told


def test_options_that_make_no_sense_together_are_refused(notes: Path) -> None:
    assert run("--dry-run").exit_code != 0
    assert run("--suggest").exit_code != 0
    assert CliRunner().invoke(main, ["cards", "--write"]).exit_code != 0


PIECES = st.lists(
    st.sampled_from(
        f"a::b¦ü :: $x$¦c:::d ^id-1¦e\n?\nf¦g\nh\n??\ni¦j ==k==¦`m::n`¦- o::p¦text¦# q¦Q: r?\nA: s"
        f"¦{CODE}¦t\n?\n{CODE}¦u\n?\n- v\n- w¦{SR}¦#flashcards/x y::z¦?¦??¦::¦> a1\n?\nb1¦C: ==c1=="
        "¦| d1 |\n|---|\n?\ne1¦$$\nf1\n$$\n?\ng1¦h1 {{i1}} ==j1==^[hint]¦  k1::l1".split("¦")
    ),
    min_size=1,
    max_size=7,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PIECES, st.sampled_from(["\n", "\n\n"]), st.sampled_from(["\n", "\r\n"]))
@example(["> a1\n?\nb1", "#flashcards/x y::z", "j ==k=="], "\n", "\n")
def test_no_word_and_no_schedule_is_lost_however_often_it_is_done(
    notes: Path, pieces: list[str], gap: str, end: str
) -> None:
    text = TAG + gap.join(pieces) + "\n"
    gardens.write(notes, {"a.md": text.replace("\n", end).encode()})
    # What stands right behind a card is seen to be one when it stands apart, the next time.
    for _ in range(len(pieces) + 1):
        for change in _plan(notes).changes:
            assert change.after is not None
            assert _words(change.after.decode()) == _words(text)
            assert change.after.decode().count("<!--SR:") == text.count("<!--SR:")
            change.file.write_bytes(change.after)
    assert _plan(notes).changes == ()


def _plan(notes: Path) -> Import:
    note = open_note("a.md", (notes / "a.md").read_bytes(), execute=False).note
    assert note is not None
    return imported(find(notes.parent / "mkdocs.yml"), [parse_note(note)[0]])


def _words(text: str) -> str:
    for sign in ("Q:", "R:", "A:", "C:", ":::", "::"):
        text = text.replace(sign, "")
    return "".join(line for line in text.split() if line not in ("?", "??"))
