"""Pages for tests: real notes through the whole pipeline to HTML, without an engine around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown

import gardens
from sites import VOID
from syntopic.configuration import options
from syntopic.garden import build_garden, pages
from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS


@dataclass(slots=True)
class Element:
    """An element of a page, with what it holds."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join("".join(self._words()).split())

    @property
    def classes(self) -> list[str]:
        """The names of its style classes."""
        return self.attributes.get("class", "").split()

    def each(self, what: str = "") -> Iterator[Element]:
        """All elements inside it, in order: ``tag``, ``.class``, ``#id`` or ``tag.class``."""
        for child in self.children:
            if isinstance(child, Element):
                if child._is(what):
                    yield child
                yield from child.each(what)

    def all(self, what: str) -> list[Element]:
        """Like ``each``, as a list."""
        return list(self.each(what))

    def one(self, what: str) -> Element:
        """The only such element."""
        (found,) = self.all(what)
        return found

    def says(self, what: str) -> list[str]:
        """The words of all such elements."""
        return [element.text for element in self.each(what)]

    def order(self, *words: str) -> bool:
        """Whether all of these words are on it, the first time each, in this order."""
        places = [self.text.find(word) for word in words]
        return -1 not in places and places == sorted(places)

    def _is(self, what: str) -> bool:
        if "#" in what:
            return self.attributes.get("id") == what.partition("#")[2]
        tag, _, name = what.partition(".")
        return tag in ("", self.tag) and name in ("", *self.classes)

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif "headerlink" not in child.classes:
                yield from (*child._words(), "" if child.tag in _INLINE else " ")


_INLINE = frozenset(
    (
        *("a", "b", "code", "em", "i", "mark", "small", "strong", "sup", "span", "time"),
        *("math", "mi", "mn", "mo", "mrow", "msub", "msup", "mtext", "mfrac"),
    )
)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> where <{self.open[-1].tag}> is open"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """A page's HTML as elements; tags must be balanced."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], "something is left open"
    return builder.root


def garden(
    folder: Path,
    notes: Mapping[str, str | bytes],
    *,
    workings: bool = False,
    run: bool = False,
    **settings: Any,
) -> dict[str, Element]:
    """All generated pages of these notes, by the file they have below the site's sources."""
    built = build_garden(
        gardens.write(folder / "notes", notes),
        options(settings),
        cache=folder / "cache" if run else None,
    )
    return {page.src: rendered(page.markdown) for page in pages(built, workings=workings)}


def rendered(text: str) -> Element:
    """Generated Markdown as the site's dialect reads it."""
    configs = {name: dict(config) for name, config in EXTENSION_CONFIGS.items()}
    return read(markdown.markdown(text, extensions=[*EXTENSIONS], extension_configs=configs))
