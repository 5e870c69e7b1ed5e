"""What one clicks on to open something has nothing else in it that one can click on."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.postprocessors import Postprocessor

_SUMMARY = re.compile(r"<summary\b.*?</summary>", re.DOTALL)
_LINE_ANCHOR = re.compile(r'<a id="__codelineno-[^>]*></a>')


def register(md: Markdown) -> None:
    """Take the anchors of lines out of code that stands in a summary, once it is in the page."""
    md.postprocessors.register(_Quiet(md), "syntopic-summaries", 5)


class _Quiet(Postprocessor):
    def run(self, text: str) -> str:
        if "__codelineno-" not in text:
            return text
        return _SUMMARY.sub(lambda found: _LINE_ANCHOR.sub("", found[0]), text)
