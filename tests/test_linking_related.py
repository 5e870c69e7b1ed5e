"""Related concepts: which, in which order, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import lines_run
from gardens import ENGLISH, SOURCES, gathered, note, topics
from rendered import garden as pages
from syntopic.languages import known_languages, language
from syntopic.linking import link
from syntopic.linking.related import MOST, Ranking, Reason, Related, Why, related
from syntopic.linking.web import Web, web_of
from syntopic.model import NotePath, ParsedNote, Syllabus
from syntopic.rendering.context import Context
from syntopic.rendering.related import told


def web(*notes: ParsedNote) -> Web:
    garden = gathered(*notes)
    found = topics(garden)
    links = link(found, garden.leftovers, ())
    return web_of(found, links.bonds)


def of(name: str, *notes: ParsedNote) -> tuple[Related, ...]:
    return related(web(*notes), ENGLISH)[f"topics/{name}.md"]


def names(found: Sequence[Related]) -> list[str]:
    return [one.name for one in found]


def why(found: Sequence[Related]) -> dict[str, tuple[Reason, ...]]:
    return {one.name: one.reasons for one in found}


def test_a_link_in_either_direction_binds_and_the_notes_that_say_so_are_counted() -> None:
    found = of(
        "slope",
        note("book/slope.md", "# Slope\n\nSee [[Rates]]."),
        note("video/slope.md", "# Slope\n\n[[Rates]] again."),
        note("course/rates.md", "# Rates\n\nBack to [[Slope]]."),
        note("mine/line.md", "# Line\n\nHas a [[Slope]]."),
    )
    assert names(found) == ["Rates", "Line"]
    assert why(found) == {
        "Rates": (Reason(Why.LINKED, 3),),
        "Line": (Reason(Why.LINKED, 1, note=NotePath("mine/line.md")),),
    }


def test_what_is_named_as_related_comes_first() -> None:
    found = of(
        "slope",
        note("book/slope.md", "# Slope\n\nSee [[Rates]].", related=("Curve", "Nothing noted")),
        note("mine/rates.md", "# Rates\n\nr"),
        note("mine/curve.md", "# Curve\n\nc"),
    )
    assert names(found) == ["Curve", "Rates"]
    assert why(found)["Curve"] == (Reason(Why.NAMED),)


def test_those_that_build_on_the_same_are_related_and_say_on_what() -> None:
    notes = (
        note("mine/basis.md", "# Basis\n\nb"),
        note("mine/one.md", "# One\n\no", requires=("Basis",)),
        note("mine/two.md", "# Two\n\nt", requires=("Basis",)),
    )
    assert of("one", *notes) == (
        Related("topics/two.md", "Two", (Reason(Why.BUILD_ON, names=("Basis",)),)),
    )


def test_what_the_head_of_the_page_names_already_is_left_out_unless_there_is_nothing_else() -> None:
    basis = note("mine/basis.md", "# Basis\n\nb")
    one = note("mine/one.md", "# One\n\n[[Basis]] and [[Two]].", requires=("Basis",))
    assert names(of("one", basis, one, note("mine/two.md", "# Two\n\nt"))) == ["Two"]
    assert names(of("one", basis, one)) == ["Basis"]


def test_notes_that_name_both_bind_them_even_where_they_belong_to_no_concept() -> None:
    found = of(
        "one",
        note("mine/one.md", "# One\n\no"),
        note("mine/two.md", "# Two\n\nt"),
        note("course/week-2.md", "# Week 2\n\n[[One]] and [[Two]] in one lecture."),
    )
    assert why(found) == {"Two": (Reason(Why.TOGETHER, 1, note=NotePath("course/week-2.md")),)}


def test_a_neighbour_with_few_neighbours_binds_more_than_one_with_many() -> None:
    rare = note("mine/rare.md", "# Rare\n\n[[One]] and [[Two]].")
    busy = note(
        "mine/busy.md",
        "# Busy\n\n[[One]], [[Three]], " + ", ".join(f"[[Other {n}]]" for n in range(8)),
    )
    others = [note(f"mine/other-{n}.md", f"# Other {n}\n\no") for n in range(8)]
    three = [note(f"mine/{n}.md", f"# {n.title()}\n\n{n}") for n in ("one", "two", "three")]
    ranked = Ranking(web(rare, busy, *three, *others), ENGLISH).ranked("topics/one.md")
    assert ranked.index("topics/two.md") < ranked.index("topics/three.md")


def test_between_equals_the_likeness_of_their_words_decides() -> None:
    found = of(
        "slope",
        note("mine/slope.md", "# Slope\n\nThe tangent touches the curve. [[Alpha]] [[Omega]]"),
        note("mine/alpha.md", "# Alpha\n\nDice and coins."),
        note("mine/omega.md", "# Omega\n\nThe tangent that touches a curve."),
    )
    assert names(found) == ["Omega", "Alpha"]


def test_a_page_names_at_most_five() -> None:
    many = [note(f"mine/n{n}.md", f"# Topic {n}\n\nSee [[Slope]].") for n in range(12)]
    assert len(of("slope", note("mine/slope.md", "# Slope\n\ns"), *many)) == MOST


def test_a_concept_that_nothing_is_bound_to_has_no_related_ones() -> None:
    assert of("one", note("mine/one.md", "# One\n\no"), note("mine/two.md", "# Two\n\no")) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(("link", "requires"))),
        max_size=14,
    )
)
def test_whatever_is_linked_a_concept_is_never_its_own_and_every_one_has_a_reason(
    edges: list[tuple[int, int, str]],
) -> None:
    notes = [
        note(
            f"mine/{n}.md",
            f"# Topic {n}\n\n"
            + " ".join(f"[[Topic {b}]]" for a, b, k in edges if (a, k) == (n, "link")),
            requires=tuple(f"Topic {b}" for a, b, k in edges if (a, k) == (n, "requires")),
        )
        for n in range(7)
    ]
    woven = web(*notes)
    for page, found in related(woven, ENGLISH).items():
        pages = [one.page for one in found]
        assert page not in pages
        assert len(pages) == len(set(pages)) <= MOST
        assert all(1 <= len(one.reasons) <= 2 for one in found)
        scores = Ranking(woven, ENGLISH).scores(page)
        order = [scores[other] for other in Ranking(woven, ENGLISH).ranked(page)]
        assert order == sorted(order, reverse=True)


def view(code: str = "en", *notes: ParsedNote) -> Context:
    sources = {source.key: source for source in SOURCES}
    parsed = {one.note.path: one for one in notes}
    links = link((), (), ())
    return Context(sources, {}, (), Syllabus(), links, {}, language(code), notes=parsed)


WEEK = note("course/week 3.md", "# Week 3\n\n[[Slope]] and [[Rates]].")
MINE = note("mine/line.md", "# Line\n\n[[Slope]] and [[Rates]].")


def test_each_reason_has_its_words_in_every_language() -> None:
    assert told(Reason(Why.LINKED, 3), view()) == "linked from 3 notes"
    assert told(Reason(Why.TOGETHER, 4), view()) == "mentioned together in 4 notes"
    both = Reason(Why.BUILD_ON, names=("Basis", "Eigenvectors"))
    assert told(both, view()) == "both build on Basis and Eigenvectors"
    ones = (Reason(why, 1, note=MINE.note.path) for why in (Why.LINKED, Why.TOGETHER))
    reasons = (both, *ones, *(Reason(why, 2, ("X",)) for why in Why))
    for code in known_languages():
        for reason in reasons:
            text = told(reason, view(code, MINE))
            assert text and "{" not in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("linked from “Week 3” (Course)", "mentioned together in “Line”")),
        ("de", ("verlinkt in „Week 3“ (Course)", "zusammen genannt in „Line“")),
        (
            "fr",
            (
                "lié dans «\u00a0Week 3\u00a0» (Course)",
                "mentionnés ensemble dans «\u00a0Line\u00a0»",
            ),
        ),
    ],
)
def test_the_only_note_that_binds_two_is_named_with_its_source(
    code: str, words: tuple[str, str]
) -> None:
    reasons = (
        Reason(Why.LINKED, 1, note=WEEK.note.path),
        Reason(Why.TOGETHER, 1, note=MINE.note.path),
    )
    assert tuple(told(reason, view(code, WEEK, MINE)) for reason in reasons) == words


def test_a_page_says_which_note_makes_a_concept_related(tmp_path: Path) -> None:
    notes = {
        "sources.yml": "- {key: course, title: The Course}\n",
        "course/slope.md": "---\ntitle: Slope\n---\nSee [[Rates]].\n",
        "rates.md": "# Rates\n\nr\n",
        "course/week 3.md": "# Week 3\n\n[[Rates]] and [[Curve]]\n",
        "curve.md": "# Curve\n\nc\n",
    }
    page = pages(tmp_path, notes)["topics/rates.md"]
    assert page.one("ul.related").says("span") == [
        "linked from “Slope” (The Course)",
        "mentioned together in “Week 3” (The Course)",
    ]


def test_a_heading_that_the_author_made_a_facets_is_no_notes_name_there(tmp_path: Path) -> None:
    notes = {
        "slope.md": "# Ping!\n\nSee [[Rates]].\n",
        "rates.md": "# Rates\n\nr\n",
    }
    page = pages(tmp_path, notes, headings={"Ping!": "intuition"})["topics/rates.md"]
    assert page.one("ul.related").says("span") == ["linked from “slope”"]


def _built_on_one(count: int) -> Web:
    rest = [
        note(f"a/n{n}.md", f"# N{n}\n\n[[N{n // 4}]]", requires=("N0",)) for n in range(1, count)
    ]
    return web(note("a/n0.md", "# N0\n\nn"), *rest)


def _again(one: Web) -> Web:
    """The same without what it has found out already."""
    return replace(one)


def test_the_work_grows_with_the_garden_where_all_build_on_the_same() -> None:
    few, many = (_built_on_one(count) for count in (150, 600))
    for one in (few, many):  # what is made once is made before the counting
        related(one, ENGLISH)
    once = lines_run(lambda: related(_again(few), ENGLISH))
    assert lines_run(lambda: related(_again(many), ENGLISH)) < 5 * once
