"""What is a card in a note and what only looks like one, spelling by spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.model import Asking, Card, Kind, Note, NotePath, ParsedNote, Problem
from syntopic.parsing import parse_note


def note(text: str, path: str = "book/a.md") -> Note:
    """Make a note of a text."""
    return Note(NotePath(path), "md", text, tuple(range(1, 2 + text.count("\n"))))


def parse(text: str) -> ParsedNote:
    """Take a text apart."""
    return parse_note(note(text))[0]


def cards(text: str) -> list[Card]:
    """Return the cards of a text."""
    return [block.card for block in parse(text).blocks if block.card is not None]


def problems(text: str, code: str) -> tuple[Problem, ...]:
    """Return the problems of a text that have a code."""
    return tuple(p for p in parse_note(note(text))[1] if p.code == code)


def q(question: str, answer: str, id_: str = "") -> Card:
    """A card that asks a question."""
    return Card(Asking.QUESTION, question, answer, id_)


def both(question: str, answer: str, id_: str = "") -> Card:
    """A card that is asked in both directions."""
    return Card(Asking.BOTH, question, answer, id_)


def gaps(sentence: str, number: int, id_: str = "") -> Card:
    """A sentence with gaps."""
    return Card(Asking.GAPS, sentence, "", id_, number)


CODE = "```python\nx = 1\n```"

SPELLINGS: dict[str, tuple[str, list[Card]]] = {
    # Questions
    "two lines": ("Q: a?\nA: b", [q("a?", "b")]),
    "a blank line between": ("Q: a?\n\nA: b", [q("a?", "b")]),
    "after text without a blank line": ("Text.\nQ: a?\nA: b", [q("a?", "b")]),
    "no blank line between cards": ("Q: a?\nA: b\nQ: c?\nA: d", [q("a?", "b"), q("c?", "d")]),
    "tabs behind the colon": ("Q:\ta?\nA:\tb", [q("a?", "b")]),
    "several spaces behind the colon": ("Q:   a?\nA:   b", [q("a?", "b")]),
    "up to three spaces of indentation": ("  Q: a?\n   A: b", [q("a?", "b")]),
    "the question on the next line": ("Q:\na?\nA:\nb", [q("a?", "b")]),
    "a question over several lines": ("Q: a\nb?\nA: c", [q("a\nb?", "c")]),
    "an answer over several lines": ("Q: a?\nA: b\nc", [q("a?", "b\nc")]),
    "spaces at the ends of lines": ("Q: a?  \nA: b  ", [q("a?", "b")]),
    "letters of another script": ("Q: почему?\nA: 因为", [q("почему?", "因为")]),
    "formulas": ("Q: What is $a$?\nA: $b = 1$", [q("What is $a$?", "$b = 1$")]),
    "emphasis and code": ("Q: *a* `b`?\nA: **c**", [q("*a* `b`?", "**c**")]),
    "a colon in the question": ("Q: a: b?\nA: c: d", [q("a: b?", "c: d")]),
    "a picture as answer": ("Q: a?\nA: ![b](c.png)", [q("a?", "![b](c.png)")]),
    "a wikilink": ("Q: [[a]]?\nA: [[b|c]]", [q("[[a]]?", "[[b|c]]")]),
    # Longer answers
    "a second paragraph, indented": ("Q: a?\nA: b\n\n  c", [q("a?", "b\n\n  c")]),
    "a paragraph at the margin is no answer": ("Q: a?\nA: b\n\nc", [q("a?", "b")]),
    "a list right below": ("Q: a?\nA: b\n- c\n- d", [q("a?", "b\n- c\n- d")]),
    "a list, indented": ("Q: a?\nA: b\n\n  - c\n  - d", [q("a?", "b\n\n  - c\n  - d")]),
    "a list alone": ("Q: a?\nA:\n- c\n- d", [q("a?", "- c\n- d")]),
    "an indented list alone": ("Q: a?\nA:\n  - c\n  - d", [q("a?", "- c\n- d")]),
    "a list alone, after a blank line": ("Q: a?\nA:\n\n- c\n- d", [q("a?", "- c\n- d")]),
    "code right below": (f"Q: a?\nA: b\n{CODE}", [q("a?", f"b\n{CODE}")]),
    "code alone": (f"Q: a?\nA:\n{CODE}", [q("a?", CODE)]),
    "code after a blank line is the note's": (f"Q: a?\nA: b\n\n{CODE}", [q("a?", "b")]),
    "a formula of its own": ("Q: a?\nA: b\n$$\nc\n$$", [q("a?", "b\n$$\nc\n$$")]),
    "a formula alone": ("Q: a?\nA: $$c$$", [q("a?", "$$c$$")]),
    "a quotation": ("Q: a?\nA: b\n> c", [q("a?", "b\n> c")]),
    "a table": (
        "Q: a?\nA: b\n\n  | c | d |\n  |---|---|",
        [q("a?", "b\n\n  | c | d |\n  |---|---|")],
    ),
    "code in the question": (f"Q: a?\n{CODE}\nA: b", [q(f"a?\n{CODE}", "b")]),
    "a picture between": ("Q: a?\n\n![](b.png)\n\nA: c", [q("a?\n\n![](b.png)", "c")]),
    "a second answer goes on": ("Q: a?\nA: b\nA: c", [q("a?", "b\nA: c")]),
    "a number that begins no list": ("Q: When?\nA: 1990. Then.", [q("When?", "1990\\. Then.")]),
    "a heading's sign is text": ("Q: a?\nA: # b", [q("a?", "\\# b")]),
    "what looks like a definition": ("Q: a?\nA: [b]: c", [q("a?", "\\[b]: c")]),
    "a link by reference": ("Q: a?\nA: [b][c]\n\n[c]: /d", [q("a?", "[b](/d)")]),
    # What ends a card
    "a heading": ("Q: a?\nA: b\n# c\n  d", [q("a?", "b")]),
    "a rule": ("Q: a?\nA: b\n\n***\n\n  d", [q("a?", "b")]),
    "a footnote": ("Q: a?\nA: b\n\n[^1]: c", [q("a?", "b")]),
    "the next card, indented": ("Q: a?\nA: b\n\n  Q: c?\n  A: d", [q("a?", "b"), q("c?", "d")]),
    "code that is to run": ("Q: a?\nA: b\n```python exec\nx\n```", [q("a?", "b")]),
    # Both directions
    "both directions": ("R: a\nA: b", [both("a", "b")]),
    "both directions, after text": ("Text.\nR: a\nA: b", [both("a", "b")]),
    "both directions without an answer": ("R: a\n\nText.", []),
    "a language in prose": ("Good for statistics:\nR: a language\nand more", []),
    "both directions, then a question": ("R: a\nA: b\nQ: c?\nA: d", [both("a", "b"), q("c?", "d")]),
    # Gaps
    "one gap": ("C: a ==b== c", [gaps("a ==b== c", 1)]),
    "several gaps": ("C: ==a== b ==c==.", [gaps("==a== b ==c==.", 2)]),
    "a gap that is a formula": ("C: a ==$b = 1$==", [gaps("a ==$b = 1$==", 1)]),
    "a gap that is a tag": ("C: ==a== <mark>b</mark>", [gaps("==a== <mark>b</mark>", 2)]),
    "half a tag is no gap": ("C: ==a== <mark>b", [gaps("==a== <mark>b", 1)]),
    "a gap in bold text": ("C: **a ==b==**", [gaps("**a ==b==**", 1)]),
    "a gap over two lines": ("C: a ==b\nc== d", [gaps("a ==b\nc== d", 1)]),
    "gaps on two lines": ("C: a ==b==\nc ==d==", [gaps("a ==b==\nc ==d==", 2)]),
    "a gap after text": ("Text.\nC: a ==b==", [gaps("a ==b==", 1)]),
    "a gap in a list below": ("C: a ==b==\n- ==c==", [gaps("a ==b==\n- ==c==", 2)]),
    "two sentences with gaps": ("C: ==a==\nC: ==b==", [gaps("==a==", 1), gaps("==b==", 1)]),
    "what answers below is no part of it": ("C: a ==b==\nA: c", [gaps("a ==b==", 1)]),
    "no gap in code": ("C: `a==b` and `c==d`", []),
    "no gap in a formula": ("C: $a==b$ and $c==d$", []),
    "a gap beside code": ("C: `a==b` is ==c==", [gaps("`a==b` is ==c==", 1)]),
    "comparisons are no gaps": ("C: x==1 and y == 2", []),
    "escaped signs are no gap": ("C: a \\==b\\==", []),
    "a drive": ("C: is full", []),
    # Ids
    "id behind the answer": ("Q: a?\nA: b ^id-1", [q("a?", "b", "id-1")]),
    "id behind the question": ("Q: a? ^id-1\nA: b", [q("a?", "b", "id-1")]),
    "id on a line of its own": ("Q: a?\nA: b\n^id-1", [q("a?", "b", "id-1")]),
    "id below, after a blank line": ("Q: a?\nA: b\n\n^id-1", [q("a?", "b", "id-1")]),
    "id below the question": ("Q: a?\n^id-1\nA: b", [q("a?", "b", "id-1")]),
    "id below code": (f"Q: a?\nA: b\n{CODE}\n^id-1", [q("a?", f"b\n{CODE}", "id-1")]),
    "id at the end of a list": ("Q: a?\nA: b\n- c\n- d ^id-1", [q("a?", "b\n- c\n- d", "id-1")]),
    "id behind a gap": ("C: a ==b== ^id-1", [gaps("a ==b==", 1, "id-1")]),
    "id of both directions": ("R: a\nA: b ^id-1", [both("a", "b", "id-1")]),
    "id in the answer's first paragraph": (
        "Q: a?\nA: b ^id-1\n\n  c",
        [q("a?", "b\n\n  c", "id-1")],
    ),
    "of two ids the question's": ("Q: a? ^id-1\nA: b ^id-2", [q("a?", "b ^id-2", "id-1")]),
    "an exponent is no id": ("Q: a?\nA: b ^2", [q("a?", "b ^2")]),
    # No cards
    "no answer": ("Q: a?", []),
    "no answer before the text": ("Q: a?\n\nText.\n\nA: b", []),
    "no answer before a heading": ("Q: a?\n\n# H\n\nA: b", []),
    "an empty answer": ("Q: a?\nA:", []),
    "an empty question": ("Q:\nA: b", []),
    "an answer alone": ("A: b", []),
    "no space behind the colon": ("Q:a?\nA:b", []),
    "small letters": ("q: a?\na: b", []),
    "bold letters": ("**Q:** a?\n**A:** b", []),
    "in a list": ("- Q: a?\n  A: b", []),
    "in a quotation": ("> Q: a?\n> A: b", []),
    "in a callout": ("> [!note]\n> Q: a?\n> A: b", []),
    "in an admonition": ("!!! note\n    Q: a?\n    A: b", []),
    "in code": ("```\nQ: a?\nA: b\n```", []),
    "in indented code": ("    Q: a?\n    A: b", []),
    "in a formula": ("$$\nQ: a\nA: b\n$$", []),
    "in a formula within a line": ("Take $a\nQ: b\nA: c$ there", []),
    "in code over many lines": ("`a\n" + 99 * "b\n" + "Q: c?\nA: d` e", []),
    "in code over lines": ("Take `a\nQ: b?\nA: c` there", []),
    "in a comment": ("<!--\nQ: a?\nA: b\n-->", []),
    "in a comment within a line": ("Text <!-- a\nQ: b?\nA: c\n--> text", []),
    "in HTML": ("<div>\nQ: a?\nA: b\n</div>", []),
    "in a table": ("| Q: a? | A: b |\n|---|---|\n| C: ==c== | d |", []),
    "in a heading": ("# Q: a?\n## A: b", []),
    "in a footnote": ("[^1]: Q: a?\n    A: b", []),
}


@pytest.mark.parametrize(("text", "expected"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_card_is_read_as_its_author_means_it(text: str, expected: list[Card]) -> None:
    assert cards(text) == expected


@pytest.mark.parametrize("ending", ["\n", "\n\nText.", "\n\n# Heading"])
@pytest.mark.parametrize("text", ["Q: a?\nA: b", "R: a\nA: b", "C: a ==b=="])
def test_a_card_is_the_same_whatever_follows(text: str, ending: str) -> None:
    assert cards(text + ending) == cards(text) != []


def test_a_card_is_one_block_and_only_cards_have_one() -> None:
    blocks = parse("Text.\n\nQ: a?\nA: b\n\n  c\n\nQ: d?").blocks
    assert [(b.kind, b.card is not None) for b in blocks] == [
        (Kind.PARAGRAPH, False),
        (Kind.CARD, True),
        (Kind.PARAGRAPH, False),
    ]


def test_a_name_does_not_make_another_block_of_a_card() -> None:
    for named, bare in (
        ("Q: a?\nA: b ^id-1", "Q: a?\nA: b"),
        ("Q: a? ^id-1\nA: b", "Q: a?\nA: b"),
        (f"Q: a?\nA: b\n{CODE}\n^id-1", f"Q: a?\nA: b\n{CODE}"),
    ):
        (one,), (other,) = parse(named).blocks, parse(bare).blocks
        assert one.id == other.id
        assert (one.anchor, other.anchor) == ("id-1", "")


def test_a_link_to_an_id_within_an_answer_still_finds_it() -> None:
    (block,) = parse("Q: a?\nA: b\n- c ^part-1\n- d ^card-1").blocks
    assert (block.anchor, block.inner_anchors) == ("card-1", ("part-1",))


def test_a_question_without_an_answer_is_pointed_out_where_it_stands() -> None:
    (problem,) = problems("Text.\n\nQ: a?\n\n# H\n\nQ: b?\nA: c", "card-unanswered")
    assert (problem.severity, problem.origin.first_line) == ("hint", 3)
    assert problems("R: a\n\nC: b\n\nA: c", "card-unanswered") == ()


def test_cards_without_an_id_are_one_hint_for_each_note() -> None:
    (problem,) = problems("Q: a?\nA: b ^id-1\n\nQ: c?\nA: d\n\nC: ==e==", "card-unnamed")
    assert (problem.severity, problem.origin.first_line) == ("hint", 4)
    assert problem.message.startswith("2 cards have no id yet")
    assert problems("Q: a?\nA: b ^id-1", "card-unnamed") == ()


LINES = st.lists(
    st.sampled_from(
        "Q: a?¦A: b¦R: c¦C: d ==e==¦C: ==f¦Q:¦A:¦text¦  more¦^id-1¦A: g ^id-2¦- h¦1. i¦# j".split(
            "¦"
        )
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(LINES, st.booleans())
def test_nothing_in_code_math_quotes_lists_or_comments_is_a_card(
    lines: list[str], blank: bool
) -> None:
    text = ("\n\n" if blank else "\n").join(lines)
    plain = "\n".join(lines)
    for wrapped in (
        f"```\n{text}\n```",
        f"~~~~ python exec\n{text}\n~~~~",
        "\n".join(f"    {line}" for line in text.split("\n")),
        f"$$\n{text.replace('# j', '')}\n$$",  # a heading says that the closing is missing
        "\n".join(f"> {line}" for line in text.split("\n")),
        "- x\n\n" + "\n".join(f"  {line}" for line in text.split("\n")),
        "!!! note\n" + "\n".join(f"    {line}" for line in text.split("\n")),
        f"<!--\n{text}\n-->",
        f"<pre>\n{plain}\n</pre>",
    ):
        assert cards(f"Before.\n\n{wrapped}\n\nAfter.") == []


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_nothing_in_code_or_a_comment_that_begins_within_a_line_is_a_card(lines: list[str]) -> None:
    plain = [line for line in lines if not line.startswith(("- ", "1. ", "# "))]
    text = "\n".join(plain)
    for wrapped in (f"See `a\n{text}\nb` there.", f"See <!-- a\n{text}\nb --> there."):
        assert cards(wrapped) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*SPELLINGS]), min_size=1, max_size=4), st.sampled_from("¦\n¦\n\n"))
def test_no_letter_of_a_card_is_lost(names: list[str], gap: str) -> None:
    text = f"\n{gap}".join(SPELLINGS[name][0] for name in names)
    for block in parse(text).blocks:
        if block.card is None:
            continue
        told = f"{block.card.question}{block.card.answer}{block.card.id}"
        written = block.text
        for sign in ("Q:", "A:", "R:", "C:", "^", "\\", " ", "\t", "\n"):
            told, written = told.replace(sign, ""), written.replace(sign, "")
        assert sorted(told) == sorted(written)
