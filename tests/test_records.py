"""What the commands recorded survives, and nothing that is recorded is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gardens
from syntopic.merging import Record, Records, merge
from syntopic.merging.changes import Remembered
from syntopic.model import Severity
from syntopic.names import name_key
from syntopic.records import RecordError, read_records, settlement, write_synthesis

ONE = Record((Remembered("book/a.md", "First — é."), Remembered("b.md", "```\ncode\n```\n")))


def settle(notes: Path, id_: str, concept: str, reason: str | None) -> None:
    file, text = settlement(notes, id_, concept, reason)
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_garden_without_records_has_none_and_no_problem(tmp_path: Path) -> None:
    assert read_records(tmp_path) == (Records(), ())


def test_what_a_synthesis_was_written_against_is_read_back_as_written(tmp_path: Path) -> None:
    file = write_synthesis(tmp_path, "Bayes' Theorem", ONE)
    assert file == tmp_path / ".syntopic" / "syntheses" / "bayes-theorem.json"
    records, problems = read_records(tmp_path)
    assert problems == ()
    assert records.syntheses == {name_key("Bayes' Theorem"): ONE}
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_newer_record_replaces_the_older_one_of_its_concept_only(tmp_path: Path) -> None:
    write_synthesis(tmp_path, "C", ONE)
    write_synthesis(tmp_path, "C++", ONE)
    write_synthesis(tmp_path, "C", Record(()))
    records, _ = read_records(tmp_path)
    assert records.syntheses == {"c": Record(()), "c++": ONE}


def test_a_record_still_counts_when_a_note_spells_the_concept_otherwise(tmp_path: Path) -> None:
    write_synthesis(tmp_path, "Eigenvectors", Record((Remembered("book/e.md", "x"),)))
    records, _ = read_records(tmp_path)
    notes = (
        gardens.note("book/e.md", "# 4.2 eigenvector\n\nx"),
        gardens.note("synthesis/Eigenvectors.md", "m"),
    )
    (found,) = gardens.gathered(*notes).concepts
    assert merge(found, records, gardens.ENGLISH).changes == ()


def test_settlements_are_added_and_replaced_by_their_id(tmp_path: Path) -> None:
    settle(tmp_path, "0123", "A", "one: “é”")
    settle(tmp_path, "1e10", "B", "two")
    settle(tmp_path, "ff", "C", None)
    settle(tmp_path, "0123", "A", "three\nlines")
    records, problems = read_records(tmp_path)
    assert problems == ()
    assert records.settled == {"1e10": "two", "ff": None, "0123": "three\nlines"}
    settle(tmp_path, "1e10", "B", None)
    settle(tmp_path, "ff", "C", "They do.")
    assert read_records(tmp_path)[0].settled == {
        "0123": "three\nlines",
        "1e10": None,
        "ff": "They do.",
    }


def test_a_settlement_without_a_reason_settles_nothing(tmp_path: Path) -> None:
    told = "- id: ab12\n  reason:\n- {id: b, no-conflict: false, reason: ''}\n"
    gardens.write(tmp_path, {".syntopic/settled.yml": told})
    assert read_records(tmp_path)[0].settled == {"ab12": "", "b": ""}


@pytest.mark.parametrize(
    "text", ["{", "[]", '"x"', "{}", '{"concept": "A", "blocks": [{"note": 1, "text": 2}]}', "\0"]
)
def test_an_unreadable_synthesis_record_is_an_error_that_names_the_file(
    tmp_path: Path, text: str
) -> None:
    gardens.write(tmp_path, {".syntopic/syntheses/a.json": text})
    write_synthesis(tmp_path, "B", ONE)
    records, (problem,) = read_records(tmp_path)
    assert records.syntheses == {"b": ONE}
    assert (problem.code, problem.severity) == ("record-unreadable", Severity.ERROR)
    assert problem.origin.path == ".syntopic/syntheses/a.json"


@pytest.mark.parametrize(
    "text",
    [
        b"a: 1",
        b"- x",
        b"- {id: a}",
        b"- {id: a, no-conflict: 1}",
        b"- [",
        b"x",
        b"\xff\xfe",
        b"- null",
    ],
)
def test_settlements_that_cannot_be_read_are_an_error_and_never_overwritten(
    tmp_path: Path, text: bytes
) -> None:
    gardens.write(tmp_path, {".syntopic/settled.yml": text})
    records, (problem,) = read_records(tmp_path)
    assert records.settled == {}
    assert problem.code == "record-unreadable"
    with pytest.raises(RecordError, match=r"settled\.yml"):
        settlement(tmp_path, "ab", "A", "why")
    assert (tmp_path / ".syntopic" / "settled.yml").read_bytes() == text


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=80), st.sampled_from(("settled.yml", "syntheses/x.json")))
def test_reading_any_bytes_never_raises(tmp_path: Path, raw: bytes, name: str) -> None:
    gardens.write(tmp_path, {f".syntopic/{name}": raw})
    read_records(tmp_path)
