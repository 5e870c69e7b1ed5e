"""What the garden is made of: concepts, passages, topics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from syntopic.model.blocks import Block, Heading, ParsedNote
from syntopic.model.notes import Note, NotePath, Origin, Problem, Slug

SYLLABUS = Origin(NotePath("syllabus.yml"))


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
class Requirement:
    """That a concept requires the one of this name, and a place where it is written."""

    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Concept:
    """Something to know: its name, and what it goes by and builds on.

    ``requires`` holds names as written, ``requirements`` the same with every place where they are;
    ``position`` is its place in the syllabus, from 0, or None where the syllabus does not know it;
    ``not_in`` are phrases in which its names mean something else.
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
    origin: Origin = SYLLABUS
    requirements: tuple[Requirement, ...] = ()
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of one note that belong to one concept and one facet, with the headings among them.

    ``content`` is in the note's order. Headings that only name the concept or the facet are left
    out of it. ``heading`` is the name of the heading right above (empty under the concept's own
    heading); ``anchor`` names the passage on the site: source, note and heading, never the content.
    """

    concept: str
    facet: Facet
    note: Note
    heading: str
    content: tuple[Heading | Block, ...]
    anchor: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks, without the headings among them."""
        return tuple(part for part in self.content if isinstance(part, Block))

    @property
    def origin(self) -> Origin:
        """From the first to the last line of its blocks."""
        first, last = self.blocks[0].origin, self.blocks[-1].origin
        return Origin(self.note.path, first.first_line, last.last_line)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one note says of one concept, in the note's order.

    ``whole`` tells that the note is about this concept alone. ``content`` leaves out the heading
    that names the concept.
    """

    name: str
    note: ParsedNote
    content: tuple[Heading | Block, ...]
    whole: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Gathered:
    """A concept with all that its notes say of it, in the author's order of sources."""

    concept: Concept
    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...]
    synthesis: Claim | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text of a note that belongs to no concept: it stands on its source's page.

    ``title`` is the note's; a heading that says it is not among the content.
    """

    note: ParsedNote
    title: str
    content: tuple[Heading | Block, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """All that the notes hold, sorted by concept."""

    concepts: tuple[Gathered, ...]
    leftovers: tuple[Leftover, ...]
    problems: tuple[Problem, ...] = ()
