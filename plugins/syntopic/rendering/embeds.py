"""Embeds: the passages that stand elsewhere, shown where a note asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from syntopic.linking.embeds import Embed, Piece
from syntopic.linking.nesting import DEEPEST
from syntopic.linking.resolve import Part
from syntopic.markdown.forms import close, element, open_
from syntopic.model import BlockId, Heading, Kind, Note
from syntopic.rendering import boxes
from syntopic.rendering.blocks import shown_block
from syntopic.rendering.context import Context, Page
from syntopic.rendering.head import draft_mark
from syntopic.rendering.html import el, joined
from syntopic.rendering.marks import mark, named
from syntopic.rendering.passages import footnotes, is_left_out
from syntopic.rendering.rewriting import escaping
from syntopic.rendering.text import inline


def filled(page: Page, context: Context) -> Page:
    """The page with each embed in its place, and the footnotes that these need at its foot.

    What is shown once on a page is a link from then on, and so is what would show itself, nests too
    deeply, or is too long.
    """
    if boxes.START not in page.markdown:
        return page
    filling = _Filling(page.src, context)
    text = filling.text(page.markdown)
    below = footnotes(filling.told, page.src, context)
    return replace(page, markdown=f"{text.rstrip()}\n\n{below}\n" if below else text)


@dataclass(slots=True)
class _Filling:
    """What is already shown on a page, and the texts that may have footnotes."""

    page: str
    context: Context
    shown: set[tuple[BlockId, str]] = field(default_factory=set)
    told: list[tuple[Note, str]] = field(default_factory=list)

    def text(self, markdown: str, around: tuple[Part, ...] = ()) -> str:
        """Markdown with its embeds; ``around`` are those that it stands in."""
        return "\n".join(self._lines(markdown, around))

    def _lines(self, markdown: str, around: tuple[Part, ...]) -> Iterator[str]:
        for line in markdown.split("\n"):
            bare = line.lstrip(" ")
            box = boxes.read(bare)
            if box is None:
                yield line
                continue
            indent = line[: len(line) - len(bare)]
            for inner in self._box(box, around).split("\n"):
                yield indent + inner if inner else inner

    def _box(self, box: boxes.Box, around: tuple[Part, ...]) -> str:
        embed = self.context.links.embedded.embeds.get(box.part)
        if embed is None or embed.cut or len(around) >= DEEPEST:
            return boxes.linked(box)
        blocks = {(shown.block.id, shown.text) for shown in embed.blocks}
        if blocks <= self.shown or box.part in around:
            return boxes.linked(box)
        self.shown |= blocks
        inside = self.text("\n\n".join(self._parts(embed)), (*around, box.part))
        opened = open_("figure", class_="embed", data_search_exclude=True)
        return "\n\n".join((opened, self._caption(box, embed), inside, close()))

    def _caption(self, box: boxes.Box, embed: Embed) -> str:
        """The line that leads to the place, and who says it."""
        pieces = [el("a", box.text, href=box.href)]
        notes = {piece.note.source: piece.note for piece in embed.pieces}
        if self.context.sources and len(notes) == 1:
            pieces += [named(note, self.context) for note in notes.values()]
        if any(piece.note.front.draft for piece in embed.pieces):
            pieces.append(draft_mark(self.context.language))
        return element(str(el("figcaption", joined(" ", pieces))))

    def _parts(self, embed: Embed) -> Iterator[str]:
        sources = {piece.note.source for piece in embed.pieces}
        for piece in embed.pieces:
            if len(sources) > 1:
                yield element(str(mark(piece.note, self.page, self.context)))
            yield from self._piece(piece)

    def _piece(self, piece: Piece) -> Iterator[str]:
        note, context = piece.note, self.context
        for part in piece.content:
            if is_left_out(part, note, context, None):
                continue
            if isinstance(part, Heading):  # no heading of this page: its table of contents stays
                words = escaping.line(inline(part.text, note, self.page, context))
                yield "\n\n".join((open_("div", class_="embed-heading"), words, close()))
                continue
            if part.block.kind is not Kind.FOOTNOTE:
                self.told.append((note, part.text))
            yield shown_block(part, note, self.page, context, None, anchored=False)
