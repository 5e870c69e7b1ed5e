"""Links of pages written by hand to pages that are withheld: the words stay, and lead nowhere.

Links in notes are treated so when notes are read. Here the engine would name the missing page in
its log and leave its file's name in the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


@dataclass
class Withheld:
    """The Markdown files that are withheld, and the one that is being read."""

    pages: Collection[str] = ()
    reading: str = ""

    def hides(self, target: str) -> bool:
        """Whether a link of the page that is being read leads to a withheld one."""
        try:
            told = urlsplit(target)
        except ValueError:
            return False
        if told.scheme or told.netloc or not told.path:
            return False
        here = posixpath.dirname(self.reading)
        path = posixpath.normpath(posixpath.join(here, unquote(told.path)))
        return path in self.pages or f"{path}.md" in self.pages


class Unlinked(Extension):
    """Teaches Python-Markdown to keep the words of such a link alone."""

    def __init__(self, withheld: Withheld) -> None:
        """``withheld`` is looked at anew for each page."""
        super().__init__()
        self.withheld = withheld

    def extendMarkdown(self, md: Markdown) -> None:
        """Register what unlinks, in front of what the engine does with links."""
        md.treeprocessors.register(_Unlinking(self.withheld), "syntopic-withheld", 2)

    def quickbuild_inputs(self) -> tuple[list[str], str]:
        """Tells a build cache what a page depends on besides its text, as it is read."""
        pages = sorted(self.withheld.pages)
        return pages, self.withheld.reading if pages else ""


class _Unlinking(Treeprocessor):
    def __init__(self, withheld: Withheld) -> None:
        super().__init__()
        self.withheld = withheld

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            if self.withheld.hides(element.get("href", "")):
                element.tag = "span"
                element.attrib.clear()
