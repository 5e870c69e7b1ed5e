"""A footnote that only a comment refers to is as private as the comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from syntopic.reading.footnotes import without_hidden_footnotes
from test_reading import garden

CASES = [
    ("a %%b[^1]%% c\n\n[^1]: S", "a  c\n\n"),
    ("a[^1] %%b[^1]%%\n\n[^1]: shown", "a[^1] \n\n[^1]: shown"),
    ("a %%[^1]%%\n\n[^1]: S\nS lazy\n\n    S more\n\nb", "a \n\n\n\n\n\n\nb"),
    ("a %%[^1]%%[^2]\n\n[^1]: S\n[^2]: shown", "a [^2]\n\n\n[^2]: shown"),
    ("a %%[^1]%%\n\n[^1]: S[^2]\n\n[^2]: S too\n\nb", "a \n\n\n\n\n\nb"),
    ("a %%b%%\n\n[^1]: forgotten", "a \n\n[^1]: forgotten"),
    ("a <!-- [^x] -->\n\n> [^x]: S\n\nb", "a \n\n\n\nb"),
    ("a %%[^1]%%\n\n```\n[^1]: code\n```\n", "a \n\n```\n[^1]: code\n```\n"),
]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_a_footnote_is_hidden_with_the_comment_that_refers_to_it(
    tmp_path: Path, text: str, shown: str
) -> None:
    [note] = garden(tmp_path, {"a.md": text}).notes
    assert note.text.rstrip("\n") == shown.rstrip("\n")


def test_without_a_comment_nothing_is_hidden() -> None:
    rows = ("a[^1]", "", "[^1]: one", "[^2]: two")
    assert without_hidden_footnotes(rows, rows) is rows
