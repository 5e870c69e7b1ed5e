"""A locator opens the very place in a source, where its address allows that."""

from __future__ import annotations

import pytest

from syntopic.model import FrontMatter, Note, NotePath, Source
from syntopic.rendering.locators import place_url

VIDEO = "https://www.youtube.com/watch?v=abc"
PAPER = "https://example.org/paper.pdf"


@pytest.mark.parametrize(
    ("locator", "own", "source", "opens"),
    [
        ("12:40", "", VIDEO, VIDEO + "&t=760s"),
        ("1:02:03", "", VIDEO, VIDEO + "&t=3723s"),
        ("lecture 3, 0:30", VIDEO + "&t=5", "", VIDEO + "&t=30s"),
        ("p. 12", "", PAPER, PAPER + "#page=12"),
        ("pages 7-9", PAPER, "", PAPER + "#page=7"),
        ("ch. 4.2", "https://example.org/ch4", "", "https://example.org/ch4"),
        ("ch. 4.2", "", "https://example.org/", ""),
        ("12:40", "", "https://example.org/video", ""),
        ("p. 12", "", "javascript:alert(1)//x.pdf", ""),
    ],
)
def test_the_place_of_a_note(locator: str, own: str, source: str, opens: str) -> None:
    front = FrontMatter(url=own)
    note = Note(NotePath("a.md"), "md", "", (), front, source="key", locator=locator)
    assert place_url(note, Source("key", "Title", "Short", url=source)) == opens
