"""Broken YAML: the line that is named is the one to mend, and the reason is in plain words."""

from __future__ import annotations

import pytest

from syntopic.reading.yaml_nodes import Invalid, compose


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("title: A\nconcept: [Rank\ntags: x", 1, "“[” and never closes"),
        ("title: A\nx: {Rank\ntags: x", 1, "“{” opens"),
        ("title: A\nx: 'Rank\ntags: x\nmore: y", 1, "a quote opens here"),
        ("title: A\nx: Rank: full", 1, "second “:”"),
        ("title: A\n\tx: Rank", 1, "a tab"),
        ("title: A\nx: @Rank", 1, "needs quotes"),
        ("title: A\nx: *Rank*", 1, "“*”"),
        ('title: A\nx: "\\Rank"', 1, "backslash"),
        ("title: A\nRank", 1, "a key without “:”"),
        ("title: 'A' Rank", 0, "after a quote"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words_at_the_line_to_mend(
    text: str, row: int, said: str
) -> None:
    found = compose(tuple(text.split("\n")))
    assert isinstance(found, Invalid)
    assert found.row == row
    assert said in found.reason
    assert "Rank" not in found.reason, "what is withheld is not quoted"
