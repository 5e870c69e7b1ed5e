"""How the garden sits in a site: its navigation, its manifest, the files that pages need."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from syntopic.garden import Garden, context
from syntopic.linking import source_page, topic_page
from syntopic.linking.paths import PATHS
from syntopic.model import OutputKind, Source, Topic
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import page_url
from syntopic.rendering import Context, Page
from syntopic.rendering.context import REVIEW
from syntopic.rendering.map import MAP
from syntopic.rendering.overview import COVERAGE, SYMBOLS, TOPICS, areas
from syntopic.rendering.sources import SOURCES, all_sources

MANIFEST_VERSION = 1
MOST_AREAS = 7
"""More areas than this stand below "Topics": navigation costs grow with top-level sections."""

Nav = list[Any]


def navigation(garden: Garden, pages: Sequence[Page], blog: Sequence[str] = ()) -> dict[str, Nav]:
    """The generated sections by the names that placeholders have: ``topics``, ``map`` and so on.

    ``blog`` are the Markdown files of the pages that list posts, the index first.

    Names are escaped, since templates put titles into pages as they are.
    """
    found = {page.src for page in pages}
    view = context(garden, workings=COVERAGE in found)
    label = garden.options.words.label
    by_area = [
        (escape(area or label("other-topics")), [_entry(topic) for topic in topics])
        for area, topics in areas(view)
    ]
    index = {label("topics"): [TOPICS]}
    if len(by_area) <= MOST_AREAS:
        topics: Nav = [index, *({area: listed} for area, listed in by_area)]
    else:
        topics = [{label("topics"): [TOPICS, *({area: listed} for area, listed in by_area)]}]
    if by_area and len(by_area) == 1 and not _has_area(garden):
        topics = [{label("topics"): [TOPICS, *by_area[0][1]]}]
    sections: dict[str, Nav] = {"topics": topics}
    if REVIEW in found:
        sections["review"] = [{label("review"): REVIEW}]
    if PATHS in found:
        sections["paths"] = [{label("learning-paths"): PATHS}]
    if SOURCES in found:
        listed = [{escape(s.short): source_page(s.key)} for s in all_sources(view)]
        sections["sources"] = [{label("resources"): [SOURCES, *listed]}]
    if SYMBOLS in found:
        sections["symbols"] = [{label("symbols"): SYMBOLS}]
    if MAP in found:
        sections["map"] = [{label("map"): MAP}]
    if COVERAGE in found:
        sections["coverage"] = [{label("garden-coverage"): COVERAGE}]
    if blog:
        sections["blog"] = [{label("blog"): list(blog)}]
    return sections


def reading_order(view: Context) -> tuple[tuple[str, ...], ...]:
    """Pages that are read one after the other, by their Markdown files.

    Topics are read area by area, each in learning order, after the list of all; and so are the
    learning paths of areas.
    """
    topics = [topic_page(t.concept) for _, some in areas(view) for t in some]
    paths = [path.page for path in view.paths.areas.values()]
    return (TOPICS, *topics), (PATHS, *paths)


def placed(nav: Nav, sections: dict[str, Nav]) -> Nav:
    """The author's navigation with ``syntopic:…`` placeholders filled in; the rest appended."""
    used: set[str] = set()
    filled = _fill(nav, sections, used)
    for name, section in sections.items():
        if name not in used:
            filled += section
    return filled


def manifest(garden: Garden, *, folders: bool = True, memory: Memory | None = None) -> str:
    """``garden.json``: what the site holds, for other tools; nothing that only the author sees.

    ``folders`` tells whether each page is a folder or a file. With the ``memory`` of the same
    garden only what has changed since is written anew.
    """
    view, kept = context(garden, workings=False), (memory or Memory()).topics
    notes = Counter(note.note.source for note in garden.notes)
    sources = [_source(source, notes[source.key], folders) for source in all_sources(view)]
    slugs: dict[str, Any] = {topic_page(t.concept): t.concept.slug for t in garden.topics}
    told = [_topic(topic, garden, view, slugs, folders) for topic in garden.topics]
    topics = [kept.of(one["concept"], one, partial(_within, one)) for one in told]
    listed = ",\n".join(topics)
    head = _written({"version": MANIFEST_VERSION, "sources": sources}).removesuffix("\n}")
    listed = f"[\n{listed}\n ]" if topics else "[]"
    return f'{head},\n "topics": {listed}\n}}\n'


def _within(one: dict[str, Any]) -> str:
    """A value as it is written within a list of a value."""
    return f"  {_written(one)}".replace("\n", "\n  ")


def _written(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _entry(topic: Topic) -> dict[Markup, str]:
    return {escape(topic.concept.name): topic_page(topic.concept)}


def _has_area(garden: Garden) -> bool:
    return any(topic.concept.area for topic in garden.topics)


def _fill(nav: Nav, sections: dict[str, Nav], used: set[str]) -> Nav:
    filled: Nav = []
    for item in nav:
        if isinstance(item, str) and (name := _placeholder(item)):
            used.add(name)
            filled += sections.get(name, [])
        elif isinstance(item, dict):
            filled.append({title: _filled_value(v, sections, used) for title, v in item.items()})
        else:
            filled.append(item)
    return filled


def _filled_value(value: Any, sections: dict[str, Nav], used: set[str]) -> Any:
    if isinstance(value, list):
        return _fill(value, sections, used)
    if isinstance(value, str) and (name := _placeholder(value)):
        used.add(name)
        return sections.get(name, [])
    return value


def _placeholder(item: str) -> str:
    return item.removeprefix("syntopic:") if item.startswith("syntopic:") else ""


def _source(source: Source, notes: int, folders: bool) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "kind": source.kind,
        "url": source.url,
        "page": page_url(source_page(source.key), folders=folders),
        "notes": notes,
    }


def _topic(
    topic: Topic, garden: Garden, view: Context, slugs: dict[str, Any], folders: bool
) -> dict[str, Any]:
    page = topic_page(topic.concept)
    outgoing = garden.links.outgoing.get(page, ())
    backlinks = dict.fromkeys(link.page for link in garden.links.backlinks.get(page, ()))
    notebook = view.notebooks.get(topic.concept.name)
    return {
        "concept": topic.concept.name,
        "slug": topic.concept.slug,
        "url": page_url(page, folders=folders),
        "area": topic.concept.area,
        "aliases": list(topic.concept.aliases),
        # A name that is no concept stands in front matter alone, and may be that of a draft.
        "requires": [name for name in topic.concept.requires if name in garden.order.concepts],
        "sources": list(view.sources_of(topic)),
        "facets": {row.facet.value: list(row.sources) for row in topic.coverage},
        "synthesis": topic.synthesis is not None,
        "snippets": _snippets(topic, garden),
        "links": _known(outgoing, slugs),
        "backlinks": _known(backlinks, slugs),
        "related": _known((one.page for one in garden.related.get(page, ())), slugs),
        "notebook": notebook,
    }


def _known(pages: Iterable[str], slugs: dict[str, Any]) -> list[str]:
    return [slugs[page] for page in pages if page in slugs]


def _snippets(topic: Topic, garden: Garden) -> dict[str, int]:
    results = [r for n in topic.notes if (r := garden.results.get(n.path)) is not None]
    outputs = [outputs for result in results for outputs in result.outputs[: result.reached]]
    failed = sum(any(o.kind is OutputKind.ERROR for o in outputs_) for outputs_ in outputs)
    return {"run": len(outputs), "failed": failed}
