"""What the map is drawn with, part by part: places of concepts and of names, search, arrow keys."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.map.garden import garden
from playwright.sync_api import Browser, Page

from front_end import bundle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("linked")]

PARTS = ("graph", "layout", "labels", "lines", "search", "keys")
DESK, PHONE = (800, 460), (200, 360)
LAID_OUT = """([told, room]) => {
  const graph = parts.graphOf(told);
  const layout = parts.layoutOf(graph, room);
  while (!layout.settle(50));
  return graph.concepts.map(({ x, y }) => [x, y]);
}"""
NAMED = """([told, places, scale, within, always, how]) => {
  const graph = parts.graphOf(told);
  graph.concepts.forEach((concept, n) => [concept.x, concept.y] = places[n]);
  const wide = lines => ({ lines, width: 6.5 * Math.max(...lines.map(line => line.length)) });
  const written = ({ name }) => wide(parts.shortened(name, text => 6.5 * text.length));
  const radius = concept => concept.radius;
  const { concepts, edges } = graph;
  const areas = told.areas.map((name, area) => ({ area, ...wide([name]) }));
  const setting = { concepts, order: concepts, areas, edges, scale, within, radius, written };
  const most = ({ index }) => index < always ? parts[how] : parts.FREE;
  return parts.placed({ ...setting, most })
    .map(({ concept, x, y, width, lines }) => {
      const [half, tall] = [width / 2, 7 * lines.length];
      return [concept ? concept.index : -1, x - half, y - tall, x + half, y + tall];
    });
}"""
EVERYWHERE = {"left": -1e6, "top": -1e6, "right": 1e6, "bottom": 1e6}

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that knows the map's modules, built as the front end builds them."""
    made = tmp_path_factory.mktemp("parts") / "parts.js"
    bundle([f"map/{part}" for part in PARTS], made, "--format=iife", "--global-name=parts")
    found = browser.new_page()
    found.add_script_tag(path=str(made))
    yield found
    found.close()


def places(
    page: Page, told: dict[str, Any], room: tuple[int, int] = (960, 600)
) -> list[list[float]]:
    return list(page.evaluate(LAID_OUT, [told, room]))


def named(
    page: Page,
    told: dict[str, Any],
    spots: list[list[float]],
    scale: float,
    within: dict[str, float] = EVERYWHERE,
    always: int = 5,
    how: str = "ANY",
) -> dict[Box, int]:
    """Where names stand, and whose they are (-1: an area); the first ``always`` need a place."""
    found = page.evaluate(NAMED, [told, spots, scale, within, always, how])
    return {tuple(box): index for index, *box in found}


def box(spots: list[list[float]]) -> Box:
    xs, ys = zip(*spots, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or one[0] >= other[2] or one[3] <= other[1] or one[1] >= other[3]


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return garden(60, 140, areas=4)


def test_a_garden_has_one_map_and_it_depends_on_nothing_but_the_garden(
    page: Page, told: dict[str, Any]
) -> None:
    assert places(page, told) == places(page, told)


def test_what_comes_first_stands_to_the_left_of_what_it_leads_to(page: Page) -> None:
    chain = garden(6, 0, areas=1) | {"needs": [[n + 1, n] for n in range(5)]}
    found = [x for x, _ in places(page, chain)]
    assert found == sorted(found) and found[-1] - found[0] > 200


def test_a_circle_of_needs_is_drawn_as_well(page: Page) -> None:
    circle = garden(4, 0, areas=1) | {"needs": [[1, 0], [2, 1], [3, 2], [0, 3], [1, 2]]}
    assert all(abs(x) < 5000 and abs(y) < 5000 for x, y in places(page, circle))


def test_no_mark_stands_on_another(page: Page, told: dict[str, Any]) -> None:
    found = places(page, told)
    near = [
        (a, b)
        for n, a in enumerate(found)
        for b in found[:n]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 15**2
    ]
    assert near == []


@pytest.mark.parametrize("scale", [0.15, 0.6, 1.5, 4])
@pytest.mark.parametrize("seed", range(3))
def test_no_name_is_ever_written_over_another(page: Page, scale: float, seed: int) -> None:
    rng = random.Random(seed)
    told = garden(250, 300 if seed else 60, seed=seed)
    spots = [[rng.gauss(0, 300), rng.gauss(0, 200)] for _ in told["concepts"]]
    labels = [*named(page, told, spots, scale)]
    for n, one in enumerate(labels):
        assert all(apart(one, other) for other in labels[:n])
    assert len(labels) > 5, "and yet there are names"


@pytest.mark.parametrize("scale", [0.3, 0.8])
def test_the_name_of_an_area_covers_no_mark(page: Page, scale: float) -> None:
    told = garden(200, 500, areas=5)
    spots = places(page, told)
    titles = [one for one, index in named(page, told, spots, scale).items() if index < 0]
    assert len(titles) >= 4
    for x, y in ((scale * x, scale * y) for x, y in spots):
        assert all(apart((x - 5, y - 5, x + 5, y + 5), title) for title in titles)


def test_no_name_leaves_what_is_seen_when_the_whole_map_is(page: Page) -> None:
    told = garden(60, 90, areas=1)
    spots = places(page, told, PHONE)
    left, top, right, bottom = box(spots)
    scale = min(200 / (right - left), 360 / (bottom - top))
    within = dict(
        left=left * scale - 60,
        right=right * scale + 60,
        top=top * scale - 60,
        bottom=bottom * scale + 60,
    )
    found = named(page, told, spots, scale, within, always=12, how="SEEN")
    assert len(found) > 10
    for one in found:
        assert one[0] >= within["left"] and one[2] <= within["right"]


@pytest.mark.parametrize("room", [DESK, PHONE])
def test_every_mark_has_its_name_where_the_map_is_closest(
    page: Page, room: tuple[int, int]
) -> None:
    told = archipelago()
    for n, concept in enumerate(told["concepts"]):
        concept[0] += " and whatever else there is to be said of it by somebody" * (n % 9 == 0)
    found = named(page, told, places(page, told, room), 5, always=999)
    assert {*found.values()} >= {*range(len(told["concepts"]))}


LONG = "Why every symmetric matrix of real numbers has a basis of eigenvectors"


@pytest.mark.parametrize("name", [LONG, "特征值与特征向量" * 5, "Donaudampfschifffahrt" * 4])
def test_a_long_name_is_cut_to_two_lines_and_whole_where_it_is_looked_at(
    page: Page, name: str
) -> None:
    ask = "([how, name]) => parts[how](name, text => 7 * [...text].length)"
    short, whole = (page.evaluate(ask, [how, name]) for how in ("shortened", "whole"))
    assert len(short) == 2 and short[1].endswith("…")
    assert max(map(len, short + whole)) <= 16
    assert "".join(whole).replace(" ", "") == name.replace(" ", "")


def test_a_short_name_stays_as_it_is(page: Page) -> None:
    ask = "name => parts.shortened(name, text => 7 * text.length)"
    assert page.evaluate(ask, "Bayes' theorem") == ["Bayes' theorem"]
    assert page.evaluate(ask, "Gradient descent method") == ["Gradient", "descent method"]


ISLANDS = (60, 9, 5, 3, 2, 2)


def archipelago() -> dict[str, Any]:
    """Islands of these sizes, each a tree with some more lines, and twenty concepts alone."""
    rng = random.Random(3)
    links: list[list[int]] = []
    start = 0
    for size in ISLANDS:
        links += [[start + n, start + rng.randrange(n)] for n in range(1, size)]
        start += size
    return garden(start + 20, 0, areas=1) | {"links": links}


@pytest.mark.parametrize("room", [DESK, PHONE])
def test_islands_lie_beside_each_other_and_the_largest_takes_most_of_the_map(
    page: Page, room: tuple[int, int]
) -> None:
    spots = places(page, archipelago(), room)
    found, start = [], 0
    for size in ISLANDS:
        found.append(box(spots[start : start + size]))
        start += size
    for n, one in enumerate(found):
        assert all(apart(one, other) for other in found[:n])
    whole, largest = box(spots), found[0]
    area = (whole[2] - whole[0]) * (whole[3] - whole[1])
    assert (largest[2] - largest[0]) * (largest[3] - largest[1]) > 0.4 * area


@pytest.mark.parametrize("room", [DESK, PHONE])
def test_concepts_without_a_line_stand_in_columns_below_all_others(
    page: Page, room: tuple[int, int]
) -> None:
    spots = places(page, archipelago(), room)
    others, lone = spots[: sum(ISLANDS)], spots[sum(ISLANDS) :]
    assert min(y for _, y in lone) > max(y for _, y in others)
    columns, rows = ({round(spot[way]) for spot in lone} for way in (0, 1))
    assert len(columns) * len(rows) < 20 + len(columns), "no row but the last has a gap"
    assert box(lone)[3] - box(lone)[1] < 0.4 * (box(spots)[3] - box(spots)[1])


def test_search_finds_the_beginning_of_names_before_their_middle(page: Page) -> None:
    told = garden(0, 0) | {
        "concepts": [
            ["Non-linear map", "a/", 0, 1, []],
            ["Linear map", "b/", 0, 1, ["homomorphism"]],
            ["Linéaire", "c/", 0, 1, []],
            ["Map", "d/", 0, 1, []],
        ]
    }
    ask = "([told, typed]) => parts.matching(parts.graphOf(told), typed).map(c => c.name)"
    assert page.evaluate(ask, [told, "linear"]) == ["Linear map", "Non-linear map"]
    assert page.evaluate(ask, [told, "LINEA"]) == ["Linear map", "Linéaire", "Non-linear map"]
    assert page.evaluate(ask, [told, " map "]) == ["Map", "Non-linear map", "Linear map"]
    assert page.evaluate(ask, [told, "homo"]) == ["Linear map"]
    assert page.evaluate(ask, [told, "  "]) == page.evaluate(ask, [told, "zzz"]) == []


def test_arrows_reach_most_concepts_and_page_keys_reach_all(
    page: Page, told: dict[str, Any]
) -> None:
    reached = page.evaluate(
        """([told, places]) => {
          const graph = parts.graphOf(told);
          graph.concepts.forEach((concept, n) => [concept.x, concept.y] = places[n]);
          const reached = keys => {
            const seen = new Set([parts.first(graph)]);
            for (const concept of seen)
              for (const key of keys) {
                const to = parts.next(graph, concept, key);
                if (to) seen.add(to);
              }
            return seen.size;
          };
          const arrows = ["Left", "Right", "Up", "Down"].map(way => `Arrow${way}`);
          return [reached(arrows), reached(["PageDown", "PageUp"])];
        }""",
        [told, places(page, told)],
    )
    assert reached[0] >= 0.9 * len(told["concepts"])
    assert reached[1] == len(told["concepts"])


def test_around_a_concept_stand_its_neighbours_and_the_lines_between_them(page: Page) -> None:
    told = garden(40, 0, areas=1) | {
        "needs": [[1, 0]],
        "links": [[0, n] for n in range(2, 30)] + [[2, 3], [2, 35]],
    }
    found = page.evaluate(
        """told => {
          const graph = parts.around(parts.graphOf(told), told.concepts[0][0]);
          const edges = graph.edges.map(edge => [edge.from.index, edge.to.index]);
          return [graph.concepts.map(concept => concept.index), edges];
        }""",
        told,
    )
    assert found[0] == list(range(21)), "twenty at most"
    assert [0, 1] in found[1] and [2, 3] in found[1] and [2, 35] not in found[1]
