"""Reads pages for Material's search as its own parser does, in a fraction of the time.

Its parser is asked about every tag of a page, also of formulas that the search leaves out, and for
each compares everything that stands around it. Elements are equal to it when their tags are: what
is left out, and whether a text stands in a title, is therefore a matter of counting tags.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

KNOWN: Final = frozenset(("1f1aa6622e585dc6",))
"""Digests of the parsers that are known; another one, of another release, reads pages itself."""

_OWNER = "material.plugins.search.plugin"

# Only what every release of Python's parser reads in one way. All else is left to the parser.
_TOKEN = re.compile(
    r"""(?P<text>[^<]+)
    | </(?P<end>[a-zA-Z][a-zA-Z0-9-]*)[ \n]*>
    | <(?P<start>[a-zA-Z][a-zA-Z0-9-]*)
      (?P<attributes>(?:[ \n]+[a-zA-Z_:][\w:.-]*(?:="[^"]*")?)*+)[ \n]*(?P<closed>/?)>
    | <!--[ \n\w](?:[^->]|-(?!-))*-->""",
    re.VERBOSE | re.ASCII,
)
# Other references in attributes are read by some releases only.
_STRANGE_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+|#[xX][0-9a-fA-F]+);)")
_ATTRIBUTE = re.compile(r'([^\s="]+)(?:="([^"]*)")?')

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_ALWAYS_OUT = frozenset(("object", "script", "style"))
_LONG = 500
# After these, text is read in ways that differ between releases of Python.
_STRANGE = frozenset(
    ("script style textarea title xmp iframe noembed noframes noscript plaintext").split()
)


class _Attributes(NamedTuple):
    """What the search asks of a tag; `id` is None where there is none, or none with a value."""

    has_id: bool
    id: str | None
    is_permalink: bool
    is_out: bool
    is_marked: bool


def read_quickly() -> None:
    """Let Material's search read pages in this way, from now on; what it finds is the same."""
    owner: Any = sys.modules.get(_OWNER)
    if owner is None or digest(owner) not in KNOWN:
        return
    slow: Any = owner.Parser

    class Parser(slow):  # type: ignore[misc]
        """The parser of the search, which reads strange pages itself."""

        def feed(self, data: str) -> None:
            sections = read(data, owner)
            if sections is None:
                super().feed(data)
            else:
                self.data = sections

    owner.Parser = Parser


def digest(owner: ModuleType) -> str:
    """What the parser of the search is made of; nothing, where that cannot be told."""
    if getattr(getattr(owner, "Parser", None), "__module__", "") != owner.__name__:
        return ""  # somebody has put another one there
    try:
        source = Path(str(owner.__file__)).read_text("utf-8")
    except (OSError, ValueError):
        return ""
    _, _, made_of = source.partition("class Element:")
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


def read(html: str, owner: ModuleType) -> list[Any] | None:
    """The sections of a page, or None for a page that the parser has to read itself."""
    page = _Page(owner)
    at = 0
    for token in _TOKEN.finditer(html):
        if token.start() != at:
            return None
        at = token.end()
        text, end, start, attributes, closed = token.groups()
        if text is not None:
            page.text(unescape(text) if "&" in text else text)
            continue
        if start is not None:
            tag = start.lower()
            if tag in _STRANGE or ("&" in attributes and _STRANGE_REFERENCE.search(attributes)):
                return None
            if tag not in owner.void:
                page.start(tag, _asked(attributes))
        elif end is None:
            continue
        else:
            tag, closed = end.lower(), "/"
        if closed and not page.end(tag):
            return None
    return page.sections if at == len(html) else None


def _asked(written: str) -> _Attributes:
    """What is asked of these attributes; long ones are hardly written twice."""
    return _attributes(written) if len(written) < _LONG else _attributes.__wrapped__(written)


@lru_cache(maxsize=4096)
def _attributes(written: str) -> _Attributes:
    found = {
        name.lower(): value if value is None else unescape(value)
        for name, value in ((one[1], one[2]) for one in _ATTRIBUTE.finditer(written))
    }
    return _Attributes(
        "id" in found,
        found.get("id"),
        found.get("class") == "headerlink",
        "data-search-exclude" in found or found.get("class") == "linenodiv",
        "data-search-exclude" in found,
    )


class _Page:
    """What has been read of a page so far."""

    def __init__(self, owner: ModuleType) -> None:
        self.owner = owner
        self.sections: list[Any] = []
        self.section: Any = None
        self.path: list[tuple[str, bool]] = []  # tags that are open, and whether it is a permalink
        self.open: Counter[str] = Counter()
        self.permalinks = 0
        self.out = set(_ALWAYS_OUT)
        self.hidden = 0  # so many open tags are left out

    def start(self, tag: str, attributes: _Attributes) -> None:
        """Begin an element that may have content."""
        is_permalink = tag == "a" and attributes.is_permalink
        self.path.append((tag, is_permalink))
        self.open[tag] += 1
        self.permalinks += is_permalink
        self.hidden += tag in self.out
        if tag in _HEADINGS and attributes.has_id:
            self._begin(tag, attributes)
        if self.section is None:
            self._add("hx", 0)
        if attributes.is_out:
            if tag not in self.out:
                self.out.add(tag)
                self.hidden += self.open[tag]
        elif not self.hidden and tag in _KEPT:
            self._data().append(f"<{tag}>")

    def end(self, tag: str) -> bool:
        """End an element; False where the parser would fail."""
        if not self.path or self.path[-1][0] != tag:
            return True
        self._leave()
        _, is_permalink = self.path.pop()
        self.open[tag] -= 1
        self.permalinks -= is_permalink
        if tag in self.out:
            self.hidden -= 1
            if tag not in _ALWAYS_OUT:
                self.out.remove(tag)
                self.hidden -= self.open[tag]
            return True
        return bool(self.hidden) or tag not in _KEPT or self._close(tag)

    def text(self, text: str) -> None:
        """Add a text to the title of a section, or to its text."""
        if self.hidden:
            return
        if not self.open["pre"]:
            text = " " if text.isspace() else text.replace("\n", " ")
        if self.section is None:
            self._add("hx", 0)
        section = self.section
        if self.open[section.el.tag]:
            if not self.permalinks:
                section.title.append(escape(text, quote=False))
        elif not text.isspace():
            section.text.append(escape(text, quote=False))
        elif not section.text or not section.text[-1].isspace() or self.open["pre"]:
            section.text.append(text)

    def _begin(self, tag: str, attributes: _Attributes) -> None:
        """Begin a section; the first of a page has no address of its own."""
        depth = len(self.path)
        if tag != "h1" and not self.sections:
            self._add("hx", depth)
        is_first = not self.sections
        self._add(tag, depth, {"data-search-exclude": ""} if attributes.is_marked else {})
        if not is_first:
            self.section.id = attributes.id

    def _add(self, tag: str, depth: int, attributes: dict[str, str] | None = None) -> None:
        self.section = self.owner.Section(self.owner.Element(tag, attributes), depth)
        self.sections.append(self.section)

    def _leave(self) -> None:
        """Go back to the section around a heading that stands deeper than what ends here."""
        depth = len(self.path)
        if self.section.depth <= depth:
            return
        for section in reversed(self.sections):
            if section.depth <= depth:
                self.section.depth = float("inf")
                self.section = section
                return

    def _data(self) -> list[str]:
        section = self.section
        data: list[str] = section.title if self.open[section.el.tag] else section.text
        return data

    def _close(self, tag: str) -> bool:
        """Write an end tag, or take the start tag away if only blanks came after the first one."""
        data = self._data()
        try:
            first = data.index(f"<{tag}>")
        except ValueError:
            return False
        if any(not data[at].isspace() for at in range(first + 1, len(data))):
            data.append(f"</{tag}>")
        else:
            del data[first:]
        return True
