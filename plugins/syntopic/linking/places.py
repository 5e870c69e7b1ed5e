"""Where everything stands on the site: concepts, notes, headings, blocks, attachments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from syntopic.linking.headings import spellings
from syntopic.model import (
    Block,
    Concept,
    Facet,
    Heading,
    Kind,
    Leftover,
    Note,
    NotePath,
    ParsedNote,
    Shown,
    Topic,
)
from syntopic.names import name_key, slug, unique
from syntopic.parsing.items import item_of

_PAGES_OWN = (
    *Facet,
    "from-my-notes",
    "picture",
    "symbols",
    "coverage",
    "sources",
    "related",
    "linked-from",
)
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

    ``titles`` are the names of notes that no concept has, with the notes of each. ``headings`` go
    by note and by every spelling of ``spellings``, ``blocks`` by note and id; ``heading_lines`` are
    the headings' first lines. The anchors of headings and blocks go by note and first line, so that
    each is found from what is written there; no two places of one page have the same.
    ``item_anchors`` are those of a list's items: by note and the list's first line, then by id.
    ``shown``
    is where what begins on a line of a note stands; ``names`` are all names of concepts and notes,
    ``heading_names`` those of headings, as they are written. ``pages`` are the notes of each
    topic's page, ``facets`` the headings of facets on it.
    """

    concepts: dict[str, Place] = field(default_factory=dict)
    titles: dict[str, tuple[NotePath, ...]] = field(default_factory=dict)
    notes: dict[NotePath, Place] = field(default_factory=dict)
    headings: dict[tuple[NotePath, str], Place] = field(default_factory=dict)
    heading_lines: dict[tuple[NotePath, str], int] = field(default_factory=dict)
    heading_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    blocks: dict[tuple[NotePath, str], Place] = field(default_factory=dict)
    block_anchors: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    item_anchors: dict[tuple[NotePath, int], dict[str, str]] = field(default_factory=dict)
    leftover_anchors: dict[NotePath, str] = field(default_factory=dict)
    attachments: frozenset[NotePath] = frozenset()
    shown: dict[tuple[NotePath, int], Place] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    heading_names: dict[NotePath, dict[str, None]] = field(default_factory=dict)
    pages: dict[str, dict[NotePath, None]] = field(default_factory=dict)
    facets: dict[tuple[str, str], Place] = field(default_factory=dict)


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
    rest = tuple(leftovers)
    places = Places(attachments=frozenset(attachments))
    for topic in topics:
        concept = topic.concept
        here = Place(topic_page(concept), "", concept.name)
        for name in (concept.name, *concept.aliases):
            places.concepts.setdefault(name_key(name), here)
            places.names.setdefault(name)
    for topic in topics:
        _enter_topic(places, topic)
    _enter_leftovers(places, rest)
    for note in notes_of(topics, rest):
        _enter_headings(places, note)
        _enter_titles(places, note.note)
    return places


def notes_of(topics: Iterable[Topic], leftovers: Iterable[Leftover]) -> tuple[ParsedNote, ...]:
    """The notes that stand on the site, each once, in the order of the site."""
    found: dict[NotePath, ParsedNote] = {}
    for topic in topics:
        for claim in (*([topic.synthesis] if topic.synthesis else []), *topic.claims):
            found.setdefault(claim.note.note.path, claim.note)
    for leftover in leftovers:
        found.setdefault(leftover.note.note.path, leftover.note)
    return tuple(found.values())


def note_anchor(path: NotePath) -> str:
    """The anchor of a note on its source's page."""
    return "note-" + "-".join(slug(part) for part in path.rsplit(".", 1)[0].split("/"))


def _enter_leftovers(places: Places, leftovers: Sequence[Leftover]) -> None:
    used: dict[str, Counter[str]] = {}
    for leftover in leftovers:
        note = leftover.note.note
        page = source_page(note.source)
        taken = used.setdefault(page, Counter(_SOURCES_OWN))
        base = unique(note_anchor(note.path), taken)
        places.leftover_anchors[note.path] = base
        # Text that is about no concept is the note's own: its name means that, if it has some.
        places.notes[note.path] = Place(page, base, leftover.title)
        _enter_content(places, page, note.path, base, leftover.content, taken)


def _enter_topic(places: Places, topic: Topic) -> None:
    page, title = topic_page(topic.concept), topic.concept.name
    anchors = (entry.passage.anchor for entry in topic.entries)
    used: Counter[str] = Counter((*map(str, _PAGES_OWN), *anchors))
    top_of_page = Place(page, "", title)
    synthesis = (topic.synthesis,) if topic.synthesis is not None else ()
    for claim in (*synthesis, *topic.claims):  # the heading that opens a concept means its page
        places.headings.setdefault((claim.note.note.path, name_key(claim.name)), top_of_page)
        places.pages.setdefault(page, {}).setdefault(claim.note.note.path)
    for facet in () if topic.as_written else _facets(topic):
        places.facets[page, name_key(facet)] = Place(page, str(facet), title)
    if topic.synthesis is not None:
        path = topic.synthesis.note.note.path
        places.notes.setdefault(path, top_of_page)
        _enter_content(places, page, path, "", topic.opening, used)
    for entry in topic.entries:
        passage = entry.passage
        anchor = passage.anchor if entry.content else ""
        top = topic.as_written and topic.synthesis is None  # the note is the page
        places.notes.setdefault(passage.note.path, Place(page, "" if top else anchor, title))
        _enter_content(places, page, passage.note.path, anchor, entry.content, used)
    for claim in (*synthesis, *topic.claims):  # what was folded away is at the top of the page
        path = claim.note.note.path
        places.notes.setdefault(path, top_of_page)
        for part in claim.content:
            if isinstance(part, Block):
                places.shown.setdefault((path, part.origin.first_line), top_of_page)
                for id_ in _ids(part):
                    places.blocks.setdefault((path, id_), top_of_page)


def _facets(topic: Topic) -> Iterator[Facet]:
    """The facets whose headings stand on a page: under each is more than the page's picture."""
    lifted = topic.picture.block.id if topic.picture and topic.picture.block else ""
    for section in topic.sections:
        blocks = (shown.block for entry in section.entries for shown in entry.shown)
        if any(b.kind is not Kind.FOOTNOTE and b.id != lifted for b in blocks):
            yield section.facet


def _enter_content(
    places: Places,
    page: str,
    path: NotePath,
    base: str,
    content: Iterable[Heading | Shown | Block],
    used: Counter[str],
) -> None:
    for part in content:
        block = part.block if isinstance(part, Shown) else part
        line = (path, block.origin.first_line)
        if isinstance(block, Block):
            anchor = _block_anchor(block, base, used)
            if block.anchor:
                places.block_anchors.setdefault(line, anchor)
            places.shown.setdefault(line, Place(page, base))
            items = {id_: _anchor(id_, base, used) for id_ in _items(block, part.text)}
            if items:
                places.item_anchors.setdefault(line, items)
            for id_ in _ids(block):  # another piece of a block is shown where the block is
                places.blocks.setdefault((path, id_), Place(page, items.get(id_, anchor)))
            continue
        anchor = unique("-".join(filter(None, (base, slug(block.name) or "section"))), used)
        places.heading_anchors.setdefault(line, anchor)
        places.shown.setdefault(line, Place(page, anchor, block.name))


def _items(block: Block, text: str) -> tuple[str, ...]:
    """The ids of a list's items, of those that the page shows in this ``text``."""
    ids = block.inner_anchors if block.kind is Kind.LIST else ()
    return tuple(id_ for id_ in dict.fromkeys(ids) if item_of(text, id_))


def _enter_headings(places: Places, note: ParsedNote) -> None:
    """Enters a note's headings; one that its page does not show means what stands below it."""
    path = note.note.path
    below = places.notes.get(path)
    found: list[tuple[tuple[Heading, ...], Place]] = []
    for section in reversed(note.sections):
        for block in reversed(section.blocks):
            below = places.shown.get((path, block.origin.first_line), below)
        if section.heading is None or below is None:
            continue
        own = places.headings.get((path, name_key(section.heading.name)))
        below = own or places.shown.get((path, section.heading.origin.first_line), below)
        found.append((section.headings, below))
    alike: Counter[str] = Counter()
    for headings, place in reversed(found):
        _enter_heading(places, path, headings, place, alike)


def _enter_heading(
    places: Places,
    path: NotePath,
    headings: Sequence[Heading],
    place: Place,
    alike: Counter[str],
) -> None:
    heading = headings[-1]
    keys = [*spellings([one.name for one in headings])]
    on_github = keys[-1]
    if alike[on_github]:  # GitHub counts headings of one name
        keys.append(f"{on_github}-{alike[on_github]}")
    alike[on_github] += 1
    places.heading_names.setdefault(path, {}).setdefault(heading.name)
    for key in keys:
        places.headings.setdefault((path, key), place)
        places.heading_lines.setdefault((path, key), heading.origin.first_line)
    if heading.anchor:
        places.blocks.setdefault((path, heading.anchor), place)


def _enter_titles(places: Places, note: Note) -> None:
    """A note's own names mean it where no concept has them; several notes may share one."""
    for name in dict.fromkeys(filter(None, (note.front.title, *note.front.aliases))):
        key = name_key(name)
        if key not in places.concepts:
            known = places.titles.get(key, ())
            places.titles[key] = known if note.path in known[-1:] else (*known, note.path)
            places.names.setdefault(name)


def _block_anchor(block: Block, base: str, used: Counter[str]) -> str:
    """A block's own id; below its passage, where another note of the page has the same one."""
    return _anchor(block.anchor, base, used) if block.anchor else base


def _anchor(id_: str, base: str, used: Counter[str]) -> str:
    taken = used[id_] > 0
    return unique("-".join(filter(None, (base if taken else "", id_))), used)


def _ids(block: Block) -> tuple[str, ...]:
    return tuple(filter(None, (block.anchor, *block.inner_anchors)))
