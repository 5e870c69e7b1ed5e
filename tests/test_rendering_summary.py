"""The sentence that says what a topic is, in lists, descriptions and search results."""

from __future__ import annotations

import pytest

import gardens
from syntopic.rendering.summary import LONGEST, plain, summary


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A *slope* is ==steep==, [[Line|a]] [b](x.md).", "A slope is steep, a b."),
        ("Take $a_i*b_j*c$ of `x == y` at $\\frac{1}{2}$.", "Take a_i∗b_j∗c of x == y at 1/2."),
        ("It costs $5 or $6, not 7.", "It costs $5 or $6, not 7."),
        ("Told elsewhere[^1] ^an-id", "Told elsewhere"),
        ("Two\nlines <b>here</b>.", "Two lines here."),
        ("$\\RR^2$", "ℝ²"),
        ("![a blue arrow](a.png) An arrow,<br>so ![[b.svg|long]].", "An arrow, so ."),
        ("![a blue arrow](a.png)", ""),
    ],
)
def test_a_paragraph_without_its_markup(markdown: str, text: str) -> None:
    assert plain(markdown, (("RR", "\\mathbb{R}"),)) == text


def test_the_first_sentence_is_taken_and_a_number_does_not_end_it() -> None:
    text = "# Line\n\nAbout 3.5 of e.g. 7 lines. Second sentence."
    assert summary(gardens.topic(gardens.note("book/line.md", text))) == (
        "About 3.5 of e.g. 7 lines."
    )


def test_a_long_sentence_ends_between_two_words() -> None:
    told = summary(gardens.topic(gardens.note("book/line.md", "# Line\n\n" + "word, " * 99)))
    assert told.endswith("word …") and len(told) <= LONGEST + 2


def test_plain_words_go_before_what_stands_under_other_headings() -> None:
    text = "# Line\n\n## Gotchas\n\nA trap.\n\n## Definition\n\nStraight.\n"
    other = gardens.note("course/line.md", "# Line\n\n## Gotchas\n\nMore traps.\n")
    assert summary(gardens.topic(gardens.note("book/line.md", text), other)) == "Straight."


def test_the_description_of_a_synthesis_goes_before_all() -> None:
    mine = gardens.note("synthesis/line.md", "# Line\n\nMine.", description="What lines are.")
    other = gardens.note("book/line.md", "# Line\n\nStraight.")
    assert summary(gardens.topic(mine, other)) == "What lines are."


def test_a_line_of_tags_is_no_sentence() -> None:
    text = "# Line\n\n#geometry #todo/2024\n\nIt is *straight*. It never ends."
    assert summary(gardens.topic(gardens.note("book/line.md", text))) == "It is straight."
    numbers = "# Line\n\n#1 in the exam."
    assert summary(gardens.topic(gardens.note("book/line.md", numbers))) == "#1 in the exam."


def test_a_topic_without_sentences_has_no_summary() -> None:
    assert summary(gardens.topic(gardens.note("book/line.md", "# Line\n\n- only\n- a list"))) == ""
