"""One page per source, and one that lists them all."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from syntopic.linking import source_page, topic_page
from syntopic.markdown.forms import close, element, open_
from syntopic.model import OWN_KEY, Block, Facet, Kind, NotePath, Shown, Source, Topic
from syntopic.rendering.context import Context, Page, href, source_href
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.passages import content, demoted, footnotes
from syntopic.rendering.text import as_text
from syntopic.rendering.tracing import step

SOURCES = "sources/index.md"


def sources_page(context: Context) -> Page:
    """All sources by level, in the author's order, with verdicts and the concepts each taught.

    Where no source is registered, the author's own notes are the only one.
    """
    label = context.language.label
    parts = [f"# {label('resources')}"]
    levels: dict[str, list[Source]] = {}
    for source in context.sources.values() or all_sources(context):
        levels.setdefault(source.level, []).append(source)
    for level, sources in levels.items():
        if level:
            parts.append(f"## {as_text(level[0].upper() + level[1:])} {{.facet}}")
        cards = [_card(source, context) for source in sources]
        parts.append(element(str(el("div", *cards, class_="sources"))))
    return Page(SOURCES, label("resources"), "\n\n".join(parts) + "\n")


def source(value: Source, context: Context) -> Page:
    """A source: what it is, what it feeds, what it alone says, and the text of no concept."""
    page, label = source_page(value.key), context.language.label
    parts = [f"# {as_text(value.title)}", element(str(_facts(value)))]
    if value.verdict:
        parts.append(element(str(el("p", value.verdict, class_="verdict"))))
    fed = _fed(context, value.key)
    if fed:
        parts += [
            f"## {label('topics')} {{#topics .facet}}",
            element(str(_notes(fed, page))),
        ]
    alone = [topic for topic in fed if topic.alone]
    if alone:
        rows = [
            el("dt", el("a", topic.name, href=href(page, topic.page)))
            + el("dd", ", ".join(map(context.language.facet, topic.alone)))
            for topic in alone
        ]
        parts += [
            f"## {label('only-here')} {{#only-here .facet}}",
            element(str(el("dl", *rows, class_="alone"))),
        ]
    parts += (_leftover(context, path) for path in _left(context, value.key))
    return Page(page, value.title, "\n\n".join(parts) + "\n", value.verdict)


@step
def all_sources(context: Context) -> tuple[Source, ...]:
    """The register's sources, and the others that notes belong to (the author's own notes)."""
    keys = {claim.note.note.source for t in context.topics.values() for claim in t.claims}
    keys |= {leftover.note.note.source for leftover in context.leftovers}
    if not context.sources and not any(le.note.note.source == OWN_KEY for le in context.leftovers):
        keys.discard(OWN_KEY)  # a folder of own notes alone needs no page that lists them again
    others = sorted(keys - set(context.sources))
    return (*context.sources.values(), *(context.source(key) for key in others))


def _card(source: Source, context: Context) -> Markup:
    fed = _fed(context, source.key)
    links = [el("a", topic.name, href=href(SOURCES, topic.page)) for topic in fed]
    taught = [el("p", joined(" · ", links), class_="taught")] if links else []
    title = el("a", source.title, href=source_href(SOURCES, source))
    return el(
        "article",
        el("p", title, class_=f"source-title {context.mark_class(source.key)}"),
        _facts(source),
        *([el("p", source.verdict, class_="verdict")] if source.verdict else []),
        *taught,
        class_="source-card",
    )


def _facts(source: Source) -> Markup:
    pieces: list[Markup] = []
    for fact in (", ".join(source.authors), str(source.year or ""), source.kind, source.status):
        if fact:
            pieces.append(el("span", fact))
    if source.url:
        host = source.url.split("//")[-1].split("/")[0].removeprefix("www.")
        pieces.append(el("a", host, href=source.url))
    return line("p", *pieces, class_="facts")


@dataclass(frozen=True, slots=True)
class Fed:
    """A topic that a source feeds: where in the source, and what nobody else says of it."""

    name: str
    page: str
    places: tuple[str, ...]
    alone: tuple[Facet, ...]


@step
def _fed(context: Context, key: str) -> tuple[Fed, ...]:
    """The topics that a source feeds."""
    return _feeding(context).get(key, ())


@step
def _feeding(context: Context) -> dict[str, tuple[Fed, ...]]:
    """What each source feeds."""
    found: dict[str, list[Fed]] = {}
    for topic in context.topics.values():
        by_source: dict[str, dict[str, None]] = {}
        for note in topic.notes:
            if not note.synthesis:
                by_source.setdefault(note.source, {})[note.locator] = None
        for key, places in by_source.items():
            told = tuple(place for place in places if place)
            alone = _alone(key, topic) if len(context.sources_of(topic)) > 1 else ()
            fed = Fed(topic.concept.name, topic_page(topic.concept), told, alone)
            found.setdefault(key, []).append(fed)
    return {key: tuple(fed) for key, fed in found.items()}


def _alone(key: str, topic: Topic) -> tuple[Facet, ...]:
    """The facets of a topic that no other source fills."""
    return tuple(row.facet for row in topic.coverage if row.sources == (key,))


def _notes(fed: tuple[Fed, ...], page: str) -> Markup:
    rows: list[Markup] = []
    for topic in fed:
        link = el("a", topic.name, href=href(page, topic.page))
        where = [el("span", ", ".join(topic.places), class_="where")] if topic.places else []
        rows.append(el("li", joined(" ", [link, *where])))
    return el("ul", *rows, class_="fed")


@step
def _left(context: Context, key: str) -> tuple[NotePath, ...]:
    """The notes of a source that hold text of no concept."""
    notes = (leftover.note.note for leftover in context.leftovers)
    return tuple(note.path for note in notes if note.source == key)


@step
def _leftover(context: Context, path: NotePath) -> str:
    """The text of a note that belongs to no concept."""
    leftover = context.leftover(path)
    note, page = leftover.note.note, source_page(leftover.note.note.source)
    anchor = context.links.places.leftover_anchors[path]
    shown = [Shown(p, p.text) if isinstance(p, Block) else p for p in leftover.content]
    blocks = (part.block for part in shown if isinstance(part, Shown))
    told = [(note, block.text) for block in blocks if block.kind is not Kind.FOOTNOTE]
    parts = (
        f"## {as_text(leftover.title)} {{#{anchor} .facet}}",
        open_("section", class_="passage"),
        content(demoted(shown, 3), note, page, context, None),
        close(),
        footnotes(told, page, context),
    )
    return "\n\n".join(parts)
