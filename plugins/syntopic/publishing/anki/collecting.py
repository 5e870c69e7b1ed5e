"""The cards that the site shows, as notes for Anki."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import NamedTuple
from urllib.parse import quote

from syntopic.linking import source_page, topic_page
from syntopic.markdown.tex import Macros
from syntopic.model import OWN_KEY, Asking, Block, BlockId, Leftover, Note, Shown, Topic
from syntopic.publishing.anki.sides import Read, Sides
from syntopic.publishing.anki.values import MOMENT, AnkiNote
from syntopic.publishing.memory import Cards, Looked, Memory
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


class _Page(NamedTuple):
    """What shows cards, a topic or what is left over of a note, and how to find them in it."""

    name: str
    told: tuple[object, ...]
    places: Callable[[], Iterator[_Place]]


class _Around(NamedTuple):
    """What all cards depend on."""

    site: Site
    macros: Macros


def anki_notes(
    context: Context, site: Site, read: Read, memory: Memory | None = None
) -> tuple[AnkiNote, ...]:
    """All cards of the public pages, in the order of the garden, each once.

    What is folded into another card is not asked; drafts are in no package, not even a preview's.
    With the ``memory`` of the same garden only what has changed since is rendered anew.
    """
    making = _Making(context, site, read, memory or Memory(), _same(_Around(site, context.macros)))
    found: dict[BlockId, AnkiNote] = {}
    for page in _pages(context):
        for note, looked in making.cards(page).each:
            found.setdefault(looked.block.id, note)
    return tuple(found.values())


def _pages(context: Context) -> Iterator[_Page]:
    for name, topic in context.topics.items():
        yield _Page(f"topic {name}", (topic,), partial(_of_topic, topic))
    for leftover in context.leftovers:
        note = leftover.note.note
        title = context.source(note.source).title
        places = partial(_of_leftover, leftover, title)
        yield _Page(f"note {note.path}", (leftover, title), places)


def _of_topic(topic: Topic) -> Iterator[_Place]:
    page, concept = topic_page(topic.concept), topic.concept
    for note, shown in _shown(topic):
        if shown.block.card is not None:
            yield _Place(shown.block, note, page, concept.name, concept.area)


def _of_leftover(leftover: Leftover, title: str) -> Iterator[_Place]:
    note = leftover.note.note
    for part in leftover.content:
        if isinstance(part, Block) and part.card is not None:
            yield _Place(part, note, source_page(note.source), title)


def _shown(topic: Topic) -> Iterator[tuple[Note, Shown]]:
    if topic.synthesis is not None:
        note = topic.synthesis.note.note
        yield from ((note, part) for part in topic.opening if isinstance(part, Shown))
    for entry in topic.entries:
        yield from ((entry.passage.note, shown) for shown in entry.shown)


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the cards of pages, where they are not as they were."""

    context: Context
    site: Site
    read: Read
    memory: Memory
    around: _Around

    def cards(self, page: _Page) -> Cards:
        """The cards of a page.

        The very same as before, unless the page, or what is read for its cards from elsewhere, has
        changed. Never saved, for what takes long to make of it is: its sides.
        """
        last = self.memory.cards.last(page.name)
        last.saved = False
        if last.made is not None:
            before = last.made[1]
            if last.kept((page.told, self.around, self._looks(before))) is before:
                for _, looked in before.each:
                    for side, kept in looked.sides:
                        self.memory.sides.keep((str(looked.block.id), side), kept)
                return before
        places = (place for place in page.places() if not place.note.front.draft)
        made = Cards(tuple(map(self._card, places)))
        made_from = page.told, self.around, self._looks(made)
        return last.of(made_from, lambda: made, saved=False)

    def _looks(self, cards: Cards) -> tuple[object, ...]:
        """All that cards are made of besides what their page shows."""
        return tuple(self._look(looked) for _, looked in cards.each)

    def _look(self, looked: Looked) -> tuple[object, ...]:
        block, note, context = looked.block, looked.note, self.context
        source = None if note.source == OWN_KEY else context.source(note.source)
        seen = context.cards.get(block.id), source, _anchor(block, note, context)
        if not (looked.asked or looked.footed):
            return seen
        sides = Sides(note, self.site, context, self.read, self.memory)
        led = sides.led(looked.asked)
        parsed = context.notes.get(note.path) if looked.footed else None
        return (*seen, led, tuple(sides.files.values()), parsed)

    def _card(self, place: _Place) -> tuple[AnkiNote, Looked]:
        block, card, note = place.block.id, place.block.card, place.note
        assert card is not None, "only blocks with a card have a place"
        context = self.context
        sides = Sides(note, self.site, context, self.read, self.memory)
        gaps = card.asking is Asking.GAPS
        id_ = context.cards[block]
        made = AnkiNote(
            id=id_,
            asking=card.asking,
            question=sides.side(block, "question", card.question, gaps=gaps),
            answer="" if gaps else sides.side(block, "answer", card.answer),
            topic=place.topic,
            area=place.area,
            source="" if note.source == OWN_KEY else context.source(note.source).short,
            url=_address(place, id_, context, self.site) if self.site.url else "",
            changed=_moment(note),
            named=id_ == card.id,
            media=tuple(sides.media.values()),
        )
        names = ("question",) if gaps else ("question", "answer")
        kept = tuple((name, self.memory.sides.last((str(block), name)).made) for name in names)
        return made, Looked(place.block, note, kept, tuple(sides.asked), sides.footed)


@lru_cache(maxsize=4)
def _same(around: _Around) -> _Around:
    """The very object of before where it is equal, which is then seen at a look."""
    return around


def _anchor(block: Block, note: Note, context: Context) -> str | None:
    return context.links.places.block_anchors.get((note.path, block.origin.first_line))


def _address(place: _Place, id_: str, context: Context, site: Site) -> str:
    """The card on its page: the anchor that links to it lead to."""
    anchor = _anchor(place.block, place.note, context)
    anchor = f"card-{id_}" if anchor is None else anchor
    url = page_url(place.page, folders=site.folders)
    return f"{site.absolute(quote(url))}#{quote(anchor)}"


def _moment(note: Note) -> int:
    """When the note was last edited, as its author says."""
    day = iso(note.front.updated or note.front.created)
    begins = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() if day else 0
    return max(int(begins), MOMENT)
