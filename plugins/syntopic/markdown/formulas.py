"""Formulas in Python-Markdown: TeX becomes MathML elements while the page is built.

Elements, because text put in afterwards would be seen by other rules of Markdown, break titles and
``alt`` texts, and unwrap the paragraph around it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor

from syntopic.markdown.elements import code_text, from_mathml, literal
from syntopic.markdown.forms import START
from syntopic.markdown.one_line import text_of
from syntopic.markdown.tex import Macros, Refusal, refused_macros, to_mathml, usable
from syntopic.markdown.written import ALONE, BEGINS, IN_TEXT, SIGN_OF_MATH, is_table, without_pipes

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS: Final = frozenset(("li", "dd", "dt"))
_OPENING: Final = "(“‘«"
# What follows a formula without a blank: "-means", "th", then punctuation.
_AFTER = re.compile(r"(?:[-–]?[^\W_]{1,12}|[’']s\b)?(?:[.,;:?)…’”»]|!(?!\[))*")

Written = Callable[[str, bool, str], Element]
"""A formula's element: from its TeX, whether it has a line of its own, and the element's tag."""


class FormulaExtension(Extension):
    r"""Reads ``$…$``, ``$$…$$``, ``\(…\)`` and ``\[…\]``.

    ``macros`` (name to meaning) are the author's own commands. After a conversion the list
    ``md.syntopic_refusals`` holds a ``Refusal`` for each formula, and each macro, that is wrong.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {"macros": [{}, "Commands of one's own: name to TeX, with #1 to #9"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the rules for blocks, tables and running text."""
        md.registerExtension(self)
        self.md = md
        given: Macros = tuple((str(k), str(v)) for k, v in self.getConfig("macros").items())
        self.refused = refused_macros(given)
        self.macros = usable(given)
        self.reset()
        if "$" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("$")
        # Between code spans (190) and backslash escapes (180).
        md.inlinePatterns.register(_InText(md, self.written), "syntopic-formula", 185)
        blocks = md.parser.blockprocessors
        # After indented code (80), before tables (75), headings and lists.
        blocks.register(_Alone(md, self.written), "syntopic-formula", 79)
        blocks.register(_InTable(md.parser), "syntopic-formula-table", 76)
        # After running text (20) and attributes (8), before the table of contents (5).
        md.treeprocessors.register(_InContents(md), "syntopic-formula-contents", 6)

    def written(self, tex: str, display: bool, tag: str) -> Element:
        """A formula as MathML; other readers than the site's may want something else."""
        return formula(self.md, tex, display, self.macros, tag)

    def reset(self) -> None:
        """Forget the refusals of the page before."""
        self.md.syntopic_refusals = list(self.refused)  # type: ignore[attr-defined]

    def quickbuild_inputs(self) -> tuple[()]:
        """Promises a build cache that a page depends on text and options alone."""
        return ()


class _InText(InlineProcessor):
    """A formula within a paragraph, heading, list item or cell."""

    def __init__(self, md: Markdown, written: Written) -> None:
        super().__init__(IN_TEXT, md)
        self.written = written

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if (name := _attribute(m)) is not None:
            return m[name], m.start(name), m.end(name)
        tex = m["double"] or m["bracket"] or m["single"] or m["paren"]
        if tex is None or not tex.strip() or (m["bracket"] and not SIGN_OF_MATH.search(tex)):
            return None, None, None
        display = bool(m["double"] or m["bracket"])
        wrapper = self.written(tex, display, "span")
        inline = self.md.treeprocessors["inline"]
        assert isinstance(inline, InlineTreeprocessor), "no extension replaces it"
        if not _HEADINGS.isdisjoint(inline.ancestors):
            # A search index would be left with a heading without a title.
            wrapper.attrib.pop("data-search-exclude", None)
        if display:
            return wrapper, m.start(), m.end()
        return _unbroken(wrapper, data, m.start(), m.end())


def _attribute(m: re.Match[str]) -> str | None:
    """Name the group of an ``alt`` or title with a formula: an attribute cannot hold elements."""
    for name in ("alt", "double_title", "single_title"):
        text = m[name]
        # A placeholder in it is resolved only if the text is left to the link's own rule.
        if text and ("$" in text or "\\(" in text) and "\x02" not in text:
            return name
    return None


def _unbroken(wrapper: Element, data: str, start: int, end: int) -> tuple[Element, int, int]:
    """Keep a formula on one line with the punctuation and the half words that touch it."""
    first = start
    while first and data[first - 1] in _OPENING and data[first - 2 : first - 1] not in ("\\", "]"):
        first -= 1
    after = _AFTER.match(data, end)
    last = after.end() if after else end
    if (first, last) == (start, end):
        return wrapper, start, end
    line = Element("span", {"class": "nobreak"})
    line.text = literal(data[first:start])
    wrapper.tail = literal(data[end:last])
    line.append(wrapper)
    return line, first, last


class _Alone(BlockProcessor):
    """A block that is one display formula."""

    def __init__(self, md: Markdown, written: Written) -> None:
        super().__init__(md.parser)
        self.written = written

    def test(self, parent: Element, block: str) -> bool:
        return BEGINS.match(block) is not None or self._alone(parent, block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        used, tex = self._read(parent, blocks)
        if tex is None:
            return False
        del blocks[:used]
        parent.append(self.written(tex, True, "div"))
        return None

    def _read(self, parent: Element, blocks: list[str]) -> tuple[int, str | None]:
        begins = BEGINS.match(blocks[0])
        if begins is None or (tex := self._alone(parent, blocks[0])) is not None:
            return 1, self._alone(parent, blocks[0]) if begins is None else tex
        closing = "$$" if begins["dollars"] else "\\]"
        for used, block in enumerate(blocks[1:], 2):
            if START in block or closing in block:
                whole = "\n".join(part.strip("\n") for part in blocks[:used])
                return used, self._alone(parent, whole)
        return 0, None

    def _alone(self, parent: Element, block: str) -> str | None:
        match = ALONE.fullmatch(block.strip("\n"))
        if match is None or (match["single"] and _opens_item(parent)):
            return None
        tex = match["double"] or match["bracket"] or match["environment"] or match["single"]
        return tex if tex.strip() else None


def _opens_item(parent: Element) -> bool:
    """Whether an item begins here: a list of symbols is no list of display formulas."""
    return parent.tag in _ITEMS and not len(parent) and not (parent.text or "").strip()


class _InTable(BlockProcessor):
    """Writes formulas in a table so that their bars do not split its cells."""

    def test(self, parent: Element, block: str) -> bool:
        return is_table(block)

    def run(self, parent: Element, blocks: list[str]) -> bool:
        blocks[0] = without_pipes(blocks[0])
        return False


class _InContents(Treeprocessor):
    """Says a heading's formulas on one line where the table of contents shows plain text."""

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag in _HEADINGS and heading.find(".//math") is not None:
                heading.attrib.setdefault("data-toc-label", html.escape(_plain(heading), False))


def _plain(element: Element) -> str:
    """Return an element's text, formulas on one line."""
    told = text_of(element) if element.tag == "math" else element.text or ""
    parts = () if element.tag == "math" else element
    return told + "".join(_plain(part) + (part.tail or "") for part in parts)


def formula(md: Markdown, tex: str, display: bool, macros: Macros, tag: str) -> Element:
    """Return a formula's element, or the TeX as code where it is wrong (and remember that)."""
    made = to_mathml(tex.strip(), display, macros)
    kind = "math math-display" if display else "math"
    if isinstance(made, Refusal):
        md.syntopic_refusals.append(made)  # type: ignore[attr-defined]
        return _refused(made, kind, tag)
    # The texts of MathML run together in a search index ("ai∗b∗cj").
    wrapper = Element(tag, {"class": kind, "data-search-exclude": ""})
    wrapper.append(from_mathml(made.mathml))
    return wrapper


def _refused(refusal: Refusal, kind: str, tag: str) -> Element:
    wrapper = Element(tag, {"class": kind})
    title = literal(refusal.message)
    SubElement(wrapper, "code", {"class": "math-error", "title": title}).text = code_text(
        refusal.tex
    )
    return wrapper
