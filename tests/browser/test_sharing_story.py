"""The page to copy a story from, in a real browser: what is on the clipboard then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORY = Path(__file__).parent.parent / "golden" / "sharing" / "places" / "medium-story.html"

pytestmark = pytest.mark.browser


def test_the_button_copies_the_story_and_lines_in_place_of_its_pictures(
    browser: Browser, axe_script: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(STORY.as_uri())
    page.get_by_role("button", name="Copy the story").click()
    assert page.get_by_role("status").inner_text() == "Copied."
    page.evaluate(axe_script)
    found = page.evaluate("axe.run({rules: {region: {enabled: false}}})")
    assert [violation["id"] for violation in found["violations"]] == []
    editor = context.new_page()
    editor.set_content('<div contenteditable id="editor"></div>')
    editor.locator("#editor").click()
    editor.keyboard.press("Control+V")
    html = editor.locator("#editor").inner_html()
    text = editor.locator("#editor").inner_text()
    context.close()
    assert text.lstrip().startswith("Gradients: 50 % slope, 100 % fun")
    assert re.findall(r"▸ (\S+)", text) == [
        "01-synthesis-hill.png",
        "02-formula.png",
        "03-book-drawing.png",
    ]
    dropped = r"<img|<input|<label|<figure|class=|style=|Description|Copy the story"
    assert not re.search(dropped, html)
    for kept in ("<h2", "<pre", "<blockquote", "<li", "<em", 'href="https://me.example/garden/'):
        assert kept in html, kept
    assert 'print("loss  0.5")' in text
    assert "ŵ knows: it has length ‖xᵢⱼ‖ in ℝⁿ" in text
