"""Related concepts: which, in which order, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import lines_run
from gardens import ENGLISH, gathered, note, topics
from syntopic.languages import known_languages, language
from syntopic.linking import link
from syntopic.linking.related import MOST, Ranking, Reason, Related, Why, related
from syntopic.linking.web import Web, references, web_of
from syntopic.model import ParsedNote
from syntopic.rendering.related import told


def web(*notes: ParsedNote) -> Web:
    garden = gathered(*notes)
    found = topics(garden)
    links = link(found, garden.leftovers, ())
    return web_of(found, references(found, garden.leftovers, links))


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
        "Line": (Reason(Why.LINKED, 1),),
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
    assert why(found) == {"Two": (Reason(Why.TOGETHER, 1),)}


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


def test_each_reason_has_its_words_in_every_language() -> None:
    english = language("en")
    assert told(Reason(Why.LINKED, 1), english) == "linked from a note"
    assert told(Reason(Why.LINKED, 3), english) == "linked from 3 notes"
    assert told(Reason(Why.TOGETHER, 4), english) == "mentioned together in 4 notes"
    both = Reason(Why.BUILD_ON, names=("Basis", "Eigenvectors"))
    assert told(both, english) == "both build on Basis and Eigenvectors"
    for code in known_languages():
        for reason in (both, *(Reason(why, 2, ("X",)) for why in Why)):
            text = told(reason, language(code))
            assert text and "{" not in text


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
