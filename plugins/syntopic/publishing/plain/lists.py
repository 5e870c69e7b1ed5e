"""The pages that list things: topics, sources, symbols, and the page of each source."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.linking import source_page, topic_page
from syntopic.linking.paths import PATHS
from syntopic.model import Heading, Note, Shown, Source, Topic
from syntopic.publishing.plain.foot import symbol_table
from syntopic.publishing.plain.front import front_matter
from syntopic.publishing.plain.passages import content
from syntopic.publishing.plain.text import escaped, link
from syntopic.publishing.plain.view import View, anchor, joined
from syntopic.rendering.context import href, source_href, topic_href
from syntopic.rendering.footnotes import needed
from syntopic.rendering.overview import SYMBOLS, TOPICS, areas
from syntopic.rendering.passages import demoted
from syntopic.rendering.sources import SOURCES
from syntopic.rendering.summary import summary

START = "index.md"


def start(view: View, pages: tuple[str, ...]) -> str:
    """The way in: a link to each of the lists that there are."""
    names = {TOPICS: "topics", PATHS: "learning-paths", SOURCES: "resources", SYMBOLS: "symbols"}
    title = view.label("garden")
    links = (
        f"- {link(view.label(name), href(START, page))}"
        for page, name in names.items()
        if page in pages
    )
    return _page(title, "", "\n".join(links))


def topics(view: View) -> str:
    """All topics by area, in the order of learning, each with one sentence."""
    parts: list[str] = []
    for area, listed in areas(view.context):
        if area or parts:
            parts.append(f"## {escaped(area or view.label('other-topics'))}")
        parts.append("\n".join(_numbered(listed, view)))
    return _page(view.label("topics"), "", *parts)


def _numbered(listed: tuple[Topic, ...], view: View) -> Iterator[str]:
    for number, topic in enumerate(listed, start=1):
        named = link(escaped(topic.concept.name), topic_href(TOPICS, topic))
        told = escaped(summary(topic))
        yield f"{number}. {named}: {told}" if told else f"{number}. {named}"


def symbols(view: View) -> str:
    """All symbols with their meanings, topic by topic; nothing where no note explains any."""
    parts: list[str] = []
    for topic in view.context.topics.values():
        if topic.symbols:
            named = link(escaped(topic.concept.name), topic_href(SYMBOLS, topic))
            parts += [f"## {named}", symbol_table(topic.symbols, SYMBOLS, view)]
    return _page(view.label("symbols"), "", *parts) if parts else ""


def sources(listed: tuple[Source, ...], view: View) -> str:
    """All sources by level, with verdicts and the topics that each taught."""
    parts: list[str] = []
    levels: dict[str, list[Source]] = {}
    for source in listed:
        levels.setdefault(source.level, []).append(source)
    for level, group in levels.items():
        title = level[0].upper() + level[1:] if level else view.label("other-notes")
        parts += [f"## {escaped(title)}"] if level or parts else []
        parts.append("\n".join(_card(source, view) for source in group))
    return _page(view.label("resources"), "", *parts)


def _card(source: Source, view: View) -> str:
    named = link(escaped(source.title), source_href(SOURCES, source))
    facts = ", ".join(_facts(source))
    told = f"- {named}{f' ({facts})' if facts else ''}"
    return f"{told}: {escaped(source.verdict)}" if source.verdict else told


def _facts(source: Source) -> tuple[str, ...]:
    facts = (", ".join(source.authors), str(source.year or ""), source.kind, source.status)
    return tuple(escaped(fact) for fact in facts if fact)


def source(value: Source, view: View) -> str:
    """A source: what it is, what it feeds, what it alone says, and the text of no concept."""
    page = source_page(value.key)
    facts = list(_facts(value))
    if value.url.startswith(("https://", "http://")):
        host = value.url.split("//")[-1].split("/")[0].removeprefix("www.")
        facts.append(link(escaped(host), value.url))
    parts = [" · ".join(facts), f"*{escaped(value.verdict)}*" if value.verdict else ""]
    fed = tuple(_fed(value.key, view))
    if fed:
        parts += [f"## {view.label('topics')}", "\n".join(_notes(t, n, page) for t, n in fed)]
    alone = [line for topic, _ in fed if (line := _alone(topic, value.key, page, view))]
    if alone:
        parts += [f"## {view.label('only-here')}", "\n".join(alone)]
    parts += _leftovers(value.key, page, view)
    return _page(value.title, value.verdict, *parts)


def _fed(key: str, view: View) -> Iterator[tuple[Topic, tuple[Note, ...]]]:
    for topic in view.context.topics.values():
        notes = tuple(note for note in topic.notes if note.source == key and not note.synthesis)
        if notes:
            yield topic, notes


def _notes(topic: Topic, notes: tuple[Note, ...], page: str) -> str:
    places = ", ".join(dict.fromkeys(escaped(note.locator) for note in notes if note.locator))
    named = link(escaped(topic.concept.name), href(page, topic_page(topic.concept)))
    return f"- {named}, {places}" if places else f"- {named}"


def _alone(topic: Topic, key: str, page: str, view: View) -> str:
    """The facets that no other source fills."""
    facets = [
        view.context.language.facet(row.facet) for row in topic.coverage if row.sources == (key,)
    ]
    if not facets or len(view.context.sources_of(topic)) < 2:
        return ""
    named = link(escaped(topic.concept.name), topic_href(page, topic))
    return f"- {named}: {', '.join(map(escaped, facets))}"


def _leftovers(key: str, page: str, view: View) -> Iterator[str]:
    told: list[tuple[Note, str]] = []
    for leftover in view.context.leftovers:
        note = leftover.note.note
        if note.source != key:
            continue
        name = view.context.links.places.leftover_anchors[note.path]
        yield f"{anchor(name)}## {escaped(leftover.title)}"
        parts = [p if isinstance(p, Heading) else Shown(p, p.text) for p in leftover.content]
        yield content(demoted(parts, 3), note, page, view, None)
        told += ((note, part.text) for part in parts if isinstance(part, Shown))
    for note, text in needed(told, view.context.notes):
        yield view.text(text, note, page)


def _page(title: str, description: str, *parts: str) -> str:
    front = front_matter(title=title, description=description)
    return joined((front, f"# {escaped(title)}", *parts)) + "\n"
