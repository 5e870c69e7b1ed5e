"""What comes before what: circles, what is implied, what is shown, and the order of it all."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.linking.circles import without_circles
from syntopic.linking.order import Order, learning_order
from syntopic.linking.paths import MOST_STEPS, Paths, learning_paths
from syntopic.model import Concept, Problem, Severity, Slug


def concept(name: str, *requires: str, area: str = "", position: int | None = None) -> Concept:
    return Concept(name, Slug(name.lower()), area=area, requires=requires, position=position)


def listed(*concepts: Concept) -> tuple[Concept, ...]:
    """Concepts as the syllabus lists them, all in one area."""
    return tuple(
        Concept(c.name, c.slug, area=c.area or "Maths", requires=c.requires, position=place)
        for place, c in enumerate(concepts)
    )


def ordered(*concepts: Concept, without: str = "") -> Order:
    """Their order; the names in ``without`` have no page."""
    return learning_order(concepts, {c.name for c in concepts if c.name not in without.split()})


def names(order: Order) -> str:
    return " ".join(order.concepts)


# --- the order --------------------------------------------------------------------------------


def test_the_syllabus_is_the_order_where_nothing_speaks_against_it() -> None:
    assert names(ordered(*listed(concept("Z"), concept("A", "Z"), concept("M")))) == "Z A M"


def test_what_is_required_later_in_the_syllabus_comes_right_before_what_requires_it() -> None:
    order = ordered(*listed(concept("A"), concept("B", "D"), concept("C"), concept("D", "A")))
    assert names(order) == "A D B C"
    (found,) = order.problems
    assert (found.code, found.severity) == ("requires-order", Severity.HINT)
    assert found.message == '"B" requires "D", but stands before it in syllabus.yml'


def test_a_concept_outside_of_the_syllabus_comes_when_it_is_first_needed() -> None:
    order = ordered(*listed(concept("A"), concept("B", "X")), concept("W"), concept("X"))
    assert names(order) == "A X B W"
    assert order.problems == ()


def test_a_long_chain_ends_neither_in_an_error_nor_in_the_wrong_order() -> None:
    chain = [concept(f"C{n}", *([f"C{n + 1}"] if n < 2999 else [])) for n in range(3000)]
    assert list(ordered(*chain).concepts) == [f"C{n}" for n in reversed(range(3000))]


def test_everything_to_know_before_a_concept_is_known_whatever_lies_between() -> None:
    order = ordered(concept("A"), concept("B", "A"), concept("C"), concept("D", "B"))
    assert order.before("D") == ("A", "B")
    assert order.before("A") == ()


# --- know first, leads to ---------------------------------------------------------------------


def test_know_first_names_only_what_nothing_else_of_it_implies() -> None:
    order = ordered(concept("A"), concept("B", "A"), concept("C", "A", "B"), concept("D", "C", "A"))
    assert order.know_first["C"] == ("B",)
    assert order.know_first["D"] == ("C",)
    assert order.leads_to["A"] == ("B",)


def test_a_concept_without_a_page_makes_way_for_what_it_needs_itself() -> None:
    order = ordered(
        concept("A"), concept("B", "A"), concept("C", "B"), concept("D", "C", "A"), without="B C"
    )
    assert order.know_first["D"] == ("A",)
    assert order.leads_to["A"] == ("D",)
    assert order.needs["D"] == ("C",)


def test_what_a_concept_leads_to_stands_as_in_the_syllabus() -> None:
    order = ordered(
        *listed(concept("A"), concept("Late", "A", "Last"), concept("Last", "A")),
        concept("Aside", "A"),
    )
    assert order.leads_to["A"] == ("Last", "Aside")
    assert ordered(*listed(concept("A"), concept("Y", "A"), concept("X", "A"))).leads_to["A"] == (
        *("Y", "X"),
    )


# --- circles ----------------------------------------------------------------------------------


def test_a_circle_is_cut_where_the_syllabus_says_the_opposite() -> None:
    order = ordered(*listed(concept("A", "C"), concept("B", "A"), concept("C", "B")))
    assert names(order) == "A B C"
    (found,) = order.problems
    assert (found.code, found.severity) == ("requires-cycle", Severity.ERROR)
    assert '"A" needs "C"' in found.message
    assert '"C" needs "B"' in found.message
    assert '"B" needs "A"' in found.message
    assert 'as if "A" did not need "C"' in found.fix


def test_a_concept_that_requires_itself_is_a_circle_and_a_diamond_is_none() -> None:
    assert [p.code for p in ordered(concept("A", "A")).problems] == ["requires-cycle"]
    diamond = (concept("A", "B", "C"), concept("B", "D"), concept("C", "D"), concept("D"))
    assert ordered(*diamond).problems == ()


def test_each_circle_is_one_error_and_what_hangs_on_it_is_none() -> None:
    order = ordered(
        *(concept("A", "B"), concept("B", "A"), concept("C", "D"), concept("D", "C", "A")),
        concept("E", "A", "D"),
    )
    assert [p.code for p in order.problems] == ["requires-cycle", "requires-cycle"]
    assert names(order).split()[-1] == "E"


def problems(folder: Path, files: dict[str, str]) -> dict[str, Problem]:
    found = build_garden(gardens.write(folder, files), Options()).problems
    return {p.code: p for p in found if p.code.startswith("requires-")}


def test_a_circle_names_every_line_that_says_so(tmp_path: Path) -> None:
    files = {
        "syllabus.yml": (
            "areas:\n- name: M\n  concepts:\n  - name: Egg\n    aliases: [Eggs of hens]\n"
            "    requires:\n      - Chick\n      - Hen\n"
        ),
        "hen.md": "---\ntitle: Hen\nrequires: [Egg]\n---\nLays.",
        "book/hen.md": "---\nconcept: Hen\nlocator: 3\nrequires:\n  - Chick\n  - Eggs\n---\nIs.",
        "egg.md": "# Egg\n\nRound.",
    }
    found = problems(tmp_path, files)
    told = found["requires-cycle"].message
    assert '"Egg" needs "Hen" (syllabus.yml:8)' in told
    assert '"Hen" needs "Egg" (book/hen.md:6 and hen.md:3)' in told
    assert str(found["requires-cycle"].origin) == "syllabus.yml:8"
    assert str(found["requires-unknown"].origin) == "syllabus.yml:7"


def test_a_garden_with_a_circle_is_built_with_all_of_its_pages(tmp_path: Path) -> None:
    files = {
        name: f"---\nrequires: [{other}]\n---\nText."
        for name, other in (("Hen.md", "Egg"), ("Egg.md", "Hen"))
    }
    garden = build_garden(gardens.write(tmp_path, files), Options())
    assert {topic.concept.name for topic in garden.topics} == {"Hen", "Egg"}


# --- paths ------------------------------------------------------------------------------------


def paths(*concepts: Concept, without: str = "") -> Paths:
    noted = {c.name for c in concepts if c.name not in without.split()}
    return learning_paths(learning_order(concepts, noted), noted, ["Maths", "Empty"])


def test_a_concept_has_a_path_where_more_is_to_be_known_than_its_page_names() -> None:
    chain = (concept("A"), concept("B", "A"), concept("C", "B"), concept("D", "C"))
    found = paths(*chain).concepts
    assert list(found) == ["C", "D"], "the page of B names A itself"
    assert (found["D"].steps, found["D"].page) == (("A", "B", "C", "D"), "paths/to/d.md")
    wide = (concept("A"), concept("B"), concept("C"), concept("D", "A", "B", "C"))
    assert paths(*wide).concepts == {}, "all three stand at the top of its page"


def test_a_path_holds_the_gaps_but_no_path_leads_to_one() -> None:
    chain = [
        concept(name, *before)
        for name, before in (("A", ""), ("B", "A"), ("C", "B"), ("D", "C"), ("E", "D"))
    ]
    found = paths(*chain, without="B E").concepts
    assert list(found) == ["C", "D"]
    assert found["C"].steps == ("A", "B", "C"), "its page names A; that B is missing says this"
    assert paths(*chain, without="A B C D").concepts == {}, "nothing of it is there to be read"


def test_a_path_that_nobody_could_follow_is_cut_and_says_how_much_it_leaves_out() -> None:
    chain = [concept(f"C{n}", *([f"C{n - 1}"] if n else [])) for n in range(MOST_STEPS + 20)]
    last = paths(*chain).concepts[f"C{MOST_STEPS + 19}"]
    assert (len(last.steps), last.earlier, last.length) == (MOST_STEPS, 20, MOST_STEPS + 20)
    assert last.steps[0] == "C20"


def test_an_area_has_a_path_where_somebody_has_said_in_which_order_to_learn_it() -> None:
    loose = (concept("A", area="Loose"), concept("B", area="Loose"))
    alone = (concept("C", area="Alone"),)
    tied = (concept("D", "E", area="Tied"), concept("E", "A", area="Tied"))
    found = paths(*listed(concept("X"), concept("Y")), *loose, *alone, *tied).areas
    assert list(found) == ["Maths", "Tied"]
    assert (found["Maths"].page, found["Maths"].steps) == ("paths/maths.md", ("X", "Y"))
    assert (found["Tied"].steps, found["Tied"].outside) == (("E", "D"), ("A",))


def test_areas_of_names_alike_have_paths_of_their_own() -> None:
    areas = ("C", "C++", "c", "Index", "To")
    concepts = [
        Concept(f"{area}{n}", Slug(f"x{i}{n}"), area=area, position=2 * i + n)
        for i, area in enumerate(areas)
        for n in range(2)
    ]
    pages = [path.page for path in paths(*concepts).areas.values()]
    assert pages == [
        *(
            "paths/c.md",
            "paths/c-2.md",
            "paths/c-plus-plus.md",
            "paths/index-topic.md",
            "paths/to.md",
        ),
    ]


# --- wild gardens -----------------------------------------------------------------------------

LETTERS = "ABCDEFGH"
GRAPHS = st.dictionaries(
    st.sampled_from(LETTERS), st.lists(st.sampled_from(LETTERS), max_size=5, unique=True)
)


def graph(edges: dict[str, list[str]]) -> tuple[Concept, ...]:
    return tuple(concept(name, *edges.get(name, [])) for name in LETTERS)


@given(GRAPHS, st.sets(st.sampled_from(LETTERS)))
@settings(max_examples=150)
def test_whatever_requires_what_the_order_holds_and_only_circles_lose_a_requirement(
    edges: dict[str, list[str]], noted: set[str]
) -> None:
    concepts = graph(edges)
    order = learning_order(concepts, noted)
    place = {name: number for number, name in enumerate(order.concepts)}
    assert sorted(place) == list(LETTERS)
    _, circles = without_circles({one.name: one.requires for one in concepts})
    assert _broken(edges, place) <= {(c[0], (*c, c[0])[1]) for c in circles}
    assert len(circles) == sum(p.code == "requires-cycle" for p in order.problems)
    for name in LETTERS:
        before = set(order.before(name))
        needed = set(order.needs[name])
        assert before == needed | {b for one in needed for b in order.before(one)}
        assert not any(one in order.before(other) for one in needed for other in needed)
        first = set(order.know_first[name])
        assert first <= noted & before
        assert before & noted <= first | {b for one in first for b in order.before(one)}
        assert all(name in order.leads_to[one] for one in first if name in noted)


def _broken(edges: dict[str, list[str]], place: dict[str, int]) -> set[tuple[str, str]]:
    """The requirements that an order does not meet."""
    return {(n, o) for n, some in edges.items() for o in some if place[o] >= place[n]}


@given(GRAPHS)
@settings(max_examples=100)
def test_every_circle_that_is_told_is_one_and_nothing_else_is_left_out(
    edges: dict[str, list[str]],
) -> None:
    requires = {name: tuple(edges.get(name, [])) for name in LETTERS}
    kept, circles = without_circles(requires)
    for circle in circles:
        assert len(set(circle)) == len(circle)
        pairs = list(zip(circle, (*circle[1:], circle[0]), strict=True))
        assert all(other in requires[name] for name, other in pairs)
        assert all(other in kept[name] for name, other in pairs[1:])
    left = {(name, other) for name, some in requires.items() for other in some}
    left -= {(name, other) for name, some in kept.items() for other in some}
    assert left == {(circle[0], (*circle, circle[0])[1]) for circle in circles}
