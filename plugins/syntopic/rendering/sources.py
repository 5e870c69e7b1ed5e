"""One page per source, and one that lists them all."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.linking import source_page
from syntopic.markdown.forms import close, element, open_
from syntopic.model import OWN_KEY, Block, Kind, Note, Shown, Source, Topic
from syntopic.rendering.context import Context, Page, source_href, topic_href
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.passages import content, demoted, footnotes
from syntopic.rendering.text import as_text

SOURCES = "sources/index.md"


def sources_page(context: Context) -> Page:
    """All sources by level, in the author's order, with verdicts and the concepts each taught."""
    label = context.language.label
    parts = [f"# {label('resources')}"]
    levels: dict[str, list[Source]] = {}
    for source in context.sources.values():
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
    fed = _fed(value.key, context)
    if fed:
        parts += [
            f"## {label('topics')} {{#topics .facet}}",
            element(str(_notes(fed, page, context))),
        ]
    alone = list(_alone(value.key, fed, context))
    if alone:
        rows = [
            el("dt", el("a", t.concept.name, href=topic_href(page, t))) + el("dd", facets)
            for t, facets in alone
        ]
        parts += [
            f"## {label('only-here')} {{#only-here .facet}}",
            element(str(el("dl", *rows, class_="alone"))),
        ]
    parts += _leftovers(value.key, page, context)
    return Page(page, value.title, "\n\n".join(parts) + "\n", value.verdict)


def all_sources(context: Context) -> tuple[Source, ...]:
    """The register's sources, and the others that notes belong to (the author's own notes)."""
    keys = {claim.note.note.source for t in context.topics.values() for claim in t.claims}
    keys |= {leftover.note.note.source for leftover in context.leftovers}
    if not context.sources and not any(le.note.note.source == OWN_KEY for le in context.leftovers):
        keys.discard(OWN_KEY)  # a folder of own notes alone needs no page that lists them again
    others = sorted(keys - set(context.sources))
    return (*context.sources.values(), *(context.source(key) for key in others))


def _card(source: Source, context: Context) -> Markup:
    topics = [t for t, _ in _fed(source.key, context)]
    links = [el("a", t.concept.name, href=topic_href(SOURCES, t)) for t in topics]
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


def _fed(key: str, context: Context) -> list[tuple[Topic, tuple[Note, ...]]]:
    """The topics that a source feeds, each with its notes from this source."""
    fed: list[tuple[Topic, tuple[Note, ...]]] = []
    for topic in context.topics.values():
        notes = tuple(note for note in topic.notes if note.source == key and not note.synthesis)
        if notes:
            fed.append((topic, notes))
    return fed


def _notes(fed: list[tuple[Topic, tuple[Note, ...]]], page: str, context: Context) -> Markup:
    rows: list[Markup] = []
    for topic, notes in fed:
        link = el("a", topic.concept.name, href=topic_href(page, topic))
        places = ", ".join(dict.fromkeys(note.locator for note in notes if note.locator))
        where = [el("span", places, class_="where")] if places else []
        rows.append(el("li", joined(" ", [link, *where])))
    return el("ul", *rows, class_="fed")


def _alone(
    key: str, fed: list[tuple[Topic, tuple[Note, ...]]], context: Context
) -> Iterator[tuple[Topic, str]]:
    """The facets that no other source fills, topic by topic."""
    for topic, _ in fed:
        facets = [
            context.language.facet(row.facet) for row in topic.coverage if row.sources == (key,)
        ]
        if facets and len(context.sources_of(topic)) > 1:
            yield topic, ", ".join(facets)


def _leftovers(key: str, page: str, context: Context) -> Iterator[str]:
    for leftover in context.leftovers:
        note = leftover.note.note
        if note.source != key:
            continue
        anchor = context.links.places.leftover_anchors[note.path]
        yield f"## {as_text(leftover.title)} {{#{anchor} .facet}}"
        yield open_("section", class_="passage")
        shown = [Shown(p, p.text) if isinstance(p, Block) else p for p in leftover.content]
        yield content(demoted(shown, 3), note, page, context, None)
        yield close()
        blocks = (part.block for part in shown if isinstance(part, Shown))
        told = [(note, block.text) for block in blocks if block.kind is not Kind.FOOTNOTE]
        yield footnotes(told, page, context)
