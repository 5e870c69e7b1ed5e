"""Python-Markdown reads the forms of ``syntopic.markdown.forms``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from syntopic.markdown import code_lines, inline_html, list_items, players, summaries
from syntopic.markdown.elements import code_text, from_markup
from syntopic.markdown.forms import FORM, START, content, opening
from syntopic.markdown.html import balanced

# Names that no HTML has; none of them reaches the page.
_OPEN: Final = "syntopic-open"
_CLOSE: Final = "syntopic-close"
_RAW: Final = "syntopic-raw"

_LINE = re.compile(rf"^(?P<indent>[ ]*)(?!{START}inline-){FORM.pattern}[ ]*$", re.MULTILINE)

# What reads the whole text and could run on beyond a form: a fence or a tag that is never closed.
_READ_APART: Final = ("fenced_raw_block", "fenced_code_block", "html_block")


class ContainerExtension(Extension):
    """Teaches Python-Markdown the forms. It must come after the extensions that read fences."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the readers of block forms and inline forms."""
        for name in _READ_APART:
            if name in md.preprocessors:
                _read_apart(md, md.preprocessors[name], balance=name == "html_block")
        blocks = md.parser.blockprocessors
        # Before everything else at the margin, but indented only after lists had their chance.
        blocks.register(_BlockForm(md.parser, at_margin=True), "syntopic-form", 110)
        blocks.register(_BlockForm(md.parser, at_margin=False), "syntopic-form-indented", 80.5)
        # Before code spans, so that no rule looks into a form.
        md.inlinePatterns.register(_InlineForm(FORM.pattern, md), "syntopic-form", 195)
        # After footnotes are in the tree (50), before anything looks at inline text (30 … 20).
        md.treeprocessors.register(_Wrap(md), "syntopic-wrap", 45)
        inline_html.register(md)
        players.register(md)
        list_items.register(md)
        summaries.register(md)
        code_lines.register(md)
        # Before stashed HTML is put in (30).
        md.postprocessors.register(_Unwrap(md), "syntopic-raw", 31)

    def quickbuild_inputs(self) -> tuple[()]:
        """Promises a build cache that a page depends on text and options alone."""
        return ()


class _BlockForm(BlockProcessor):
    """Puts a marker or elements where a block form stands."""

    def __init__(self, parser: Any, *, at_margin: bool) -> None:
        super().__init__(parser)
        self.at_margin = at_margin

    def _find(self, block: str) -> re.Match[str] | None:
        for match in _LINE.finditer(block):
            if not match["indent"] or not self.at_margin:
                return match
        return None

    def test(self, parent: Element, block: str) -> bool:
        return self._find(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = self._find(block)
        assert match is not None, "run follows test"
        if before := block[: match.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        _put(self.parser.md, parent, match)
        if after := block[match.end() :].strip("\n"):
            blocks.insert(0, after)


def _put(md: Markdown, parent: Element, match: re.Match[str]) -> None:
    payload = match["payload"] or ""
    match match["kind"]:
        case "open":
            what = opening(payload)
            marker = SubElement(parent, _OPEN)
            attributes: dict[str, str] = {name: code_text(value) for name, value in what.attributes}
            marker.append(Element(what.tag, attributes))
        case "close":
            SubElement(parent, _CLOSE)
        case "raw":
            SubElement(parent, _RAW).text = AtomicString(inline_html.store(md, content(payload)))
        case "element":
            root = from_markup(content(payload))
            loose = (root.text or "") + "".join(child.tail or "" for child in root)
            parent.extend([root] if loose.strip() else root)


class _InlineForm(InlineProcessor):
    """Puts in what an inline form carries; a block form within text is read as inline."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        return self._node(m["kind"], m["payload"] or ""), m.start(), m.end()

    def _node(self, kind: str, payload: str) -> Element | str:
        if kind in ("open", "close"):
            return ""
        if kind.endswith("raw"):
            return inline_html.store(self.md, content(payload))
        root = from_markup(content(payload))
        if len(root) == 1 and not (root.text or "").strip() and not (root[0].tail or "").strip():
            root[0].tail = None
            return root[0]
        root.tag = "span"
        return root


class _Wrap(Treeprocessor):
    """Moves what stands between an opening and its closing into the element."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            if any(child.tag in (_OPEN, _CLOSE) for child in parent):
                _wrap(parent)


def _wrap(parent: Element) -> None:
    children = list(parent)
    for child in children:
        parent.remove(child)
    path = [parent]
    for child in children:
        if child.tag == _OPEN:
            path[-1].append(child[0])
            path.append(child[0])
        elif child.tag != _CLOSE:
            path[-1].append(child)
        elif len(path) > 1:
            path.pop()


class _Unwrap(Postprocessor):
    """Takes away the element that kept stashed HTML out of a paragraph."""

    def run(self, text: str) -> str:
        return text.replace(f"<{_RAW}>", "").replace(f"</{_RAW}>", "")


def _read_apart(md: Markdown, preprocessor: Preprocessor, *, balance: bool) -> None:
    """Make ``preprocessor`` read the pieces between block forms one by one.

    Only its ``run`` is replaced: other extensions ask the registered object for its settings.
    """
    whole: Callable[[list[str]], list[str]] = preprocessor.run

    def run(lines: list[str]) -> list[str]:
        forms = [number for number, line in enumerate(lines) if _LINE.match(line)]
        if not forms:
            return whole(lines)
        out: list[str] = []
        for first, last in zip([-1, *forms], [*forms, len(lines)], strict=True):
            stashed = len(md.htmlStash.rawHtmlBlocks)
            _append_apart(out, whole(lines[first + 1 : last]))
            if balance:
                _balance(md, stashed)
            _append_apart(out, lines[last : last + 1])
        return out

    preprocessor.__dict__["run"] = run


def _append_apart(out: list[str], lines: list[str]) -> None:
    # One blank line, not two: a footnote looks for its next block right after one.
    if out and lines and out[-1].strip() and lines[0].strip():
        out.append("")
    out += lines


def _balance(md: Markdown, first: int) -> None:
    """Close what a piece of HTML left open, or it would swallow the page's structure."""
    stash = md.htmlStash.rawHtmlBlocks
    for number, html in enumerate(stash[first:], first):
        if isinstance(html, str):
            stash[number] = balanced(html)
