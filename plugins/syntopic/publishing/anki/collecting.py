"""The cards that the site shows, as notes for Anki."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from syntopic.linking import source_page, topic_page
from syntopic.model import OWN_KEY, Asking, Block, BlockId, Note, Shown, Topic
from syntopic.publishing.anki.sides import Read, Sides
from syntopic.publishing.anki.values import MOMENT, AnkiNote
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Site, page_url
from syntopic.rendering import Context
from syntopic.rendering.head import iso


@dataclass(frozen=True, slots=True)
class _Place:
    """A card where the site shows it: its block and note, the page, and what that is called."""

    block: Block
    note: Note
    page: str
    topic: str
    area: str = ""


def anki_notes(
    context: Context, site: Site, read: Read, memory: Memory | None = None
) -> tuple[AnkiNote, ...]:
    """All cards of the public pages, in the order of the garden, each once.

    What is folded into another card is not asked; drafts are in no package, not even a preview's.
    With the ``memory`` of the same garden only what has changed since is rendered anew.
    """
    memory = memory or Memory()
    found: dict[BlockId, AnkiNote] = {}
    for place in _places(context):
        if place.block.id not in found and not place.note.front.draft:
            found[place.block.id] = _anki_note(place, context, site, read, memory)
    return tuple(found.values())


def _places(context: Context) -> Iterator[_Place]:
    for topic in context.topics.values():
        page, concept = topic_page(topic.concept), topic.concept
        for note, shown in _shown(topic):
            if shown.block.card is not None:
                yield _Place(shown.block, note, page, concept.name, concept.area)
    for leftover in context.leftovers:
        note = leftover.note.note
        page, title = source_page(note.source), context.source(note.source).title
        for part in leftover.content:
            if isinstance(part, Block) and part.card is not None:
                yield _Place(part, note, page, title)


def _shown(topic: Topic) -> Iterator[tuple[Note, Shown]]:
    if topic.synthesis is not None:
        note = topic.synthesis.note.note
        yield from ((note, part) for part in topic.opening if isinstance(part, Shown))
    for entry in topic.entries:
        yield from ((entry.passage.note, shown) for shown in entry.shown)


def _anki_note(place: _Place, context: Context, site: Site, read: Read, memory: Memory) -> AnkiNote:
    block, card, note = place.block.id, place.block.card, place.note
    assert card is not None, "only blocks with a card have a place"
    sides = Sides(note, site, context, read, memory)
    gaps = card.asking is Asking.GAPS
    id_ = context.cards[block]
    source = "" if note.source == OWN_KEY else context.source(note.source).short
    return AnkiNote(
        id=id_,
        asking=card.asking,
        question=sides.side(block, "question", card.question, gaps=gaps),
        answer="" if gaps else sides.side(block, "answer", card.answer),
        topic=place.topic,
        area=place.area,
        source=source,
        url=_address(place, id_, context, site) if site.url else "",
        changed=_moment(note),
        named=id_ == card.id,
        media=tuple(sides.media.values()),
    )


def _address(place: _Place, id_: str, context: Context, site: Site) -> str:
    """The card on its page: the anchor that links to it lead to."""
    anchors = context.links.places.block_anchors
    anchor = anchors.get((place.note.path, place.block.origin.first_line), f"card-{id_}")
    url = page_url(place.page, folders=site.folders)
    return f"{site.absolute(quote(url))}#{quote(anchor)}"


def _moment(note: Note) -> int:
    """When the note was last edited, as its author says."""
    day = iso(note.front.updated or note.front.created)
    begins = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() if day else 0
    return max(int(begins), MOMENT)
