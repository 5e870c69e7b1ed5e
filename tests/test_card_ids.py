"""Every card of a garden has a name of its own, and keeps it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden
from syntopic.model import Note, NotePath, ParsedNote
from syntopic.parsing import parse_note
from syntopic.parsing.card_ids import card_id, card_ids


def parsed(path: str, text: str) -> ParsedNote:
    """Take the text of a note apart."""
    lines = tuple(range(1, 2 + text.count("\n")))
    return parse_note(Note(NotePath(path), "md", text, lines))[0]


def names(*notes: ParsedNote, length: int = 7) -> list[str]:
    """The ids of all cards, in order."""
    ids = card_ids(notes, length)
    return [ids[block.id] for note in notes for block in note.blocks if block.card]


def garden(tmp_path: Path, files: dict[str, str]) -> Garden:
    """Build a garden of files."""
    for path, text in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return build_garden(tmp_path, Options())


def test_a_card_without_an_id_is_called_the_same_on_every_machine() -> None:
    path = NotePath("mml-book/a.md")
    assert card_id(path, "Why?") == "czkhrd25"
    assert card_id(path, "  Why? \n") == card_id(path, "Why?")
    assert card_id(path, "Why\u0301?") == card_id(path, "Wh\u00fd?")
    assert card_id(NotePath("b.md"), "Why?") != card_id(path, "Why?")


def test_an_id_that_is_written_is_the_name_whatever_the_question_becomes() -> None:
    assert names(parsed("a.md", "Q: a?\nA: b ^id-1\n\nQ: c?\nA: d"))[0] == "id-1"
    assert names(parsed("a.md", "Q: e?\nA: b ^id-1\n\nQ: c?\nA: d"))[0] == "id-1"


def test_an_answer_may_change_without_the_name_of_its_card() -> None:
    assert names(parsed("a.md", "Q: a?\nA: b")) == names(parsed("a.md", "Q: a?\nA: c\n\n  d"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=5), max_size=5), st.integers(1, 3))
def test_no_two_cards_of_a_garden_have_one_name(notes: list[list[str]], length: int) -> None:
    texts = ["\n\n".join(f"Q: {q}?\nA: x" for q in questions) for questions in notes]
    garden = [parsed(f"n{i}.md", text) for i, text in enumerate(texts)]
    found = names(*garden, length=length)
    assert len(set(found)) == len(found) == sum(map(len, notes))


def test_two_cards_of_one_id_both_have_a_name_and_the_first_keeps_it() -> None:
    found = names(parsed("a.md", "Q: a?\nA: b ^id-1"), parsed("b.md", "Q: c?\nA: d ^id-1"))
    assert found == ["id-1", card_id(NotePath("b.md"), "c?")]


def test_an_id_that_two_notes_have_is_an_error_that_names_both_places(tmp_path: Path) -> None:
    built = garden(
        tmp_path,
        {"a/one.md": "Text.\n\nQ: a?\nA: b ^id-1\n", "b/two.md": "Q: c?\nA: d ^id-1\n"},
    )
    (problem,) = built.errors
    assert (problem.code, str(problem.origin)) == ("card-id-taken", "b/two.md:1")
    assert "a/one.md:3" in problem.message
    assert problem.told(lambda path: f"notes/{path}").endswith("notes/a/one.md:3.")


def test_the_same_id_on_something_else_than_a_card_is_no_error(tmp_path: Path) -> None:
    built = garden(tmp_path, {"one.md": "Text. ^id-1\n", "two.md": "Q: c?\nA: d ^id-1\n"})
    assert built.errors == ()


def test_an_id_of_a_private_note_counts_and_only_its_author_hears_of_it(tmp_path: Path) -> None:
    built = garden(
        tmp_path,
        {
            "one.md": "Q: a?\nA: b ^id-1\n\nText. ^part-2\n",
            "private/two.md": "Q: c?\nA: d ^id-1\n\nText. ^id-3\n",
            "three.md": "---\ndraft: true\n---\nQ: e?\nA: f ^id-4\n",
            "four.md": "---\ndraft: true\n---\nQ: e?\nA: f ^id-4\n",
            "five.md": "Q: c?\nA: d ^id-3\n",
        },
    )
    told = [(p.code, p.private, str(p.origin)) for p in built.errors]
    assert told == [
        ("card-id-taken", True, "private/two.md:1"),
        ("card-id-taken", True, "three.md:4"),
    ]
