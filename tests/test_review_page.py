"""The review page's place on the site, and what it says to those without a script."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import gardens
import sites
from rendered import garden
from syntopic.configuration import Options
from syntopic.garden import build_garden, pages
from syntopic.mkdocs_plugin.files import without_taken
from syntopic.site import navigation

NOTES = {
    "syllabus.yml": "areas:\n- name: Algebra\n  concepts: [Vector, Matrix, Trace]\n"
    "roles:\n  Engineer: [Algebra, Vector]\n",
    "sources.yml": "[{key: book, title: The Book, short: Book}]",
    "book/vector.md": "# Vector\n\nAn arrow, unlike a [[Matrix]].\n\n"
    "Q: What is a vector?\nA: An arrow, see [[Matrix]]. ^arrow\n\n"
    "C: It has a ==length== and a ==direction==.\n",
    "book/matrix.md": "# Matrix\n\nA table.\n\nQ: Why a table?\nA: It is one.\n",
    "book/trace.md": "# Trace\n\nA sum.\n",
    "book/week-1.md": "# Week 1\n\nOf no concept.\n\nR: The book's first week\nA: Week 1\n",
    "private/secret.md": "# Secret\n\nQ: Who knows?\nA: Nobody.\n",
}


def test_without_a_script_the_review_page_leads_to_what_asks_something(tmp_path: Path) -> None:
    found = garden(tmp_path, NOTES)["review/index.md"]
    place = found.one("div.review")
    assert place.attributes["data-review"] == ""
    assert "6 of them" in place.one("div.review-without").text
    links = [(link.text, link.attributes["href"]) for link in place.each("a")]
    assert links == [
        ("Vector", "../topics/vector.md"),
        ("Matrix", "../topics/matrix.md"),
        ("Book", "../sources/book.md"),
    ]
    assert place.says("li") == ["Vector 3", "Matrix 1", "Book 2"]
    assert place.says(".facet") == ["Algebra", "Sources"]


def test_a_garden_without_cards_has_no_review_page(tmp_path: Path) -> None:
    files = {name: text for name, text in NOTES.items() if name == "book/trace.md"}
    assert "review/index.md" not in garden(tmp_path, files)


def test_the_review_page_stands_after_the_topics_in_the_navigation(tmp_path: Path) -> None:
    built = build_garden(gardens.write(tmp_path, NOTES), Options(), cache=None)
    sections = navigation(built, pages(built, workings=False))
    assert list(sections)[:2] == ["topics", "review"]
    assert sections["review"] == [{"Review": "review/index.md"}]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    return sites.build(tmp_path_factory.mktemp("asking"), NOTES)


def deck_of(site: sites.Site) -> dict[str, object]:
    script = (site.folder / "assets/syntopic/deck.js").read_text("utf-8")
    told: dict[str, object] = json.loads(script.partition("= ")[2].removesuffix(";\n"))
    return told


def test_a_built_site_asks_every_card_of_its_pages_and_counts_them_alike(site: sites.Site) -> None:
    deck = deck_of(site)
    cards = deck["cards"]
    assert isinstance(cards, list)
    first, *_ = cards
    assert (first["key"], first["url"]) == ("arrow", "topics/vector/#arrow")
    assert len(cards) == 6
    assert '<a href="topics/matrix/"' in first["answer"]
    assert "6 of them" in site.html("review")
    assert deck["site"] == "Hostile"
    for card in cards:
        where, _, anchor = str(card["url"]).partition("#")
        assert f'id="{anchor}"' in site.html(where)


def test_nothing_private_is_asked(site: sites.Site) -> None:
    assert "Nobody" not in json.dumps(deck_of(site))
    assert "ecret" not in json.dumps(deck_of(site))


def test_the_review_page_is_linked_from_every_page_and_left_out_of_the_search(
    site: sites.Site,
) -> None:
    home = (site.folder / "index.html").read_text("utf-8")
    assert re.search(r'href="review/"[^>]*>\s*<span[^>]*>\s*Review', home)
    assert "review/" not in (site.folder / "search/search_index.json").read_text("utf-8")


@pytest.mark.parametrize("own", ["review.md", "review/index.md", "review/README.md"])
def test_a_page_of_the_authors_own_at_that_place_wins(tmp_path: Path, own: str) -> None:
    found = pages(
        build_garden(gardens.write(tmp_path, NOTES), Options(), cache=None), workings=False
    )
    kept = {page.src for page in without_taken(found, [own, "sheets/engineer.md", "topics.md"])}
    assert {page.src for page in found} - kept == {"review/index.md", "sheets/engineer.md"}


def test_the_list_for_those_without_a_script_is_well_formed(site: sites.Site) -> None:
    assert sites.unbalanced(site.html("review")) == []
