"""Lines of code say how far they are indented, so that a telephone can set them its own way."""

from __future__ import annotations

import html
import re

from markdown import Markdown

from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS

CODE = '''import numpy as np

def far(x):
    if x < 0:
        return np.sqrt(np.abs(x) ** 2 + 1) - np.cos(x) * 2
    return """a text
of two lines, of which the second one is long"""
'''


def page(text: str) -> str:
    return Markdown(extensions=list(EXTENSIONS), extension_configs=dict(EXTENSION_CONFIGS)).convert(
        text
    )


def words(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def marked(text: str) -> list[tuple[str, str]]:
    """Return each marked line with what it says of its indentation."""
    found = re.findall(
        r'<span class="line"(?: style="--in:(\d+)")?>(<a id="__codelineno.*?)</span>(?=\n|</code>)',
        text,
    )
    return [(indent, words(line)) for indent, line in found]


def test_indented_and_long_lines_and_the_first_are_marked_with_their_indentation() -> None:
    assert marked(page(f"```python\n{CODE}```")) == [
        ("", "import numpy as np"),
        ("4", "    if x < 0:"),
        ("8", "        return np.sqrt(np.abs(x) ** 2 + 1) - np.cos(x) * 2"),
        ("4", '    return """a text'),
        ("", 'of two lines, of which the second one is long"""'),
    ]


def test_marks_change_no_letter_of_the_code_and_cut_no_element() -> None:
    shown = page(f"```python\n{CODE}```")
    assert words(shown).strip() == CODE.strip()
    for line in re.findall(r'<span class="line".*', shown):
        assert line.count("<span") == line.count("</span>")


def test_text_that_is_no_code_is_left_alone() -> None:
    assert 'class="line"' not in page("A line of prose that is longer than thirty letters.")
