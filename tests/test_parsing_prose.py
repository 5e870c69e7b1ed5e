"""The running text of blocks: what a reader sees, which parts may be links, where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import gardens
from gardens import note
from syntopic.model import ParsedNote, Prose


def prose(text: str) -> list[Prose]:
    return [found for block in note("a.md", text).blocks for found in block.prose]


def free(text: str) -> list[str]:
    return [one.text[start:end] for one in prose(text) for start, end in one.free]


def test_each_paragraph_item_and_cell_is_a_text_of_its_own() -> None:
    source = "One.\n\n- two\n  - three\n\n| four | five |\n|---|---|\n| six | |\n\n> seven"
    assert [one.text for one in prose(source)] == [
        *("One.", "two", "three", "four", "five", "six", "seven"),
    ]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a `code` b", ["a ", " b"]),
        ("a $x_1$ b", ["a ", " b"]),
        ("a [link *text*](b.md) c", ["a ", " c"]),
        ("a [[Note|words]] c", ["a ", " c"]),
        ("a [ref] c\n\n[ref]: b.md", ["a ", " c"]),
        ("a ![image](p.png) c", ["a ", " c"]),
        ("a [x ![image](p.png) y](b.md) c", ["a ", " c"]),
        ("a <a href='u'>b</a> <kbd>c</kbd> d", ["a ", " d"]),
        ("a <b>bold</b> <code>x", ["a ", "bold"]),
        ("a^[remark] b[^1]\n\n[^1]: note", ["a", " b", "note"]),
        ("see https://a.b/some-name and me@a.b or www.a.b now", ["see ", " and ", " or ", " now"]),
        ("see example.com/some-name or (b.co.uk:80/x), c.de?d=e", ["see ", " or "]),
        ("and/or, e.g./i.e., 3.5/some-name, it.", ["and/or, e.g./i.e., 3.5/some-name, it."]),
        ("precision@k, @x and a@b", ["precision@k, @x and a@b"]),
        ("*all* of **this**", ["all", " of ", "this"]),
        ("one\ntwo  \nthree", ["one two", "three"]),
    ],
)
def test_only_plain_text_may_become_a_link(source: str, parts: list[str]) -> None:
    assert free(source) == parts


def test_headings_and_the_titles_of_callouts_are_no_running_text() -> None:
    source = '# A\n\n> [!note] B\n> c\n>\n> ## D\n\n!!! tip "E"\n    f'
    assert [one.text for one in prose(source)] == ["c", "f"]


def test_formulas_stand_between_dollars_as_in_the_sentences_of_links() -> None:
    (one,) = prose("With $\\lambda$ it is *so*.")
    assert one.text == "With $\\lambda$ it is so."


@pytest.mark.parametrize(
    "source",
    [
        "first\nsecond *em*\nthird here",
        "first `code\nover` lines\nthird here",
        "first $x\n= y$ lines\nthird here",
        "> first [a\n> b](c.md) d\n> third here",
    ],
)
def test_each_word_knows_its_line_on_disk(source: str) -> None:
    (one,) = prose(f"# T\n\n{source}")
    assert one.line_at(one.text.index("first")) == 3
    assert one.line_at(one.text.index("third here")) == 5


def test_a_picture_says_nothing_in_running_text_and_a_line_break_of_html_is_a_space() -> None:
    (one,) = prose("On ![a red dot](p.png) one<br>two *th*ree.")
    assert one.text == "On  one two three."
    assert [one.text[a:b] for a, b in one.free] == ["On ", " one", "two ", "th", "ree."]


@settings(max_examples=150)
@given(gardens.notes())
def test_the_free_parts_of_any_text_are_apart_and_in_order(parsed: ParsedNote) -> None:
    lines = range(1, 2 + parsed.note.text.count("\n"))
    for block in parsed.blocks:
        for one in block.prose:
            edges = [edge for part in one.free for edge in part]
            assert edges == sorted(edges)
            assert not edges or edges[-1] <= len(one.text)
            assert all(a < b for a, b in one.free)
            assert [at for at, _ in one.lines] == sorted(at for at, _ in one.lines)
            assert all(line in lines for _, line in one.lines)
