"""One build: which of its steps may be kept, by which caches, and what is given up and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.structure.pages import Page

from mkdocs_quickbuild.ahead import judge, render_ahead
from mkdocs_quickbuild.bytecode import environment_digest, keep_bytecode, unstable_globals
from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.extensions import dialect_of
from mkdocs_quickbuild.installed import LoadedCode, is_known
from mkdocs_quickbuild.navigation import TEMPLATE, Pieces, is_read
from mkdocs_quickbuild.nodes import Nodes
from mkdocs_quickbuild.pages import MarkdownPages
from mkdocs_quickbuild.plugins import all_steady
from mkdocs_quickbuild.readings import Reader
from mkdocs_quickbuild.reasons import Reasons
from mkdocs_quickbuild.search import SearchEntries, keep_entries
from mkdocs_quickbuild.store import digest
from mkdocs_quickbuild.surroundings import setup_of, tree_digest
from mkdocs_quickbuild.templates import PageCache, page_template
from mkdocs_quickbuild.tracing import Tracing, traced

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from mkdocs_quickbuild.options import Options
    from mkdocs_quickbuild.store import Store

_TOLD_PAGES = 3
# Of a page, what changes with the navigation and the places of files alone.
_FIXED = frozenset(
    "abs_url canonical_url edit_url file active parent ancestors children "
    "previous_page next_page is_homepage is_index is_top_level is_page is_section is_link".split()
)


class Unknown(Exception):
    """Nobody knows what pages show of each other; the message says why."""


@dataclass(frozen=True, slots=True)
class Across:
    """What pages have of each other and of other files.

    `shown` are the attributes that they show of others; `reaching` those pages, by their Markdown
    files, whose Markdown takes in more than these files.
    """

    shown: frozenset[str]
    reaching: frozenset[str]


class Build:
    """The caches of one build, each of which is there once it can be."""

    def __init__(self, config: MkDocsConfig, options: Options, store: Store) -> None:
        self._config, self._options, self._store = config, options, store
        self._reasons = Reasons(store)
        self._lost: list[str] = []
        self._search: list[SearchEntries] = []
        self._place: tuple[Files, Navigation] | None = None
        self._code = b""
        self.markdown: MarkdownPages | None = None
        self.pages: PageCache | None = None
        self._loaded = LoadedCode()
        if options.templates:
            keep_bytecode(config.theme, store, self._loaded.digest())

    def begin(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Take account of the configuration as all plugins have left it."""
        self._config = config
        self._place = files, nav
        self._code = digest(Page.__module__.encode(), self._loaded.digest())
        if self._options.markdown:
            self._begin_markdown(files, nav)
        if self._options.search:
            self._search = keep_entries(self._config, self._store, self._code)

    def _begin_markdown(self, files: Files, nav: Navigation) -> None:
        config, trusted = self._config, frozenset(self._options.trusted)
        dialect = dialect_of(config.markdown_extensions, config.mdx_configs, trusted)
        if dialect.objections:
            self._lost += [f"Markdown is not kept: {reason}" for reason in dialect.objections]
            return
        name = Nodes(config, files, nav, {}).reference
        try:
            setup = setup_of(config, dialect, self._code, name, trusted)
        except Refused as refusal:
            self._lost.append(f"Markdown is not kept: extensions are configured with {refusal}")
            return
        self.markdown = MarkdownPages(self._store, setup, self._reasons)
        render_ahead(self.markdown, self._store, config, files, self._options.jobs)

    def watch_templates(self, env: jinja2.Environment) -> None:
        """Let the templates of this environment note what they read."""
        if not self._options.pages or self._place is None:
            return
        try:
            code = digest(self._code, environment_digest(env), self._plugins())
        except Refused as refusal:
            self._lost.append(f"pages are not kept: templates are configured with {refusal}")
            return
        nodes = Nodes(self._config, *self._place, unstable_globals(env))
        steady = all_steady(self._config, frozenset(self._options.trusted))
        reader = Reader(self._store, nodes, env, is_known, steady=steady)
        self.pages = PageCache(self._store, reader, code, self._reasons)
        self.pages.tracing.loading = reader.sources.loading
        traced(env, self.pages.tracing, page_template(self.pages))
        if steady:
            self.pages.pieces = _pieces(env, self.pages.tracing, self._place[1].items)

    def _plugins(self) -> bytes:
        """A digest of the options of all plugins, on which what they give to templates depends."""
        values: list[Any] = [self._config.theme.name, str(self._config.theme.locale)]
        digests = [value_digest(values), *_translations(self._config.theme.dirs)]
        for name, plugin in self._config.plugins.items():
            options = getattr(plugin, "config", None)  # a hook has none
            try:
                digests.append(value_digest([name, options], known=is_known))
            except Refused:
                digests.append(name.encode())
        return digest(*digests)

    def renew(self) -> None:
        """Look at everything anew: pages have changed since."""
        if self.pages is not None:
            self.pages.renew()

    def across(self) -> Across:
        """What pages have of each other. Raises Unknown if nobody knows it."""
        return Across(self._shown(), self._reaching())

    def _reaching(self) -> frozenset[str]:
        if self.markdown is None:
            unknown = "Markdown is not kept, so that nobody knows what it depends on"
            raise Unknown(next((line for line in self._lost if line.startswith("Mark")), unknown))
        if not self.markdown.appends_the_same():
            raise Unknown("a file that is appended to every page was edited")
        return frozenset(self.markdown.reaching)

    def _shown(self) -> frozenset[str]:
        if self.pages is None:
            raise Unknown("pages are not kept, so that nobody knows what they show of each other")
        for src, reason in self.pages.objections.items():
            raise Unknown(f"nobody knows what '{src}' shows of other pages, since {reason}")
        return frozenset(self.pages.others - _FIXED)

    def end(self) -> None:
        """The build has come to its end without an error."""
        if self.markdown is not None:
            judge(self.markdown, self._store)
        if self.pages is not None:
            self.pages.briefs.end()
            self._reasons.glanced(self.pages.briefs.met)

    def given_up(self) -> list[str]:
        """Why something of this site has to be made anew in each build."""
        lines = list(self._lost)
        by_reason: dict[str, list[str]] = {}
        for page, reason in self.pages.objections.items() if self.pages else ():
            by_reason.setdefault(reason, []).append(page)
        for reason, pages in by_reason.items():
            few = ", ".join(f"'{page}'" for page in pages[:_TOLD_PAGES])
            more = f" and {len(pages) - _TOLD_PAGES} others" if len(pages) > _TOLD_PAGES else ""
            lines.append(f"not kept: {few}{more}, since {reason}")
        return lines

    def summary(self) -> str:
        """One line on what was taken from the cache, and what was made."""
        parts = []
        if self.markdown is not None:
            parts.append(f"Markdown: {self.markdown.kept} kept, {self.markdown.rendered} rendered")
        if self.pages is not None:
            parts.append(f"pages: {self.pages.kept} kept, {self.pages.built} built")
        if self._search:
            kept, made = sum(s.kept for s in self._search), sum(s.made for s in self._search)
            parts.append(f"search entries: {kept} kept, {made} made")
        return "; ".join(parts) or "nothing can be kept"


def _pieces(env: jinja2.Environment, tracing: Tracing, items: list[Any]) -> Pieces | None:
    """What makes pieces of the navigation once, if the theme's macro for them is a known one."""
    try:
        assert env.loader is not None
        source, file, _ = env.loader.get_source(env, TEMPLATE)
    except jinja2.TemplateNotFound:
        return None
    return Pieces(tracing, items, file) if is_read(source) else None


def _translations(folders: list[str]) -> list[bytes]:
    """Digests of all translations that templates may use."""
    return [
        tree_digest(folder, sorted(map(str, Path(folder).glob("locales/**/*.mo"))))
        for folder in folders
    ]
