"""Cheat sheets: what stands on them, and where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import gardens
from rendered import garden
from syntopic.configuration import Options
from syntopic.garden import build_garden, context
from syntopic.languages import language
from syntopic.rendering.sheets import Sheet, plain_sheet, sheets, words

NOTES = {
    "syllabus.yml": "areas:\n- name: Algebra\n  concepts: [Vector, Matrix, Trace]\n"
    "- name: Data\n  concepts: [{name: PCA, aliases: [components]}]\n"
    "roles:\n  Engineer: [components, Vector, Trace]\n  Algebra: [Vector]\n",
    "sources.yml": "[{key: book, title: The Book, short: Book}, {key: film, title: The Film}]",
    "book/vector.md": "# Vector\n\n## In plain English\n\nThink of a push. And so on.\n\n"
    "## Formula\n\n$$|v| = \\sqrt{v_1^2 + v_2^2}$$\n\n- $v_1$ is how far to the right\n"
    "- $v_2$: how far up, see [[Matrix]]\n\n"
    "$$a = b$$\n\n## Pitfalls\n\n"
    "- **The zero vector** has no direction. It is $0.5 \\cdot 0$.\n  - an inner point\n"
    "- Use `np.dot`, not `*`. See [[Matrix]].\n\nIt may be long. Or short.\n",
    "film/vector.md": "# Vector\n\n## In plain English\n\nA vector, says the film, is a list. Two."
    "\n\n## Formula\n\n$$a = b.$$\n\nIn words: one is *the* other.\n\n"
    "## Pitfalls\n\nIt may be long. Quite so.\n",
    "book/matrix.md": "# Matrix\n\nA table of numbers, e.g. Two by two. More.\n",
    "synthesis/pca.md": "---\ntitle: PCA\ndescription: PCA turns the axes. Twice.\n---\n"
    "Once upon a time.\n\n$$x = 1$$\n",
}


def made(folder: Path, notes: Mapping[str, str] = NOTES) -> dict[str, Sheet]:
    built = build_garden(gardens.write(folder, notes), Options(), cache=None)
    return {sheet.page: sheet for sheet in sheets(context(built, workings=False))}


def test_every_area_and_every_role_has_a_sheet_and_no_two_share_a_place(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert {page: sheet.name for page, sheet in found.items()} == {
        "sheets/algebra.md": "Algebra",
        "sheets/data.md": "Data",
        "sheets/engineer.md": "Engineer",
        "sheets/algebra-2.md": "Algebra",
    }
    engineer = found["sheets/engineer.md"]
    assert [one.concept.name for one in engineer.topics] == ["Vector", "PCA"]
    assert engineer.missing == ("Trace",)


def said(some: tuple[words.Words, ...]) -> list[str]:
    return [words.plain(one) for one in some]


def test_a_sheet_says_each_concept_in_one_sentence_that_names_it(tmp_path: Path) -> None:
    found = made(tmp_path)
    vector, matrix = found["sheets/algebra.md"].topics
    (pca,) = found["sheets/data.md"].topics
    sentences = said((vector.sentence, matrix.sentence, pca.sentence))
    assert sentences == [
        "A vector, says the film, is a list.",
        "A table of numbers, e.g. Two by two.",
        "PCA turns the axes.",
    ]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Precision and recall", "Precision: of what I chose, how much was. Recall: of what was, "
         "how much I chose. More.", "Precision: of what I chose, how much was. Recall: of what "
         "was, how much I chose."),
        ("Bias/variance", "Bias is one. Variance is two. More.", "Bias is one. Variance is two."),
        ("Eigenvalues and eigenvectors", "An eigenvector keeps its line. The eigenvalue says how "
         "long. More.", "An eigenvector keeps its line. The eigenvalue says how long."),
        ("Bias and variance", "Bias and variance are two. So.", "Bias and variance are two."),
        ("Bias and variance", "Bias is one. And so on. Variance.", "Bias is one."),
        ("Bias and variance", "A model errs. Bias is one.", "A model errs."),
        ("Random forest", "A forest is many trees. Random ones.", "A forest is many trees."),
    ],
)  # fmt: skip
def test_half_a_name_takes_the_sentence_on_the_other_half_along(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    notes = {
        "syllabus.yml": f"areas:\n- name: Data\n  concepts: [{name}]\n",
        "book/a.md": f"# {name}\n\n{text}\n\n## Pitfalls\n\nOne.\n",
    }
    (topic,) = made(tmp_path, notes)["sheets/data.md"].topics
    assert words.plain(topic.sentence) == sentence


def test_formulas_of_cards_stand_there_only_where_the_topic_has_no_other(tmp_path: Path) -> None:
    card = (
        "\n\nQ: Which error?\nA: $$e = b^2 + v$$\n\nQ: Which step?\nA: $w - r g$.\n\n"
        "C: It is ==$n = 5$== here.\n\nQ: How many?\nA: With $k = 5$ folds.\n"
    )
    notes = {
        "syllabus.yml": "areas:\n- name: Data\n  concepts: [Error, Step]\n",
        "error.md": f"# Error\n\nAn error.{card}",
        "step.md": f"# Step\n\nA step.\n\n$$s = 1$$\n\n{card}",
    }
    error, step = made(tmp_path, notes)["sheets/data.md"].topics
    assert [one.tex.strip() for one in error.formulas] == ["e = b^2 + v", "w - r g"]
    assert [one.tex.strip() for one in step.formulas] == ["s = 1"]


def test_every_formula_stands_there_once_with_its_reading_or_else_its_symbols(
    tmp_path: Path,
) -> None:
    vector, _ = made(tmp_path)["sheets/algebra.md"].topics
    assert [(one.tex, words.plain(one.meaning)) for one in vector.formulas] == [
        (
            "|v| = \\sqrt{v_1^2 + v_2^2}",
            "$v_1$: how far to the right; $v_2$: how far up, see Matrix",
        ),
        ("a = b", "One is the other."),
    ]


def test_pitfalls_are_how_items_and_paragraphs_begin_each_once(
    tmp_path: Path,
) -> None:
    vector, _ = made(tmp_path)["sheets/algebra.md"].topics
    assert said(vector.pitfalls) == [
        "The zero vector has no direction.",
        "Use `np.dot`, not `*`. See Matrix.",
        "It may be long. Or short.",
        "It may be long. Quite so.",
    ]


def test_of_many_pitfalls_a_sheet_names_five_the_author_s_own_first(tmp_path: Path) -> None:
    warnings = "".join(f"- Beware of number {n}, it bites.\n" for n in range(1, 8))
    notes = {
        "maths/vector.md": f"# Vector\n\nAn arrow.\n\n## Pitfalls\n\n{warnings}",
        "synthesis/vector.md": "# Vector\n\nMine.\n\n## Pitfalls\n\nMine comes before others.\n",
    }
    (vector,) = made(tmp_path, notes)["sheets/maths.md"].topics
    assert said(vector.pitfalls)[0] == "Mine comes before others."
    assert len(vector.pitfalls) == 5


def test_a_sheet_warns_of_nothing_that_sources_say_against_each_other(tmp_path: Path) -> None:
    one = "Scaling the features changes the weights of a linear regression in every case."
    other = "Scaling the features changes the weights of a linear regression in no case."
    notes = {
        "sources.yml": "[{key: a, title: A}, {key: b, title: B}]",
        "syllabus.yml": "areas:\n- name: Maths\n  concepts: [Scaling]\n",
        "a/scaling.md": f"# Scaling\n\nA stretch.\n\n## Pitfalls\n\n{one}\n\nIt takes time.\n",
        "b/scaling.md": f"# Scaling\n\nA pull.\n\n## Pitfalls\n\n{other}\n",
    }
    (scaling,) = made(tmp_path, notes)["sheets/maths.md"].topics
    assert said(scaling.pitfalls) == ["It takes time."]


def test_what_begins_with_the_name_of_a_concept_says_what_it_is_before_all_else(
    tmp_path: Path,
) -> None:
    notes = {
        "sources.yml": "[{key: book, title: The Book}, {key: film, title: The Film}]",
        "syllabus.yml": "areas:\n- name: Data\n"
        "  concepts: [{name: Saddle points, aliases: [saddle]}, Matrices]\n",
        "b.md": "# Matrices\n\nOn matrices.\n\nA matrix is a table.\n\n## Pitfalls\n\n- Zero.\n",
        "book/a.md": "# Saddle point\n\nI read that one gets stuck at a saddle point. No.\n\n"
        "## Pitfalls\n\n- Noise.\n- No.\n",
        "film/a.md": "# Saddle point\n\nOn to $f$. A *saddle* rises `here`, falls there. More.\n",
    }
    topics = made(tmp_path, notes)["sheets/data.md"].topics
    assert said(tuple(topic.sentence for topic in topics)) == [
        "A saddle rises `here`, falls there.",
        "A matrix is a table.",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("It is $a. B$ and `c. D` here. Two.", "It is $a. B$ and `c. D` here."),
        ("It equals $x$. $Y$ is else.", "It equals $x$."),
        ("Over\ntwo lines. Two.", "Over two lines."),
        ("See [this](https://a.b/c.D) first. Two.", "See this first."),
        ("![alone](p.png)\n\nThen text. More.", "Then text."),
        ("", ""),
    ],
)
def test_a_sentence_ends_where_a_reader_hears_its_end(text: str, first: str) -> None:
    assert words.plain(words.sentence(words.paragraph(text))) == first


def test_what_means_something_in_markdown_stays_what_it_was_on_the_page(tmp_path: Path) -> None:
    notes = {
        "syllabus.yml": "areas:\n- name: All\n  concepts: [Odd]\n",
        "odd.md": "# Odd\n\nOdd \\*stars\\*, 1 < 2 and `<b>` & \\[brackets\\] cost \\$5.\n\n"
        "## Pitfalls\n\n- \\# no heading\n- 1\\. no list\n",
    }
    page = garden(tmp_path, notes)["sheets/all.md"]
    assert "Odd *stars*, 1 < 2 and <b> & [brackets] cost $5." in page.text
    assert page.one(".sheet-pitfalls").says("li") == ["# no heading", "1. no list"]


def test_the_page_of_a_sheet_links_to_its_topics_and_other_pages_link_to_it(
    tmp_path: Path,
) -> None:
    pages = garden(tmp_path, {**NOTES, "book/matrix.md": "# Matrix\n\nA.\n\nQ: a?\nA: b\n"})
    sheet = pages["sheets/algebra.md"]
    assert sheet.one(".sheet-ways").one("a").attributes["href"] == "../review/index.md"
    assert not garden(tmp_path / "no-cards", NOTES)["sheets/algebra.md"].one(".sheet-ways").all("a")
    hrefs = [link.attributes["href"] for link in sheet.each("a")]
    assert "../topics/vector.md" in hrefs
    assert len(sheet.all(".sheet-formula")) == 2
    links = [
        link.attributes["href"] for link in pages["review/index.md"].one(".sheet-links").each("a")
    ]
    assert links == [
        "../sheets/algebra.md", "../sheets/data.md", "../sheets/engineer.md",
        "../sheets/algebra-2.md",
    ]  # fmt: skip
    (way,) = pages["paths/algebra.md"].one(".sheet-links").each("a")
    assert way.attributes["href"] == "../sheets/algebra.md"


def test_a_garden_without_areas_and_roles_has_no_sheets(tmp_path: Path) -> None:
    assert made(tmp_path, {"vector.md": "# Vector\n\nAn arrow.\n"}) == {}


def test_a_heading_that_the_author_adds_to_pitfalls_opens_them_here_too(tmp_path: Path) -> None:
    notes = {"maths/vector.md": "# Vector\n\nAn arrow.\n\n## Ouch\n\nIt may be long. So.\n"}
    page = garden(tmp_path, notes, headings={"Ouch": "pitfalls"})["sheets/maths.md"]
    assert page.one(".sheet-pitfalls").says("li") == ["It may be long. So."]


def test_an_area_with_one_sentence_in_all_is_worth_no_sheet(tmp_path: Path) -> None:
    assert made(tmp_path, {"maths/vector.md": "# Vector\n\nAn arrow.\n"}) == {}
    two = {"maths/vector.md": "# Vector\n\nAn arrow.\n", "maths/angle.md": "# Angle\n\nA turn.\n"}
    assert [sheet.name for sheet in made(tmp_path, two).values()] == ["Maths"]


def test_a_sheet_is_plain_markdown_for_a_terminal(tmp_path: Path) -> None:
    told = plain_sheet(made(tmp_path)["sheets/engineer.md"], language("en"))
    assert told.startswith("# Engineer\n\n## Vector\n\nA vector, says the film, is a list.\n\n$$\n")
    assert "**Pitfalls**\n\n- The zero vector has no direction.\n" in told
    assert told.endswith(": Trace\n")
