"""What the map is drawn with, part by part: places of concepts and of names, search, arrow keys."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.map.garden import garden
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("linked")]

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "plugins" / "syntopic" / "frontend"
PARTS = ("graph", "layout", "labels", "search", "keys")
LAID_OUT = """told => {
  const graph = parts.graphOf(told);
  const layout = parts.layoutOf(graph, 1.6);
  while (!layout.settle(50));
  return graph.concepts.map(({ x, y }) => [x, y]);
}"""
NAMED = """([told, places, scale]) => {
  const graph = parts.graphOf(told);
  graph.concepts.forEach((concept, n) => [concept.x, concept.y] = places[n]);
  const written = name => ({ lines: [name], width: 6.5 * name.length });
  const radius = concept => concept.radius;
  const { concepts, edges } = graph;
  const always = new Set(concepts.slice(0, 5));
  const areas = told.areas.map((name, area) => ({ area, name }));
  return parts.placed({ concepts, order: concepts, areas, always, edges, scale, radius, written })
    .map(({ concept, x, y, width }) => [concept ? concept.index : -1, x, y, width]);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that knows the map's modules, built as the front end builds them."""
    folder = tmp_path_factory.mktemp("parts")
    entry, made = FRONTEND / "parts-for-tests.ts", folder / "parts.js"
    text = "".join(f'export * from "./src/map/{part}";\n' for part in PARTS)
    sys.path.insert(0, str(ROOT))
    from build_frontend import node_with_packages

    command = [node_with_packages(FRONTEND), "node_modules/esbuild/bin/esbuild", "--bundle"]
    command += ["--format=iife", "--global-name=parts", f"--outfile={made}", "--log-level=error"]
    subprocess.run(
        [*command, "--loader=ts", f"--sourcefile={entry.name}"],
        cwd=FRONTEND,
        input=text,
        text=True,
        check=True,
    )
    found = browser.new_page()
    found.add_script_tag(path=str(made))
    yield found
    found.close()


def places(page: Page, told: dict[str, Any]) -> list[list[float]]:
    return list(page.evaluate(LAID_OUT, told))


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
    labels = page.evaluate(NAMED, [told, spots, scale])
    boxes = [(x - w / 2, y - 7, x + w / 2, y + 7) for _, x, y, w in labels]
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:n]:
            apart = right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
            assert apart, (labels[n], other)
    assert len(labels) > 5, "and yet there are names"


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
