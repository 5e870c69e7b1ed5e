"""``**a*b**`` is strong, as CommonMark has it: Markdown 3.11 reads two nested emphases there."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

# Two asterisks, text with one lone asterisk inside a word, two asterisks. Such an asterisk could
# open and close, and then the rule of three forbids it to pair with either end.
_STRONG = r"(?<![*\w])\*\*(?![\s*])([^*]*[^\W_]\*[^\W_][^*]*)(?<![\s*])\*\*(?![*\w])"


class StrongExtension(Extension):
    """Reads strong text around a lone asterisk."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the rule right before the one for all other emphasis (60)."""
        md.inlinePatterns.register(_Strong(_STRONG, md), "syntopic-strong", 60.5)

    def quickbuild_inputs(self) -> tuple[()]:
        """Promises a build cache that a page depends on text and options alone."""
        return ()


class _Strong(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        strong = Element("strong")
        strong.text = m[1]
        return strong, m.start(), m.end()
