"""What stands elsewhere is shown where a note asks for it, once, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import gardens
from gardens import linked, note
from rendered import Element, garden
from spellings import built
from syntopic.configuration import options
from syntopic.garden import build_garden, context
from syntopic.garden import pages as rendered_pages
from syntopic.linking import Links
from syntopic.linking.nesting import DEEPEST, MOST_BLOCKS
from syntopic.model import NotePath, Severity
from syntopic.publishing.export import exported
from syntopic.publishing.plain.dialects import GITHUB
from syntopic.publishing.sharing.articles import Reader, article
from syntopic.publishing.values import Site

SOURCES = "- {key: book, title: The Book}\n- {key: course, title: The Course}\n"
NOTES: Mapping[str, str | bytes] = {
    "sources.yml": SOURCES,
    "book/line.md": (
        "# Line\n\nStraight, see [it](../course/plane.md) and ![a dot](dot.png) here.[^1]\n\n"
        "[^1]: As *they* say.\n\n## How it works\n\n### First\n\nDraw $y = mx$. ^drawn\n\n"
        "## Code\n\n```python exec\nprint(6 * 7)\n```\n\n## 1. Numbered\n\nLast."
    ),
    "book/dot.png": gardens.PIXEL,
    "course/plane.md": "# Plane\n\nFlat.\n",
    "course/all.md": "# Everything\n\nBefore.\n\n![[line]]\n\nAfter.\n",
    "course/again.md": (
        "# Again\n\n![[line#How it works]]\n\n![[line]]\n\n![[line#First]]\n\n![[line]]\n"
    ),
    "course/own.md": "# Own\n\n![[#Part]]\n\n![[own]]\n\n## Part\n\nIts part. ^bit\n\n![[#^bit]]\n",
    "course/week 9.md": "# Week 9\n\nOf no concept.\n\n![[line#First]]\n",
    "course/foot.md": "# Foot\n\nSee[^1].\n\n[^1]: As [[line]] has it.\n\n    ![[plane]]\n",
    "course/two.md": "# Two\n\nFrom the course. ![[two]]\n",
    "book/two.md": "# Two\n\nFrom the book.\n\n![[course/two]]\n\n![[line#^drawn]]\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    return garden(tmp_path_factory.mktemp("embeds"), NOTES, run=True)


def test_an_embedded_note_is_shown_in_its_place_under_a_line_that_leads_to_it(
    pages: dict[str, Element],
) -> None:
    page = pages["topics/everything.md"]
    box = page.one("figure.embed")
    assert page.order("Before.", "Straight", "Draw", "Last.", "After.")
    (link,) = box.one("figcaption").all("a")
    assert (link.text, link.attributes["href"]) == ("Line", "line.md")
    assert box.one("figcaption").text == "Line The Book"
    assert "data-search-exclude" in box.attributes, "a search finds it at its own place alone"


def test_code_in_an_embed_shows_what_it_put_out_and_formulas_are_formulas(
    pages: dict[str, Element],
) -> None:
    box = pages["topics/everything.md"].one("figure.embed")
    assert "42" in box.one("div.out").text
    assert box.all("math")


def test_links_pictures_and_footnotes_of_an_embed_are_those_of_its_note(
    pages: dict[str, Element],
) -> None:
    page = pages["topics/everything.md"]
    box = page.one("figure.embed")
    assert "plane.md" in [a.attributes["href"].split("#")[0] for a in box.each("a")]
    assert [i.attributes["src"] for i in box.each("img")] == ["../assets/notes/book/dot.png"]
    assert "As they say." in page.one("div.footnote").text
    assert "As they say." not in box.text


def test_an_embed_repeats_no_anchor_and_adds_nothing_to_the_table_of_contents(
    pages: dict[str, Element],
) -> None:
    for page in pages.values():
        ids = [e.attributes["id"] for e in page.each() if "id" in e.attributes]
        assert sorted(ids) == sorted(set(ids))
    box = pages["topics/everything.md"].one("figure.embed")
    assert box.says(".embed-heading") == ["How it works", "First", "Code", "1. Numbered"]
    assert not any(box.all(f"h{level}") for level in range(1, 7))


def test_what_is_shown_once_is_a_link_from_then_on(pages: dict[str, Element]) -> None:
    page = pages["topics/again.md"]
    assert [box.one("figcaption").text for box in page.each("figure.embed")] == [
        "Line › How it works The Book",
        "Line The Book",
    ]
    assert [p.text for p in page.one("section.passage").each("p")][-2:] == ["Line › First", "Line"]


def test_what_stands_on_the_page_already_is_a_link_or_nothing_but_its_name(
    pages: dict[str, Element],
) -> None:
    own = pages["topics/own.md"]
    assert own.all("figure.embed") == []
    assert [a.text for p in own.one("section.passage").each("p") for a in p.each("a")] == [
        *("The Course", "Part", "Own"),
    ]
    two = pages["topics/two.md"]
    assert [box.one("figcaption").text for box in two.each("figure.embed")] == ["Line The Book"]
    assert two.text.count("From the course.") == 1


def test_text_of_no_concept_shows_what_it_embeds_on_its_sources_page(
    pages: dict[str, Element],
) -> None:
    page = pages["sources/course.md"]
    assert page.one("figure.embed").text.startswith("Line › First The Book Draw")
    (link,) = page.one("figcaption").all("a")
    assert link.attributes["href"].startswith("../topics/line.md#")


def test_in_a_footnote_links_are_links_and_embeds_are_links_too(pages: dict[str, Element]) -> None:
    page = pages["topics/foot.md"]
    told = [a.attributes["href"] for a in page.one("div.footnote").each("a")]
    assert told[:2] == ["line.md", "plane.md"]
    assert page.all("figure.embed") == []


def test_an_embed_counts_as_a_link(pages: dict[str, Element]) -> None:
    linking = [dt.text for dt in pages["topics/line.md"].one("dl.backlinks").each("dt")]
    assert "Everything" in linking and "Again" in linking and "Own" not in linking


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![[the-line]]", "A line"),
        ("![[the-line#in DEPTH]]", "A line › In depth"),
        ("![[the-line#^drawn]]", "A line"),
        ("![[the-line|so straight]]", "so straight"),
        ("![[notes on it]]", "Lines and such"),
        ("![](the-line.md)", "A line"),
        ("![so straight](the-line.md#in-depth)", "so straight"),
        ("![[A line#Pitfalls]]", "A line › Pitfalls"),
    ],
)
def test_an_embed_that_becomes_a_link_says_what_it_leads_to(
    tmp_path: Path, written: str, shown: str
) -> None:
    line = "---\ntitle: A line\n---\nStraight.\n\n## In depth\n\nDown. ^drawn\n\n## Pitfalls\n\nx\n"
    notes = {
        "the-line.md": line,
        "two.md": line,
        "course/notes on it.md": "---\ntitle: Lines and such\nconcept: []\n---\nLoose.\n",
        "x.md": f"# X\n\nSee {written}.\n",
    }
    page = garden(tmp_path, notes)["topics/x.md"]
    (link, *_) = page.one("section.passage").each("a")
    assert link.text == shown


# --- what is embedded of a concept ----------------------------------------------------------------


def test_of_a_concept_its_synthesis_is_embedded_else_what_its_page_begins_with(
    tmp_path: Path,
) -> None:
    notes = {
        "sources.yml": SOURCES,
        "book/line.md": "# Line\n\nFrom the book.\n\n## Pitfalls\n\nBook's.\n",
        "course/line.md": "# Line\n\nFrom the course.\n\n## Pitfalls\n\nCourse's.\n",
        "book/plane.md": "# Plane\n\nFlat.\n\n## Pitfalls\n\nAll of it.\n",
        "book/dot.md": "# Dot\n\nFrom notes.\n",
        "synthesis/dot.md": "# Dot\n\nIn my words.\n",
        "course/x.md": "# X\n\n![[Line]]\n\n![[Plane]]\n\n![[Dot]]\n\n![[Line#Pitfalls]]\n",
    }
    shown = built(tmp_path, notes).of("x").split("}")
    assert [one.split(")")[1].strip() for one in shown[:4]] == [
        "From the book. From the course.",
        "The Book Flat. Pitfalls All of it.",
        "My notes In my words.",
        "Book's. Course's.",
    ]


def test_the_words_of_a_draft_are_marked_in_a_preview(tmp_path: Path) -> None:
    notes = {
        "dot.md": "# Dot\n\nFrom notes.\n",
        "synthesis/dot.md": "---\ndraft: true\n---\n# Dot\n\nIn my words.\n",
        "x.md": "# X\n\n![[synthesis/dot]]\n",
    }
    folder = gardens.write(tmp_path, notes)
    texts = {}
    for drafts in (False, True):
        made = rendered_pages(build_garden(folder, options({}), drafts=drafts), workings=drafts)
        texts[drafts] = next(p.markdown for p in made if p.src == "topics/x.md")
    assert "In my words." in texts[True] and "draft-mark" in gardens.readable(texts[True])
    assert "In my words." not in texts[False] and "embed" not in gardens.readable(texts[False])


# --- circles, depth and length --------------------------------------------------------------------


def problems(links: Links) -> list[str]:
    return [f"{p.code} {p.origin}" for p in links.problems]


def test_a_circle_of_embeds_is_an_error_that_names_all_of_it() -> None:
    links = linked(
        note("a.md", "# A1\n\nx\n\n![[B1]]"),
        note("b.md", "# B1\n\n![[c#Part]]"),
        note("c.md", "# C1\n\n## Part\n\n![[a]]\n\n## Other\n\ny"),
        note("d.md", "# D1\n\n![[a]]"),
    )
    (problem,) = links.problems
    assert (problem.code, problem.severity) == ("embed-loop", Severity.ERROR)
    assert problem.message == (
        "embeds go round in a circle: a.md:5 has ![[B1]], b.md:3 has ![[c#Part]], c.md:5 has ![[a]]"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A1\n\n![[a]]", ["embed-loop a.md:3"]),
        ("# A1\n\n## Part\n\n![[#Part]]", ["embed-loop a.md:5"]),
        ("# A1\n\n![[#Part]]\n\n## Part\n\nx", []),
        ("# A1\n\n- one ![[#^two]] ^one\n- two ^two", []),
        ("# A1\n\nSee [[a]] and [it](a.md)", []),
    ],
)
def test_a_note_that_embeds_itself_is_a_circle_and_one_that_embeds_its_part_is_not(
    text: str, found: list[str]
) -> None:
    assert problems(linked(note("a.md", text))) == found


def test_a_circle_ends_in_a_link_on_the_page(tmp_path: Path) -> None:
    notes = {"a.md": "# A1\n\nx\n\n![[b]]\n", "b.md": "# B1\n\ny\n\n![[a]]\n", "c.md": "![[a]]"}
    shown = built(tmp_path, notes)
    assert shown.of("c") == "{ [A1](a1.md) x { [B1](b1.md) y [A1](a1.md) } }"
    assert shown.of("a1") == "x { [B1](b1.md) y A1 }"


def chain(length: int) -> dict[str, str]:
    notes = {f"n{i}.md": f"# N{i}x\n\nword{i}\n\n![[n{i + 1}]]\n" for i in range(length)}
    return {**notes, f"n{length}.md": f"# N{length}x\n\nend\n"}


def test_embeds_nest_as_deep_as_anybody_reads_and_then_become_links(tmp_path: Path) -> None:
    shown = built(tmp_path, chain(DEEPEST + 3))
    text = shown.of("n0x")
    assert text.count("{") == DEEPEST
    assert f"word{DEEPEST}" in text and f"word{DEEPEST + 1}" not in text
    assert f"[N{DEEPEST + 1}x](n{DEEPEST + 1}x.md)" in text
    assert "embed-cut" in shown.codes("n0.md")
    assert "embed-cut" not in shown.codes(f"n{DEEPEST}.md")


def test_a_chain_as_long_as_a_garden_ends() -> None:
    links = linked(*(note(path, text) for path, text in chain(1500).items()))
    assert {p.code for p in links.problems} == {"embed-cut"}


def test_a_page_holds_the_words_of_those_embeds_alone_that_it_shows() -> None:
    links = linked(*(note(path, text) for path, text in chain(DEEPEST + 3).items()))
    told = links.embedded.on_pages["topics/n0x.md"]
    assert told == tuple(f"n{n}.md" for n in range(1, DEEPEST + 1))


def test_a_book_is_not_shown_inside_a_note(tmp_path: Path) -> None:
    book = "# Tome\n\n" + "\n\n".join(f"Page {n}." for n in range(MOST_BLOCKS + 1))
    shown = built(tmp_path, {"tome.md": book, "a.md": "# A1\n\n![[tome]]\n"})
    assert shown.of("a1") == "[Tome](tome.md)"
    (problem,) = [p for p in shown.garden.problems if p.code == "embed-cut"]
    assert str(problem.origin) == "a.md:3" and f"{MOST_BLOCKS + 1} blocks" in problem.message


def test_embeds_that_double_at_each_step_are_cut_where_they_are_too_much() -> None:
    notes = [
        note(
            f"n{i}.md",
            f"# N{i}x\n\nw\n\n![[n{i + 1}#A]]\n\n## A\n\n![[n{i + 1}]]\n\n![[n{i + 1}#A]]",
        )
        for i in range(60)
    ]
    links = linked(*notes, note("n60.md", "# N60x\n\nend\n\n## A\n\nx"))
    assert "embed-cut" in {p.code for p in links.problems}
    assert max(len(e.pieces) for e in links.embedded.embeds.values()) == 1


# --- private --------------------------------------------------------------------------------------


def test_an_embed_of_something_private_leaves_nothing_and_only_its_author_is_told() -> None:
    links = linked(
        note("a.md", "# A1\n\n![[Shy]]\n\n![[shy#Part]]\n\n![x](shy.md)\n\n![[b]]"),
        note("b.md", "# B1\n\ny\n\n![[Shy]]"),
        private=("shy.md",),
    )
    assert {p.code for p in links.problems} == {"link-private"}
    assert all(p.private for p in links.problems)
    assert {part.note for part in links.embedded.embeds} <= {None, NotePath("b.md")}


# --- elsewhere ------------------------------------------------------------------------------------


def test_an_export_links_to_what_is_embedded_and_says_nothing_of_what_is_private(
    tmp_path: Path,
) -> None:
    notes = {
        "line.md": "# Line\n\nStraight.\n\n## Deep\n\nDown. ^drawn\n",
        "talk.mp3": b"sound",
        "private/shy.md": "# Shy\n\nHush.\n",
        "b/hidden.md": "---\ntitle: Timid\npublish: false\n---\nHush.\n",
        "all.md": (
            "# All\n\n![[line]]\n\n- ![[line#Deep|in depth]]\n\n![](line.md)\n\n![[talk.mp3]]\n\n"
            "a ![[Shy]]![[Timid]] ![[line#^drawn]]\n\n| a |\n| - |\n| [[line\\|*b*]] |\n"
        ),
    }
    garden_ = build_garden(gardens.write(tmp_path, notes), options({}))
    text = exported(context(garden_, workings=False)).texts["topics/all.md"]
    assert "[Line](line.md)\n\n- [in depth](line.md#own-line-plain-english-deep)\n\n" in text
    assert "[talk.mp3](../assets/notes/talk.mp3)\n\na  [Line](line.md#drawn)" in text
    assert "| [*b*](line.md) |" in text
    assert "Shy" not in text and "Timid" not in text and "Straight." not in text


def test_a_shared_post_links_to_the_site_where_it_embeds(tmp_path: Path) -> None:
    notes = {
        "line.md": "# Line\n\nStraight.\n",
        "synthesis/dot.md": "---\ndate: 2026-01-01\n---\n# Dot\n\nMine.\n\n![[line]]\n\nEnd.\n",
    }
    garden_ = build_garden(gardens.write(tmp_path, notes), options({}))
    view = context(garden_, workings=False)
    reader = Reader(GITHUB, uploads=False, pixels=False)
    site = Site("Garden", "https://a.example/garden/")
    shared = article(view.topics["Dot"], view, site, reader, notes=False)
    assert "Mine.\n\n[Line](https://a.example/garden/topics/line/)\n\nEnd." in shared.body


def test_a_description_says_what_the_note_says_and_not_what_it_shows(tmp_path: Path) -> None:
    notes = {"a.md": "# A1\n\n![[b]]\n\nOwn words.\n", "b.md": "# B1\n\nOthers.\n"}
    made = rendered_pages(build_garden(gardens.write(tmp_path, notes), options({})), workings=False)
    assert {page.src: page.description for page in made}["topics/a1.md"] == "Own words."
