"""The review page: the place where a script asks the garden's cards, and what to read without one.

The cards come from ``review.deck``; ``frontend/src/review.ts`` asks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from syntopic.markdown.forms import element
from syntopic.model import Block, Heading, Shown
from syntopic.model.cards import Asking, Card
from syntopic.rendering.context import REVIEW, Context, Page, href, source_href
from syntopic.rendering.html import el, joined
from syntopic.rendering.overview import area_names
from syntopic.rendering.sheets import sheet_links
from syntopic.rendering.sources import all_sources
from syntopic.rendering.tracing import step

PACKAGE = "assets/syntopic/cards.apkg"
"""Where on the site the cards stand for Anki."""

Listed = tuple[str, str, int]
"""A page that asks something: its name, its address from the review page, how much it asks."""


def review_page(context: Context) -> Page | None:
    """The page on which cards are asked; nothing in a garden without any."""
    listed = [*_by_area(context), *_of_sources(context)]
    count = sum(asked for _, pages in listed for _, _, asked in pages)
    if not count:
        return None
    label = context.language.label
    without = el("p", label("review-without").format(count=count))
    lists = (piece for title, pages in listed for piece in _list(title, pages))
    instead = el("div", without, *lists, class_="review-without")
    place = el("div", instead, class_="review", data_review="")
    package = el("a", label("review-anki"), href=f"../{PACKAGE}", download=True)
    anki = el("p", package, class_="review-anki")
    below = joined("", [anki, sheet_links(REVIEW, context)])
    text = f"# {label('review')}\n\n{element(str(place))}\n\n{element(str(below))}\n"
    # Searches should lead to what is explained, not to a list of what is asked.
    return Page(REVIEW, label("review"), text, searched=False)


def things(card: Card) -> int:
    """How many things a card asks one to recall."""
    return {Asking.QUESTION: 1, Asking.BOTH: 2, Asking.GAPS: card.gaps}[card.asking]


def _by_area(context: Context) -> Iterator[tuple[str, list[Listed]]]:
    for area, names in area_names(context):
        asking = [
            (topic.name, href(REVIEW, topic.page), asked)
            for topic in context.named(names)
            if (asked := _asked(context, topic.name))
        ]
        if asking:
            yield area or context.language.label("other-topics"), asking


def _of_sources(context: Context) -> Iterator[tuple[str, list[Listed]]]:
    sources = all_sources(context)
    asking = [
        (source.short, source_href(REVIEW, source), asked)
        for source in sources
        if (asked := _alone(context, source.key))
    ]
    if asking:
        yield context.language.label("sources-title"), asking


@step
def _asked(context: Context, name: str) -> int:
    """How much a topic's page asks; what is folded into other words is not asked again."""
    topic = context.topics[name]
    shown = (*topic.opening, *(part for entry in topic.entries for part in entry.content))
    return _sum(part.block for part in shown if isinstance(part, Shown))


@step
def _alone(context: Context, key: str) -> int:
    """How much the page of a source asks: its text that belongs to no concept."""
    parts: Iterable[Heading | Block] = (
        part
        for leftover in context.leftovers
        if leftover.note.note.source == key
        for part in leftover.content
    )
    return _sum(part for part in parts if isinstance(part, Block))


def _sum(blocks: Iterable[Block]) -> int:
    return sum(things(block.card) for block in blocks if block.card is not None)


def _list(title: str, pages: Iterable[Listed]) -> Iterator[Markup]:
    lines = (
        el("li", el("a", name, href=address), " ", el("span", str(asked), class_="where"))
        for name, address, asked in pages
    )
    yield el("p", title, class_="facet")  # no heading: a script takes its place
    yield el("ul", *lines, class_="fed")
