"""Where everything stands on the site: concepts, notes, headings, blocks, attachments."""

from __future__ import annotations

from dataclasses import dataclass, field

from syntopic.model import Concept, NotePath
from syntopic.names import slug


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the site: a page (its Markdown file below the site's sources) and an anchor."""

    page: str
    anchor: str = ""
    title: str = ""


@dataclass(slots=True)
class NotePlaces:
    """Where one note and all in it stand; filled once, then only read.

    ``headings`` go by every spelling of ``spellings``, ``blocks`` by id; ``heading_lines`` are the
    headings' first lines, ``heading_names`` their names as written. ``shown`` is where what begins
    on a line stands. Anchors go by the first line of what has them, so that each is found from what
    is written there; those of a list's items by the list's first line, then by id. ``anchor`` is
    that of the note itself where it stands on its source's page.
    """

    place: Place | None = None
    anchor: str = ""
    headings: dict[str, Place] = field(default_factory=dict)
    heading_lines: dict[str, int] = field(default_factory=dict)
    heading_names: dict[str, None] = field(default_factory=dict)
    blocks: dict[str, Place] = field(default_factory=dict)
    shown: dict[int, Place] = field(default_factory=dict)
    heading_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    block_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    item_anchors: dict[tuple[NotePath, int], dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """The notes of a topic's page, and where the headings of its facets stand."""

    notes: tuple[NotePath, ...] = ()
    facets: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """The index of the garden that links are resolved against.

    ``concepts`` are the places of concepts by key, ``titles`` the names of notes that no concept
    has, with the notes of each; ``names`` are all names of concepts and notes, as they are written.
    The anchors of headings, blocks and a list's items go by note and first line, as those of notes
    on their sources' pages go by note; no two places of one page have the same. ``of_note`` is what
    stands where in each note, ``of_page`` in each topic.
    """

    concepts: dict[str, Place] = field(default_factory=dict)
    titles: dict[str, tuple[NotePath, ...]] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    notes: dict[NotePath, Place] = field(default_factory=dict)
    attachments: frozenset[NotePath] = frozenset()
    heading_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    block_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    item_anchors: dict[tuple[NotePath, int], dict[str, str]] = field(default_factory=dict)
    leftover_anchors: dict[NotePath, str] = field(default_factory=dict)
    of_note: dict[NotePath, NotePlaces] = field(default_factory=dict)
    of_page: dict[str, PagePlaces] = field(default_factory=dict)


def topic_page(concept: Concept) -> str:
    """The Markdown file of a topic page."""
    return f"topics/{concept.slug}.md"


def source_page(key: str) -> str:
    """The Markdown file of a source's page."""
    return f"sources/{slug(key) or 'source'}.md"


def attachment_page(path: NotePath) -> str:
    """Where a file that a note uses stands on the site."""
    return f"assets/notes/{path}"


def note_anchor(path: NotePath) -> str:
    """The anchor of a note on its source's page."""
    return "note-" + "-".join(slug(part) for part in path.rsplit(".", 1)[0].split("/"))
