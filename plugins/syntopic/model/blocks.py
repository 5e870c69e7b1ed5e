"""What a note is made of: sections, blocks, snippets, links."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import NewType

from syntopic.model.cards import Card
from syntopic.model.notes import Note, Origin, Output

BlockId = NewType("BlockId", str)
"""Names one block by source, note, heading path, text and ordinal; the same on every machine."""


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    FENCE = "fence"
    FORMULA = "formula"
    SYMBOLS = "symbols"
    READING = "reading"
    TABLE = "table"
    QUOTE = "quote"
    CALLOUT = "callout"
    FIGURE = "figure"
    HTML = "html"
    RULE = "rule"
    CARD = "card"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Link:
    """A reference as written, before anything is resolved.

    ``target`` is the part before ``#``, ``fragment`` the part after it (without ``#``); ``wiki``
    tells ``[[…]]`` from ``[…](…)``; ``embed`` is ``![[…]]`` or an image; ``sentence`` is the plain
    text of the sentence around it, ``text`` what the reader sees in it, ``at`` where in the
    sentence that begins (-1 where there is none).
    """

    target: str
    fragment: str
    text: str
    wiki: bool
    embed: bool
    sentence: str
    line: int
    at: int = -1


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of text in a block: a paragraph, the text of a list item, a cell of a table.

    ``text`` is what a reader sees, on one line, formulas as TeX between dollars, pictures left out.
    ``free`` are the ranges of it that are plain: outside of links, code, formulas, images, HTML and
    addresses. ``lines`` are the offsets at which lines begin, each with the line on disk; the
    first is 0.
    """

    text: str
    free: tuple[tuple[int, int], ...]
    lines: tuple[tuple[int, int], ...]

    def line_at(self, offset: int) -> int:
        """The line on disk on which the character at an offset stands."""
        return self.lines[bisect_right(self.lines, (offset, inf)) - 1][1]


@dataclass(frozen=True, slots=True)
class SymbolMeaning:
    """A symbol of a formula in words: ``tex`` without dollars, ``meaning`` as Markdown."""

    tex: str
    meaning: str
    line: int


class Fold(StrEnum):
    """Whether a reader can fold code away, and whether it is folded at first."""

    NEVER = "never"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of executable code.

    ``ordinal`` counts the note's snippets from 0, in order; ``runs`` says that it asked to run.
    ``stored`` are outputs that came with the note, shown when the snippet does not run. Without
    ``cache``, what the note puts out is never recorded. ``asis`` says that what it prints is
    Markdown, ``warnings`` that what goes to stderr is shown. ``summary`` is what a reader clicks on
    to unfold the code.
    """

    ordinal: int
    code: str
    language: str
    runs: bool
    origin: Origin
    label: str = ""
    alt: str = ""
    caption: str = ""
    echo: bool = True
    show_output: bool = True
    may_raise: bool = False
    cache: bool = True
    stored: tuple[Output, ...] = ()
    asis: bool = False
    fold: Fold = Fold.NEVER
    summary: str = ""
    warnings: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """The unit of everything: one top-level piece of a note's Markdown.

    ``text`` is its Markdown as the note has it, reference links inlined and nothing else changed.
    A formula's ``tex`` has no dollars. ``symbols`` is filled on SYMBOLS blocks and on paragraphs
    whose "where …" sentence explains symbols. ``anchor`` is its ``^id``, without the caret;
    ``inner_anchors`` are the ``^ids`` of its pieces, such as list items. ``prose`` is its running
    text, piece by piece, without headings and titles in it. ``card`` is there on CARD blocks.
    """

    id: BlockId
    kind: Kind
    text: str
    origin: Origin
    links: tuple[Link, ...] = ()
    snippet: Snippet | None = None
    tex: str = ""
    symbols: tuple[SymbolMeaning, ...] = ()
    anchor: str = ""
    inner_anchors: tuple[str, ...] = ()
    prose: tuple[Prose, ...] = ()
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``text`` as Markdown, ``name`` as plain text, ``level`` from 1 to 6."""

    level: int
    text: str
    name: str
    origin: Origin
    anchor: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks between one heading and the next; ``headings`` is the path down to it.

    The text before the first heading is a section with an empty path.
    """

    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> Heading | None:
        """The heading right above the blocks."""
        return self.headings[-1] if self.headings else None


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note taken apart: its sections in order, and the tags written in its text.

    ``cards`` are those of its blocks that are cards, ``snippets`` its session: both in order.
    """

    note: Note
    sections: tuple[Section, ...]
    tags: tuple[str, ...] = ()
    cards: tuple[Block, ...] = ()
    snippets: tuple[Snippet, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in the order of the note."""
        return tuple(block for section in self.sections for block in section.blocks)
