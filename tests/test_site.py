"""How a garden sits in a site: navigation, addresses, the manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import gardens
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, pages
from syntopic.publishing.values import page_url
from syntopic.site import MOST_AREAS, manifest, navigation, placed


def build(folder: Path, files: dict[str, str]) -> Garden:
    return build_garden(gardens.write(folder, files), Options(), cache=None)


def nav(garden: Garden, *, workings: bool = False) -> dict[str, list[Any]]:
    return navigation(garden, pages(garden, workings=workings))


@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("index.md", ""),
        ("topics/index.md", "topics/"),
        ("topics/gini-index.md", "topics/gini-index/"),
        ("topics/matrix.md", "topics/matrix/"),
        ("topics/über.md", "topics/über/"),
        ("blog/README.md", "blog/"),
    ],
)
def test_addresses_are_below_the_site_without_a_leading_slash(src: str, address: str) -> None:
    assert page_url(src) == address


@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("index.md", "index.html"),
        ("blog/README.md", "blog/index.html"),
        ("topics/matrix.md", "topics/matrix.html"),
    ],
)
def test_where_pages_are_files_addresses_name_them(src: str, address: str) -> None:
    assert page_url(src, folders=False) == address


def test_each_area_is_a_section_with_its_topics_in_learning_order(tmp_path: Path) -> None:
    syllabus = (
        "areas:\n- name: Maths\n  concepts: [Vector, Angle]\n- name: Data\n  concepts: [Mean]\n"
    )
    files = {f"{name}.md": f"# {name}\n\nx" for name in ("Angle", "Mean", "Vector", "Zoo")}
    topics = nav(build(tmp_path, {"syllabus.yml": syllabus, **files}))["topics"]
    titles = [next(iter(section)) for section in topics]
    assert titles == ["Topics", "Maths", "Data", "Other topics"]
    assert topics[1]["Maths"] == [{"Vector": "topics/vector.md"}, {"Angle": "topics/angle.md"}]


def test_many_areas_stand_below_one_section(tmp_path: Path) -> None:
    files = {f"area {n}/c{n}.md": f"# Concept {n}x\n\nx" for n in range(MOST_AREAS + 1)}
    (only,) = nav(build(tmp_path, files))["topics"]
    (section,) = only.values()
    assert section[0] == "topics/index.md"
    assert len(section) == MOST_AREAS + 2


def test_a_garden_without_areas_lists_its_topics_directly(tmp_path: Path) -> None:
    (only,) = nav(build(tmp_path, {"Angle.md": "x", "Mean.md": "y"}))["topics"]
    assert list(only.values()) == [
        ["topics/index.md", {"Angle": "topics/angle.md"}, {"Mean": "topics/mean.md"}]
    ]


def test_every_page_of_the_navigation_exists_and_workings_only_when_shown(tmp_path: Path) -> None:
    garden = build(
        tmp_path, {"book/a.md": "# Angle\n\n$$a=b$$\n\n- $a$ is it", "sources.yml": "[book]"}
    )
    for workings in (False, True):
        sections = nav(garden, workings=workings)
        known = {page.src for page in pages(garden, workings=workings)}
        assert set(_files(sections)) <= known
        assert ("coverage" in sections) is workings


def _files(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value
    return [file for inner in values for file in _files(inner)]


SECTIONS = {"topics": [{"T": ["t.md"]}], "sources": [{"S": ["s.md"]}]}


def test_without_placeholders_the_generated_sections_follow_the_authors_pages() -> None:
    assert placed(["index.md"], SECTIONS) == ["index.md", {"T": ["t.md"]}, {"S": ["s.md"]}]


def test_placeholders_are_filled_where_they_stand_and_the_rest_is_appended() -> None:
    given = [{"Mine": ["syntopic:sources", {"Deep": "syntopic:nothing"}]}, "a.md"]
    assert placed(given, SECTIONS) == [
        {"Mine": [{"S": ["s.md"]}, {"Deep": []}]},
        "a.md",
        {"T": ["t.md"]},
    ]
    assert placed(
        [{"All": "syntopic:topics"}, {"Link": "https://a.b"}, "syntopic:sources"], SECTIONS
    ) == [
        {"All": [{"T": ["t.md"]}]},
        {"Link": "https://a.b"},
        {"S": ["s.md"]},
    ]


def test_the_manifest_tells_what_the_site_holds_and_nothing_private(tmp_path: Path) -> None:
    files = {
        "sources.yml": "- {key: book, title: The Book, kind: book}\n",
        "book/Angle.md": "---\nrequires: [Gini index]\naliases: [corner]\n---\n[[Gini index]]",
        "Gini index.md": "x %%canary-comment%%",
        "private/secret.md": "canary-private [[Angle]]",
        "draft.md": "---\ndraft: true\n---\n# Canary-draft\n\n[[Angle]]",
    }
    told = manifest(build(tmp_path, files))
    found = json.loads(told)
    angle, gini = sorted(found["topics"], key=lambda topic: topic["concept"])
    assert (angle["url"], gini["url"]) == ("topics/angle/", "topics/gini-index/")
    assert (angle["aliases"], angle["requires"], angle["sources"]) == (
        ["corner"],
        ["Gini index"],
        ["book"],
    )
    assert (angle["links"], gini["backlinks"], angle["backlinks"]) == (
        ["gini-index"],
        ["angle"],
        [],
    )
    assert [source["page"] for source in found["sources"]][:1] == ["sources/book/"]
    assert "canary-" not in told.casefold()
    assert "secret" not in told
    assert told.endswith("}\n")
