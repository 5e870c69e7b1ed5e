"""The map of the garden: what it knows, its page, and what the browser draws it from."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gardens
from rendered import garden
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, context, pages
from syntopic.languages import known_languages, language
from syntopic.linking import topic_page
from syntopic.linking.graph import Graph
from syntopic.linking.graph import edges as edges_of
from syntopic.publishing.map import LABELS, map_script
from syntopic.rendering.map import MAP, garden_graph
from syntopic.site import navigation, placed

SYLLABUS = """
areas:
- name: Linear algebra
  concepts:
  - Vector
  - {name: Matrix, aliases: [table of numbers], requires: [Vector]}
  - {name: Eigenvector, requires: [Matrix, Vector, Nobody noted this]}
- name: Data
  concepts:
  - {name: PCA, requires: [eigenvectors]}
"""
FILES = {
    "syllabus.yml": SYLLABUS,
    "sources.yml": "[book, course]",
    "book/Vector.md": "An arrow.",
    "course/Vector.md": "A list of numbers, unlike a [[Mean]].",
    "book/Matrix.md": "See [[Vector]] and [[Mean]].",
    "book/Eigenvector.md": "It keeps its line.",
    "book/PCA.md": "Turn the axes.",
    "Mean.md": "The middle, as in [[Vector]].",
    "Alone.md": "It has to do with nothing.",
}


def built(folder: Path, files: dict[str, str] | None = None) -> Garden:
    return build_garden(gardens.write(folder, files or FILES), Options(), cache=None)


def edges(found: Graph) -> tuple[list[str], list[str]]:
    names = [topic.concept.name for topic in found.topics]
    return (
        [f"{names[one]} needs {names[other]}" for one, other in found.needs],
        [f"{names[one]} - {names[other]}" for one, other in found.links],
    )


def told(garden: Garden, *, folders: bool = True) -> dict[str, Any]:
    text = map_script(context(garden, workings=False), folders=folders)
    start = "window.syntopicGarden = "
    assert text.startswith(start) and text.endswith(";\n")
    found: dict[str, Any] = json.loads(text.removeprefix(start).removesuffix(";\n"))
    return found


def test_an_arrow_for_each_need_and_a_line_for_pages_that_link_in_either_direction(
    tmp_path: Path,
) -> None:
    garden = built(tmp_path)
    needs, links = edges(garden_graph(context(garden, workings=False)))
    assert needs == [
        "Matrix needs Vector",
        "Eigenvector needs Matrix",
        "PCA needs Eigenvector",
    ]
    assert links == ["Vector - Mean", "Matrix - Mean"], "each pair once; what is needed is no link"


def test_an_arrow_leads_past_what_nobody_has_noted_and_none_repeats_what_others_say(
    tmp_path: Path,
) -> None:
    areas = "areas: [{name: A, concepts: [One, {name: Gap, requires: [One]}, "
    areas += "{name: Two, requires: [Gap]}, {name: Three, requires: [One, Two]}]}]"
    files = {"syllabus.yml": areas} | {f"{n}.md": "x" for n in ("One", "Two", "Three")}
    needs, _ = edges(garden_graph(context(built(tmp_path, files), workings=False)))
    assert needs == ["Two needs One", "Three needs Two"]


def test_what_nobody_noted_and_what_is_no_topic_are_no_part_of_the_graph() -> None:
    notes = gardens.note("a.md", "# A\n\n[[B]]"), gardens.note("b.md", "# B\n\nx")
    topics = gardens.topics(gardens.gathered(*notes))
    leading = {"topics/a.md": ["topics/b.md", "sources/own.md", "topics/a.md"], "index.md": ["x"]}
    found = edges_of(topics, {"A": ("B", "A", "Unknown")}, leading.items())
    assert edges(Graph(topics, found.needs, found.links)) == (["A needs B"], [])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12), st.randoms())
def test_neighbours_are_the_same_from_both_sides(pairs: list[tuple[int, int]], rng: Any) -> None:
    names = [f"Concept {letter}" for letter in "abcdef"]
    notes = [gardens.note(f"{n}.md", "x", concept=name) for n, name in enumerate(names)]
    topics = gardens.topics(gardens.gathered(*notes))
    first: dict[str, list[str]] = {}
    for one, other in pairs:
        if one > other and rng.random() < 0.5:
            first.setdefault(names[one], []).append(names[other])
    pages = [topic_page(topic.concept) for topic in topics]
    leading: dict[str, list[str]] = {}
    for one, other in pairs:
        leading.setdefault(pages[one], []).append(pages[other])
    told = edges_of(topics, first, leading.items())
    found = Graph(topics, told.needs, told.links)
    near = dict(zip(topics, found.around(), strict=True))
    for topic, around in near.items():
        assert topic not in (*around.needs, *around.leads_to, *around.linked)
        assert all(topic in near[other].leads_to for other in around.needs)
        assert all(topic in near[other].needs for other in around.leads_to)
        assert all(topic in near[other].linked for other in around.linked)
        assert not {*around.linked} & {*around.needs, *around.leads_to}
    assert len(found.needs) == sum(len(around.needs) for around in near.values())
    assert 2 * len(found.links) == sum(len(around.linked) for around in near.values())


def test_the_table_holds_what_the_map_shows_area_by_area(tmp_path: Path) -> None:
    page = garden(tmp_path, FILES)[MAP]
    table = page.one("table.graph")
    assert "data-search-exclude" in page.one("div.map-table").attributes, "searches find concepts"
    assert [row.text for row in table.each("tr.area")] == [
        "Linear algebra",
        "Data",
        "Other topics",
    ]
    rows = {
        row.one("th").text: [cell.text for cell in row.each("td")]
        for row in table.each("tr")
        if row.all("td")
    }
    assert rows["Vector"] == ["2", "", "Matrix", "Mean"]
    assert rows["Eigenvector"] == ["1", "Matrix", "PCA", ""]
    assert rows["Alone"] == ["1", "", "", ""]
    assert [a.attributes["href"] for a in table.one("#concept-pca").each("a")] == [
        "topics/pca.md",
        "topics/eigenvector.md",
    ]


def test_a_table_has_no_column_and_no_title_that_says_nothing(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n[[B]]", "b.md": "# B\n\nx", "c.md": "# C\n\nx"}
    table = garden(tmp_path, files)[MAP].one("table.graph")
    assert table.one("thead").says("th") == ["concept", "Linked with"]
    assert table.all("tr.area") == [], "nobody has named an area"
    assert {row.one("th").text: row.says("td") for row in table.one("tbody").each("tr")} == {
        "A": ["B"],
        "B": ["A"],
        "C": [""],
    }


def many(count: int, area: str = "") -> dict[str, str]:
    """So many notes, each linked with the first, in a folder that names their area."""
    folder = f"{area}/" if area else ""
    names = [f"Concept {area} {n:03}".replace("  ", " ") for n in range(count)]
    return {f"{folder}{name}.md": f"See [[{names[0]}]]." for name in names}


def test_a_long_table_is_folded_by_area_and_nothing_is_missing(tmp_path: Path) -> None:
    page = garden(tmp_path, many(40, "algebra") | many(30, "logic"))[MAP]
    folds = page.one("div.map-table").all("details")
    assert [fold.one("summary").text for fold in folds] == ["Algebra 40", "Logic 30"]
    assert [len(fold.one("tbody").all("tr")) for fold in folds] == [40, 30]
    assert all("open" not in fold.attributes for fold in folds)
    titles = [fold.one("table").attributes["aria-label"] for fold in folds]
    assert titles == ["Algebra", "Logic"], "whoever goes from table to table hears which it is"
    assert page.one("#concept-concept-logic-029").says("td") == ["Concept logic 000"]


def test_a_long_table_without_areas_is_folded_like_a_dictionary(tmp_path: Path) -> None:
    folds = garden(tmp_path, many(130))[MAP].one("div.map-table").all("details")
    assert [fold.one("summary").text for fold in folds] == [
        "Concept 000 – Concept 043 44",
        "Concept 044 – Concept 086 43",
        "Concept 087 – Concept 129 43",
    ]
    assert [len(fold.one("tbody").all("tr")) for fold in folds] == [44, 43, 43]


def test_a_very_long_area_is_folded_in_parts_that_say_its_name(tmp_path: Path) -> None:
    files = many(101, "algebra") | many(3, "logic")
    folds = garden(tmp_path, files)[MAP].one("div.map-table").all("details")
    assert [fold.one("summary").text for fold in folds] == [
        "Algebra: Concept algebra 000 – Concept algebra 033 34",
        "Algebra: Concept algebra 034 – Concept algebra 067 34",
        "Algebra: Concept algebra 068 – Concept algebra 100 33",
        "Logic 3",
    ]


def test_a_table_that_can_be_seen_at_once_is_not_folded(tmp_path: Path) -> None:
    page = garden(tmp_path, many(30, "algebra") | many(30, "logic"))[MAP]
    assert page.one("div.map-table").all("details") == []
    assert page.says("tr.area") == ["Algebra", "Logic"]


def test_a_garden_in_which_nothing_is_connected_has_no_map(tmp_path: Path) -> None:
    found = built(tmp_path, {"A.md": "x", "B.md": "y", "week-1.md": "See [[A]] and [[B]]."})
    assert MAP not in {page.src for page in pages(found, workings=True)}
    assert "map" not in navigation(found, pages(found, workings=True))
    assert map_script(context(found, workings=False), folders=True) == ""
    assert all("data-map" not in gardens.readable(p.markdown) for p in pages(found, workings=False))


def test_a_topic_page_offers_the_map_around_it_where_there_is_something_around(
    tmp_path: Path,
) -> None:
    found = garden(tmp_path, FILES)
    (link,) = [a for a in found["topics/pca.md"].each("a") if "data-map" in a.attributes]
    assert link.attributes["data-map"] == "PCA"
    assert link.attributes["href"] == "../map.md#concept-pca"
    assert not [a for a in found["topics/alone.md"].each("a") if "data-map" in a.attributes]


def test_the_map_stands_where_the_navigation_says(tmp_path: Path) -> None:
    found = built(tmp_path)
    sections = navigation(found, pages(found, workings=False))
    assert sections["map"] == [{"Map": "map.md"}]
    assert placed(["index.md", "syntopic:map"], {"map": sections["map"]}) == [
        "index.md",
        {"Map": "map.md"},
    ]


@pytest.mark.parametrize(
    ("folders", "address"), [(True, "topics/pca/"), (False, "topics/pca.html")]
)
def test_the_script_tells_the_browser_concepts_and_edges_by_their_places(
    tmp_path: Path, folders: bool, address: str
) -> None:
    found = told(built(tmp_path), folders=folders)
    assert found["areas"] == ["Linear algebra", "Data", "Other topics"]
    names = [concept[0] for concept in found["concepts"]]
    assert names == ["Vector", "Matrix", "Eigenvector", "PCA", "Alone", "Mean"]
    assert found["concepts"][3] == ["PCA", address, 1, 1, []]
    assert found["concepts"][1][4] == ["table of numbers"], "by which it is found as well"
    assert [names.index("PCA"), names.index("Eigenvector")] in found["needs"]
    assert found["labels"]["search"] == "Find a concept"


@pytest.mark.parametrize("code", known_languages())
def test_all_that_the_drawing_says_is_in_every_language(code: str) -> None:
    labels = language(code).labels
    assert set(LABELS.values()) <= set(labels)
    assert "{count}" in labels["map-name"] and "{concept}" in labels["map-around-name"]


def test_a_name_can_say_nothing_to_the_browser_but_itself(tmp_path: Path) -> None:
    name = 'A "</script><b>" \\ name'
    found = built(tmp_path, {"a.md": f"---\nconcept: '{name}'\n---\n[[B]]", "B.md": "x"})
    assert name in [concept[0] for concept in told(found)["concepts"]]
    page = next(page for page in pages(found, workings=False) if page.src == MAP)
    assert "<b>" not in gardens.readable(page.markdown)


def test_private_concepts_are_neither_on_the_map_nor_in_its_script(tmp_path: Path) -> None:
    files = FILES | {
        "private/hidden.md": "# Canary one\n\n[[Vector]]",
        "draft.md": "---\ndraft: true\nrequires: [Vector]\naliases: [Canary two]\n---\n# Draft\n\n"
        "[[PCA]]",
        "course/Vector.md": "A list. %%[[Canary three]]%% [[Canary one]]",
        "area.md": "---\npublish: false\narea: Canary land\n---\n[[Vector]]",
    }
    found = built(tmp_path, files)
    script = map_script(context(found, workings=True), folders=True)
    page = next(page for page in pages(found, workings=True) if page.src == MAP)
    for text in (script, gardens.readable(page.markdown)):
        assert "canary" not in text.casefold() and "Draft" not in text
        assert "Eigenvector" in text


# Colours

CSS = Path(__file__).resolve().parent.parent / "plugins/syntopic/frontend/src/css"
SEEN_AS = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopes": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes (2009): what light of linear RGB looks like to whom."""

Colour = tuple[float, float, float]


def colours(dark: bool) -> tuple[list[Colour], Colour]:
    """The colours of areas and of the paper in a scheme, as light of linear RGB."""
    tokens = (CSS / "tokens.css").read_text("utf-8").split('[data-md-color-scheme="slate"]')
    maps = (CSS / "map.css").read_text("utf-8").split('[data-md-color-scheme="slate"]')
    areas = dict(re.findall(r"--area-(\d): (#\w{6});", maps[dark].split("}")[0]))
    (paper,) = re.findall(r"--paper: (#\w{6});", tokens[dark])
    return [light(areas[str(n)]) for n in range(1, 9)], light(paper)


def light(written: str) -> Colour:
    parts = (int(written[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def times(matrix: Any, colour: Colour) -> Colour:
    first, second, third = (sum(m * c for m, c in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def oklab(colour: Colour) -> Colour:
    """Björn Ottosson's space, in which equal distances look equal."""
    cones = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        colour,
    )
    l, m, s = (max(cone, 0) ** (1 / 3) for cone in cones)  # noqa: E741 - as the cones are called
    return times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (l, m, s),
    )


@pytest.mark.parametrize("eyes", SEEN_AS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_colours_of_areas_can_be_told_apart_by(eyes: str, dark: bool) -> None:
    areas, _ = colours(dark)
    seen = [oklab(times(SEEN_AS[eyes], colour)) for colour in areas]
    near = [
        (math.dist(a, b), n, m) for n, a in enumerate(seen) for m, b in enumerate(seen) if n < m
    ]
    assert min(near)[0] > 0.1, min(near)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_colours_of_areas_stand_out_from_the_paper_as_graphics_must(dark: bool) -> None:
    areas, paper = colours(dark)
    luminance = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (paper, *areas)]
    for one in luminance[1:]:
        low, high = sorted((one, luminance[0]))
        assert (high + 0.05) / (low + 0.05) >= 3
