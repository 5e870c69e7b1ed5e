"""Puts the deck together: every card of the site with its topic and source, and what roles ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from syntopic import model
from syntopic.linking import source_page, topic_page
from syntopic.model import OWN_KEY, Block
from syntopic.rendering.context import Context
from syntopic.rendering.head import reading_time
from syntopic.rendering.overview import areas
from syntopic.rendering.sheets.composing import asks_for
from syntopic.rendering.sources import all_sources
from syntopic.review.cutting import cards_on
from syntopic.review.memory import Memory
from syntopic.review.values import (
    AskingSource,
    Cut,
    Deck,
    Recalled,
    RenderedPage,
    Role,
    Topic,
)


def deck(context: Context, pages: Mapping[str, RenderedPage], memory: Memory | None = None) -> Deck:
    """The deck of a garden whose pages are rendered (by their Markdown files).

    Topics come in learning order, then the pages of sources that ask something. An id that stands
    on two pages is asked on the first. Without any card the deck is empty. With the ``memory`` of
    the same garden cards are cut only out of pages that have changed.
    """
    memory = memory or Memory()
    named = tuple(area for area, _ in areas(context) if area)
    topics, cuts = [], []
    for topic, some in (
        *_of_topics(context, pages, named, memory),
        *_of_sources(context, pages, memory),
    ):
        topics.append(topic)
        cuts.append(some)
    if not any(cuts):
        return Deck()
    made_from = tuple(cuts), tuple(topic.concept for topic in topics), _names(context)
    make = partial(_asking, context, tuple(cuts), [topic.concept for topic in topics])
    asking = memory.part("asking", made_from, make)
    return Deck(
        topics=tuple(topics[place] for place in asking.places),
        areas=named,
        sources=asking.sources,
        roles=tuple(_roles(context, pages)),
        cards=asking.cards,
    )


def asks(context: Context, pages: Mapping[str, RenderedPage], memory: Memory) -> bool:
    """Whether there may be a card in the deck of these pages; where not, it is empty."""
    srcs = (
        *(topic_page(topic.concept) for topic in context.topics.values()),
        *(source_page(source.key) for source in all_sources(context)),
    )
    return any((page := pages.get(src)) and memory.asks(src, page.html) for src in srcs)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked: the ``places`` of the topics that stay, and the cards with their sources."""

    places: tuple[int, ...]
    sources: tuple[AskingSource, ...]
    cards: tuple[Recalled, ...]


def _asking(context: Context, cuts: Sequence[tuple[Cut, ...]], concepts: Sequence[bool]) -> _Asking:
    """Puts together what is asked on each page; ``concepts`` tells which are those of topics."""
    first = _once([cut for some in cuts for cut in some])
    asked = [[cut for cut in some if first.get(cut.id) is cut] for some in cuts]
    places = [n for n, some in enumerate(asked) if concepts[n] or some]
    kept = [asked[place] for place in places]
    sources = _sources(context, (cut for some in kept for cut in some))
    number = {source.key: place for place, source in enumerate(sources)}
    cards = (
        one
        for place, some in enumerate(kept)
        for cut in some
        for one in _recalled(cut, place, number[cut.source])
    )
    return _Asking(tuple(places), sources, tuple(cards))


def _names(context: Context) -> tuple[tuple[str, str], ...]:
    """What sources are called, in the author's order."""
    keys = dict.fromkeys((*context.sources, OWN_KEY))
    return tuple((key, context.source(key).short) for key in keys)


def _once(cuts: Sequence[Cut]) -> Mapping[str, Cut]:
    """The first card of each id."""
    first: dict[str, Cut] = {}
    for cut in cuts:
        first.setdefault(cut.id, cut)
    return first


def _of_topics(
    context: Context,
    pages: Mapping[str, RenderedPage],
    named: Sequence[str],
    memory: Memory,
) -> Iterator[tuple[Topic, tuple[Cut, ...]]]:
    """Each topic that has a page, with its cards; ``named`` are the areas."""
    place_of = {area: place for place, area in enumerate(named)}
    there = list(_with_page(context, pages))
    srcs = [topic_page(topic.concept) for topic in there]
    by_page = {src: place for place, src in enumerate(srcs)}
    by_name = {topic.concept.name: place for place, topic in enumerate(there)}
    for src, topic in zip(srcs, there, strict=True):
        area = topic.concept.area
        related = (one.page for one in context.related.get(src, ()))
        first = context.order.know_first.get(topic.concept.name, ())
        told = Topic(
            topic.concept.name,
            pages[src].url,
            place_of[area] if area else -1,
            memory.minutes_of(topic),
            needs=tuple(by_name[name] for name in first if name in by_name),
            near=tuple(by_page[page] for page in related if page in by_page),
        )
        yield told, _cuts(pages[src], memory, *_said_by(topic))


def _cuts(page: RenderedPage, memory: Memory, *said_by: str) -> tuple[Cut, ...]:
    if not memory.asks(page.src, page.html):
        return ()
    made_from = memory.digest(page.src, page.html), page.url, said_by
    return memory.cuts.of(page.src, made_from, partial(cards_on, page, *said_by))


def _with_page(context: Context, pages: Mapping[str, RenderedPage]) -> Iterator[model.Topic]:
    return (one for one in context.topics.values() if topic_page(one.concept) in pages)


def _said_by(topic: model.Topic) -> tuple[str, str]:
    """The keys of the sources of a topic's passages, where they name none, and of its synthesis."""
    own = topic.synthesis.note.note.source if topic.synthesis is not None else OWN_KEY
    return (topic.claims[0].note.note.source if topic.claims else own), own


def _of_sources(
    context: Context, pages: Mapping[str, RenderedPage], memory: Memory
) -> Iterator[tuple[Topic, tuple[Cut, ...]]]:
    for source in all_sources(context):
        page = pages.get(source_page(source.key))
        if page is not None:
            read = (_blocks(left) for left in context.leftovers if _is_of(left, source.key))
            time = reading_time(block for blocks in read for block in blocks)
            told = Topic(source.short, page.url, -1, time, concept=False)
            yield told, _cuts(page, memory, source.key)


def _is_of(leftover: model.Leftover, key: str) -> bool:
    return leftover.note.note.source == key


def _blocks(leftover: model.Leftover) -> Iterable[Block]:
    return (part for part in leftover.content if isinstance(part, Block))


def _sources(context: Context, cuts: Iterable[Cut]) -> tuple[AskingSource, ...]:
    """The sources of these cards, in the author's order."""
    keys = {cut.source for cut in cuts}
    known = [key for key in context.sources if key in keys]
    return tuple(
        AskingSource(key, context.source(key).short) for key in (*known, *sorted(keys - {*known}))
    )


def _recalled(cut: Cut, topic: int, source: int) -> Iterator[Recalled]:
    """What a card asks one to recall: its first thing has the card's id as its key."""

    def one(number: int, question: str, answer: str, gap: int = -1) -> Recalled:
        key = cut.id if number == 1 else f"{cut.id}.{number}"
        return Recalled(key, topic, source, question, answer, gap, cut.url)

    if cut.asked == "gaps":
        yield from (one(gap + 1, cut.question, "", gap) for gap in range(cut.gaps))
        return
    yield one(1, cut.question, cut.answer)
    if cut.asked == "both":
        yield one(2, cut.answer, cut.question)


def _roles(context: Context, pages: Mapping[str, RenderedPage]) -> Iterator[Role]:
    """The roles of the syllabus; areas stand for their concepts.

    A name that no concept has is no gap: the syllabus may ask for what is not public.
    """
    there = {t.concept.name: n for n, t in enumerate(_with_page(context, pages))}
    for role in context.syllabus.roles:
        names = [
            name for name, concept in context.order.concepts.items() if asks_for(role, concept)
        ]
        topics = tuple(there[name] for name in names if name in there)
        missing = tuple(name for name in names if name not in there)
        if topics or missing:
            yield Role(role.name, topics, missing)
