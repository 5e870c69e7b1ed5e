"""The sample garden is read in learning order, whichever engine has built it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("sample-garden")


def neighbour(site: Path, url: str, way: str) -> str:
    """The page that the foot of a page leads to, by its address; empty without one."""
    html = (site / url / "index.html").read_text(encoding="utf-8")
    foot = html[html.index("<footer") :]
    found = re.search(
        rf'<a href="\.\./([^"]*)" class="md-footer__link md-footer__link--{way}"', foot
    )
    return f"topics/{found[1]}" if found else ""


@pytest.mark.parametrize("engine", ["site", "properdocs_site"])
def test_previous_and_next_go_through_all_topics_area_by_area(
    request: pytest.FixtureRequest, engine: str
) -> None:
    site: Path = request.getfixturevalue(engine)
    told = json.loads((site / "garden.json").read_text(encoding="utf-8"))["topics"]
    areas = list(dict.fromkeys(topic["area"] for topic in told))
    urls = [t["url"] for t in sorted(told, key=lambda topic: areas.index(topic["area"]))]
    assert len(urls) > 10
    assert (neighbour(site, urls[0], "prev"), neighbour(site, urls[-1], "next")) == ("topics/", "")
    for url, following in pairwise(urls):
        assert neighbour(site, url, "next") == following
        assert neighbour(site, following, "prev") == url


def test_nothing_of_the_sample_garden_comes_before_what_it_requires(site: Path) -> None:
    told = json.loads((site / "garden.json").read_text(encoding="utf-8"))["topics"]
    place = {topic["concept"]: number for number, topic in enumerate(told)}
    late = [
        (topic["concept"], name)
        for topic in told
        for name in topic["requires"]
        if place.get(name, -1) > place[topic["concept"]]
    ]
    assert late == []
