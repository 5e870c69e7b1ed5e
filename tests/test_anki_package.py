"""Packages for Anki, taken over by Anki itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk import GAPS, QUESTION, Desk
from syntopic.model import Asking
from syntopic.publishing.anki import MOMENT, AnkiNote, Media, deck_name, package

WHY = AnkiNote("why", Asking.QUESTION, "Why?", "It <b>must</b>.", "Chain rule", "Calculus")
BOTH = AnkiNote("both", Asking.BOTH, "Slope", "<p>Rise</p>", "Chain rule", "Calculus", "MML book")
GAP = AnkiNote("gap", Asking.GAPS, "A {{c1::vector}} has {{c2::length}}.", "", "Vector", "Algebra")
LOOSE = AnkiNote("loose", Asking.QUESTION, "Who?", "I.", "My notes")
NOTES = (WHY, BOTH, GAP, LOOSE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "anki")
    yield made
    made.close()


def edited(note: AnkiNote, days: int = 1, **parts: str) -> AnkiNote:
    return replace(note, changed=note.changed + days * 86_400, **parts)  # type: ignore[arg-type]


def test_anki_takes_each_card_once_with_its_faces_decks_and_tags(desk: Desk) -> None:
    assert desk.take(package(NOTES, "My garden")) == {"new": 4}
    assert {id_: len(note.cards()) for id_, note in desk.notes().items()} == {
        "why": 1,
        "both": 2,
        "gap": 2,
        "loose": 1,
    }
    assert desk.decks() == ["My garden", "My garden::Algebra", "My garden::Calculus"]
    tags = {id_: note.tags for id_, note in desk.notes().items()}
    assert tags == {
        "why": ["Calculus::Chain_rule"],
        "both": ["Calculus::Chain_rule"],
        "gap": ["Algebra::Vector"],
        "loose": ["My_notes"],
    }
    kinds = {id_: (note.note_type() or {})["name"] for id_, note in desk.notes().items()}
    assert kinds == {"why": QUESTION, "both": QUESTION, "gap": GAPS, "loose": QUESTION}


def test_a_card_asked_both_ways_shows_each_side_first(desk: Desk) -> None:
    desk.take(package([BOTH], "G"))
    there, back = desk.cards()
    assert [card.question().endswith(side) for card, side in ((there, "Slope"), (back, "</p>"))]
    assert there.question().endswith("Slope")
    assert back.question().endswith("<p>Rise</p>")
    assert "Slope" in back.answer()
    assert "MML book" in back.answer()


def test_importing_twice_changes_nothing(desk: Desk) -> None:
    desk.take(package(NOTES, "G"))
    desk.answer(3)
    before = desk.schedule(), [note.mod for note in desk.notes().values()]
    assert len(before[0]) == 3
    assert desk.take(package(NOTES, "G")) == {"duplicate": 4}
    assert (desk.schedule(), [note.mod for note in desk.notes().values()]) == before
    assert len(desk.cards()) == 6


@pytest.mark.parametrize("with_scheduling", [False, True])
def test_an_edit_reaches_anki_and_keeps_when_cards_are_due(
    desk: Desk, with_scheduling: bool
) -> None:
    desk.take(package(NOTES, "G"))
    desk.answer(6)
    before = desk.schedule()
    assert len(before) == 6
    why = edited(WHY, answer="It should.", topic="Chain")
    gap = edited(GAP, question="A {{c1::vector}} has {{c2::a length}}.")
    told = desk.take(package((why, BOTH, gap, LOOSE), "G"), with_scheduling=with_scheduling)
    assert told == {"updated": 2, "duplicate": 2}
    assert desk.notes()["why"]["Answer"] == "It should."
    assert desk.notes()["why"].tags == ["Calculus::Chain"]
    assert desk.notes()["gap"]["Text"] == gap.question
    assert desk.schedule() == before


def test_one_more_gap_or_the_other_direction_adds_one_card_and_keeps_the_others(desk: Desk) -> None:
    desk.take(package((WHY, GAP), "G"))
    desk.answer(3)
    before = desk.schedule()
    why = replace(edited(WHY), asking=Asking.BOTH)
    gap = edited(GAP, question=GAP.question + " {{c3::More}}.")
    assert desk.take(package((why, gap), "G")) == {"updated": 2}
    assert len(desk.cards()) == 5
    assert desk.schedule() == before


def test_a_question_that_becomes_a_sentence_with_gaps_is_another_card(desk: Desk) -> None:
    desk.take(package([WHY], "G"))
    gap = replace(GAP, id="why")
    assert desk.take(package([gap], "G")) == {"new": 1}
    assert [card.note()["Id"] for card in desk.cards()] == ["why"] * 3


def test_what_somebody_wrote_in_anki_later_than_the_note_stays(desk: Desk) -> None:
    desk.take(package([WHY], "G"))
    own = desk.notes()["why"]
    own["Answer"] = "Mine."
    desk.collection.update_note(own)
    assert desk.take(package([edited(WHY, answer="Theirs.")], "G")) == {"duplicate": 1}
    assert desk.notes()["why"]["Answer"] == "Mine."


def test_another_order_and_other_decks_move_no_card(desk: Desk) -> None:
    desk.take(package(NOTES, "G"))
    before = {card.id: card.did for card in desk.cards()}
    moved = [replace(note, area="Elsewhere") for note in reversed(NOTES)]
    assert desk.take(package(moved, "G")) == {"duplicate": 4}
    assert {card.id: card.did for card in desk.cards()} == before


def test_new_cards_come_in_the_order_of_the_garden(desk: Desk) -> None:
    desk.take(package((GAP, WHY), "G"))
    due = {card.note()["Id"]: card.due for card in desk.cards()}
    assert due["gap"] < due["why"]


def test_pictures_come_along_under_their_names(desk: Desk) -> None:
    shown = Media("syntopic-a-1.png", b"\x89PNG")
    note = replace(WHY, answer=f'<img src="{shown.name}" alt="">', media=(shown,))
    desk.take(package([note], "G"))
    assert desk.media() == [shown.name]


def test_the_same_cards_give_the_same_bytes() -> None:
    assert package(NOTES, "G") == package(NOTES, "G")


def test_many_cards_of_one_day_keep_apart(desk: Desk) -> None:
    many = [replace(GAP, id=f"g{number}", changed=MOMENT) for number in range(300)]
    assert desk.take(package(many, "G")) == {"new": 300}
    assert len(desk.cards()) == 600


@pytest.mark.parametrize(
    ("site", "area", "name"),
    [("A", "B", "A::B"), ("A", "", "A"), ("A :: b", "C::D", "A : b::C: D"), (" a  b ", "", "a b")],
)
def test_names_of_decks_nest_by_area_only(site: str, area: str, name: str) -> None:
    assert deck_name(site, area) == name
