"""Large and hostile notes are read in time that grows with their length."""

from __future__ import annotations

import time

import pytest

from syntopic.model import Note, NotePath
from syntopic.parsing import parse_note

# What once made the reading slow, or looks as if it could.
PIECES = [
    "$a ", "$$a ", "$$a\n", "$$a\n\n", "\\( ", "\\begin{align}\n", "[", "![", "[[a ", "^[", "==a ",
    "[a] ", "[^1] ", "[[x]] ", "Aa. [[x]] ", "- a\n", "> a\n", "| $a|b$ | c |\n|---|---|\n\n",
    '!!! note "x"\n    a\n', '=== "a"\n    b\n', "Q: a\n", "<img src=a ", "a ^id-1\n\n",
    "$$x$$\n\nwhere $x$ is the a, ", "where $x$ is the a, and ",
]  # fmt: skip


def seconds(piece: str, count: int) -> float:
    """Return how long a note of that many pieces takes to read."""
    text = piece * count + "\n\n[a]: /u\n[^1]: f\n"
    note = Note(NotePath("a.md"), "md", text, tuple(range(1, text.count("\n") + 2)))
    start = time.process_time()
    parse_note(note)
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    small, large = seconds(piece, 300), seconds(piece, 2400)
    # Eight times the text: a square would take 64 times as long.
    assert large < 0.2 or large < 25 * small
