"""The site as an app: its manifest, its icons, and the worker that keeps it on a device."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from syntopic.mkdocs_plugin.files import site, site_pages
from syntopic.publishing.app import (
    ICONS,
    MANIFEST,
    NOTHING,
    TOUCH,
    WORKER,
    Kept,
    icon,
    manifest,
    worker,
)
from syntopic.publishing.app.worker import pictures
from syntopic.publishing.values import SitePage
from syntopic.rendering.context import REVIEW
from syntopic.review.values import Deck
from syntopic.theme import ASSETS

_THEME = re.compile(r"assets/(?:stylesheets|javascripts)/[^/]+\.(?:css|js)")
"""The theme's own styles and script, which every page loads."""

_OURS = re.compile(rf"{ASSETS}/.+\.(?:css|js|woff2)")
_SEARCH: Final = "search/search_index.json"
_WORKERS: Final = "assets/javascripts/workers/search."
_INDEX: Final = "index.html"
_TOPICS: Final = ("topics/", "sheets/")


def add_app(files: Files, config: MkDocsConfig, deck: Deck) -> bool:
    """Adds the app of a site that asks something; the author's own files in its places win.

    Comes last, since the worker's script says that any content of the site has changed. A site that
    asks nothing, and may have been an app, has the script alone: it lets go of what was kept.
    """
    if not deck.cards:
        _append(files, config, {WORKER: worker(NOTHING, ())})
        return False
    whole = site(config)
    pages = {page.src: page for page in site_pages(files, {})}
    start = pages[REVIEW].url if REVIEW in pages else ""
    made: dict[str, str | bytes] = {MANIFEST: manifest(whole, start)}
    made |= {at: icon(whole.name, side) for side, at in (*ICONS.items(), TOUCH)}
    _append(files, config, made)
    kept = Kept(
        first=tuple(_first(files, config, pages)),
        then=tuple(_then(files, config, pages, deck)),
        tops=tuple(sorted({quote(at.split("/")[0]) for at in (*_places(files), _SEARCH)})),
    )
    told = worker(kept, _contents(files, pages, frozenset((*kept.first, *kept.then))))
    _append(files, config, {WORKER: told})
    return True


def _append(files: Files, config: MkDocsConfig, made: dict[str, str | bytes]) -> None:
    for place, content in made.items():
        if files.get_file_from_path(place) is None:
            files.append(File.generated(config, place, content=content))


def _places(files: Files) -> Iterator[str]:
    return (file.dest_uri for file in _published(files))


def _published(files: Files) -> Iterator[File]:
    for file in files:
        if InclusionLevel.is_included(file.inclusion):
            yield file


def _first(files: Files, config: MkDocsConfig, pages: dict[str, SitePage]) -> Iterator[str]:
    """What the review page cannot do without: itself, styles, scripts, fonts, the app."""
    if REVIEW in pages:
        yield pages[REVIEW].url
    chosen = {str(one) for one in (*config.extra_css, *config.extra_javascript)}
    for file in sorted(_published(files), key=lambda one: one.dest_uri):
        at = file.dest_uri
        if _OURS.fullmatch(at) or _THEME.fullmatch(at) or at in chosen:
            yield quote(at)
    yield from (MANIFEST, *ICONS.values())


def _then(
    files: Files, config: MkDocsConfig, pages: dict[str, SitePage], deck: Deck
) -> Iterator[str]:
    """The first page, topics, cheat sheets, what asks something, what cards show, the search."""
    asking = {topic.url for topic in deck.topics}
    for page in pages.values():
        if page.url in ("", _INDEX, *asking) or page.src.startswith(_TOPICS):
            yield page.url
        if page.url == _INDEX:  # which people open by the address of its folder
            yield ""
    yield from pictures(deck)
    if "search" in config.plugins or "material/search" in config.plugins:
        yield _SEARCH
        yield from (quote(at) for at in sorted(files.src_uris) if at.startswith(_WORKERS))


def _contents(files: Files, pages: dict[str, SitePage], kept: frozenset[str]) -> Iterator[bytes]:
    """All pages, the names of all files, and the content of those that are ``kept``."""
    for page in sorted(pages.values(), key=lambda one: one.src):
        yield "\0".join((page.src, page.url, page.title, page.description, page.html)).encode()
    for file in sorted(_published(files), key=lambda one: one.dest_uri):
        yield file.dest_uri.encode()
        if file.dest_uri.startswith(f"{ASSETS}/") or quote(file.dest_uri) in kept:
            yield file.content_bytes
