"""Which notes, page or program each file of the site comes from, recorded for the audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from syntopic.auditing import site_files, write_causes
from syntopic.garden import Garden
from syntopic.linking import source_page, topic_page
from syntopic.linking.places import attachment_page
from syntopic.mkdocs_plugin.files import MAP_DATA, Real, resolving
from syntopic.mkdocs_plugin.review import DECK
from syntopic.model import OWN_KEY
from syntopic.publishing.addresses.recording import URLS
from syntopic.publishing.app import MANIFEST, WORKER
from syntopic.publishing.cards.places import FOLDER as CARDS
from syntopic.publishing.feeds import TYPES
from syntopic.publishing.notebook import has_notebook, notebook_path
from syntopic.rendering.review import PACKAGE
from syntopic.theme import ASSETS

OUR_NAME = "syntopic"
_CACHE = "quickbuild"  # writes no file of the site

_FIXED = {
    "garden.json": "all public notes: what other programs read of them",
    "sitemap.xml": "all pages: their addresses",
    "sitemap.xml.gz": "all pages: their addresses",
    "404.html": "the theme: the page for what is missing",
    "search/search_index.json": "all pages: the words of the search",
    ".nojekyll": "Syntopic: GitHub shows all files",
    MANIFEST: "mkdocs.yml: the site as an app",
    WORKER: "all pages: their addresses, for reading offline",
}
_OURS = "all public notes"

_Shown = Callable[[Path], str]
"""A file as the record names it."""


class Recorded:
    """What is known of a site's files while it is built."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.before: frozenset[str] = frozenset()
        self.files: Files | None = None

    def begin(self, files: Files, config: MkDocsConfig) -> None:
        """Remembers the engine's files, and what it has left in the folder: hidden ones."""
        self.files = files
        site = Path(config.site_dir)
        self.before = frozenset(site_files(site)) if site.is_dir() else frozenset()

    def finish(self, config: MkDocsConfig, garden: Garden, cache: Path, notes: Path) -> None:
        """Records the cause of each file of the finished site, where there is one."""
        if self.files is None:
            return
        site = Path(config.site_dir)
        known = dict(_known(self.files, config, garden, notes))
        texts = {}
        for path in site_files(site):
            cause = known.get(path) or _FIXED.get(path) or _template(path, config)
            if not cause and path not in self.before:
                cause = _late(path, config)
            if cause:
                texts[path] = cause
        write_causes(cache, site, texts)


def _known(
    files: Files, config: MkDocsConfig, garden: Garden, notes: Path
) -> Iterator[tuple[str, str]]:
    """The causes of all files that the engine was told of, by where they are written."""
    real = resolving()
    shown = _shown_from(Path(config.config_file_path).parent, real)
    made = dict(_made_of(garden, notes, shown))
    for file in files:
        if InclusionLevel.is_included(file.inclusion):
            page = _page_of_card(file, files) or file
            yield file.dest_uri, made.get(page.src_uri) or _cause(page, config, notes, shown, real)


def _page_of_card(file: File, files: Files) -> File | None:
    if file.generated_by != OUR_NAME or not file.src_uri.startswith(f"{CARDS}/"):
        return None
    page = file.src_uri.removeprefix(f"{CARDS}/").rsplit(".", 1)[0]
    return files.get_file_from_path(f"{page}.md")


def _cause(file: File, config: MkDocsConfig, notes: Path, shown: _Shown, real: Real) -> str:
    by = file.generated_by
    if by == OUR_NAME:
        if file.src_uri.startswith(f"{ASSETS}/"):
            return "Syntopic: styles, script and fonts"
        return _FIXED.get(file.src_uri) or _ours(file, config, notes, shown)
    if by:
        return f"the plugin {by}"
    if not file.abs_src_path:
        return ""
    source = Path(file.abs_src_path)
    is_own = real(source).is_relative_to(real(Path(config.docs_dir)))
    if not is_own and any(real(source).is_relative_to(real(Path(at))) for at in config.theme.dirs):
        return f"the theme: {config.theme.name or 'of your own'}"
    return shown(source)


def _ours(file: File, config: MkDocsConfig, notes: Path, shown: _Shown) -> str:
    """A file of ours: one of the author's that we have cleaned, or made of all notes."""
    own = Path(config.docs_dir) / file.src_uri
    if own.is_file():
        return shown(own)
    if file.src_uri in TYPES or file.src_uri.startswith("assets/feeds/"):
        return "all posts: what feed readers are told"
    if file.src_uri.endswith(".html"):
        return f"{shown(notes / URLS)}: an address that has moved"
    return _OURS


def _made_of(garden: Garden, notes: Path, shown: _Shown) -> Iterator[tuple[str, str]]:
    """What our pages and files are made of, by their place among the engine's sources."""
    for topic in garden.topics:
        own = tuple(notes / note.path for note in topic.notes)
        of = _list(own, shown)
        page = topic_page(topic.concept)
        yield page, _list((*own, *_embedded(page, garden, notes)), shown)
        if has_notebook(topic, garden.portable):
            yield notebook_path(topic), of
    by_source: dict[str, list[Path]] = {}
    for parsed in garden.notes:
        by_source.setdefault(parsed.note.source, []).append(notes / parsed.note.path)
    for source in garden.reading.sources:
        page = source_page(source.key)
        files = [notes / source.origin.path, *by_source.get(source.key, [])]
        yield page, _list((*files, *_embedded(page, garden, notes)), shown)
    page = source_page(OWN_KEY)
    yield page, _list((*by_source.get(OWN_KEY, []), *_embedded(page, garden, notes)), shown)
    yield MAP_DATA, f"{_OURS}: what the map is drawn from"
    yield PACKAGE, f"{_OURS}: their cards, for Anki"
    yield DECK, f"{_OURS}: the cards that the review page asks"
    for path in garden.links.used:
        yield attachment_page(path), shown(notes / path)


def _embedded(page: str, garden: Garden, notes: Path) -> tuple[Path, ...]:
    """The notes whose words a page shows from elsewhere."""
    return tuple(notes / path for path in garden.links.embedded.on_pages.get(page, ()))


def _template(path: str, config: MkDocsConfig) -> str:
    if path in config.theme.static_templates:
        return f"the theme: {config.theme.name or 'of your own'}"
    if path in config.extra_templates:
        return f"{Path(config.docs_dir).name}/{path}"
    return ""


def _late(path: str, config: MkDocsConfig) -> str:
    """Who may have written a file after all pages: plugins other than ours, since none says so."""
    late = [name for name, plugin in config.plugins.items() if _writes_late(plugin)]
    searching = [name for name in late if name.split(" ")[0].rsplit("/", 1)[-1] == "search"]
    if searching and path.startswith("search/"):
        return "all pages: the search"
    others = [name for name in late if name not in (OUR_NAME, _CACHE, *searching)]
    return f"a plugin: {' or '.join(others)}" if others else ""


def _writes_late(plugin: object) -> bool:
    """Whether a plugin, or a hook, which is a module, does something after all pages."""
    return getattr(plugin, "on_post_build", None) is not None


def _list(files: Iterable[Path], shown: _Shown) -> str:
    return ", ".join(dict.fromkeys(map(shown, files)))


def _shown_from(root: Path, real: Real) -> _Shown:
    """Shows files as seen from ``mkdocs.yml``, whatever folder of the machine that is in."""
    base = root.resolve()

    @cache
    def shown(file: Path) -> str:
        place = real(file)
        return place.relative_to(base).as_posix() if place.is_relative_to(base) else file.name

    return shown
