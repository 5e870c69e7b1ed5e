"""Learning paths as pages: steps in order, gaps, how far each is; and what leads to them."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

import sites
from links import broken
from rendered import Element, garden
from syntopic.linking.paths import MOST_STEPS

SYLLABUS = (
    "areas:\n"
    "- name: Shapes & co\n  concepts:\n  - Point\n  - {name: Line, requires: [Point]}\n"
    "  - {name: Angle, requires: [Line]}\n  - {name: Plane, requires: [Line, Angle]}\n"
    "- name: Numbers\n  concepts:\n  - {name: Area, requires: [Plane]}\n"
    "  - {name: Volume, requires: [Area, Point]}\n"
    "  - {name: Hidden thing, private: true, requires: [Volume]}\n"
)
NOTES = {
    "syllabus.yml": SYLLABUS,
    "book/point.md": "# Point\n\nHas no parts. And no size.",
    "book/line.md": "# Line\n\nHas no breadth: $x < y$.",
    "synthesis/line.md": "---\ndescription: Where *two* <points> are.\n---\n# Line\n\nMine.",
    "book/plane.md": "# Plane\n\nIs flat.",
    "book/area.md": "# Area\n\nHow much it holds.",
    "book/volume.md": "# Volume\n\nHow much room it takes.",
    "book/secret.md": "---\ndraft: true\nrequires: [Volume]\n---\n# Canary secret\n\nNo.",
    "book/hidden.md": "---\npublish: false\n---\n# Hidden thing\n\nNo.",
}
TO = "paths/to/volume.md"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    return garden(tmp_path_factory.mktemp("paths"), NOTES)


def test_a_path_to_a_concept_has_all_that_comes_before_it_in_order(
    pages: dict[str, Element],
) -> None:
    page = pages[TO]
    assert page.says("h1") == ["Everything to know for Volume"]
    assert page.says("h2") == ["Shapes & co", "Numbers"]
    first, second = page.all("ol.steps")
    assert [step.attributes["id"] for step in first.each("li")] == [
        "point",
        "line",
        "angle",
        "plane",
    ]
    assert [step.attributes["id"] for step in second.each("li")] == ["area", "volume"]
    assert second.attributes["start"] == "5", "the numbers go on"


def test_each_step_has_its_sentence_and_names_what_it_builds_on_where_it_stands(
    pages: dict[str, Element],
) -> None:
    line = pages[TO].one("#line")
    assert line.one(".topic-name").one("a").attributes["href"] == "../../topics/line.md"
    assert line.one(".topic-summary").text == "Where *two* <points> are."
    assert line.one(".needs").text == "builds on Point"
    assert line.one(".needs").one("a").attributes["href"] == "#point"
    assert pages[TO].one("#volume").one(".needs").text == "builds on Area"


def test_what_nobody_has_noted_is_a_gap_in_its_place_without_a_link(
    pages: dict[str, Element],
) -> None:
    gap = pages[TO].one("#angle")
    assert gap.one(".topic-name").text == "Angle not written yet"
    assert [a.text for a in gap.each("a")] == ["Line"], "what it builds on is known"
    plane = pages["topics/plane.md"].one("dl.path").all("dd")[0]
    assert plane.all("a")[0].text == "Line", "its page leads past the gap"


def test_how_far_the_steps_are_is_shown_and_said(pages: dict[str, Element]) -> None:
    page = pages[TO]
    states = [piece.attributes["class"] for piece in page.one("div.strip").each("i")]
    assert states == ["is-noted", "is-mine", "is-gap", "is-noted", "is-noted", "is-noted"]
    assert page.one("p.facts").says("span") == [
        *("6 steps", "5 min read", "My synthesis 1", "notes in progress 4", "not written yet 1"),
    ]


def test_a_topic_leads_to_its_path_and_an_area_to_its_own(pages: dict[str, Element]) -> None:
    head = pages["topics/volume.md"].one("dl.path")
    assert head.says("dd") == ["Area all 6 steps, in order"]
    (way,) = head.all("a.whole-path")
    assert way.attributes["href"] == "../paths/to/volume.md"
    assert pages["topics/area.md"].all("a.whole-path") != []
    assert pages["topics/line.md"].all("a.whole-path") == [], "its page says it all"
    ways = [p.one("a").attributes["href"] for p in pages["topics/index.md"].each("p.area-path")]
    assert ways == ["../paths/shapes-co.md", "../paths/numbers.md"]


def test_the_path_of_an_area_begins_with_what_it_builds_on_elsewhere(
    pages: dict[str, Element],
) -> None:
    page = pages["paths/numbers.md"]
    assert page.says("h1") == ["Numbers, in order"]
    assert [step.attributes["id"] for step in page.one("ol.steps").each("li")] == ["area", "volume"]
    assert (page.one("dl.path").says("dt"), page.one("dl.path").says("dd")) == (
        ["Know first"],
        ["Plane"],
    )
    needs = page.one("#area").one(".needs").one("a")
    assert needs.attributes["href"] == "../topics/plane.md", "that step is on another page"


def test_one_page_lists_all_paths(pages: dict[str, Element]) -> None:
    page = pages["paths/index.md"]
    areas = page.one("ol.paths")
    assert areas.says(".topic-name") == ["Shapes & co 4 steps", "Numbers 2 steps"]
    assert page.one("ul.fed").says("li") == ["Plane 4 steps", "Area 5 steps", "Volume 6 steps"]
    assert {a.attributes["href"] for a in page.each("a")} == {
        *("shapes-co.md", "numbers.md", "to/plane.md", "to/area.md", "to/volume.md"),
        *("#learning-paths", "#by-concept"),
    }


def test_nothing_private_is_a_step_or_what_one_leads_to(pages: dict[str, Element]) -> None:
    told = " ".join(page.text for page in pages.values())
    assert "Hidden" not in told
    assert "Canary" not in told
    assert [src for src in pages if "hidden" in src or "secret" in src] == []


def test_a_garden_that_says_nothing_of_an_order_has_no_paths(tmp_path: Path) -> None:
    notes = {f"maths/{name}.md": f"# {name}\n\nText." for name in ("Point", "Line", "Plane")}
    pages = garden(tmp_path, notes)
    assert [src for src in pages if src.startswith("paths")] == []
    assert pages["topics/index.md"].all("p.area-path") == []


def test_a_topic_that_leads_to_many_names_some_and_folds_the_rest(tmp_path: Path) -> None:
    names = [f"Use {letter}" for letter in "ABCDEFGH"]
    notes = {f"{n}.md": f"---\nrequires: [Point]\n---\n# {n}\n\nText." for n in names}
    page = garden(tmp_path, {**notes, "Point.md": "Text."})["topics/point.md"]
    shown = page.one("dl.path").one("dd")
    assert [a.text for a in shown.each("a")] == names, "all of them are there"
    folded = shown.one("details")
    assert folded.one("summary").text == "and 3 more"
    assert [a.text for a in folded.each("a")] == names[5:]


def test_a_very_long_path_lists_its_end_and_says_where_its_beginning_is(tmp_path: Path) -> None:
    names = [f"Step {n}x" for n in range(MOST_STEPS + 5)]
    entries = [f"  - {{name: {names[0]}}}"]
    entries += [f"  - {{name: {name}, requires: [{first}]}}" for first, name in pairwise(names)]
    areas = [("Early", entries[:4]), ("Middle", entries[4:8]), ("Late", entries[8:])]
    listed = (f"- name: {area}\n  concepts:\n" + "\n".join(some) + "\n" for area, some in areas)
    notes = {f"{name}.md": f"# {name}\n\nText." for name in names if name != "Step 1x"}
    pages = garden(tmp_path, {"syllabus.yml": "areas:\n" + "".join(listed), **notes})
    page = pages[f"paths/to/step-{MOST_STEPS + 4}x.md"]
    assert page.one("p.facts").says("span")[0] == f"{MOST_STEPS + 5} steps"
    assert page.one("p.facts").says("span")[-1] == "not written yet 1", "it is among those before"
    assert page.all("ol.steps")[0].attributes["start"] == "6"
    assert page.one("p.earlier").text.startswith("5 steps come before these")
    assert [a.text for a in page.one("p.earlier").each("a")] == ["Early", "Middle"]
    first = page.one("#step-5x").one(".needs").one("a")
    assert first.attributes["href"] == "../../topics/step-4x.md", "that step is not on this page"


# --- as a site --------------------------------------------------------------------------------

NAV = (
    "nav:\n- index.md\n- Topics by hand:\n  - topics/volume.md\n  - topics/point.md\n"
    "- about.md\n- syntopic:paths\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """A site with a navigation of its author's own, and a page in the place of one of ours."""
    root = tmp_path_factory.mktemp("site")
    pages = {"index.md": "# Home\n", "about.md": "# About\n", "paths/numbers.md": "# My own way\n"}
    for name, text in {
        **{f"notes/{n}": t for n, t in NOTES.items()},
        **{f"docs/{n}": t for n, t in pages.items()},
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Ways\nsite_url: https://example.org/ways/\ntheme: {name: material}\n"
        f"plugins: [search, syntopic]\n{NAV}",
        encoding="utf-8",
    )
    built = sites.built(root, strict=True)
    assert built.code == 0, built.said
    return built


def neighbours(site: sites.Site, page: str) -> dict[str, str]:
    """Where previous and next at the foot of a page lead, by what they are called."""
    html = site.html(page)
    foot = html[html.index("<footer") :]
    found = re.findall(r'<a href="([^"]*)" class="md-footer__link md-footer__link--(\w+)"', foot)
    return {way: href for href, way in found}


def test_previous_and_next_follow_the_learning_order_whatever_the_navigation_says(
    site: sites.Site,
) -> None:
    assert neighbours(site, "topics/point") == {"prev": "../", "next": "../line/"}
    assert neighbours(site, "topics/line") == {"prev": "../point/", "next": "../plane/"}
    assert neighbours(site, "topics/area") == {"prev": "../plane/", "next": "../volume/"}
    assert neighbours(site, "topics/volume") == {"prev": "../area/"}, "here the order ends"


def test_paths_are_read_one_after_the_other(site: sites.Site) -> None:
    assert neighbours(site, "paths/shapes-co")["prev"] == "../"


def test_a_page_of_the_author_wins_over_a_path_of_ours(site: sites.Site) -> None:
    assert "My own way" in sites.visible(site.html("paths/numbers"))


def test_the_navigation_has_the_list_of_paths_and_the_search_has_none_of_them(
    site: sites.Site,
) -> None:
    html = site.html("about")
    assert 'href="../paths/"' in html
    assert "paths/to/" not in html
    index = (site.folder / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "paths/" not in index.replace("paths/numbers", "")
    assert "topics/volume/" in index
    assert "paths/to" not in site.said, "and no build complains that they are elsewhere"


def test_search_finds_a_topic_by_what_it_says_and_not_by_who_links_to_it(site: sites.Site) -> None:
    index = (site.folder / "search" / "search_index.json").read_text(encoding="utf-8")
    found = {entry["location"] for entry in json.loads(index)["docs"]}
    repeated = ("#linked-from", "#related", "#coverage", "#sources")
    assert any(place.endswith("#volume") for place in found)
    assert [place for place in found if place.endswith(repeated)] == []
    assert 'id="related"' in site.html("topics/volume"), "it stands on the page"


def test_every_link_of_the_paths_answers_and_the_site_map_has_them(site: sites.Site) -> None:
    assert broken(site.folder, "https://example.org/ways/") == []
    told = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "https://example.org/ways/paths/to/volume/" in told


def test_the_private_concept_is_in_no_file_of_the_site(site: sites.Site) -> None:
    for file in site.files():
        assert b"Canary" not in file.read_bytes(), file
        assert b"Hidden thing" not in file.read_bytes(), file
