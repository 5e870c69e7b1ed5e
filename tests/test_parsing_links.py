"""Links, images and tags of a note, with the sentence around them."""

from __future__ import annotations

import pytest

from syntopic.model import Link, Note, NotePath, ParsedNote
from syntopic.parsing import parse_note, split_target


def parse(text: str) -> ParsedNote:
    """Take a text apart."""
    return parse_note(Note(NotePath("a.md"), "md", text, tuple(range(1, 99))))[0]


def links(text: str) -> tuple[Link, ...]:
    """Return the links of a text."""
    return tuple(link for block in parse(text).blocks for link in block.links)


def test_a_link_knows_what_it_names_and_the_sentence_around_it() -> None:
    text = "First one. A *short* [[Concept#Part|word]], i.e. $x$ and `y`.\nLast [b](c%20d.md#e)."
    assert links(text) == (
        Link("Concept", "Part", "word", True, False, "A short word, i.e. $x$ and y.", 1, 8),
        Link("c d.md", "e", "b", False, False, "Last b.", 2, 5),
    )


def test_images_and_embeds_are_links_too() -> None:
    found = links('![An *image*](a.png "t")\n![[b.png|200x100]] [![x](y.png)](z.md)')
    assert [(x.target, x.text, x.wiki, x.embed, x.line) for x in found] == [
        ("a.png", "An image", False, True, 1),
        ("b.png", "", True, True, 2),
        ("z.md", "x", False, False, 2),
        ("y.png", "x", False, True, 2),
    ]


def test_links_are_found_in_lists_tables_titles_and_remarks() -> None:
    text = (
        '> - see\n>   [[A]]\n\n| x |\n|---|\n| [[B\\|b]] |\n\n!!! note "On [[C]]"\n    in\n\n'
        "a^[on [[D]]]\n\n[^1]: [[E]]\n"
    )
    assert [(x.target, x.line) for x in links(text)] == [
        ("A", 2), ("B", 6), ("C", 8), ("D", 11), ("E", 13),
    ]  # fmt: skip


def test_images_in_html_are_known_so_that_their_files_are_found() -> None:
    found = links('<p>\n<img width="3" src="a b.png"></p>\n\ntext <img src=c.png>')
    assert [(x.target, x.embed, x.line) for x in found] == [
        ("a b.png", True, 2),
        ("c.png", True, 4),
    ]


def test_code_and_formulas_hold_no_links_or_tags() -> None:
    parsed = parse("`[[A]]` $[[B]]$ `#tag` $#x$\n\n```\n[[C]] #no\n```\n\n    [[D]]\n")
    assert [b.links for b in parsed.blocks] == [(), (), ()]
    assert parsed.tags == ()


def test_tags_are_words_behind_a_hash() -> None:
    text = "#one and (#no) #two/three #1 #2nd x#no\n# Heading #four\n*#five* [#six](u) #one"
    assert parse(text).tags == ("one", "two/three", "2nd", "four", "five")


def test_addresses_on_the_web_stay_as_they_are() -> None:
    assert split_target("https://x.y/a%20b#c%20d") == ("https://x.y/a%20b", "c%20d")
    assert split_target("../a%20b.md#c%20d") == ("../a b.md", "c d")
    assert split_target("#part") == ("", "part")


def test_of_a_sentence_without_end_only_the_surroundings_of_a_link_are_given() -> None:
    (found,) = links("word " * 1000 + "[[A]]" + " word" * 1000)
    assert len(found.sentence) < 1000
    assert found.sentence.startswith("…") and " A " in found.sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Here ![a red dot](p.png) is [[A]].", "Here is A."),
        ("Here ![[p.png|a red dot]] is [[A]].", "Here is A."),
        ("Here [![a dot](p.png)](A.md) is.", "Here is."),
        ("![A dot](p.png) [[A]]", "A"),
        ("Here ![the line](A.md) is.", "Here the line is."),
        ("Here ![[A|the line]] is.", "Here the line is."),
    ],
)
def test_descriptions_of_pictures_are_no_part_of_the_sentence(text: str, sentence: str) -> None:
    found = [link for link in links(text) if link.target != "p.png"]
    assert [link.sentence for link in found] == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "first item<br>sub item [[A]]",
        "| a |\n|---|\n| <ul><li>first item<ul><li>sub item [[A]]</li></ul></li></ul> |",
        "first item<p>sub item [[A]]</p>",
    ],
)
def test_lines_that_html_parts_are_not_glued_in_a_sentence(text: str) -> None:
    assert [link.sentence for link in links(text)] == ["first item sub item A"]


def test_a_link_in_an_item_has_the_words_of_this_item_alone() -> None:
    found = links("- first item [[A]]\n  - sub item [[B]]\n\n    more [[C]]\n- third")
    assert [link.sentence for link in found] == ["first item A", "sub item B", "more C"]
