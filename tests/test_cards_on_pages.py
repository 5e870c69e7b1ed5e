"""Cards on topic and source pages, in exports, and where two sources ask the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gardens import readable
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, pages
from syntopic.languages import language
from syntopic.markdown.forms import FORM, opening
from syntopic.merging.same_cards import alike
from syntopic.model import Asking, Card, NotePath
from syntopic.parsing.card_ids import card_id

SOURCES = "sources:\n  - {key: a, title: A}\n  - {key: b, title: B}\n"


def garden(tmp_path: Path, files: dict[str, str]) -> Garden:
    """Build a garden of files."""
    for path, text in {"sources.yml": SOURCES, **files}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return build_garden(tmp_path, Options())


def page(built: Garden, src: str) -> str:
    """The Markdown of a page."""
    return next(page.markdown for page in pages(built, workings=False) if page.src == src)


def opened(markdown: str) -> list[dict[str, str]]:
    """The attributes of the cards of a page, in order."""
    forms = (FORM.fullmatch(line.strip()) for line in markdown.split("\n"))
    found = (opening(f["payload"] or "") for f in forms if f and f["kind"] == "open")
    return [dict(one.attributes) for one in found if ("class", "card") in one.attributes]


def test_a_card_says_what_it_is_called_how_it_is_asked_and_who_named_it(tmp_path: Path) -> None:
    built = garden(
        tmp_path,
        {"a/rank.md": "Text.\n\nQ: a?\nA: b ^why-a\n\nR: c\nA: d\n\nC: e ==f== ^gap-1\n"},
    )
    bare = card_id(NotePath("a/rank.md"), "c")
    assert opened(page(built, "topics/rank.md")) == [
        {
            "class": "card",
            "id": "why-a",
            "data-card": "why-a",
            "data-asked": "question",
        },
        {"class": "card", "id": f"card-{bare}", "data-card": bare, "data-asked": "both"},
        {
            "class": "card",
            "id": "gap-1",
            "data-card": "gap-1",
            "data-asked": "gaps",
        },
    ]


def test_no_letter_and_no_id_is_shown(tmp_path: Path) -> None:
    text = "Text.\n\nQ: What?\nA: This:\n```\nx\n```\n^id-1\n\nR: c\nA: d ^id-2\n\nC: ==e== ^id-3\n"
    shown = page(garden(tmp_path, {"a/rank.md": text}), "topics/rank.md")
    assert not re.search(r"^[QARC]:|\^id|\^", shown, re.MULTILINE)
    assert "<mark>e</mark>" in shown


def test_each_gap_has_a_place_for_the_sign_that_a_screen_reader_tells(tmp_path: Path) -> None:
    files = {"a/rank.md": "Text.\n\nC: a ==b== ==c== ^gap-1\n\nQ: ==d==?\nA: e ^id-1\n"}
    shown = readable(page(garden(tmp_path, files), "topics/rank.md"))
    assert shown.count('<span class="gap"></span>⟧<mark>') == 2


def test_a_gap_that_its_author_wrote_as_a_tag_has_that_place_too(tmp_path: Path) -> None:
    files = {"a/rank.md": 'Text.\n\nC: ==a== <mark class="b">b</mark> <b>c</b> ^gap-1\n'}
    shown = readable(page(garden(tmp_path, files), "topics/rank.md"))
    assert shown.count('<span class="gap"></span>⟧') == 2
    assert re.search(r'<span class="gap"></span>⟧⟦[^⟦]*<mark class="b">', shown)


def test_a_question_holds_no_link_since_a_click_on_it_opens_the_card(tmp_path: Path) -> None:
    text = "Text.\n\nQ: [[Rank]], [a](http://b.org), ![c](d.png)?\nA: [[Other]].\n"
    files = {"a/other.md": text, "a/rank.md": "Text.\n", "a/d.png": "x"}
    shown = page(garden(tmp_path, files), "topics/other.md")
    question = shown[shown.index("Rank") : shown.index("?")]
    assert "](" not in question.replace("![c](", "")
    assert "b.org" not in question


def test_a_card_of_no_concept_is_on_the_page_of_its_source(tmp_path: Path) -> None:
    files = {"a/week-2.md": "# Week 2\n\nText.\n\nQ: a?\nA: b ^id-1\n", "a/rank.md": "Text.\n"}
    (found,) = opened(page(garden(tmp_path, files), "sources/a.md"))
    assert (found["data-card"], found["id"]) == ("id-1", "id-1")


def test_cards_of_all_sources_stand_under_the_questions(tmp_path: Path) -> None:
    built = garden(
        tmp_path,
        {
            "a/rank.md": "Text of a.\n\nQ: What is it?\nA: A number ^a-1\n",
            "b/rank.md": "Other words.\n\nQ: When is it full?\nA: With all rows ^b-1\n",
        },
    )
    shown = page(built, "topics/rank.md")
    assert [one["data-card"] for one in opened(shown)] == ["a-1", "b-1"]
    label = language("en").facet(list(built.topics[0].sections)[-1].facet)
    assert label in shown


def test_a_card_that_two_sources_have_is_asked_once_and_both_wordings_are_there(
    tmp_path: Path,
) -> None:
    told = "The number of independent columns of a matrix"
    built = garden(
        tmp_path,
        {
            "a/rank.md": f"Text of a.\n\nQ: What is the rank of a matrix?\nA: {told}. ^a-1\n",
            "b/rank.md": f"Other.\n\nQ: What is the rank of a matrix?\nA: {told}! ^b-1\n",
        },
    )
    shown = page(built, "topics/rank.md")
    assert [one.get("data-card", "") for one in opened(shown)] == ["a-1", ""]
    assert [one.get("id", "") for one in opened(shown)] == ["a-1", ""]
    assert "columns of a matrix!" in shown


def test_an_embedded_card_is_asked_only_where_it_stands(tmp_path: Path) -> None:
    built = garden(
        tmp_path, {"a/rank.md": "Q: a?\nA: b ^id-1\n", "a/other.md": "See:\n\n![[rank#^id-1]]\n"}
    )
    (found,) = opened(page(built, "topics/other.md"))
    assert set(found) == {"class", "data-asked"}


Q = Asking.QUESTION
ONE = "What does the rank of a matrix tell of its columns?"
TOLD = "How many of its columns are independent of each other."


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (Card(Q, ONE, TOLD), Card(Q, ONE, TOLD, "id-1")),
        (
            Card(Q, ONE, TOLD),
            Card(Q, "What  does the rank\nof a matrix tell of its columns?", TOLD),
        ),
        (Card(Q, ONE, "$3$"), Card(Q, ONE, "$3$")),
        (Card(Asking.GAPS, "A ==b== c", gaps=1), Card(Asking.GAPS, "A ==b==  c", gaps=1)),
    ],
)
def test_cards_that_ask_and_answer_alike_fold(first: Card, later: Card) -> None:
    assert alike(first, later, language("en"))


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (Card(Q, ONE, "$3$"), Card(Q, ONE, "$4$")),
        (Card(Q, ONE, "3"), Card(Q, ONE, "4")),
        (Card(Q, ONE, TOLD), Card(Q, ONE, "Nothing at all.")),
        (Card(Q, ONE, TOLD), Card(Q, ONE, TOLD.replace("independent", "dependent"))),
        (Card(Q, ONE, TOLD), Card(Q, "When is a matrix singular?", TOLD)),
        (Card(Q, ONE, TOLD), Card(Q, ONE.replace("columns", "rows"), TOLD)),
        (Card(Q, ONE, TOLD), Card(Asking.BOTH, ONE, TOLD)),
        (Card(Q, ONE, "![a](a.png)"), Card(Q, ONE, "![a](b.png)")),
        (Card(Q, ONE, "```\na = 1\n```"), Card(Q, ONE, "```\na  = 1;\n```")),
        (Card(Asking.GAPS, "A ==b== c", gaps=1), Card(Asking.GAPS, "A b ==c==", gaps=1)),
    ],
)
def test_another_answer_another_question_or_another_gap_never_folds(
    first: Card, later: Card
) -> None:
    assert not alike(first, later, language("en"))
    assert not alike(later, first, language("en"))
