"""The deck of the review page: cut out of finished pages, with all that the page needs to plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gardens
from syntopic.configuration import Options
from syntopic.garden import build_garden, context, pages
from syntopic.languages import known_languages, language
from syntopic.publishing.values import page_url
from syntopic.review.cutting import cards_on
from syntopic.review.deck import deck
from syntopic.review.script import deck_script
from syntopic.review.values import Deck, RenderedPage

FILES = {
    "syllabus.yml": """
areas:
- name: Linear algebra
  concepts:
  - {name: Vector, aliases: [arrow]}
  - {name: Matrix, requires: [Vector]}
  - {name: Determinant, requires: [Matrix]}
  - {name: Hidden, publish: false}
- name: Data
  concepts: [{name: PCA, requires: [Matrix]}]
roles:
  Engineer: [Data, arrow, Hidden, Determinant, Nobody knows this]
  Artist: [Nobody knows this]
""",
    "sources.yml": "[{key: book, title: The Book, short: Book}, {key: film, title: The Film}]",
    "book/Vector.md": "An arrow.",
    "film/Vector.md": "A list of numbers.",
    "book/Matrix.md": "See [[Vector]].",
    "synthesis/Matrix.md": "My own words.",
    "film/Matrix.md": "A table.",
    "film/PCA.md": "Turn the axes of the [[Matrix]].",
    "film/week-1.md": "# Week 1\n\nOf no concept.",
    "mean.md": "# Mean\n\nThe middle.",
}


def card(id_: str, question: str, answer: str = "", asked: str = "question", **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return (
        f'<details class="card" id="card-{id_}" data-card="{id_}" data-asked="{asked}"{attributes}>'
        f"<summary>{question}</summary>{answer}</details>"
    )


def page(html: str, url: str = "topics/vector/") -> RenderedPage:
    return RenderedPage("topics/vector.md", url, html)


def made(folder: Path, html: Mapping[str, str], files: Mapping[str, str] = FILES) -> Deck:
    """The deck of a garden whose pages hold these pieces, by their Markdown files."""
    view = context(
        build_garden(gardens.write(folder, files), Options(), cache=None), workings=False
    )
    rendered = {
        one.src: RenderedPage(one.src, page_url(one.src), html.get(one.src, ""))
        for one in pages(build_garden(folder, Options(), cache=None), workings=False)
    }
    return deck(view, rendered)


def read(script: str) -> dict[str, Any]:
    start = "window.syntopicDeck = "
    assert script.startswith(start) and script.endswith(";\n")
    told: dict[str, Any] = json.loads(script.removeprefix(start).removesuffix(";\n"))
    return told


def test_a_card_is_cut_out_with_its_question_its_answer_and_its_place() -> None:
    html = f"<p>Before.</p>{card('c1', 'What <em>is</em> it?', '<p>An arrow.</p>')}<p>After.</p>"
    (cut,) = cards_on(page(html), "book")
    assert (cut.id, cut.asked, cut.source) == ("c1", "question", "book")
    assert (cut.question, cut.answer) == ("What <em>is</em> it?", "<p>An arrow.</p>")
    assert cut.url == "topics/vector/#card-c1"


def test_a_page_without_cards_and_boxes_of_other_kinds_ask_nothing() -> None:
    others = (
        '<details class="card"><summary>Unnamed</summary>It.</details>'
        '<details class="also"><summary>Also in</summary>Words.</details>'
        '<details data-card="x" data-asked="else"><summary>?</summary>It.</details>'
        '<details data-card="x" data-asked="question">No question.</details>'
        '<p data-card="x" data-asked="question">No box.</p>'
    )
    assert cards_on(page(others), "book") == ()


def test_what_is_embedded_or_folded_into_other_words_is_asked_where_it_stands() -> None:
    html = (
        f'<figure class="embed"><figcaption>There</figcaption>{card("c1", "Here?")}</figure>'
        f'<details class="also"><summary>Book</summary>{card("c2", "There?")}</details>'
        f'<section class="passage">{card("c3", "Here!")}</section>'
    )
    assert [cut.id for cut in cards_on(page(html), "book")] == ["c3"]


def test_addresses_in_a_card_lead_to_the_same_places_from_the_sites_first_page() -> None:
    answer = (
        '<a href="../matrix/#rows">m</a><a href="#here">h</a><a href="?q=1">q</a>'
        '<img alt="" src="../../assets/a%20b.png" srcset="x.png 2x">'
        '<a href="https://example.org/a">o</a><a href="mailto:a@b.c">p</a><a href="/top/">t</a>'
        '<a href="//other.org/">s</a><blockquote cite="../x/">c</blockquote>'
    )
    (cut,) = cards_on(page(card("c1", "Where?", answer)), "book")
    for wanted in (
        '<a href="topics/matrix/#rows">',
        '<a href="topics/vector/#here">',
        '<a href="topics/vector/?q=1">',
        '<img alt="" src="assets/a%20b.png">',
        '<a href="https://example.org/a">',
        '<a href="mailto:a@b.c">',
        '<a href="/top/">',
        '<a href="//other.org/">',
        '<blockquote cite="topics/x/">',
    ):
        assert wanted in cut.answer
    flat = RenderedPage("t.md", "topics/vector.html", card("c1", '<a href="matrix.html">m</a>'))
    (cut,) = cards_on(flat, "book")
    assert cut.question == '<a href="topics/matrix.html">m</a>'
    assert cut.url == "topics/vector.html#card-c1"


def test_a_card_leaves_on_its_page_what_only_works_there() -> None:
    answer = (
        '<p id="p1"><span class="here" id="x"></span>Text<a class="headerlink" href="#p1">¶</a></p>'
        '<svg><defs><path id="a" d="M0 0"/></defs><use href="#a"/></svg>'
        "<script>alert(1)</script><!-- a remark -->"
    )
    (cut,) = cards_on(page(card("c1", "What?", answer)), "book")
    assert cut.answer == (
        '<p>Text</p><svg><defs><path id="a" d="M0 0"></path></defs><use href="#a"></use></svg>'
    )


def test_a_formula_in_a_card_stays_the_formula_that_it_was() -> None:
    inside = "<mi>x</mi><mo>&lt;</mo><msup><mi>y</mi><mn>2</mn></msup>"
    math = f'<span class="math"><math display="inline">{inside}</math></span>'
    (cut,) = cards_on(page(card("c1", f"Is {math}?", "<p>1 &lt; 2 &amp; more</p>")), "book")
    assert cut.question == f"Is {math}?"
    assert cut.answer == "<p>1 &lt; 2 &amp; more</p>"


def test_boxes_within_a_card_belong_to_it_and_what_follows_is_a_card_again() -> None:
    inside = "<div><details><summary>More</summary>Words.</details></div><figure>f</figure>"
    html = f"<section>{card('c1', 'One?', inside)}<p>Between.</p>{card('c2', 'Two?')}</section>"
    first, second = cards_on(page(f"</div>{html}"), "book")
    assert first.answer == inside
    assert (second.question, second.answer) == ("Two?", "")


def test_a_formula_with_a_link_leads_to_the_same_place_too() -> None:
    math = '<math id="m"><mrow href="../x/"><mi>x</mi></mrow></math>'
    (cut,) = cards_on(page(card("c1", f"{math} and <math><mi>y</mi></math>")), "book")
    x = '<math><mrow href="topics/x/"><mi>x</mi></mrow></math>'
    assert cut.question == f"{x} and <math><mi>y</mi></math>"


def test_a_card_belongs_to_the_source_of_its_passage(tmp_path: Path) -> None:
    html = (
        f'<div class="synthesis">{card("c1", "Mine?")}</div>'
        f'<section class="passage" data-source="film">{card("c2", "Theirs?")}</section>'
        f'<section class="passage" data-source="book">{card("c3", "Whose?")}</section>'
    )
    found = made(tmp_path, {"topics/matrix.md": html})
    keys = [found.sources[one.source].key for one in found.cards]
    assert keys == ["own", "film", "book"]
    assert [source.name for source in found.sources] == ["Book", "The Film", "My notes"]


def test_topics_tell_where_they_are_what_comes_first_and_what_is_near(tmp_path: Path) -> None:
    found = made(tmp_path, {"topics/vector.md": card("c1", "What?")})
    names = [topic.name for topic in found.topics]
    assert names == ["Vector", "Matrix", "PCA", "Mean"]
    vector, matrix, pca, mean = found.topics
    assert found.areas == ("Linear algebra", "Data")
    assert [topic.area for topic in found.topics] == [0, 0, 1, -1]
    assert (vector.url, vector.minutes, vector.concept) == ("topics/vector/", 1, True)
    assert (vector.needs, matrix.needs, pca.needs, mean.needs) == ((), (0,), (1,), ())
    assert (vector.near, matrix.near, pca.near) == ((), (0, 2), ())


def test_a_sources_page_that_asks_something_is_a_topic_that_is_no_concept(tmp_path: Path) -> None:
    html = {"topics/pca.md": card("c1", "Why?"), "sources/film.md": card("c2", "Which week?")}
    found = made(tmp_path, html)
    last = found.topics[-1]
    assert (last.name, last.url, last.area, last.concept) == (
        "The Film", "sources/film/", -1, False,
    )  # fmt: skip
    assert last.minutes == 1
    assert [(one.key, one.topic) for one in found.cards] == [("c1", 2), ("c2", 4)]
    assert [source.key for source in found.sources] == ["film"]


def test_a_role_asks_for_areas_and_other_names_and_tells_what_has_no_page(tmp_path: Path) -> None:
    found = made(tmp_path, {"topics/vector.md": card("c1", "What?")})
    (role,) = found.roles
    assert role.name == "Engineer"
    assert [found.topics[place].name for place in role.topics] == ["Vector", "PCA"]
    assert role.missing == ("Determinant",)


def test_a_card_with_gaps_or_two_directions_is_several_things_to_recall(tmp_path: Path) -> None:
    html = card("g", "A <mark>vector</mark> has a <mark>length</mark>.", asked="gaps")
    html += card("b", "det", "<p>the determinant</p>", asked="both")
    html += card("none", "No gap is left.", asked="gaps")
    found = made(tmp_path, {"topics/vector.md": html})
    told = [(one.key, one.gap, one.question, one.answer) for one in found.cards]
    sentence = "A <mark>vector</mark> has a <mark>length</mark>."
    assert told == [
        ("g", 0, sentence, ""),
        ("g.2", 1, sentence, ""),
        ("b", -1, "det", "<p>the determinant</p>"),
        ("b.2", -1, "<p>the determinant</p>", "det"),
    ]


def test_an_id_that_stands_twice_is_asked_once(tmp_path: Path) -> None:
    html = {"topics/vector.md": card("c1", "First?"), "topics/pca.md": card("c1", "Again?")}
    found = made(tmp_path, html)
    assert [one.question for one in found.cards] == ["First?"]


def test_a_garden_without_cards_has_no_deck(tmp_path: Path) -> None:
    assert made(tmp_path, {}) == Deck()
    assert deck_script(Deck(), "Site", language("en")) == ""


def test_the_deck_is_a_script_that_sets_one_value_in_the_form_that_the_page_reads(
    tmp_path: Path,
) -> None:
    found = made(tmp_path, {"topics/vector.md": card("c1", "Größe\u2028</script>?", "<p>A</p>")})
    script = deck_script(found, "My “notes”", language("en"))
    told = read(script)
    assert list(told) == [
        *("version", "site", "language", "topics", "areas", "sources", "roles", "cards"),
        "labels",
    ]  # fmt: skip
    assert (told["version"], told["site"], told["language"]) == (1, "My “notes”", "en")
    assert list(told["topics"][0]) == ["name", "url", "area", "minutes", "needs", "near", "concept"]
    assert list(told["roles"][0]) == ["name", "topics", "missing"]
    assert list(told["sources"][0]) == ["key", "name"]
    assert list(told["cards"][0]) == [
        *("key", "topic", "source", "question", "answer", "gap", "url"),
    ]  # fmt: skip
    assert "Größe" in script


def test_the_deck_brings_what_the_page_says_in_every_language(tmp_path: Path) -> None:
    found = made(tmp_path, {"topics/vector.md": card("c1", "What?")})
    told = {code: read(deck_script(found, "S", language(code))) for code in known_languages()}
    names = {code: set(one["labels"]) for code, one in told.items()}
    assert all(one == names["en"] and one for one in names.values())
    assert not any(name.startswith("review-") for name in names["en"])


def test_the_same_notes_give_the_same_deck_in_any_order_of_files(tmp_path: Path) -> None:
    html = {"topics/vector.md": card("c1", "What?"), "topics/pca.md": card("c2", "Why?")}
    one = made(tmp_path / "a", html)
    turned = dict(reversed(FILES.items()))
    other = made(tmp_path / "b", dict(reversed(html.items())), turned)
    assert deck_script(one, "S", language("en")) == deck_script(other, "S", language("en"))
