"""What every exported page needs: the finished garden, its figures, and where links lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from urllib.parse import unquote

from syntopic.linking import Place, source_page
from syntopic.linking.resolve import External, Found, Missing
from syntopic.model import Note, NotePath, Source
from syntopic.publishing.plain.blocks import markdown, markdown_line
from syntopic.publishing.plain.dialects import GITHUB, Dialect
from syntopic.publishing.plain.text import escaped, link
from syntopic.rendering import Context
from syntopic.rendering.context import href
from syntopic.rendering.locators import place_url
from syntopic.rendering.rewriting import LinkKind, Request, Resolve, Shape, Target
from syntopic.rendering.text import EMBEDS, bare, player

FigureKey = tuple[NotePath, int, int]
"""A note, the number of a snippet in it, and the number of an output among that snippet's."""

Address = Callable[[str, str, str], str]
"""From a page, a file of the site and an anchor in it (or nothing) to what a link says."""

_ANCHOR = re.compile("\ufdd0(?P<name>[^\ufdd1]*)\ufdd1\n\n")
_LINKED = re.compile(
    r'\]\(<?(?P<path>[^)#\s]*)#(?P<name>[^)>\s]+)|href="(?P<html>[^"#]*)#(?P<at>[^"]+)"'
)


@dataclass(frozen=True, slots=True)
class View:
    """The garden as the export reads it; ``figures`` are the files of drawn figures.

    ``address`` says how links are written, ``dialect`` who reads the pages.
    """

    context: Context
    figures: Mapping[FigureKey, str]
    source_pages: frozenset[str]
    address: Address = href
    dialect: Dialect = GITHUB

    def label(self, key: str) -> str:
        """A word in the language of the garden."""
        return self.context.language.label(key)

    def text(self, text: str, note: Note, page: str, open_: list[str] | None = None) -> str:
        """A note's Markdown for a page; ``open_`` as in ``blocks.markdown``."""
        return markdown(text, self._resolve(note, page), open_, self.dialect)

    def line(self, text: str, note: Note, page: str) -> str:
        """A note's Markdown for a heading or the like."""
        return markdown_line(text, self._resolve(note, page), self.dialect)

    def source(self, source: Source, page: str) -> str:
        """The short name of a source, a link where it has a page."""
        there = source_page(source.key)
        name = escaped(source.short)
        return link(name, self.address(page, there, "")) if there in self.source_pages else name

    def name(self, note: Note) -> str:
        """Who says it: the source, or the folder of a note where the author knows no sources."""
        folder = posixpath.basename(posixpath.dirname(note.path))
        short = self.context.source(note.source).short
        return short if self.context.sources else folder or short

    def origin(self, note: Note, page: str) -> str:
        """The quiet line that says where a passage comes from."""
        source = self.context.source(note.source)
        known = bool(self.context.sources)
        parts = [self.source(source, page) if known else escaped(self.name(note))]
        if note.locator:
            url = place_url(note, source)
            where = escaped(note.locator)
            parts.append(link(where, url) if url else where)
        return f"*— {', '.join(parts)}*"

    def _resolve(self, note: Note, page: str) -> Resolve:
        def resolve(request: Request) -> Target:
            return _target(request, note, page, self)

        return resolve


def _target(request: Request, note: Note, page: str, view: View) -> Target:
    wiki = request.kind in (LinkKind.WIKI, LinkKind.EMBED)
    found = view.context.links.resolver.resolve(request.target, request.fragment, wiki, note.path)
    shown = request.text or bare(request, found, view.context)
    if isinstance(found, Found):
        place = found.place
        here = place.page == page and not (place.anchor and request.fragment)
        if here and found.attachment is None:
            return Target(None, text=shown)  # a page does not link to itself
        is_picture = found.attachment is not None and player(found.attachment) is Shape.ASKED
        shape = Shape.ASKED if is_picture else Shape.LINK
        return Target(view.address(page, place.page, place.anchor), text=shown, shape=shape)
    if isinstance(found, External):
        written = request.target + (f"#{request.fragment}" if request.fragment else "")
        return Target(written or None, text=shown)
    private = isinstance(found, Missing) and found.private is not None
    shape = Shape.NOTHING if private and request.kind in EMBEDS else Shape.ASKED
    return Target(None, text=shown, shape=shape)


def anchor(name: str) -> str:
    """A place that links may mean; ``with_anchors`` keeps it if one does."""
    return f"\ufdd0{name}\ufdd1\n\n" if name else ""


def with_anchors(pages: Mapping[str, str]) -> dict[str, str]:
    """The pages with an anchor wherever a link on some page leads, and nowhere else."""
    linked = {place for page, text in pages.items() for place in _linked(page, text)}
    return {page: _kept(page, text, linked) for page, text in pages.items()}


def _kept(page: str, text: str, linked: Set[Place]) -> str:
    def written(found: re.Match[str]) -> str:
        return f'<a id="{found["name"]}"></a>\n\n' if Place(page, found["name"]) in linked else ""

    return _ANCHOR.sub(written, text)


def _linked(page: str, text: str) -> Iterator[Place]:
    for found in _LINKED.finditer(text):
        path, name = found["path"] or found["html"] or "", found["name"] or found["at"]
        yield Place(resolved(page, path), name)


def resolved(page: str, path: str) -> str:
    """The file that a relative address on a page means."""
    if not path:
        return page
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))


def joined(parts: Iterable[str]) -> str:
    """Blocks as one text."""
    return "\n\n".join(part for part in parts if part)
