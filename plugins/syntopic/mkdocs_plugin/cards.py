"""Social cards for the pages of a site, made where the engine knows what each page shows."""

from __future__ import annotations

import base64
import html
import posixpath
from collections.abc import Iterable, Mapping
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files

from syntopic.garden import Garden, context
from syntopic.linking import source_page, topic_page
from syntopic.mkdocs_plugin.files import site, site_pages
from syntopic.mkdocs_plugin.late import LateFile
from syntopic.model import Topic
from syntopic.publishing.blog.pictures import picture as topic_picture
from syntopic.publishing.cards import Card, CardPicture, card_place
from syntopic.publishing.cards.finding import pictures_in
from syntopic.publishing.cards.keeping import (
    card_key,
    forget_others,
    is_kept,
    kept_image,
    made_image,
)
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Post, SitePage
from syntopic.rendering import Context
from syntopic.rendering.head import when
from syntopic.rendering.summary import plain

log = get_plugin_logger("syntopic")

_LISTS = ("symbols.md", "coverage.md", "blog/tags.md", "blog/archive.md", "blog/areas.md")
"""Pages that lead to others and may show pictures of these, besides every ``index.md``."""


def add_cards(
    files: Files,
    config: MkDocsConfig,
    garden: Garden,
    posts: Iterable[Post],
    cache: Path,
    memory: Memory,
) -> None:
    """Adds a card for every page that has none, unless Material's own plugin makes them.

    Images that an author puts in a card's place are left alone.
    """
    if made_by_theme(config):
        return
    view = context(garden, workings=False)
    topics = {topic_page(topic.concept): topic for topic in garden.topics}
    known = {post.src: post for post in posts}
    pages = site_pages(files, known)
    folder = cache / "cards"
    keys = []
    for page in pages:
        if files.get_file_from_path(card_place(page.src)) is None:
            again = partial(_card, page, topics.get(page.src), files, config, view, memory)
            keys.append(key := card_key(card := again()))
            if not is_kept(key, folder):
                made_image(card, key, folder)
            image = partial(kept_image, again, key, folder)
            files.append(LateFile.of(config, card_place(page.src), image, keeps=False))
    forget_others(folder, keys)
    log.debug("%s social cards", len(keys))


def made_by_theme(config: MkDocsConfig) -> bool:
    """Whether Material's own plugin for cards is at work."""
    there = (config.plugins.get(name) for name in ("social", "material/social"))
    settings = (plugin.config for plugin in there if plugin is not None)
    return any(one.get("enabled", True) and one.get("cards", True) for one in settings)


def _card(
    page: SitePage,
    topic: Topic | None,
    files: Files,
    config: MkDocsConfig,
    view: Context,
    memory: Memory,
) -> Card:
    whole = site(config)
    title = html.unescape(page.title)
    if "$" in title:
        title = plain(title, view.macros)
    first = page.src in ("index.md", "README.md")
    text = html.unescape(page.description) or (whole.description if first or _is_list(page) else "")
    return Card(
        site=whole.url.partition("://")[2].rstrip("/") if first else whole.name,
        title=whole.name if first else title,
        label=_label(page, topic, view),
        facts=_facts(page, topic, view, memory),
        text=text,
        colours=_colours(page, topic, view),
        picture=_picture(page, topic, files, view),
    )


def _is_list(page: SitePage) -> bool:
    """Whether a page only leads to others."""
    return page.src in _LISTS or page.src.endswith("index.md")


def _label(page: SitePage, topic: Topic | None, view: Context) -> str:
    if topic is not None:
        return topic.concept.area
    if page.post is not None:
        return page.post.area or view.language.label("blog")
    sources = {source_page(key): source for key, source in view.sources.items()}
    if page.src in sources:
        return sources[page.src].kind.capitalize()
    return ""


def _facts(page: SitePage, topic: Topic | None, view: Context, memory: Memory) -> tuple[str, ...]:
    """The day of a post, the reading time, the number of sources."""
    day = page.post.date if page.post else ""
    read = memory.review.minutes_of(topic) if topic else 0
    long = page.post.minutes if page.post else read
    count = len(view.sources_of(topic)) if topic and view.sources else 0
    label = view.language.label
    facts = (
        when(day, view.language) if day else "",
        f"{long} {label('min-read')}" if long else "",
        f"{count} {label('source' if count == 1 else 'sources')}" if count else "",
    )
    return tuple(fact for fact in facts if fact)


def _colours(page: SitePage, topic: Topic | None, view: Context) -> tuple[int, ...]:
    """The numbers of the colours of a topic's sources, or of the source that a page is about."""
    if not view.sources:
        return ()
    about = (key for key in view.sources if source_page(key) == page.src)
    keys = view.sources_of(topic) if topic is not None else about
    classes = (view.mark_class(key).removeprefix("source-") for key in keys)
    return tuple(int(number) if number.isdigit() else 0 for number in classes)


def _picture(
    page: SitePage, topic: Topic | None, files: Files, view: Context
) -> CardPicture | None:
    """The lead picture of a topic or post, else the first on a page that is written by hand."""
    if topic is not None:
        return _first(pictures_in(topic_picture(topic, view)), "", files)
    if page.post is not None and page.post.picture:
        return _first(pictures_in(page.post.picture), "", files)
    if page.src.startswith(("topics/", "sources/", "blog/")) and page.post is None:
        return None
    if _is_list(page):
        return None
    return _first(pictures_in(page.html), page.url, files)


def _first(found: list[str], url: str, files: Files) -> CardPicture | None:
    for image in found:
        if image.startswith("<svg"):
            return CardPicture(image.encode(), is_svg=True)
        content = _content(_source_of(image), url, files)
        if content:
            return CardPicture(content, is_svg=content.lstrip()[:5] in (b"<?xml", b"<svg "))
    return None


def _source_of(tag: str) -> str:
    reader = _Tag()
    reader.feed(tag)
    return reader.attributes.get("src") or ""


class _Tag(HTMLParser):
    """The attributes of one tag."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: Mapping[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps them."""
        self.attributes = dict(attrs)


def _content(source: str, url: str, files: Files) -> bytes:
    """The bytes of an image of the site; none of another host's."""
    if source.startswith("data:image/") and ";base64," in source:
        try:
            return base64.b64decode(source.partition(";base64,")[2])
        except ValueError:
            return b""
    parts = urlsplit(source)
    if parts.scheme or parts.netloc or not parts.path:
        return b""
    path = unquote(parts.path)
    place = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)).lstrip("/")
    file = files.get_file_from_path(place)
    try:
        return file.content_bytes if file is not None and not file.is_documentation_page() else b""
    except OSError:
        return b""
