"""What a topic page promises to its reader."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import gardens
from rendered import Element, garden
from syntopic.cli import main
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.model import Disagreement, Shown, Side
from syntopic.rendering.settled import OPENING
from syntopic.rendering.settled import settled as settled_by_place

SOURCES = (
    "- {key: book, title: The Book of Lines, short: Book}\n"
    "- {key: film, title: A Film, short: Film, url: 'https://www.youtube.com/watch?v=abc'}\n"
)
BOOK = "A line is straight and never ends, whatever anybody draws."
FILM = "Think of a road across the desert at night."


def topic(folder: Path, notes: dict[str, str], name: str = "line", **settings: object) -> Element:
    """The page of one topic, of notes that two sources hold."""
    return garden(folder, {"sources.yml": SOURCES, **notes}, **settings)[f"topics/{name}.md"]


# --- the head -----------------------------------------------------------------------------------


def test_the_title_is_the_concept_and_the_page_has_no_other(tmp_path: Path) -> None:
    page = topic(
        tmp_path, {"book/line.md": f"# Line\n\n{BOOK}", "film/line.md": f"# Line\n\n{FILM}"}
    )
    assert page.says("h1") == ["Line"]


def test_one_line_tells_date_reading_time_sources_and_that_no_synthesis_is_written(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": f"---\ncreated: 2023-05-09\n---\n# Line\n\n{BOOK}",
        "film/line.md": f"---\nupdated: 2024-03-01\ncreated: 2020-01-01\n---\n# Line\n\n{FILM}",
    }
    (facts,) = topic(tmp_path, notes).all("p.facts")
    assert facts.says("span") == ["1 min read", "2 sources", "notes in progress"]
    assert facts.one("time").text == "1 March 2024"
    assert facts.one("time").attributes["datetime"] == "2024-03-01"


def test_with_a_synthesis_the_date_and_the_reading_time_are_those_of_the_synthesis(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": f"---\nupdated: 2024-03-01\n---\n# Line\n\n{'word ' * 2000}",
        "synthesis/line.md": "---\ndate: 2022-02-03\n---\n# Line\n\n" + "mine " * 500,
    }
    facts = topic(tmp_path, notes).one("p.facts")
    assert facts.one("time").text == "3 February 2022"
    assert facts.says("span") == ["2 min read", "1 source"]


@pytest.mark.parametrize("date", ["", "2024-13-77", "soon"])
def test_a_note_without_a_date_leaves_the_date_out(tmp_path: Path, date: str) -> None:
    page = topic(tmp_path, {"book/line.md": f"---\nupdated: {date}\n---\n# Line\n\n{BOOK}"})
    assert page.one("p.facts").all("time") == []


def test_a_topic_says_what_to_know_first_and_what_it_leads_to(tmp_path: Path) -> None:
    notes = {
        "syllabus.yml": (
            "areas:\n- name: Shapes\n  concepts:\n  - Point\n"
            "  - {name: Line, requires: [Point, Not written]}\n"
            "  - {name: Plane, requires: [Line]}\n"
        ),
        **{f"book/{n}.md": f"# {n}\n\nWords of {n}." for n in ("Point", "Line", "Plane")},
    }
    page = topic(tmp_path, notes)
    path = page.one("dl.path")
    assert path.says("dt") == ["Know first", "Leads to"]
    assert path.says("dd") == ["Point", "Plane"]
    assert [a.attributes["href"] for a in path.each("a")] == ["point.md", "plane.md"]
    crumb = page.one("p.crumb")
    assert crumb.text == "Shapes · 2 / 3"
    assert crumb.one("a").attributes["href"] == "index.md#area-shapes"


def test_other_names_are_told_once_and_the_name_itself_is_not(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"---\naliases: [LINE, straight, Straight, ray]\n---\n# Line\n\n{BOOK}"
    }
    assert topic(tmp_path, notes).one("p.aka").text == "also: straight, ray"


# --- the order of the page ----------------------------------------------------------------------


def test_the_synthesis_comes_first_and_what_it_repeats_of_the_notes_is_one_click_away(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\nOnly the book says that rulers break.",
        "film/line.md": f"# Line\n\n{FILM}",
        "synthesis/line.md": f"# Line\n\nMy own opening.\n\n{BOOK}\n\n## My way\n\nLast words.",
    }
    page = topic(tmp_path, notes)
    assert page.order("My own opening", BOOK, "Last words", "My synthesis", "From my notes", FILM)
    synthesis = page.one(".synthesis")
    assert synthesis.says("h2") == ["My way"]
    folded = synthesis.one("details.also")
    assert folded.one("summary").text == "also in Book"
    assert BOOK in folded.one("blockquote").text
    assert [BOOK in passage.text for passage in page.each(".passage")] == [False, False]
    assert "open" not in folded.attributes


def test_the_only_note_keeps_its_authors_headings_and_order(tmp_path: Path) -> None:
    text = f"# Line\n\n## Gotchas\n\nTrap.\n\n## My thoughts\n\n{BOOK}\n\n## Intuition\n\nA road."
    page = topic(tmp_path, {"book/line.md": text})
    assert page.says("h2") == ["Gotchas", "My thoughts", "Intuition", "Sources"]


def test_from_the_second_note_on_the_facets_order_the_page(tmp_path: Path) -> None:
    notes = {
        "book/line.md": "# Line\n\n## Gotchas\n\nTrap.\n\n## Intuition\n\nA road.",
        "film/line.md": f"# Line\n\n{FILM}\n\n## Its history\n\nOld.",
    }
    page = topic(tmp_path, notes)
    facets = [h.text for h in page.each("h2") if "facet" in h.classes]
    assert facets[:4] == ["In plain English", "Intuition", "More", "Pitfalls"]
    assert page.says("h3") == ["Its history"]


def test_near_duplicates_are_one_line_and_their_wording_is_one_click_away(tmp_path: Path) -> None:
    other = BOOK.replace("A line", "The line")
    notes = {"book/line.md": f"# Line\n\n{BOOK}", "film/line.md": f"# Line\n\n{other}\n\n{FILM}"}
    page = topic(tmp_path, notes)
    first, second = page.all(".passage")
    assert first.one("summary").text == "also in Film"
    assert first.one("blockquote").text == f"Film {other}"
    assert second.says("p") == ["Film", FILM]


# --- the picture --------------------------------------------------------------------------------

FIGURE = "## Intuition\n\n![A road](road.png)\n\nWords below the figure.\n"
DRAWN = "```python exec label=lead\nfrom IPython.display import SVG\n%s```\n"
SVG = "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><text>%s</text></svg>'))\n"


def test_without_a_synthesis_the_picture_follows_the_first_plain_words(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n{FIGURE}",
        "book/road.png": gardens.PIXEL,
        "film/line.md": f"# Line\n\n{FILM}",
    }
    page = topic(tmp_path, notes)
    passages = [e for e in page.each() if "passage" in e.classes or "picture" in e.classes]
    assert [e.attributes["id"] for e in passages][1] == "picture"
    assert BOOK in passages[0].text
    assert [i.attributes["alt"] for i in page.each("img")] == ["A road"], "and nowhere else"
    assert page.order(BOOK, FILM, "Intuition", "Words below the figure.")


def test_with_a_synthesis_the_picture_follows_its_first_paragraphs(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n{FIGURE}",
        "book/road.png": gardens.PIXEL,
        "synthesis/line.md": "# Line\n\nFirst mine.\n\nSecond mine.\n\nThird mine.\n",
    }
    page = topic(tmp_path, notes)
    synthesis = page.one(".synthesis")
    inside = [e for e in synthesis.children if isinstance(e, Element)]
    assert [e.attributes.get("id") or e.text for e in inside] == [
        "First mine.",
        "Second mine.",
        "picture",
        "Third mine.",
    ]
    assert len(page.all("img")) == 1


def test_a_picture_that_the_synthesis_draws_early_stands_above_the_code_that_draws_it(
    tmp_path: Path,
) -> None:
    code = DRAWN % (SVG % "mine")
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n",
        "synthesis/line.md": f"# Line\n\nFirst mine.\n\n{code}\nSecond mine.\n\nThird mine.\n",
    }
    page = topic(tmp_path, notes, run=True)
    inside = [e for e in page.one(".synthesis").children if isinstance(e, Element)]
    assert inside[0].text == "First mine." and inside[1].attributes["id"] == "picture"
    assert page.order("First mine.", "from IPython.display", "Second mine.")


def test_the_picture_does_not_wait_for_a_second_paragraph_below_a_heading(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n{FIGURE}",
        "book/road.png": gardens.PIXEL,
        "synthesis/line.md": "# Line\n\nFirst mine.\n\n## Then\n\nSecond mine.\n",
    }
    synthesis = topic(tmp_path, notes).one(".synthesis")
    inside = [e for e in synthesis.children if isinstance(e, Element)]
    assert [e.tag for e in inside] == ["p", "div", "h2", "p"]


def test_a_picture_that_a_note_names_stands_after_the_opening_with_its_description(
    tmp_path: Path,
) -> None:
    front = "---\npicture: road.png\ndescription: A road to nowhere\n---\n"
    notes = {
        "book/line.md": f"{front}# Line\n\n{BOOK}\n\nMore.",
        "book/road.png": gardens.PIXEL,
        "film/line.md": f"# Line\n\n{FILM}",
    }
    (image,) = topic(tmp_path, notes).one("#picture").all("img")
    assert image.attributes == {
        "src": "../assets/notes/book/road.png",
        "alt": "A road to nowhere",
    }


def test_on_the_page_of_one_note_a_figure_stays_where_its_author_put_it(tmp_path: Path) -> None:
    notes = {"book/line.md": f"# Line\n\n{BOOK}\n\n{FIGURE}", "book/road.png": gardens.PIXEL}
    page = topic(tmp_path, notes)
    assert page.all("#picture") == [] and len(page.all("img")) == 1


def test_a_passage_that_held_only_the_picture_leaves_no_empty_heading(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n## Intuition\n\n![A road](road.png)\n",
        "book/road.png": gardens.PIXEL,
        "film/line.md": f"# Line\n\n{FILM}",
        "film/see.md": "# See\n\nIn [[book/line#Intuition|that]].",
    }
    pages = garden(tmp_path, {"sources.yml": SOURCES, **notes})
    page = pages["topics/line.md"]
    assert "Intuition" not in page.says("h2")
    assert page.says(".mark") == ["Book", "Film"]
    target = next(
        a.attributes["href"] for a in pages["topics/see.md"].each("a") if a.text == "that"
    )
    assert page.all("#" + target.partition("#")[2]), "links to the passage still lead to the page"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Element:
    code = DRAWN % (SVG % "first" + SVG % "second" + "print(6 * 7)\n")
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n{code}",
        "film/line.md": f"# Line\n\n{FILM}\n\n```python exec\nassert 1 == 1\n```\n\n"
        "```python exec\n1 / 0\n```\n\n```python exec\nprint('never')\n```\n\n"
        "```python\nprint('shown only')\n```\n",
    }
    return topic(tmp_path_factory.mktemp("drawn"), notes, run=True)


def test_a_code_figure_is_lifted_to_the_top_and_its_code_says_so(drawn: Element) -> None:
    assert drawn.one("#picture").says("text") == ["second"]
    lifted = drawn.all("p.ran")[0]
    assert lifted.text.endswith("drew the picture above")
    assert lifted.one("a").attributes["href"] == "#picture"
    assert drawn.order(BOOK, FILM, "print(6 * 7)")


def test_only_the_picture_leaves_the_outputs_of_its_code(drawn: Element) -> None:
    cell = drawn.all("div.cell")[0]
    assert cell.says("text") == ["first"]
    assert cell.says("pre.printed") == ["42"]
    assert drawn.says("text") == ["second", "first"]


def test_below_code_one_quiet_line_says_what_became_of_it(drawn: Element) -> None:
    told = [line.text for line in drawn.each("p.ran")]
    assert told[0].startswith("ran") and "Python 3." in told[0]
    assert told[1].startswith("ran") and "Python 3." in told[1], "a session that failed is unsure"
    assert told[2].startswith("failed")
    assert told[3:] == ["not run"]
    assert "never" not in drawn.says("pre.printed")


# --- who says it --------------------------------------------------------------------------------


def test_each_passage_names_its_source_and_place_and_links_both(tmp_path: Path) -> None:
    notes = {
        "book/ch2/line.md": f"# Line\n\n{BOOK}",
        "film/line.md": f"---\nlocator: '12:40'\n---\n# Line\n\n{FILM}",
    }
    book, film = topic(tmp_path, notes).all(".mark")
    assert book.text == "Book ch2" and film.text == "Film 12:40"
    assert book.one("a").attributes["href"] == "../sources/book.md"
    assert [a.attributes["href"] for a in film.each("a")] == [
        "../sources/film.md",
        "https://www.youtube.com/watch?v=abc&t=760s",
    ]
    assert {"source-1"} <= set(book.classes) and {"source-2"} <= set(film.classes)


def test_a_source_keeps_its_colour_on_every_page(tmp_path: Path) -> None:
    notes = {
        f"{key}/{name}.md": f"# {name}\n\n{key} of {name}"
        for key in ("film", "book")
        for name in ("Line", "Plane")
    }
    pages = garden(tmp_path, {"sources.yml": SOURCES, **notes})
    colours = {
        (element.text.split()[0], next(c for c in element.classes if c.startswith("source-")))
        for src in ("topics/line.md", "topics/plane.md")
        for element in pages[src].each(".mark")
    }
    assert colours == {("Book", "source-1"), ("Film", "source-2")}


def test_the_mark_is_not_repeated_while_one_note_goes_on(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n## Gotchas\n\nTrap.\n\n## Definition\n\nMore of it.",
        "film/line.md": f"# Line\n\n{FILM}",
    }
    page = topic(tmp_path, notes)
    assert page.says(".mark") == ["Book", "Film", "Book"]
    assert len(page.all(".passage")) == 4


# --- formulas -----------------------------------------------------------------------------------


def test_a_formula_stands_with_its_symbols_and_its_reading(tmp_path: Path) -> None:
    text = (
        "# Line\n\n$$y = mx + b$$\n\n- $m$ is the slope\n- $b$: where it crosses\n\n"
        "In words: go up by the slope at every step.\n"
    )
    page = topic(tmp_path, {"book/line.md": text})
    assert page.one("div.formula").text.replace(" ", "") == "y=mx+b"
    symbols = page.one("div.symbols")
    assert symbols.says("dt") == ["m", "b"] and symbols.says("dd") == [
        "the slope",
        "where it crosses",
    ]
    assert page.one("div.reading").text == "In words go up by the slope at every step."


def test_notation_of_another_source_is_named_beside_the_symbol(tmp_path: Path) -> None:
    formula = "# Line\n\n$$y = {0}x$$\n\n- ${0}$ is the slope\n- $x$ is the {1}\n"
    notes = {
        "book/line.md": formula.replace("{0}", "m").replace("{1}", "place"),
        "film/line.md": formula.replace("{0}", "w").replace("{1}", "input of it"),
    }
    page = topic(tmp_path, notes)
    book, film = page.all("div.symbols")[:2]
    assert book.says("small") == ["written w (Film)"]
    assert film.says("small") == ["written m (Book)"]


# --- the foot -----------------------------------------------------------------------------------


def test_a_small_matrix_shows_what_each_source_adds(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}\n\n## Intuition\n\nA road.",
        "film/line.md": f"# Line\n\n{FILM}",
    }
    page = topic(tmp_path, notes)
    matrix = page.one("table.matrix")
    assert [th.text for th in matrix.each("th") if th.attributes["scope"] == "col"] == [
        "Book", "Film",
    ]  # fmt: skip
    rows = {row.one("th").text: row.says("td") for row in matrix.one("tbody").each("tr")}
    assert rows == {"In plain English": ["yes", "yes"], "Intuition": ["yes", ""]}


def test_a_topic_of_one_source_has_no_matrix(tmp_path: Path) -> None:
    assert topic(tmp_path, {"book/line.md": f"# Line\n\n{BOOK}"}).all("table.matrix") == []


def test_who_links_here_is_told_with_the_sentence_its_marked_words_and_its_formulas(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}",
        "film/slope.md": "# Slope\n\nNot this. How steep a [[Line|straight line]] is: $m < 2$.",
    }
    backlinks = topic(tmp_path, notes).one("dl.backlinks")
    assert backlinks.says("dt") == ["Slope"]
    (sentence,) = backlinks.all("dd")
    assert sentence.one("mark").text == "straight line"
    assert sentence.one("math").text.replace(" ", "") == "m<2"
    assert "Not this" not in sentence.text


def test_the_notebook_is_offered_where_code_runs_and_nowhere_else(
    drawn: Element, tmp_path: Path
) -> None:
    (link,) = [a for a in drawn.each("a") if "download" in a.attributes]
    assert link.attributes["href"] == "line.ipynb"
    page = topic(tmp_path, {"book/line.md": f"# Line\n\n{BOOK}\n\n```python\nx\n```\n"})
    assert [a for a in page.each("a") if "download" in a.attributes] == []


# --- addresses within a page --------------------------------------------------------------------


def ids(page: Element) -> list[str]:
    return [e.attributes["id"] for e in page.each() if e.attributes.get("id")]


def links(page: Element) -> dict[str, str]:
    return {a.text: a.attributes["href"] for p in page.each("p") for a in p.each("a")}


def test_equal_block_ids_of_two_notes_are_two_places_and_links_lead_to_the_right_one(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK} ^same\n\n## Picture\n\nHung. ^picture\n\nAgain. ^same",
        "film/line.md": f"# Line\n\n{FILM} ^same\n\n- item ^inner\n\n- x ^same",
        "film/see.md": "# See\n\n[[book/line#^same|one]] [[film/line#^same|two]] "
        "[[book/line#^picture|three]]",
    }
    pages = garden(tmp_path, {"sources.yml": SOURCES, **notes})
    page = pages["topics/line.md"]
    assert len(ids(page)) == len(set(ids(page)))
    told = {}
    for text, href in links(pages["topics/see.md"]).items():
        for passage in page.each(".passage"):
            if "#" in href and passage.all("#" + href.split("#")[1]):
                told[text] = passage.attributes["data-source"]
    assert told == {"one": "book", "two": "film", "three": "book"}


def test_equal_block_ids_and_names_of_leftover_notes_are_two_places(tmp_path: Path) -> None:
    notes = {
        "book/week 3.md": "One. ^same",
        "book/week-3.md": "Two. ^same",
        "film/see.md": "# See\n\n[[book/week 3#^same|one]] [[book/week-3#^same|two]]",
    }
    pages = garden(tmp_path, {"sources.yml": SOURCES, **notes})
    source = pages["sources/book.md"]
    assert len(ids(source)) == len(set(ids(source)))
    assert len(set(links(pages["topics/see.md"]).values())) == 3, "two places and the source"


def test_a_note_of_no_concept_has_the_title_that_its_author_gave_it(tmp_path: Path) -> None:
    notes = {
        "book/w3.md": "# Week 3: *review*\n\nOn [[Line]]. See ![[book/w4]].\n",
        "book/w4.md": "# 4.2\n\nLoose.\n",
        "film/line.md": "# Line\n\nx\n",
    }
    pages = garden(tmp_path, {"sources.yml": SOURCES, **notes})
    source, line = pages["sources/book.md"], pages["topics/line.md"]
    assert source.says("h2")[-2:] == ["Week 3: review", "4.2"]
    assert line.one("dl.backlinks").says("dt") == ["Week 3: review"]
    assert links(source)["4.2"] == "#note-book-w4"


def test_a_note_may_use_the_words_that_the_page_itself_uses_for_its_parts(tmp_path: Path) -> None:
    headings = "".join(
        f"## {name}\n\nx\n\n" for name in ("Symbols", "Coverage", "Picture", "Topics")
    )
    notes = {
        "book/symbols.md": f"# Symbols\n\n{BOOK} ^symbols\n\n{headings}",
        "film/symbols.md": f"# Symbols\n\n{FILM} ^coverage\n\n{headings}",
        "synthesis/symbols.md": f"# Symbols\n\nMine. ^linked-from\n\n{headings}",
    }
    page = topic(tmp_path, notes, "symbols")
    assert len(ids(page)) == len(set(ids(page)))


def test_formulas_in_backlinks_know_the_authors_macros(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}",
        "film/slope.md": "# Slope\n\nA [[line]] in $\\RR^2$, not in $\\nonsense$.",
    }
    page = topic(tmp_path, notes, macros={"RR": "\\mathbb{R}", "bad": "{"})
    (sentence,) = page.one("dl.backlinks").all("dd")
    assert sentence.one("math").text == "ℝ2" and "$\\nonsense$" in sentence.text


# --- headings -----------------------------------------------------------------------------------


def jumps(page: Element) -> list[str]:
    found, before = [], 0
    for element in page.each():
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = int(element.tag[1])
            if level > before + 1:
                found.append(f"{element.tag} {element.text} after h{before}")
            before = level
    return found


WILD = (
    "#### Deep\n\na\n\n## Up\n\nb\n\n##### Down\n\nc\n\n###### Lower\n\nd\n\n"
    "### Middle\n\ne\n\n# Top\n\nf\n\n#### Last\n\ng\n"
)


@pytest.mark.parametrize("others", [(), ("film",), ("synthesis",), ("film", "synthesis")])
def test_however_deep_a_note_begins_no_level_of_headings_is_skipped(
    tmp_path: Path, others: tuple[str, ...]
) -> None:
    notes = {"book/line.md": f"---\ntitle: Line\n---\n{BOOK}\n\n{WILD}", "book/week 2.md": WILD}
    notes |= {f"{key}/line.md": f"---\ntitle: Line\n---\nBy {key}.\n\n{WILD}" for key in others}
    pages = garden(tmp_path, {"sources.yml": SOURCES, **notes}, workings=True)
    assert {src: jumps(page) for src, page in pages.items()} == {src: [] for src in pages}
    assert all(len(page.all("h1")) == 1 for page in pages.values())


def test_a_heading_of_a_synthesis_stays_below_the_one_above_the_picture(tmp_path: Path) -> None:
    text = "---\ntitle: Line\n---\n## A\n\none\n\ntwo\n\n### B\n\nthree\n\n## C\n\nfour\n"
    page = topic(tmp_path, {"synthesis/line.md": text, "book/line.md": f"# Line\n\n{BOOK}"})
    synthesis = page.one(".synthesis")
    assert (synthesis.says("h2"), synthesis.says("h3")) == (["A", "C"], ["B"])


# --- what sources disagree on, what the author alone sees ---------------------------------------

WITH = "The bootstrap draws samples from the sample itself, with replacement, again and again."
WITHOUT = WITH.replace("with replacement", "without replacement")


def settled(folder: Path, notes: dict[str, str]) -> dict[str, Element]:
    """The pages after the one disagreement of the garden has been settled."""
    notes = {"sources.yml": SOURCES, **notes}
    before = build_garden(gardens.write(folder / "notes", notes), Options())
    (found,) = [d for t in before.topics for d in t.disagreements]
    record = f"- {{id: {found.id}, concept: Line, reason: 'Because *I* tried $x$.'}}\n"
    return garden(folder, {**notes, ".syntopic/settled.yml": record})


def test_a_settled_disagreement_is_told_right_after_the_side_that_is_read_last(
    tmp_path: Path,
) -> None:
    notes = {"book/line.md": f"# Line\n\n{WITH}", "film/line.md": f"# Line\n\n{WITHOUT}"}
    page = settled(tmp_path, {**notes, "book/ch9/line.md": f"# Line\n\n## Gotchas\n\n{BOOK}"})
    page = page["topics/line.md"]
    differ = page.one("div.differ")
    assert differ.text == "Sources differ Because I tried x."
    assert differ.one("em").text == "I" and differ.all("math")
    assert page.order(WITH, WITHOUT, "Sources differ", BOOK)


def test_a_settled_disagreement_is_told_also_when_the_synthesis_repeats_one_side(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{WITH}\n\n{BOOK}",
        "film/line.md": f"# Line\n\n{WITHOUT}\n\n{FILM}",
        "synthesis/line.md": f"# Line\n\nIn the book:\n\n{WITH}",
    }
    page = settled(tmp_path, notes)["topics/line.md"]
    assert page.order("My synthesis", "From my notes", WITHOUT, FILM, "Sources differ")


def test_what_is_settled_about_words_that_the_synthesis_repeats_is_told_after_it() -> None:
    merged = gardens.topic(
        gardens.note("book/line.md", f"# Line\n\n{BOOK}\n\nMore."),
        gardens.note("synthesis/line.md", f"# Line\n\n{BOOK}\n\nMine."),
    )
    (shown, _) = merged.opening
    assert isinstance(shown, Shown)
    (folded,) = shown.also
    side = Side(folded.note, folded.block, folded.text)
    found = Disagreement("id", "words", "They differ", side, side, "Because.")
    assert settled_by_place(replace(merged, disagreements=(found,))) == {OPENING: (found,)}


def test_an_unsettled_disagreement_and_gaps_are_seen_by_the_author_alone(tmp_path: Path) -> None:
    notes = {
        "sources.yml": SOURCES,
        "book/line.md": f"# Line\n\n{WITH}",
        "film/line.md": f"# Line\n\n{WITHOUT}",
    }
    public = garden(tmp_path, notes)
    assert all(page.all(".workings") == [] for page in public.values())
    assert "coverage.md" not in public and "syntopic" not in public["topics/line.md"].text
    pages = garden(tmp_path, notes, workings=True)
    workings = pages["topics/line.md"].one("aside.workings")
    assert workings.says("blockquote") == [f"book/line.md:3 {WITH}", f"film/line.md:3 {WITHOUT}"]
    why, not_so = workings.says("code")
    assert why.startswith("syntopic settle ") and why.endswith('"…"')
    assert not_so == why.replace('"…"', "--no-conflict")
    assert workings.all("li")[-1].text.endswith("Intuition, Formula, Code")
    assert "coverage.md" in pages


def test_the_author_is_told_with_commands_what_changed_since_the_synthesis(tmp_path: Path) -> None:
    notes = {
        "sources.yml": SOURCES,
        "book/line.md": f"# Line\n\n{BOOK}",
        "synthesis/line.md": "# Line\n\nMine.",
    }
    folder = gardens.write(tmp_path / "notes", notes)
    (tmp_path / "mkdocs.yml").write_text("plugins: [syntopic]\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["reviewed", "Line", "-f", str(tmp_path / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    assert list((folder / ".syntopic").rglob("*")), "the record is there"
    changed = {**notes, "book/line.md": "# Line\n\nQuite another thing is said here now."}
    stale = garden(tmp_path, changed, workings=True)["topics/line.md"].one("li.stale")
    assert stale.says("code") == ['syntopic changed "Line"', 'syntopic reviewed "Line"']
    assert "book/line.md:3" in stale.text
    assert garden(tmp_path, changed)["topics/line.md"].all(".stale") == []


# --- footnotes, embeds, descriptions ------------------------------------------------------------


def test_a_footnote_stands_on_every_page_that_refers_to_it_and_on_no_other(tmp_path: Path) -> None:
    text = "## {}\n\nWords of {}.{}\n\n"
    week = (
        text.format("Line", "line", "[^1]")
        + text.format("Plane", "plane", "[^1] [^n]")
        + text.format("Point", "point", "")
        + "[^1]: The first, see[^2].\n[^2]: The second.\n[^n]: The named.\n[^0]: Nobody's.\n"
    )
    notes = {"sources.yml": SOURCES, "book/week 2.md": week, "film/plane.md": "# Plane\n\nx[^1]\n\n"
             "[^1]: Of the film."}  # fmt: skip
    pages = garden(tmp_path, notes)
    told = {
        name: [li.text.rstrip(" ↩") for li in page.each("li") if "fn:" in str(li.attributes)]
        for name in ("line", "plane", "point")
        if (page := pages[f"topics/{name}.md"])
    }
    assert told["point"] == ["Nobody's."], "what nobody refers to stays where it is written"
    assert [t.split(",")[0].split(".")[0] for t in told["line"]] == ["The first", "The second"]
    assert sorted(t.split(",")[0].split(".")[0] for t in told["plane"]) == [
        "Of the film",
        "The first",
        "The named",
        "The second",
    ]
    plane = pages["topics/plane.md"]
    assert len(ids(plane)) == len(set(ids(plane)))


def test_a_folded_wording_keeps_its_footnote(tmp_path: Path) -> None:
    notes = {
        "book/line.md": f"# Line\n\n{BOOK}",
        "film/line.md": f"# Line\n\n{BOOK[:-1]}[^1].\n\n[^1]: Of the film.",
    }
    page = topic(tmp_path, notes)
    assert page.one("details.also") and "Of the film" in page.text


def test_a_wording_that_the_synthesis_repeats_keeps_its_footnote(tmp_path: Path) -> None:
    notes = {
        "book/line.md": "# Line\n\nNoted[^a].\n\n[^a]: Of the book.\n\nMore than that.",
        "synthesis/line.md": "Noted[^a].\n\n[^a]: Of my own.",
    }
    page = topic(tmp_path, notes)
    assert page.one("details.also") and "Of my own" in page.text and "Of the book" in page.text


def test_an_embed_that_stands_alone_is_shown_and_one_in_a_sentence_is_a_link(
    tmp_path: Path,
) -> None:
    notes = {
        "book/line.md": "# Line\n\n![[plane#Deep|there]]\n\nSee ![[plane]].\n\n![[p.png|A road]]",
        "book/plane.md": "# Plane\n\nFlat.\n\n## Deep\n\nDown.",
        "book/p.png": gardens.PIXEL,
    }
    page = topic(tmp_path, notes)
    assert page.one("figure.embed").text == "there Book Down."
    assert "Flat." not in page.text and "See Plane." in page.text
    assert page.one("figcaption").one("a").attributes["href"].startswith("plane.md#")
    assert links(page)["Plane"] == "plane.md"
    assert [(i.attributes["src"], i.attributes["alt"]) for i in page.each("img")] == [
        ("../assets/notes/book/p.png", "A road")
    ]


def test_a_drawn_figure_is_named_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    code = "```python exec alt='A straight road' caption='My road'\n" + (SVG % "z") + "```\n"
    page = topic(
        tmp_path,
        {"book/line.md": f"# Line\n\n{BOOK}\n\n" + code.replace("exec", "exec", 1).replace(
            "display(", "from IPython.display import SVG, display\ndisplay(")},
        run=True,
    )  # fmt: skip
    drawing = page.one("div.drawing")
    assert drawing.attributes["role"] == "img"
    assert drawing.attributes["aria-label"] == "A straight road"
    assert page.says("figcaption") == ["My road"]


def test_a_notebook_that_does_not_run_shows_what_was_stored_in_it(tmp_path: Path) -> None:
    cell = {
        "cell_type": "code", "execution_count": 1, "id": "a", "metadata": {},
        "source": "print(6 * 7)",
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "42\n"}],
    }  # fmt: skip
    notebook = {
        "cells": [{"cell_type": "markdown", "id": "b", "metadata": {}, "source": BOOK}, cell],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    page = topic(tmp_path, {"book/line.ipynb": json.dumps(notebook)})
    assert page.says("pre.printed") == ["42"]
    assert page.says("p.ran") == ["output stored in the notebook"]


def test_several_parts_of_one_note_on_one_concept_show_the_picture_once(tmp_path: Path) -> None:
    week = f"## Line\n\n{BOOK}\n\n## Line\n\n{FILM}\n"
    notes = {"book/week 2.md": "---\npicture: p.png\n---\n" + week, "book/p.png": gardens.PIXEL}
    page = topic(tmp_path, notes)
    assert page.order(BOOK, FILM) and len(page.all("img")) == 1
    assert len(ids(page)) == len(set(ids(page)))
