"""Printed text as a terminal leaves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syntopic.printed import Look, plain, recoloured, runs, screen

PIECES = st.sampled_from(
    ["a", "word ", "\n", "\r", "\b", "\x1b[A", "\x1b[3C", "\x1b[K", "\x1b[2K", "\x1b[31m",
     "\x1b[0m", "\x1b[1;44m", "\x1b[38;5;208m", "\x1b", "[", "é", "\x1b]8;;http://x\x07",
     "\x1b[999999999B"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ("1/3\r2/3\r3/3\r\ndone\n", "3/3\ndone\n"),
        ("epoch 10\repoch 9 ", "epoch 9"),
        ("outer  0%\n\rinner  0%\x1b[A\router 50%\n\rinner 99%\x1b[A", "outer 50%\ninner 99%"),
        ("100 %\r\x1b[Kdone", "done"),
        ("abc\b\bX", "aXc"),
        ("a\x1b]0;title\x07b\x1b(", "ab("),
        ("plain, with trailing blanks  \n", "plain, with trailing blanks  \n"),
    ],
)
def test_a_progress_bar_ends_as_the_line_that_a_terminal_would_show(sent: str, left: str) -> None:
    assert plain(screen(sent)) == left


@pytest.mark.parametrize(
    ("sequence", "names"),
    [
        ("31", ("red",)),
        ("94", ("bright-blue",)),
        ("1;32", ("green", "bold")),
        ("38;5;28;01", ("green", "bold")),
        ("38;5;241", ("bright-black",)),
        ("38;2;250;5;5", ("bright-red",)),
        ("37;41", ("white", "on-red")),
        ("7", ("inverse",)),
        ("31;39", ()),
        ("1;22", ()),
        ("5", ()),
    ],
)
def test_any_colour_becomes_the_nearest_of_sixteen(sequence: str, names: tuple[str, ...]) -> None:
    (run,) = runs(screen(f"\x1b[{sequence}mx"))
    assert (run[0].names, run[1]) == (names, "x")


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_but_colours_stays_and_looking_twice_changes_nothing(sent: str) -> None:
    shown = screen(sent)
    assert screen(shown) == shown
    assert "\x1b" not in plain(shown)
    assert "".join(piece for _, piece in runs(shown)) == plain(shown)
    assert recoloured(shown, plain(shown)).split() == shown.split()


def test_a_line_that_was_changed_keeps_its_colours() -> None:
    text = screen("\x1b[31m/home/anna/x\x1b[0m and \x1b[1mmore")
    again = recoloured(text, "~/x and more")
    assert list(runs(again))[-1] == (Look(bold=True), "more")
    assert recoloured(text, "other\nlines") == "other\nlines"
