"""What the pages around the topics promise: topics, sources, symbols, coverage; and languages."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

import gardens
from rendered import Element, garden, rendered
from syntopic.configuration import options
from syntopic.garden import build_garden, context
from syntopic.languages import known_languages, language
from syntopic.rendering.home import home_page

SOURCES = (
    "- {key: book, title: The Book of Lines, short: Book, authors: [Ada Example, Bo], year: 2020,\n"
    "   kind: book, level: start here, verdict: Slow but *clear*., url: 'https://www.example.org/b'}\n"
    "- {key: film, title: A Film, short: Film, level: next, status: doing}\n"
    "- {key: talk, title: A Talk, level: start here}\n"
)
SYLLABUS = (
    "areas:\n- name: Shapes & co\n  concepts: [Point, Line, Plane]\n"
    "- name: Numbers\n  concepts: [Zero]\n- name: Empty\n  concepts: [Nothing yet]\n"
)
NOTES = {
    "sources.yml": SOURCES,
    "syllabus.yml": SYLLABUS,
    "book/ch2/line.md": "# Line\n\nA line is straight and never ends. It has a slope.\n\n"
    "$$y = mx$$\n\n- $m$ is the slope\n- $x$ is the place\n",
    "film/line.md": "---\nlocator: '12:40'\n---\n# Line\n\nThink of a road at night.\n\n"
    "## Intuition\n\nHeadlights.\n\n$$y = wx$$\n\n- $w$ is the slope\n",
    "book/plane.md": "# Plane\n\nFlat.\n",
    "book/week 3.md": "What we did all week.[^1]\n\n#### Summary\n\nToo many.\n\n"
    "[^1]: In the train.\n",
    "zero.md": "# Zero\n\nNothing at all.\n",
    "loose.md": "# Loose\n\nIn no area.\n",
    "talk/point.md": "# Point\n\nThe synthesis says it.\n",
    "synthesis/point.md": "---\ndescription: Where lines meet.\n---\n# Point\n\nMine.\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    return garden(tmp_path_factory.mktemp("pages"), NOTES, workings=True)


def rows(table: Element) -> dict[str, list[str]]:
    body = table.one("tbody")
    return {row.all("th")[0].text: row.says("td") for row in body.each("tr")}


def test_all_topics_stand_in_learning_order_with_a_sentence_each(pages: dict[str, Element]) -> None:
    page = pages["topics/index.md"]
    assert page.says("h2") == ["Shapes & co", "Numbers", "Other topics"]
    assert [a.text for p in page.each(".topic-name") for a in p.each("a")] == [
        *("Point", "Line", "Plane"),
        "Zero",
        "Loose",
    ]
    assert page.says(".topic-summary")[:3] == [
        "Where lines meet.",
        "A line is straight and never ends.",
        "Flat.",
    ]
    dots = page.all(".dots")[1]
    assert [dot.attributes["title"] for dot in dots.each("i")] == ["Book", "Film"]
    assert dots.attributes["title"] == "2 sources"


def test_the_area_of_a_topic_leads_to_its_place_among_the_topics(pages: dict[str, Element]) -> None:
    (link,) = pages["topics/line.md"].one("p.crumb").all("a")
    place, _, anchor = link.attributes["href"].partition("#")
    assert place == "index.md" and link.text == "Shapes & co"
    assert pages["topics/index.md"].one(f"#{anchor}").text == "Shapes & co"


def test_a_source_page_tells_what_it_is_and_what_i_think_of_it(pages: dict[str, Element]) -> None:
    page = pages["sources/book.md"]
    assert page.says("h1") == ["The Book of Lines"]
    facts = page.one("p.facts")
    assert facts.says("span") == ["Ada Example, Bo", "2020", "book"]
    assert (facts.one("a").text, facts.one("a").attributes["href"]) == (
        "example.org",
        "https://www.example.org/b",
    )
    assert page.one("p.verdict").text == "Slow but *clear*."


def test_a_source_page_lists_the_topics_it_feeds_with_the_place_of_each(
    pages: dict[str, Element],
) -> None:
    assert pages["sources/book.md"].one("ul.fed").says("li") == ["Line ch2", "Plane"]
    (line,) = pages["sources/film.md"].one("ul.fed").all("li")
    assert line.text == "Line 12:40"
    assert line.one("a").attributes["href"] == "../topics/line.md"


def test_a_source_page_tells_what_nobody_else_says(pages: dict[str, Element]) -> None:
    alone = pages["sources/film.md"].one("dl.alone")
    assert (alone.says("dt"), alone.says("dd")) == (["Line"], ["Intuition"])
    assert pages["sources/book.md"].all("dl.alone") == [], "what one source alone feeds is no news"


def test_text_of_no_concept_stands_on_the_page_of_its_source(pages: dict[str, Element]) -> None:
    page = pages["sources/book.md"]
    assert page.order("week 3", "What we did all week", "Summary", "Too many", "In the train")
    assert "Summary" in page.says("h3")
    others = [p for src, p in pages.items() if src != "sources/book.md"]
    assert not any("What we did all week" in p.text for p in others)


def test_sources_stand_by_level_in_the_authors_order(pages: dict[str, Element]) -> None:
    page = pages["sources/index.md"]
    assert page.order("Start here", "The Book of Lines", "A Talk", "Next", "A Film")
    assert page.says("h2") == ["Start here", "Next"]
    assert page.all("article")[0].one(".taught").text == "Line · Plane"


def test_where_no_source_is_registered_the_own_notes_are_the_one_that_is_listed(
    tmp_path: Path,
) -> None:
    notes = {"ml/pca.md": "# PCA\n\nShadows.\n", "2024-03-12.md": "What a day.\n"}
    (card,) = garden(tmp_path, notes)["sources/index.md"].all("article")
    assert card.all("a")[0].text == "My notes" and card.one(".taught").text == "PCA"


def test_the_page_of_symbols_tells_topic_by_topic_who_writes_what(
    pages: dict[str, Element],
) -> None:
    page = pages["symbols.md"]
    (heading,) = page.all("h2")
    assert heading.text == "Line" and heading.all("a")[0].attributes["href"] == "topics/line.md"
    assert page.says("dt") == ["w", "x"], "in the order of the topic page"
    assert page.says("dd") == ["the slope written m (Book)", "the place"]


def test_a_garden_without_explained_symbols_has_no_page_of_symbols(tmp_path: Path) -> None:
    assert "symbols.md" not in garden(tmp_path, {"line.md": "# Line\n\nStraight."})


def test_the_page_of_coverage_tells_who_fills_what_and_what_is_missing(
    pages: dict[str, Element],
) -> None:
    matrix = pages["coverage.md"].one("table.matrix")
    told = rows(matrix)
    assert told["Line"] == ["2", "3", "", "Code"]
    assert told["Plane"] == ["1", "", "", "Intuition, Formula, Code"]
    assert list(told) == ["Point", "Line", "Plane", "Zero", "Loose"]


def test_every_link_between_generated_pages_leads_to_a_page_and_an_anchor_that_exist(
    pages: dict[str, Element],
) -> None:

    count = 0
    for src, page in pages.items():
        for link in page.each("a"):
            href = link.attributes.get("href", "")
            if "://" in href or "headerlink" in link.classes:
                continue
            place, _, anchor = unquote(href).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(src), place))
            target = src if not place else target
            assert target in pages, (src, href)
            assert not anchor or pages[target].all(f"#{anchor}"), (src, href)
            count += 1
    assert count > 30


def test_what_is_missing_says_whether_it_is_a_picture(tmp_path: Path) -> None:
    text = "# Line\n\n![A bend](bend.png) ![[Bend.JPG]] ![[Curve]] [[Slope]]\n"
    page = garden(tmp_path, {"line.md": text})["topics/line.md"]
    assert [one.attributes["title"] for one in page.each("span.missing")] == [
        *("This picture is missing", "This picture is missing"),
        *("Nothing is noted about this yet", "Nothing is noted about this yet"),
    ]


def test_the_first_page_of_a_garden_without_areas_leads_to_its_topics(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path, {"line.md": "# Line\n\nStraight.\n"})
    view = context(build_garden(notes, options({})), workings=False)
    link = rendered(home_page(view, "Garden").markdown).one("p.topic-name").one("a")
    assert (link.text, link.attributes["href"]) == ("Topics", "topics/index.md")


def test_areas_whose_names_differ_by_a_sign_have_places_of_their_own(tmp_path: Path) -> None:
    areas = {"Loop": "C", "Class": "C++", "Event": "'C#'"}
    notes = {f"{n}.md": f"---\narea: {area}\n---\n# {n}\n\nx\n" for n, area in areas.items()}
    shown = garden(tmp_path, notes)["topics/index.md"]
    anchors = [heading.attributes["id"] for heading in shown.all("h2")]
    assert sorted(anchors) == ["area-c", "area-c-plus-plus", "area-c-sharp"]


# --- languages ------------------------------------------------------------------------------------

EVERYTHING = {
    "sources.yml": "- {key: buch, title: B, level: hoch}\n- {key: film, title: F}\n",
    "buch/line.md": "---\ndate: 2024-03-01\naliases: [Gerade]\narea: Formen\n---\n# Line\n\n"
    "WITH\n\n$$y = mx$$\n\n- $m$ is it\n- $x$ is that\n\nIn words: xx.\n\n"
    "```python exec\nprint(1)\n```\n\n$$z = mx$$\n\n- $m$ is it\n",
    "film/line.md": "---\nrequires: [Plane]\n---\n# Line\n\nWITH\n\n[[Plane]] xyz.\n\n"
    "$$q = wx$$\n\n- $w$ is it\n",
    "film/plane.md": "---\narea: Formen\n---\n# Plane\n\nFlat [[Line]] here.\n\n# Gone\n\nx\n",
    "film/4.2.md": "leftover words\n",
    "synthesis/plane.md": "# Plane\n\nMine.\n",
}


@pytest.mark.parametrize("code", [c for c in known_languages() if c != "en"])
def test_no_english_label_is_left_on_the_pages_of_a_garden_in_another_language(
    tmp_path: Path, code: str
) -> None:
    same = "One sentence that both of the sources say in just these very words."
    notes = {name: text.replace("WITH", same) for name, text in EVERYTHING.items()}
    english = set(labels(garden(tmp_path / "en", notes, workings=True)))
    other = labels(garden(tmp_path / code, notes, workings=True, language=code))
    both = set(language(code).labels.values()) & set(language("en").labels.values())
    assert len(english) > 12
    left = {re.sub(r"^\d+ ", "", text) for text in english & set(other)} - both - OWN_WORDS
    assert sorted(left) == []


def labels(pages: dict[str, Element]) -> list[str]:
    """What pages say of their own, outside of the notes' passages."""
    told: list[str] = []
    for page in pages.values():
        for what in (
            "h2.facet",
            "h2.part",
            "dt",
            "span",
            "summary",
            "p.workings-title",
            "p.byline",
        ):
            told += page.says(what)
        told += [th.text for table in page.each("table.matrix") for th in table.each("th")]
        told += [p.text for p in page.each("p.aka")] + page.says("h1")
    return told


OWN_WORDS = {
    *("", "Line", "Plane", "Gone", "B", "F", "Formen", "Hoch", "m", "x", "w", "4.2", "1", "2"),
    *("print", "(", ")", "y=mx", "print(1)", "z=mx", "q=wx", "m:", "w:"),
}


@pytest.mark.parametrize(
    ("code", "date"),
    [("en", "1 March 2024"), ("de", "1. März 2024"), ("fr", "1 mars 2024")],
)
def test_dates_are_written_as_the_language_writes_them(
    tmp_path: Path, code: str, date: str
) -> None:
    notes = {"line.md": "---\ndate: 2024-03-01\n---\n# Line\n\nx"}
    page = garden(tmp_path, notes, language=code)["topics/line.md"]
    assert page.one("time").text == date
