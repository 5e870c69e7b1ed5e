"""Where everything stands on the site: concepts, notes, headings, blocks, attachments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from syntopic.model import (
    Block,
    Concept,
    Facet,
    Heading,
    Leftover,
    Note,
    NotePath,
    Passage,
    Shown,
    Topic,
)
from syntopic.names import name_key, slug

_PAGES_OWN = (*Facet, "from-my-notes", "picture", "symbols", "coverage", "sources", "linked-from")
"""Anchors that a topic page gives to its own parts: no heading of a note may take them."""

_SOURCES_OWN = ("topics", "only-here")
"""The same for a source's page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the site: a page (its Markdown file below the site's sources) and an anchor."""

    page: str
    anchor: str = ""
    title: str = ""


@dataclass(slots=True)
class Places:
    """The index of the garden that links are resolved against; filled once, then only read.

    The anchors of headings and blocks go by note and first line, so that each is found from what is
    written there; no two places of one page have the same.
    """

    concepts: dict[str, Place] = field(default_factory=dict)
    notes: dict[NotePath, Place] = field(default_factory=dict)
    headings: dict[tuple[NotePath, str], Place] = field(default_factory=dict)
    heading_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    blocks: dict[tuple[NotePath, str], Place] = field(default_factory=dict)
    block_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    leftover_anchors: dict[NotePath, str] = field(default_factory=dict)
    attachments: frozenset[NotePath] = frozenset()


def topic_page(concept: Concept) -> str:
    """The Markdown file of a topic page."""
    return f"topics/{concept.slug}.md"


def source_page(key: str) -> str:
    """The Markdown file of a source's page."""
    return f"sources/{slug(key) or 'source'}.md"


def attachment_page(path: NotePath) -> str:
    """Where a file that a note uses stands on the site."""
    return f"assets/notes/{path}"


def places_of(
    topics: Sequence[Topic], leftovers: Iterable[Leftover], attachments: Iterable[NotePath]
) -> Places:
    """Finds the place of everything; of two places for one name, the first on the site counts."""
    places = Places(attachments=frozenset(attachments))
    for topic in topics:
        concept = topic.concept
        here = Place(topic_page(concept), "", concept.name)
        for name in (concept.name, *concept.aliases):
            places.concepts.setdefault(name_key(name), here)
    for topic in topics:
        _enter_topic(places, topic)
    _enter_leftovers(places, tuple(leftovers))
    for topic in topics:  # last: a note's own title means it where no concept has this name
        for note in topic.notes:
            if note.front.title:
                places.concepts.setdefault(name_key(note.front.title), places.notes[note.path])
    return places


def note_anchor(path: NotePath) -> str:
    """The anchor of a note on its source's page."""
    return "note-" + "-".join(slug(part) for part in path.rsplit(".", 1)[0].split("/"))


def note_title(note: Note) -> str:
    """What a note without a concept is called: its title, else its file's name."""
    return note.front.title or note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _enter_leftovers(places: Places, leftovers: Sequence[Leftover]) -> None:
    used: dict[str, Counter[str]] = {}
    for leftover in leftovers:
        note = leftover.note.note
        page = source_page(note.source)
        taken = used.setdefault(page, Counter(_SOURCES_OWN))
        base = _unique(note_anchor(note.path), taken)
        places.leftover_anchors[note.path] = base
        places.notes.setdefault(note.path, Place(page, base, note_title(note)))
        _enter_content(places, page, note.path, base, leftover.content, taken)


def _enter_topic(places: Places, topic: Topic) -> None:
    page, title = topic_page(topic.concept), topic.concept.name
    anchors = (entry.passage.anchor for entry in topic.entries)
    used: Counter[str] = Counter((*map(str, _PAGES_OWN), *anchors))
    for claim in topic.claims:
        opened = (claim.note.note.path, name_key(claim.name))
        places.headings.setdefault(opened, Place(page, "", title))
    if topic.synthesis is not None:
        path = topic.synthesis.note.note.path
        places.notes.setdefault(path, Place(page, "", title))
        _enter_content(places, page, path, "", topic.opening, used)
    for entry in topic.entries:
        passage = entry.passage
        anchor = passage.anchor if entry.content else ""
        top = topic.as_written and topic.synthesis is None  # the note is the page
        places.notes.setdefault(passage.note.path, Place(page, "" if top else anchor, title))
        if passage.heading:
            key = (passage.note.path, name_key(passage.heading))
            places.headings.setdefault(key, Place(page, anchor, title))
        _enter_content(places, page, passage.note.path, anchor, entry.content, used, passage)
    for claim in topic.claims:  # what was folded away is still reachable: at the top of the page
        path = claim.note.note.path
        places.notes.setdefault(path, Place(page, "", title))
        for part in claim.content:
            if isinstance(part, Heading):
                places.headings.setdefault((path, name_key(part.name)), Place(page, "", title))
                continue
            for id_ in _ids(part):
                places.blocks.setdefault((path, id_), Place(page, "", title))


def _enter_content(
    places: Places,
    page: str,
    path: NotePath,
    base: str,
    content: Iterable[Heading | Shown | Block],
    used: Counter[str],
    passage: Passage | None = None,
) -> None:
    for part in content:
        block = part.block if isinstance(part, Shown) else part
        if isinstance(block, Block):
            anchor = _block_anchor(block, base, used)
            if block.anchor:
                places.block_anchors.setdefault((path, block.origin.first_line), anchor)
            for id_ in _ids(block):  # a piece of a block is shown where the block is
                places.blocks.setdefault((path, id_), Place(page, anchor))
            continue
        anchor = _unique("-".join(filter(None, (base, slug(block.name) or "section"))), used)
        places.heading_anchors.setdefault((path, block.origin.first_line), anchor)
        places.headings.setdefault((path, name_key(block.name)), Place(page, anchor, block.name))


def _block_anchor(block: Block, base: str, used: Counter[str]) -> str:
    """A block's own id; below its passage, where another note of the page has the same one."""
    if not block.anchor:
        return base
    taken = used[block.anchor] > 0
    return _unique("-".join(filter(None, (base if taken else "", block.anchor))), used)


def _ids(block: Block) -> tuple[str, ...]:
    return tuple(filter(None, (block.anchor, *block.inner_anchors)))


def _unique(wish: str, used: Counter[str]) -> str:
    used[wish] += 1
    if used[wish] == 1:
        return wish
    return _unique(f"{wish}-{used[wish]}", used)
