"""What the site says to machines, put where the engine writes it: feeds, heads, site map, 404."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from syntopic.garden import Garden, addresses
from syntopic.linking import topic_page
from syntopic.mkdocs_plugin.addresses import first_addresses
from syntopic.mkdocs_plugin.files import site, site_pages
from syntopic.publishing.feeds import TYPES, Told, feeds
from syntopic.publishing.memory import Memory
from syntopic.publishing.metadata import Entry, head, inserted, site_map
from syntopic.publishing.values import Post, Site, SitePage
from syntopic.rendering.head import dated, iso
from syntopic.theme import FONT, TEMPLATES

log = get_plugin_logger("syntopic")

NOJEKYLL = ".nojekyll"
"""Keeps GitHub Pages from leaving out files whose names begin with an underscore."""

_NO_DAY = "1980-01-01"
"""Where no page has a date: the oldest that archives can hold."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The finished site as machines see it; ``feeds`` are the types of those made, by place."""

    site: Site = field(default_factory=lambda: Site("", ""))
    pages: Mapping[str, SitePage] = field(default_factory=dict)
    feeds: Mapping[str, str] = field(default_factory=dict)
    garden: Garden | None = None


def add_templates(config: MkDocsConfig) -> None:
    """Our site map and page for what is missing, in front of the theme's; the author's come first.

    The engine's own site map holds the day of the build.
    """
    folder = str(TEMPLATES)
    if folder not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)


def publish(
    files: Files,
    config: MkDocsConfig,
    garden: Garden,
    posts: Sequence[Post],
    notes: Path,
    memory: Memory,
) -> Publication:
    """Adds the feeds with their pictures to the site, and dates its pages; the rest comes later.

    ``notes`` is the folder of the notes, with the record of published addresses. A file of the
    author's that stands where one of these would is left alone.
    """
    whole = site(config)
    pages = _pages(files, garden, posts)
    _date(files, pages)
    told = Told(
        garden.options.words,
        sources={source.key: source for source in garden.reading.sources},
        first=first_addresses(files, config, addresses(garden, notes)),
        font=str(FONT),
    )
    made = feeds(whole, tuple(pages.values()), told, memory)
    if not made and any(not post.draft for post in posts):
        log.info("no feed was made: write  site_url: https://…  in mkdocs.yml, where you publish")
    ours = {NOJEKYLL: b""} | made
    ours = {at: content for at, content in ours.items() if files.get_file_from_path(at) is None}
    for place, content in ours.items():
        files.append(File.generated(config, place, content=content))
    kinds = {place: kind for place, kind in TYPES.items() if place in ours}
    return Publication(whole, pages, kinds, garden)


def with_head(publication: Publication, html: str, src: str) -> str:
    """A finished page with what machines read in its head."""
    page = publication.pages.get(src)
    if page is None or publication.garden is None:
        return html
    sources = {source.key: source for source in publication.garden.reading.sources}
    told = head(page, publication.site, publication.pages, sources, publication.feeds)
    return inserted(html, told)


def template_values(publication: Publication, name: str) -> dict[str, Any]:
    """What our templates need: the site map's entries, the words for what is missing."""
    if name == "sitemap.xml":
        entries: tuple[Entry, ...] = site_map(publication.site, publication.pages.values())
        return {"sitemap": entries}
    if name != "404.html" or publication.garden is None:
        return {}
    label = publication.garden.options.words.label
    named = {"index.md": "home", "topics/index.md": "topics", "blog/index.md": "blog"}
    links = [
        {"name": label(key), "url": publication.pages[src].url or "."}
        for src, key in named.items()
        if src in publication.pages
    ]
    words = {key: escape(label(f"not-found-{key}")) for key in ("title", "text", "search")}
    return {"missing": {**words, "links": links}}


def _pages(files: Files, garden: Garden, posts: Sequence[Post]) -> dict[str, SitePage]:
    topics = {topic_page(topic.concept): dated(topic) for topic in garden.topics}
    known = {post.src: post for post in posts}
    found = site_pages(files, known, topics)
    return {page.src: page if page.date else replace(page, date=_day(page)) for page in found}


def _day(page: SitePage) -> str:
    """The day of a page's last change, as its front matter says it."""
    if page.post is not None:
        return page.post.updated or page.post.date
    keys = ("updated", "modified", "date", "created")
    return next((day for key in keys if (day := iso(str(page.meta.get(key) or "")))), "")


def _date(files: Files, pages: Mapping[str, SitePage]) -> None:
    """Gives the engine dates of the author's: it writes the newest into the packed site map."""
    newest = max((page.date for page in pages.values() if page.date), default=_NO_DAY)
    for file in files.documentation_pages():
        if file.page is not None and file.src_uri in pages:
            file.page.update_date = pages[file.src_uri].date or newest
