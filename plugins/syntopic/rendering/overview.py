"""The pages about the whole garden: topics in learning order, all symbols, coverage."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.markdown.forms import element
from syntopic.merging.coverage import gaps
from syntopic.model import Facet, Topic
from syntopic.rendering.briefs import Brief, brief, sentence_of
from syntopic.rendering.context import Context, Page, href, source_href, topic_href
from syntopic.rendering.foot import symbol_table
from syntopic.rendering.head import area_anchor
from syntopic.rendering.html import el, line
from syntopic.rendering.text import as_text
from syntopic.rendering.tracing import step

TOPICS, SYMBOLS, COVERAGE = "topics/index.md", "symbols.md", "coverage.md"


def topics_page(context: Context) -> Page:
    """All topics by area, in the order of learning; each with one sentence and its sources."""
    label = context.language.label
    parts = [f"# {label('topics')}"]
    for area, names in area_names(context):
        if area:
            parts.append(f"## {as_text(area)} {{#{area_anchor(area)} .facet}}")
            parts += _path(area, context)
        elif len(parts) > 1:
            parts.append(f"## {label('other-topics')} {{#area- .facet}}")
        lines = (_line(brief(context, name), context) for name in names)
        parts.append(element(str(el("ol", *lines, class_="topics"))))
    return Page(TOPICS, label("topics"), "\n\n".join(parts) + "\n")


def _path(area: str, context: Context) -> Iterator[str]:
    """The way to an area's learning path, where it has one."""
    found = context.paths.areas.get(area)
    if found is not None:
        link = el("a", context.language.label("learning-path"), href=href(TOPICS, found.page))
        yield element(str(el("p", link, class_="area-path")))


def areas(context: Context) -> Iterator[tuple[str, tuple[Topic, ...]]]:
    """Areas with topics, in the order of the syllabus, then the others by name."""
    by_area: dict[str, list[Topic]] = {area.name: [] for area in context.syllabus.areas}
    rest: dict[str, list[Topic]] = {}
    for topic in context.topics.values():
        area = topic.concept.area
        (by_area if area in by_area else rest).setdefault(area, []).append(topic)
    for area in sorted(rest, key=lambda name: (not name, name.casefold())):
        by_area[area] = rest[area]
    yield from ((area, tuple(topics)) for area, topics in by_area.items() if topics)


@step
def area_names(context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The same, with the names of the topics."""
    found = areas(context)
    return tuple((area, tuple(topic.concept.name for topic in topics)) for area, topics in found)


def _line(topic: Brief, context: Context) -> Markup:
    keys = topic.sources
    dots = [
        el("i", class_=f"dot {context.mark_class(key)}", title=context.source(key).short)
        for key in keys
    ]
    count = f"{len(keys)} {context.language.label('source' if len(keys) == 1 else 'sources')}"
    return el(
        "li",
        line(
            "p",
            el("a", topic.name, href=href(TOPICS, topic.page)),
            *([el("span", *dots, class_="dots", title=count)] if context.sources else []),
            class_="topic-name",
        ),
        el("p", sentence_of(context, topic.name), class_="topic-summary"),
    )


def symbols_page(context: Context) -> Page | None:
    """All symbols with their meanings, topic by topic; nothing when no note explains any."""
    label = context.language.label
    parts = [f"# {label('symbols')}"]
    found = (_symbols_of(context, name) for name in context.topics)
    parts += filter(None, found)
    if len(parts) == 1:
        return None
    return Page(SYMBOLS, label("symbols"), "\n\n".join(parts) + "\n")


@step
def _symbols_of(context: Context, name: str) -> str:
    """The symbols of a topic; nothing where none is explained."""
    topic = context.topics[name]
    if not topic.symbols:
        return ""
    link = f"[{as_text(name)}]({topic_href(SYMBOLS, topic)})"
    return f"## {link} {{.facet}}\n\n{symbol_table(topic.symbols, SYMBOLS, context)}"


def coverage_page(context: Context) -> Page:
    """Concepts in rows, sources in columns: workings, for the author's eyes."""
    label = context.language.label
    sources = tuple(context.sources.values())
    heads = [
        el("th", el("a", s.short, href=source_href(COVERAGE, s)), scope="col") for s in sources
    ]
    rows = [Markup(_coverage_row(context, name)) for name in context.topics]
    head = el("tr", el("td"), *heads, el("th", label("nobody-says"), scope="col"))
    table = el("table", el("thead", head), el("tbody", *rows), class_="matrix")
    wrapped = el("div", table, class_="coverage wide")
    return Page(
        COVERAGE,
        label("garden-coverage"),
        f"# {label('garden-coverage')}\n\n{element(str(wrapped))}\n",
    )


@step
def _coverage_row(context: Context, name: str) -> str:
    topic = context.topics[name]
    cells = [el("th", el("a", topic.concept.name, href=topic_href(COVERAGE, topic)), scope="row")]
    for key in context.sources:
        count = len({facet for facet in _facets_of(key, topic)})
        dot = el("i", class_=f"dot {context.mark_class(key)}")
        cells.append(el("td", dot, f" {count}") if count else el("td"))
    missing = () if topic.concept.enough else gaps(topic.coverage)
    cells.append(el("td", ", ".join(context.language.facet(f) for f in missing)))
    return str(el("tr", *cells))


def _facets_of(key: str, topic: Topic) -> tuple[Facet, ...]:
    return tuple(row.facet for row in topic.coverage if key in row.sources)
