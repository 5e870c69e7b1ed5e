"""What the garden is made of: concepts, passages, topics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from syntopic.model.blocks import Block, ParsedNote
from syntopic.model.notes import NotePath, Origin, Problem, Slug, Source, Syllabus


class Facet(StrEnum):
    """The role of a passage on a topic page, in the order of the page."""

    SYNTHESIS = "synthesis"
    PLAIN_ENGLISH = "plain-english"
    INTUITION = "intuition"
    FORMULA = "formula"
    HOW_IT_WORKS = "how-it-works"
    OTHER = "other"
    EXAMPLE = "example"
    CODE = "code"
    USED_IN_ML = "used-in-ml"
    PITFALLS = "pitfalls"
    INTERVIEW = "interview"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class Concept:
    """Something to know: its name, and what it goes by and builds on.

    ``requires`` holds names as written; ``position`` is its place in the syllabus, from 0, or None
    where the syllabus does not know it.
    """

    name: str
    slug: Slug
    aliases: tuple[str, ...] = ()
    area: str = ""
    requires: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    position: int | None = None
    enough: bool = False
    autolink: bool | None = None
    no_autolink: tuple[str, ...] = ()
    origin: Origin = Origin(NotePath("syllabus.yml"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive blocks of one note that belong to one concept and one facet.

    ``headings`` are the note's own headings above the blocks, from the concept's heading down (the
    concept's own heading and the facet's heading are left out), each with its level there.
    ``anchor`` names the passage on the site: source, note and heading, never the content.
    """

    concept: str
    facet: Facet
    note: NotePath
    source: str
    locator: str
    url: str
    heading: str
    blocks: tuple[Block, ...]
    anchor: str

    @property
    def origin(self) -> Origin:
        """From the first to the last line of its blocks."""
        first, last = self.blocks[0].origin, self.blocks[-1].origin
        return Origin(self.note, first.first_line, last.last_line)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A concept with the passages that its notes hold, and the notes in which it stands.

    ``notes`` are in the order of the author's sources; ``wholes`` are the notes that are about this
    concept alone, which is what a page with one note shows as written.
    """

    concept: Concept
    passages: tuple[Passage, ...]
    synthesis: ParsedNote | None
    notes: tuple[ParsedNote, ...]


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that belongs to no concept: it stands on its source's page."""

    note: ParsedNote
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """All that the notes hold, sorted by concept."""

    concepts: tuple[Gathered, ...]
    leftovers: tuple[Leftover, ...]
    sources: tuple[Source, ...]
    syllabus: Syllabus
    problems: tuple[Problem, ...]
