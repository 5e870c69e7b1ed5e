"""A step of rendering runs only when something that it had read of the garden reads otherwise."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest

import gardens
from syntopic.execution import Result
from syntopic.linking import Links, link
from syntopic.model import NotePath, Output, OutputKind, Syllabus
from syntopic.rendering import Context, Memory
from syntopic.rendering.tracing import noted, step

HERE, PATH = NotePath("book/a.md"), NotePath("book/b.md")
RUNS: list[str] = []
"""What has run, in order; emptied by each test."""


@step
def one_key(context: Context, key: str) -> str:
    RUNS.append(f"one_key {key}")
    return context.notebooks.get(key, "nothing")


@step
def presence(context: Context) -> bool:
    RUNS.append("presence")
    return "a" in context.notebooks


@step
def listed(context: Context) -> str:
    RUNS.append("listed")
    return " ".join(context.notebooks)


@step
def whole(context: Context) -> int:
    RUNS.append("whole")
    return sum(len(leftover.title) for leftover in context.leftovers)


@step
def size(context: Context) -> bool:
    RUNS.append("size")
    return bool(context.notebooks)


@step
def of_others(context: Context) -> str:
    RUNS.append("of_others")
    return ", ".join(one_key(context, key) for key in listed(context).split())


@step
def printed(context: Context) -> str:
    RUNS.append("printed")
    return context.results[PATH].outputs[0][0].text


@step
def leads(context: Context) -> str:
    RUNS.append("leads")
    return type(context.links.resolver.resolve("b", "", True, HERE)).__name__


@step
def constant(context: Context) -> str:
    RUNS.append("constant")
    return f"{context.tags_page} {context.macros}"


@pytest.fixture(autouse=True)
def _empty() -> None:
    RUNS.clear()


def links(**private: tuple[str, ...]) -> Links:
    """Links of a garden of one note that refers to another."""
    (topic,) = gardens.topics(gardens.gathered(gardens.note(HERE, "# A\n\nTo [[b]].\n")))
    return link([topic], (), (), {NotePath(f"{name}.md"): told for name, told in private.items()})


def context(**parts: Any) -> Context:
    plain: dict[str, Any] = {
        **{"sources": {}, "topics": {}, "leftovers": (), "links": links(), "results": {}},
        **{"syllabus": Syllabus(), "language": gardens.ENGLISH},
    }
    return Context(**plain | parts)


def made(memory: Memory, view: Context, *steps: Any) -> list[Any]:
    """What steps make now; ``RUNS`` are those that had to run for it."""
    RUNS.clear()
    with noted(view, memory) as traced:
        return [one(traced) if callable(one) else one_key(traced, one) for one in steps]


def test_a_step_runs_again_only_for_the_keys_that_it_had_read() -> None:
    memory = Memory()
    books = {"a": "1", "b": "2"}
    assert made(memory, context(notebooks=books), "a", "c", presence, listed) == [
        *("1", "nothing", True, "a b")
    ]
    made(memory, context(notebooks=dict(books)), "a", "c", presence, listed)
    assert RUNS == []
    assert made(memory, context(notebooks=books | {"a": "3"}), "a", "c", presence, listed)[0] == "3"
    assert RUNS == ["one_key a"]
    made(memory, context(notebooks={"b": "2", "a": "3"}), "a", "c", presence, listed)
    assert RUNS == ["listed"]
    assert made(memory, context(notebooks={"c": "4"}), "a", "c", presence) == [
        "nothing",
        "4",
        False,
    ]
    assert RUNS == ["one_key a", "one_key c", "presence"]


def test_whether_there_is_anything_is_read_too() -> None:
    memory = Memory()
    assert made(memory, context(), size) == [False]
    assert made(memory, context(notebooks={"a": "1"}), size) == [True]


def test_a_step_that_reads_others_runs_only_if_one_of_them_makes_something_else() -> None:
    memory = Memory()
    made(memory, context(notebooks={"a": "1", "b": "2"}), of_others)
    made(memory, context(notebooks={"a": "1", "b": "3"}), of_others)
    assert RUNS == ["one_key b", "of_others"]
    assert made(memory, context(notebooks={"b": "3"}), of_others) == ["3"]


def test_a_value_that_is_made_again_and_equal_is_the_same_object() -> None:
    memory = Memory()
    (first,) = made(memory, context(notebooks={"a": "x y"}, leftovers=()), listed)
    (again,) = made(memory, context(notebooks={"a": "z"}, leftovers=()), listed)
    assert again is first


def test_what_is_not_asked_for_is_forgotten() -> None:
    memory = Memory()
    made(memory, context(notebooks={"a": "1", "b": "2"}), "a", "b")
    made(memory, context(notebooks={"a": "1", "b": "2"}), "a")
    assert [name[1:] for name in memory.nodes] == [("a",)]
    assert memory.changed


def test_what_code_puts_out_is_read_and_not_kept() -> None:
    memory = Memory()
    for text in ("one", "two", "two"):
        result = Result(((Output(OutputKind.STDOUT, text),),), True, "Python")
        assert made(memory, context(results={PATH: result}), printed) == [text]
    assert RUNS == []
    reads = [node.reads["results"] for node in memory.nodes.values()]
    assert b"two" not in pickle.dumps(reads)


def test_where_a_reference_leads_is_read_and_a_private_file_is_not_told_of() -> None:
    memory = Memory()
    assert made(memory, context(), leads) == ["Missing"]
    assert made(memory, context(links=links(b=("Shy",))), leads) == ["Missing"]
    assert RUNS == ["leads"]
    kept = pickle.dumps(memory)
    assert b"b.md" not in kept
    assert b"Shy" not in kept


def test_what_holds_for_all_makes_all_anew() -> None:
    memory = Memory()
    made(memory, context(), constant, presence)
    made(memory, context(), constant, presence)
    assert RUNS == []
    for other in (context(tags_page="t.md"), context(tags_page="t.md", macros=(("a", "b"),))):
        made(memory, other, constant, presence)
        assert RUNS == ["constant", "presence"]
        assert {part for part, _ in filter(None, memory.why.values())} == {"settings"}


def test_a_step_that_breaks_off_leaves_nothing_behind() -> None:
    memory = Memory()
    with pytest.raises(KeyError), noted(context(), memory) as traced:
        printed(traced)
    assert memory.nodes == {}


def test_what_has_changed_while_a_step_broke_off_is_noticed_the_next_time() -> None:
    memory = Memory()
    made(memory, context(notebooks={"a": "1"}), "a")
    other = context(notebooks={"a": "2"})
    with pytest.raises(KeyError), noted(other, memory) as traced:
        printed(traced)
    assert made(memory, other, "a") == ["2"]


def test_without_notes_a_step_is_a_plain_function() -> None:
    assert one_key(context(notebooks={"a": "1"}), "a") == "1"
    assert replace(context(), notebooks={"a": "2"}).notebooks["a"] == "2"
