"""The sides of a card: a note's Markdown as HTML for Anki, and the files that it shows."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markdown import Markdown

from syntopic.linking.places import Place
from syntopic.linking.resolve import External, Found
from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.markdown.tex import Macros
from syntopic.markdown.tree import read, write
from syntopic.model import BlockId, Note, NotePath
from syntopic.publishing.anki.formulas import TexExtension
from syntopic.publishing.anki.gaps import with_gaps
from syntopic.publishing.anki.simplified import Nodes, bare, simplified
from syntopic.publishing.anki.values import Media
from syntopic.publishing.memory import Memory, Side
from syntopic.publishing.values import Site, page_url
from syntopic.rendering import Context
from syntopic.rendering.footnotes import definitions, mentioned
from syntopic.rendering.rewriting import LinkKind, Request, Shape, Target, rewrite
from syntopic.rendering.text import EMBEDS, player
from syntopic.rendering.text import bare as shown_as

Read = Callable[[NotePath], bytes | None]
"""The content of a file of the notes as it is published; None where it is withheld."""

_UNSPOKEN = re.compile(r"[^a-z0-9]+")
_SITES_OWN = frozenset(("toc", "syntopic.markdown.formulas:FormulaExtension"))
_REMEMBERED = 4096
"""Sides of cards: a preview renders only those anew that were edited."""


class Written(NamedTuple):
    """What a side is made from; ``led`` is where the references in it lead."""

    text: str
    gaps: bool
    footnotes: tuple[str, ...]
    macros: Macros
    led: tuple[Target, ...]


@dataclass
class Sides:
    """Renders the sides of one note's cards.

    With the ``memory`` of the same garden those are not rendered that were made from the same.
    ``media`` are the files that they show, ``files`` all that were looked at, both by name.
    ``asked`` are the references in them; ``footed`` tells that they refer to footnotes, too.
    """

    note: Note
    site: Site
    context: Context
    read: Read
    memory: Memory
    media: dict[str, Media] = field(default_factory=dict)
    files: dict[str | None, Media] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    footed: bool = False

    def side(self, block: BlockId, name: str, text: str, *, gaps: bool = False) -> str:
        """A question, an answer, or a sentence with ``gaps``, of the card in a block."""
        footed = "[^" in text
        self.footed |= footed
        labels = self._footnotes(text) if footed else {}
        last = self.memory.sides.last((str(block), name))
        before = last.made[1].asked if last.made is not None else ()
        made = last.kept(self._written(text, gaps, labels, before))
        if made is None:
            made = self._made(text, gaps, labels)
        written = self._written(text, gaps, labels, made.asked)
        self.asked += made.asked
        self.media |= {file.name: file for led in written.led if (file := self.files.get(led.href))}
        return last.of(written, lambda: made).html

    def _written(
        self, text: str, gaps: bool, labels: Mapping[str, str], asked: tuple[Request, ...]
    ) -> Written:
        return Written(text, gaps, tuple(labels), self.context.macros, self.led(asked))

    def led(self, asked: Iterable[Request]) -> tuple[Target, ...]:
        """Where references lead."""
        return tuple(map(self._target, asked))

    def _made(self, text: str, gaps: bool, labels: Mapping[str, str]) -> Side:
        asked: dict[Request, None] = {}

        def resolve(request: Request) -> Target:
            asked[request] = None
            return self._target(request)

        told = rewrite(text, resolve=resolve, footnotes=labels)
        told += "".join(f"\n\n[^{label}]: {label}" for label in labels)
        nodes = _read(told, self.context.macros)
        return Side(with_gaps(nodes) if gaps else write(bare(nodes)), tuple(asked))

    def _footnotes(self, text: str) -> dict[str, str]:
        """The labels of the footnotes that the text refers to; to be read, each needs a text."""
        parsed = self.context.notes.get(self.note.path)
        known = definitions(parsed) if parsed is not None else {}
        return {label: label for label in sorted(mentioned(text)) if label in known}

    def _target(self, request: Request) -> Target:
        wiki = request.kind in (LinkKind.WIKI, LinkKind.EMBED)
        resolver = self.context.links.resolver
        meant = resolver.resolve(request.target, request.fragment, wiki, self.note.path)
        shown = request.text or shown_as(request, meant, self.context)
        if isinstance(meant, Found):
            if request.kind in EMBEDS and meant.attachment is not None:
                return self._media(meant.attachment, shown)
            linked = request.kind is LinkKind.PLAIN and self.site.url
            return Target(self._address(meant.place) if linked else None, text=shown)
        if isinstance(meant, External) and ":" in request.target:
            fragment = f"#{request.fragment}" if request.fragment else ""
            return Target(request.target + fragment, text=shown)
        gone = request.kind in EMBEDS
        return Target(None, text=shown, shape=Shape.NOTHING if gone else Shape.ASKED)

    def _address(self, place: Place) -> str:
        file = place.page
        url = page_url(file, folders=self.site.folders) if file.endswith(".md") else file
        return self.site.absolute(quote(url)) + (f"#{quote(place.anchor)}" if place.anchor else "")

    def _media(self, path: NotePath, shown: str) -> Target:
        content = self.read(path)
        if content is None:
            return Target(None, text=shown)
        found = Media(_name(path, content), content)
        self.files[found.name] = found
        return Target(found.name, text=shown, shape=player(path))


def _lone(nodes: Nodes) -> Nodes:
    """What is a single paragraph goes without its margins, as people write cards."""
    told = [node for node in nodes if not isinstance(node, str) or node.strip()]
    if len(told) == 1 and not isinstance(told[0], str) and told[0].tag == "p":
        return told[0].children
    return tuple(told)


@lru_cache(maxsize=_REMEMBERED)
def _read(markdown: str, macros: Macros) -> Nodes:
    """A side in the site's dialect as Anki shows it."""
    reader = _reader(macros)
    reader.reset()
    return _lone(simplified(read(reader.convert(markdown))))


@lru_cache(maxsize=4)
def _reader(macros: Macros) -> Markdown:
    names = [name for name in EXTENSIONS if name not in _SITES_OWN]
    options = {name: dict(EXTENSION_CONFIGS[name]) for name in names if name in EXTENSION_CONFIGS}
    options["pymdownx.highlight"] = {"anchor_linenums": False}
    given = TexExtension(macros=dict(macros))
    # In the place of the site's: what comes last changes how the others read.
    return Markdown(extensions=[*names[:-1], given, names[-1]], extension_configs=options)


def _name(path: NotePath, content: bytes) -> str:
    """A name that no other file has in Anki's one folder, and that changes with the content."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    spoken = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    told = _UNSPOKEN.sub("-", spoken).strip("-")[:40].strip("-")
    digest = hashlib.sha256(content).hexdigest()[:12]
    return "-".join(filter(None, ("syntopic", told, digest))) + ending.lower()
