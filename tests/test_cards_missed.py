"""What only nearly is a card, or nearly an id, is pointed out instead of being lost in silence."""

from __future__ import annotations

import pytest

from syntopic.model import Problem
from test_cards import cards, problems

MEANT = {
    "a sentence whose gap never closes": "C: the ==learning rate",
    "a gap that closes after a blank line": "C: the ==learning\n\nrate== is small",
    "a gap, spelled small": "c: the ==learning rate==",
    "a gap, with a blank before the colon": "C : the ==learning rate==",
    "a gap, with bold letters": "**C:** the ==learning rate==",
    "bold letters": "**Q:** a?\n**A:** b",
    "bold letters, the colon outside": "**Q**: a?\n\n**A**: b",
    "underlined letters": "__Q:__ a?\n__A:__ b",
    "small letters": "q: a?\na: b",
    "a small question alone": "q: a?\nA: b",
    "a blank before the colon": "Q : a?\nA : b",
    "no blank behind the colon": "Q:a?\nA:b",
    "another colon": "Q：a?\nA：b",
    "words": "Question: a\nAnswer: b",
    "bold words": "**Question:** a\n\n**Answer:** b",
    "words with numbers": "Question 1: a\nAnswer 1: b",
    "letters with numbers": "Q1: a?\nA1: b",
    "words in German": "Frage: a\nAntwort: b",
    "words in French": "Question : a\nRéponse : b",
    "both directions, bold": "**R:** a\n**A:** b",
    "code between": "Question: a\n```\nx\n```\nAnswer: b",
    "after text": "Text.\nQuestion: a\nAnswer: b",
    "within a card's answer": "Q: a? ^id-1\nA: b\nC: the ==rate",
}


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT)
def test_what_is_nearly_spelled_as_a_card_is_a_hint(text: str) -> None:
    (problem,) = problems(f"# T\n\n{text}\n\nText.", "card-near")
    assert problem.severity == "hint"
    first = 5 if text.startswith("Q: a? ^id-1") else 4 if text.startswith("Text.") else 3
    assert problem.origin.first_line == first


OTHERWISE = {
    "cards": "Q: a?\nA: b\n\nR: a\nA: b\n\nC: a ==b==",
    "comparisons": "C: x==1 and y == 2",
    "a drive": "C: is full",
    "a gap in code": "C: `a ==b` and $c ==d$",
    "symbols": "q: the query\na: the attention",
    "a question alone": "Question: what is it?\n\nText.",
    "an answer alone": "Answer: 42",
    "text between": "Question: a\n\nText.\n\nAnswer: b",
    "a heading between": "Question: a\n\n## H\n\nAnswer: b",
    "words in the line": "The question: a. The answer: b",
    "a bold word": "**Question** of taste\n\n**Answer** me",
    "in a list": "- Question: a\n- Answer: b",
    "in a quotation": "> **Q:** a?\n> **A:** b",
    "in code": "```\nQuestion: a\nAnswer: b\n```",
    "in code over lines": "Take `a\nQuestion: b\nAnswer: c` there",
    "in a formula": "$$\nq: a?\na: b\n$$",
    "in a comment": "<!--\nQuestion: a\nAnswer: b\n-->",
    "in a table": "| Question: a |\n|---|\n| Answer: b |",
    "said already": "Q: a?\nanswer: b",
}


@pytest.mark.parametrize("text", OTHERWISE.values(), ids=OTHERWISE)
def test_what_nobody_meant_as_a_card_is_left_alone(text: str) -> None:
    assert problems(f"# T\n\n{text}\n\nText.", "card-near") == ()


def test_a_note_has_one_hint_with_the_first_place_and_the_number() -> None:
    text = "Text.\n\nQuestion: a\nAnswer: b\n\nC: c ==d\n\n**Q:** e?\n**A:** f"
    (problem,) = problems(text, "card-near")
    assert problem.origin.first_line == 3
    assert problem.message.startswith("3 places look like cards")


def odd(text: str) -> tuple[Problem, ...]:
    return problems(text, "card-id-odd")


@pytest.mark.parametrize("name", ["größe", "x", "123", "my.id", "a/b", "-a", "größe-1"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Q: a?\nA: It is so. ^{}", 2),
        ("Q: a? ^{}\nA: It is so.", 1),
        ("Q: a?\nA: It is so.\n^{}", 3),
        ("C: it is ==so== here. ^{}", 1),
        ("Q: a?\nA: It is\n- so. ^{}", 3),
        ("Q: a?\nA: It is so.\n\n^{}\n\nText.", 4),
        ("C: it is ==so== here.\n\n^{}", 3),
    ],
)
def test_what_is_no_id_at_the_end_of_a_card_is_a_hint_and_not_shown(
    text: str, line: int, name: str
) -> None:
    (problem,) = odd(text.format(name))
    assert (problem.severity, problem.origin.first_line) == ("hint", line)
    assert f"^{name}" in problem.message
    (card,) = cards(text.format(name))
    assert "^" not in card.question + card.answer
    assert card.id == ""


@pytest.mark.parametrize(
    "end", ["b ^2", "e ^x", "10 ^12", "(a + b) ^2", "$a ^x$", "`a ^größe`", "[^1]", "a ^ b", "a^2"]
)
def test_an_exponent_is_shown_and_no_hint(end: str) -> None:
    assert odd(f"Q: a?\nA: {end}") == ()
    (card,) = cards(f"Q: a?\nA: {end}")
    assert card.answer == end


def test_a_card_with_an_id_has_no_odd_one() -> None:
    assert odd("Q: a? ^x\nA: It is so. ^id-1") == ()
    assert cards("Q: a? ^id-1\nA: It is so.\n\n^x") == cards("Q: a? ^id-1\nA: It is so.")


@pytest.mark.parametrize("below", ["^x is a sign", "$^x$", "`^größe`", "^", "^a ^größe"])
def test_text_below_a_card_that_only_begins_like_an_id_stays_text(below: str) -> None:
    assert odd(f"Q: a?\nA: It is so.\n\n{below}") == ()
    assert cards(f"Q: a?\nA: It is so.\n\n{below}") == cards("Q: a?\nA: It is so.")
