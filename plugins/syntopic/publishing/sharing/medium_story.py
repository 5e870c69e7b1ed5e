"""A story in the few elements that Medium's editor keeps when they are pasted.

These are paragraphs, two levels of headings, bold, italics, links, code, quotations, and lists that
hold no lists. All else is said by them: tables as text in columns, pictures as a line to replace.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from syntopic.publishing.sharing.trees import Element, tree
from syntopic.publishing.sharing.values import Image

_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li pre blockquote table hr div section details summary figure "
    "figcaption dl dt dd".split()
)
_INLINE = {
    "em": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "mark": "strong",
    "code": "code",
}
_BULLETS = ("", "– ", "· ")


@dataclass(frozen=True, slots=True)
class Slot:
    """A picture and its place: ``alt`` is what to say of it to those who do not see it."""

    image: Image
    alt: str


@dataclass(frozen=True, slots=True)
class Story:
    """``html`` is what is copied, with the ``slots`` in it."""

    html: str
    slots: tuple[Slot, ...]


Draw = Callable[[int, str, str], Slot | None]
"""From a picture's number, address and alternative text to its file; None where there is none."""


@cache
def _reader() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
    )


def story(markdown: str, label: Callable[[str], str], draw: Draw) -> Story:
    """Return CommonMark (with tables and footnotes) as a story; ``label`` knows the language."""
    writer = _Writer(label, draw)
    blocks = [*writer.blocks(tree(_reader().render(markdown)))]
    return Story("\n".join(filter(None, blocks)), tuple(writer.slots))


@dataclass
class _Writer:
    label: Callable[[str], str]
    draw: Draw
    slots: list[Slot] = field(default_factory=list)

    def blocks(self, node: Element) -> Iterator[str]:
        """The children of an element as blocks; text between them becomes paragraphs."""
        line: list[Element | str] = []
        before: Element | None = None
        for child in node.children:
            if isinstance(child, Element) and child.tag in _BLOCKS:
                yield from self._paragraph(line)
                line = []
                if _is_output(child, before):
                    yield f"<p><em>{html.escape(self.label('output'))}:</em></p>"
                yield from self._block(child)
                before = child
            else:
                line.append(child)
                before = before if isinstance(child, str) and not child.strip() else None
        yield from self._paragraph(line)

    def _block(self, node: Element) -> Iterator[str]:
        match node.tag:
            case "h1" | "h2":
                yield f"<h2>{self._line(node.children)}</h2>"
            case "h3" | "h4" | "h5" | "h6" | "summary" | "dt":
                yield f"<p><strong>{self._line(node.children)}</strong></p>"
            case "p":
                yield from self._paragraph(node.children)
            case "figcaption":
                yield f"<p><em>{self._line(node.children)}</em></p>"
            case "pre":
                yield f"<pre>{html.escape(node.text.removesuffix(chr(10)), quote=False)}</pre>"
            case "hr":
                yield "" if "footnotes-sep" in node.attributes.get("class", "") else "<hr>"
            case "table":
                yield f"<pre>{html.escape(_columns(node), quote=False)}</pre>"
            case "ul" | "ol":
                yield from self._list(node)
            case "blockquote":
                yield from self._quotation(node)
            case "section" if node.attributes.get("class") == "footnotes":
                yield f"<h2>{html.escape(self.label('footnotes'))}</h2>"
                yield from self.blocks(node)
            case _:
                yield from self.blocks(node)

    def _paragraph(self, children: list[Element | str]) -> Iterator[str]:
        """A paragraph; a picture in it stands between what is before it and what is after it."""
        line: list[Element | str] = []
        for child in children:
            if isinstance(child, Element) and child.tag == "img":
                yield from self._text(line)
                yield self._picture(child)
                line = []
            elif isinstance(child, Element) and (pictures := [*child.all("img")]):
                yield from self._text([*line, child])
                yield from map(self._picture, pictures)
                line = []
            else:
                line.append(child)
        yield from self._text(line)

    def _text(self, children: list[Element | str]) -> Iterator[str]:
        line = self._line(children)
        if line:
            yield f"<p>{line}</p>"

    def _picture(self, node: Element) -> str:
        src, alt = node.attributes.get("src", ""), node.attributes.get("alt", "")
        slot = self.draw(len(self.slots) + 1, src, alt)
        if slot is not None:
            self.slots.append(slot)
            return f"\ufdd0{len(self.slots) - 1}\ufdd1"
        if src.startswith(("https://", "http://")):
            return f'<p><a href="{html.escape(src)}">{html.escape(alt or src)}</a></p>'
        return f"<p>{html.escape(alt)}</p>" if alt else ""

    def _list(self, node: Element, depth: int = 0) -> Iterator[str]:
        items = [child for child in node.children if isinstance(child, Element)]
        first = int(node.attributes.get("start") or 1)
        open_ = f"<{node.tag}>" if node.tag == "ul" or first == 1 else f'<ol start="{first}">'
        written: list[str] = []
        for number, item in enumerate(items, start=first):
            inside, after = self._item(item, depth)
            written += inside
            if after:
                yield f"{open_}{''.join(written)}</{node.tag}>"
                yield from after
                written, open_ = [], open_ if node.tag == "ul" else f'<ol start="{number + 1}">'
        if written:
            yield f"{open_}{''.join(written)}</{node.tag}>"

    def _item(self, item: Element, depth: int) -> tuple[list[str], list[str]]:
        """The item with those below it on one level, and what cannot stand in a list."""
        line: list[Element | str] = []
        below: list[str] = []
        after: list[str] = []
        for child in item.children:
            if isinstance(child, str) or child.tag not in _BLOCKS:
                line.append(child)
            elif child.tag == "p" and not [*child.all("img")]:
                line += ([Element("br")] if _said(line) else []) + child.children
            elif child.tag in ("ul", "ol"):
                for inner in child.children:
                    if isinstance(inner, Element):
                        inside, more = self._item(inner, depth + 1)
                        below += inside
                        after += more
            else:
                after += self._block(child)
        sign = _BULLETS[min(depth, len(_BULLETS) - 1)]
        return [f"<li>{sign}{self._line(line)}</li>", *below], after

    def _quotation(self, node: Element) -> Iterator[str]:
        """Each paragraph a quotation of its own: what else is quoted stands without the mark."""
        for child in node.children:
            if isinstance(child, Element) and child.tag == "p" and not [*child.all("img")]:
                yield f"<blockquote>{self._line(child.children)}</blockquote>"
            elif isinstance(child, Element) and child.tag in ("ul", "ol"):
                for item in child.all("li"):
                    yield f"<blockquote>• {self._line(item.children)}</blockquote>"
            elif isinstance(child, Element):
                yield from self._block(child)

    def _line(self, children: list[Element | str]) -> str:
        return "".join(map(self._inline, children)).strip().replace("\n", " ")

    def _inline(self, node: Element | str) -> str:
        if isinstance(node, str):
            return html.escape(node, quote=False)
        inside = "".join(map(self._inline, node.children))
        if node.tag == "br":
            return "<br>"
        if node.tag == "sup" and node.attributes.get("class") == "footnote-ref":
            return html.escape(node.text)
        if node.tag == "a":
            href = node.attributes.get("href", "")
            if "footnote-backref" in node.attributes.get("class", ""):
                return ""
            known = href.startswith(("https://", "http://", "mailto:"))
            return f'<a href="{html.escape(href)}">{inside}</a>' if known else inside
        tag = _INLINE.get(node.tag)
        return f"<{tag}>{inside}</{tag}>" if tag and inside.strip() else inside


def _said(children: list[Element | str]) -> bool:
    return any(not isinstance(c, str) or c.strip() for c in children)


def _is_output(node: Element, before: Element | None) -> bool:
    """Whether a block of text is what the code right above it put out."""
    if node.tag != "pre" or before is None or before.tag != "pre":
        return False
    languages = [
        code.attributes.get("class", "") for pre in (before, node) for code in pre.all("code")
    ]
    return len(languages) == 2 and languages[0] != languages[1] == "language-text"


def _columns(table: Element) -> str:
    """A table as text in columns, a line below its head."""
    rows = [
        [" ".join(cell.text.split()) for cell in row.all("th", "td")] for row in table.all("tr")
    ]
    wide = max(map(len, rows), default=0)
    full = [row + [""] * (wide - len(row)) for row in rows]
    widths = [max(len(row[n]) for row in full) for n in range(wide)]
    lines = [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in full
    ]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([*lines[:1], rule, *lines[1:]])
