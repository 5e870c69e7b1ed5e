"""Keeps the tags that a note writes inside its paragraphs inside its paragraphs.

Python-Markdown stashes every inline tag on its own, so nobody sees that ``<b>`` is never closed or
that ``</section>`` closes nothing of its own. On a page that holds forms (one that we wrote, around
somebody's notes) each run of text closes what it opened, and nothing else. A page without forms is
its author's own and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER, AtomicString

from syntopic.markdown.forms import START
from syntopic.markdown.html import balanced_piece, closing

_PLACEHOLDER = re.compile(HTML_PLACEHOLDER % "([0-9]+)")


class _Trusted(str):
    """HTML that a form carries: it goes through as it is."""


def store(md: Markdown, html: str) -> str:
    """Stash the content of a form and return its placeholder."""
    return str(md.htmlStash.store(_Trusted(html)))


def register(md: Markdown) -> None:
    """Register the steps right before and right after inline text is read (20)."""
    contain = _Contain(md)
    md.preprocessors.register(_Notice(md, contain), "syntopic-generated", 29)
    md.treeprocessors.register(_Before(contain), "syntopic-before-inline", 20.5)
    md.treeprocessors.register(contain, "syntopic-inline-html", 18)


class _Notice(Preprocessor):
    """Notices whether the page holds forms, and then sets formulas by our rules alone.

    Arithmatex leaves TeX to a script of the author's site; topic pages promise to need none. Its
    rules go for good, since the engine makes a new ``Markdown`` for every page.
    """

    md: Markdown

    def __init__(self, md: Markdown, contain: _Contain) -> None:
        super().__init__(md)
        self.contain = contain

    def run(self, lines: list[str]) -> list[str]:
        self.contain.generated = any(START in line for line in lines)
        if self.contain.generated:
            self.md.inlinePatterns.deregister("arithmatex-inline", strict=False)
            self.md.parser.blockprocessors.deregister("arithmatex-block", strict=False)
        return lines


class _Before(Treeprocessor):
    """Remembers how much was stashed before inline text: fences, blocks of HTML."""

    def __init__(self, contain: _Contain) -> None:
        super().__init__()
        self.contain = contain

    def run(self, root: Element) -> None:
        self.contain.first = self.contain.md.htmlStash.html_counter


class _Contain(Treeprocessor):
    """Closes in each run of text what its inline tags opened."""

    md: Markdown
    generated = False
    first = 0

    def run(self, root: Element) -> None:
        if not self.generated:
            return
        for block in [part for part in root.iter() if self.md.is_block_level(part.tag)]:
            self._contain(block)

    def _contain(self, block: Element) -> None:
        open_: list[str] = []
        last, place = block, "text"
        self._mend(block, "text", open_)
        for child in list(block):
            if self.md.is_block_level(child.tag):
                self._close(last, place, open_)
            else:
                for part, name in _texts(child):
                    self._mend(part, name, open_)
            last, place = child, "tail"
            self._mend(child, "tail", open_)
        self._close(last, place, open_)

    def _mend(self, part: Element, name: str, open_: list[str]) -> None:
        text = getattr(part, name)
        if text and "\x02" in text:
            for number in _PLACEHOLDER.findall(text):
                self._mend_stashed(int(number), open_)

    def _mend_stashed(self, number: int, open_: list[str]) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        html = stash[number] if self.first <= number < len(stash) else None
        if isinstance(html, str) and not isinstance(html, _Trusted):
            stash[number] = balanced_piece(html, open_)

    def _close(self, part: Element, name: str, open_: list[str]) -> None:
        if open_:
            text = getattr(part, name) or ""
            kind = AtomicString if isinstance(text, AtomicString) else str
            setattr(part, name, kind(text + self.md.htmlStash.store(closing(open_))))
            open_.clear()


def _texts(part: Element) -> Iterator[tuple[Element, str]]:
    """Yield where texts stand inside ``part``, in the order of reading."""
    yield part, "text"
    for child in part:
        yield from _texts(child)
        yield child, "tail"
