"""Where what is told at one place of the site stands: each note's part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from syntopic.linking.places import NotePlaces, PagePlaces, Place, note_anchor
from syntopic.linking.tellings import Telling
from syntopic.model import (
    Block,
    Facet,
    Heading,
    Kind,
    Leftover,
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

SOURCES_OWN = frozenset(("topics", "only-here"))
"""The same for a source's page."""


@dataclass(slots=True)
class Standing:
    """Where the parts of one telling stand, note by note; ``used`` are the anchors that they take.

    ``of_page`` is there for a topic.
    """

    notes: dict[NotePath, tuple[ParsedNote, NotePlaces]] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)
    of_page: PagePlaces | None = None

    def of(self, note: ParsedNote) -> NotePlaces:
        """What is known of a note so far."""
        return self.notes.setdefault(note.note.path, (note, NotePlaces()))[1]


def standing(telling: Telling, taken: Counter[str] | None = None) -> Standing:
    """Where the parts of a telling stand.

    ``taken`` are the anchors that others have on the page already; they are counted on.
    """
    if isinstance(telling.told, Topic):
        return _of_topic(telling.told, telling.page, telling.title)
    found = Standing(used=Counter(SOURCES_OWN) if taken is None else taken)
    _enter_leftover(found, telling.told, telling.page)
    return found


def _enter_leftover(found: Standing, leftover: Leftover, page: str) -> None:
    places, path = found.of(leftover.note), leftover.note.note.path
    places.anchor = unique(note_anchor(path), found.used)
    # Text that is about no concept is the note's own: its name means that, if it has some.
    places.place = Place(page, places.anchor, leftover.title)
    _enter_content(places, path, Place(page, places.anchor), leftover.content, found.used)


def _of_topic(topic: Topic, page: str, title: str) -> Standing:
    anchors = (entry.passage.anchor for entry in topic.entries)
    found = Standing(used=Counter((*map(str, _PAGES_OWN), *anchors)))
    top_of_page = Place(page, "", title)
    synthesis = (topic.synthesis,) if topic.synthesis is not None else ()
    for claim in (*synthesis, *topic.claims):  # the heading that opens a concept means its page
        found.of(claim.note).headings.setdefault(name_key(claim.name), top_of_page)
    shown_facets = () if topic.as_written else _facets(topic)
    facets = {name_key(facet): Place(page, str(facet), title) for facet in shown_facets}
    found.of_page = PagePlaces(tuple(found.notes), facets)
    if topic.synthesis is not None:
        places = found.of(topic.synthesis.note)
        places.place = top_of_page
        path = topic.synthesis.note.note.path
        _enter_content(places, path, Place(page), topic.opening, found.used)
    for entry in topic.entries:
        path, anchor = entry.passage.note.path, entry.passage.anchor if entry.content else ""
        places = found.notes[path][1]
        top = topic.as_written and topic.synthesis is None  # the note is the page
        places.place = places.place or Place(page, "" if top else anchor, title)
        _enter_content(places, path, Place(page, anchor), entry.content, found.used)
    for claim in (*synthesis, *topic.claims):  # what was folded away is at the top of the page
        places = found.of(claim.note)
        places.place = places.place or top_of_page
        for part in claim.content:
            if isinstance(part, Block):
                places.shown.setdefault(part.origin.first_line, top_of_page)
                for id_ in _ids(part):
                    places.blocks.setdefault(id_, top_of_page)
    return found


def _facets(topic: Topic) -> Iterator[Facet]:
    """The facets whose headings stand on a page: under each is more than the page's picture."""
    lifted = topic.picture.block.id if topic.picture and topic.picture.block else ""
    for section in topic.sections:
        blocks = (shown.block for entry in section.entries for shown in entry.shown)
        if any(b.kind is not Kind.FOOTNOTE and b.id != lifted for b in blocks):
            yield section.facet


def _enter_content(
    places: NotePlaces,
    path: NotePath,
    here: Place,
    content: Iterable[Heading | Shown | Block],
    used: Counter[str],
) -> None:
    """Enters what a page shows of a note, at a place or below it."""
    page, base = here.page, here.anchor
    for part in content:
        block = part.block if isinstance(part, Shown) else part
        line = block.origin.first_line
        if isinstance(block, Block):
            anchor = _block_anchor(block, base, used)
            if block.anchor:
                places.block_anchors.setdefault((path, line), anchor)
            places.shown.setdefault(line, here)
            items = {id_: _anchor(id_, base, used) for id_ in _items(block, part.text)}
            if items:
                places.item_anchors.setdefault((path, line), items)
            for id_ in _ids(block):  # another piece of a block is shown where the block is
                places.blocks.setdefault(id_, Place(page, items.get(id_, anchor)))
            continue
        anchor = unique("-".join(filter(None, (base, slug(block.name) or "section"))), used)
        places.heading_anchors.setdefault((path, line), anchor)
        places.shown.setdefault(line, Place(page, anchor, block.name))


def _items(block: Block, text: str) -> tuple[str, ...]:
    """The ids of a list's items, of those that the page shows in this ``text``."""
    ids = block.inner_anchors if block.kind is Kind.LIST else ()
    return tuple(id_ for id_ in dict.fromkeys(ids) if item_of(text, id_))


def _block_anchor(block: Block, base: str, used: Counter[str]) -> str:
    """A block's own id; below its passage, where another note of the page has the same one."""
    return _anchor(block.anchor, base, used) if block.anchor else base


def _anchor(id_: str, base: str, used: Counter[str]) -> str:
    taken = used[id_] > 0
    return unique("-".join(filter(None, (base if taken else "", id_))), used)


def _ids(block: Block) -> tuple[str, ...]:
    return tuple(filter(None, (block.anchor, *block.inner_anchors)))
