"""Lines of code know how far they are indented, so that a telephone can set them its own way."""

from __future__ import annotations

import re
from typing import Final

from markdown import Markdown
from markdown.postprocessors import Postprocessor

_LINE = re.compile(
    r'<a id="__codelineno-\d+-(?P<number>\d+)"[^>]*></a>(?P<code>[^\n]*?)(?=\n|</code>)'
)
_TAG_OR_ENTITY = re.compile(r"<[^>]*>|(?P<entity>&[#\w]+;)")

_FITS: Final = 30  # characters that the narrowest telephones show in a line of code


def register(md: Markdown) -> None:
    """Mark the lines once they are in the page, and after those in summaries lost their anchors."""
    md.postprocessors.register(_Indented(md), "syntopic-code-lines", 4)


class _Indented(Postprocessor):
    """Puts each indented or long line, and the first, into a ``.line``; ``--in``: its indentation.

    So a style sheet can indent less, let what it breaks go on below the line's beginning, and
    keep the first line clear of the button that copies.
    """

    def run(self, text: str) -> str:
        return _LINE.sub(_line, text) if "__codelineno-" in text else text


def _line(found: re.Match[str]) -> str:
    shown = _TAG_OR_ENTITY.sub(lambda tag: "x" if tag["entity"] else "", found["code"])
    indent = len(shown) - len(shown.lstrip(" "))
    if not indent and len(shown) <= _FITS and found["number"] != "1":
        return found[0]
    style = f' style="--in:{indent}"' if indent else ""
    return f'<span class="line"{style}>{found[0]}</span>'
