"""What merging makes of the passages of one concept: a topic."""

from __future__ import annotations

from dataclasses import dataclass

from syntopic.model.blocks import Block, Heading
from syntopic.model.notes import Note
from syntopic.model.topics import Claim, Concept, Facet, Passage


@dataclass(frozen=True, slots=True)
class Variant:
    """The same thing said by another source: folded into the first wording, one click away."""

    note: Note
    block: Block
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as its page shows it.

    ``text`` is its Markdown without the list items that were folded into another block;
    ``also`` are the wordings of other sources that were folded into this block.
    """

    block: Block
    text: str
    also: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as its page shows it; what was folded elsewhere is missing from ``content``."""

    passage: Passage
    content: tuple[Heading | Shown, ...]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Its blocks, without the headings among them."""
        return tuple(part for part in self.content if isinstance(part, Shown))


@dataclass(frozen=True, slots=True)
class FacetSection:
    """The passages of one facet, in the author's order of sources."""

    facet: Facet
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The page's picture: a figure block, a snippet that draws it, or a file named by a note."""

    note: Note
    block: Block | None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Notation:
    """How one note writes a symbol."""

    tex: str
    note: Note
    line: int


@dataclass(frozen=True, slots=True)
class SymbolRow:
    """A meaning and the ways in which sources write it; the first way is the page's own."""

    meaning: str
    notations: tuple[Notation, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a possible disagreement.

    ``sentence`` is what of the text the question is about, on one line, and ``word`` what in it
    differs, as it is compared (empty where that is the whole, or a word that it lacks). ``line`` is
    where the text begins.
    """

    note: Note
    block: Block
    text: str
    line: int = 0
    sentence: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two passages that may contradict each other.

    ``id`` depends on both texts, so a settlement ends when either changes. ``reason`` is the
    author's settlement, which stands on the page; ``dismissed`` tells that the two do not disagree,
    as the author says, which stands nowhere. Without either only the author sees it.
    """

    id: str
    kind: str
    message: str
    first: Side
    second: Side
    reason: str = ""
    dismissed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its author has said nothing of it yet."""
        return not (self.reason or self.dismissed)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A facet and the keys of the sources that fill it."""

    facet: Facet
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a note says differently since the synthesis was written.

    ``old`` is empty for a new block, ``new`` for one that is gone.
    """

    note: str
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Topic:
    """All that is known of one concept, merged: the value behind a topic page.

    ``as_written`` tells that one note alone speaks of it, and that its own order is kept:
    ``sections`` then holds one section with one entry. ``synthesis`` is the author's text as shown;
    ``changes`` is what happened since it was written (None: unknown).
    """

    concept: Concept
    claims: tuple[Claim, ...]
    synthesis: Claim | None
    opening: tuple[Heading | Shown, ...]
    sections: tuple[FacetSection, ...]
    as_written: bool
    picture: Picture | None
    symbols: tuple[SymbolRow, ...]
    coverage: tuple[CoverageRow, ...]
    disagreements: tuple[Disagreement, ...]
    changes: tuple[Change, ...] | None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All passages in the order of the page."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that feed the page, in the author's order, each once."""
        notes = [claim.note.note for claim in self.claims]
        if self.synthesis is not None:
            notes.append(self.synthesis.note.note)
        return tuple({note.path: note for note in notes}.values())
