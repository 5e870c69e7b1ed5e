"""The plugin: it only ties the caches to the events of the engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger

from mkdocs_quickbuild.building import Across, Build, Unknown
from mkdocs_quickbuild.folder import PREVIEWS
from mkdocs_quickbuild.garbage import Garbage
from mkdocs_quickbuild.installed import CodeChanged
from mkdocs_quickbuild.options import Options
from mkdocs_quickbuild.plugins import all_read, any_forgets
from mkdocs_quickbuild.progress import Progress
from mkdocs_quickbuild.standing import Standing
from mkdocs_quickbuild.store import Store

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_quickbuild.preview import Preview

log = get_plugin_logger(__name__)
_LAST = -1000  # after all other plugins have had their say
_FIRST = 1000


class QuickbuildPlugin(BasePlugin[Options]):
    """Keeps what building a site costs, and gives the same bytes.

    It writes its cache folder and nothing else, and says what it has to say below WARNING, so that
    a strict build fails with it exactly where it fails without.
    """

    def __init__(self) -> None:
        self._store: Store | None = None
        self._build: Build | None = None
        self._garbage = Garbage()
        self._told: set[str] = set()
        self._serving = False
        self._previews = False
        self._preview: Preview | None = None
        self._standing: Standing | None = None
        self._progress, self._pages = Progress(log.info), 0

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Stay the same object from one build of a preview to the next."""
        self._previews = command == "serve"
        self._serving = self._previews and not dirty

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> None:
        """Begin before another plugin asks the theme for its templates."""
        self.begin(config)

    def begin(self, config: MkDocsConfig) -> None:
        """Open the store, and look at what code there is."""
        self._build = None
        self._progress = Progress(log.info)
        if not self.config.enabled:
            return
        if self._serving and self.config.preview:
            # Here, because builds can spare the code of a server.
            from mkdocs_quickbuild.preview import Preview

            self._preview = self._preview or Preview(self._renew, polling=self.config.polling)
            self._preview.begin(config)
        if self._store is None:
            self._store = self._opened(config)
        try:
            self._build = Build(config, self.config, self._store)
        except CodeChanged as change:
            self._tell(f"keeps nothing until it is started again, since {change}")

    def _opened(self, config: MkDocsConfig) -> Store:
        """The store: one for all, or, if it shall forget, another one for previews, whose pages
        may show more than those of a build.
        """
        forgetful = self.config.forget or any_forgets(config)
        folder = cache_folder(config, self.config.cache_dir)
        return Store(
            folder / PREVIEWS if forgetful and self._previews else folder,
            max_bytes=self.config.max_size << 20,
            max_days=self.config.max_age,
            forgetful=forgetful,
        )

    def _renew(self) -> Across:
        """Let caches look at what an edit has changed; what pages have of each other.

        Raises Unknown if nobody knows it.
        """
        if self._build is None:
            raise Unknown("nothing is kept, so that nobody knows what pages show of each other")
        self._build.renew()
        return self._build.across()

    @event_priority(_LAST)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep the engine from emptying the site's folder, where nobody minds."""
        wanted = self.config.enabled and self.config.files and not self._previews
        if self._store is not None and wanted and all_read(config, frozenset(self.config.trusted)):
            self._standing = Standing(self._store, config.site_dir)
            self._standing.begin()

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> None:
        """Follow edits."""
        if self._preview is not None:
            self._preview.serve(server, builder)

    @event_priority(_FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """The engine has found its files."""
        if self._preview is not None:
            self._preview.found(files)

    @event_priority(_FIRST)
    def _place(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        if self._preview is not None:
            self._preview.placed(files)

    @event_priority(_LAST)
    def _begin(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """All that pages depend on is there now."""
        self._pages = len(files.documentation_pages())
        if self._preview is not None:
            self._preview.navigated(nav)
        if self._build is not None:
            self._try(lambda build: build.begin(config, files, nav))
        self._spare()

    on_nav = CombinedEvent(_place, _begin)

    @event_priority(_LAST)
    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> None:
        """Let the Markdown of this page pass through the cache."""
        self._count("rendered the Markdown of")
        if self._build is not None and self._build.markdown is not None:
            self._build.markdown.take(page)

    @event_priority(_LAST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Hear what other plugins have left of what the Markdown became."""
        if self._build is not None and self._build.markdown is not None:
            self._build.markdown.shown(page, html)

    @event_priority(_LAST)
    def on_page_context(self, context: Any, **_: Any) -> None:
        """Say how far this has come."""
        self._count("built")

    def _count(self, step: str) -> None:
        if not self._is_replaying:  # a few pages, of which it is said when they are there
            self._progress.count(step, self._pages)

    @event_priority(_FIRST)
    def _rendered(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        if self._preview is not None:
            self._preview.rendered(files)

    @event_priority(_LAST)
    def _watch(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Let templates pass through the cache."""
        if self._build is not None and not self._is_replaying:
            self._try(lambda build: build.watch_templates(env))
        if self._preview is not None:
            self._preview.completed(files, env)
        self._spare()

    on_env = CombinedEvent(_rendered, _watch)

    def _spare(self) -> None:
        if self._build is not None and not self._is_replaying:
            self._garbage.spare()

    @property
    def _is_replaying(self) -> bool:
        return self._preview is not None and self._preview.replaying

    def _try(self, step: Callable[[Build], None]) -> None:
        """Take a step; if it goes wrong, the site is built without us rather than not at all."""
        assert self._build is not None
        try:
            step(self._build)
        except Exception as error:
            log.info("steps aside: %s: %s", type(error).__name__, error)
            self._build = None

    @event_priority(_FIRST)
    def _written(self, *, config: MkDocsConfig) -> None:
        """Let nobody see what this build has not written."""
        if self._standing is not None:
            self._standing.end()

    @event_priority(_LAST)
    def _end(self, *, config: MkDocsConfig) -> None:
        """Write what is new, and tell what was given up, once."""
        self._garbage.look()
        if self._store is not None:
            self._store.forget()
        if self._preview is not None:
            self._preview.ended()
        if self._build is None or self._store is None:
            return
        if self._is_replaying:
            self._store.flush()
            return
        self._build.end()
        self._store.flush()
        for line in self._build.given_up():
            self._tell(line)
        files = self._standing.told if self._standing is not None else ""
        log.info("; ".join(filter(None, (self._build.summary(), files))))
        if self._store.complaint is not None:
            self._tell(f"nothing is kept: {self._store.complaint}")

    on_post_build = CombinedEvent(_written, _end)

    def _tell(self, line: str) -> None:
        """Say it, once for all builds of a preview."""
        if line not in self._told:
            self._told.add(line)
            log.info(line)

    def on_build_error(self, *, error: Exception) -> None:
        """Keep what was finished before."""
        if self._standing is not None:
            self._standing.end()
        self._garbage.look()
        if self._store is not None:
            self._store.flush()

    @event_priority(_LAST)
    def on_shutdown(self) -> None:
        """Throw away what is too old or too much."""
        if self._preview is not None:
            self._preview.close()
        if self._store is not None:
            self._store.close()
            self._store = None


def cache_folder(config: Any, cache_dir: str) -> Path:
    """The folder of the cache, which the configuration names from where it stands itself."""
    base = (
        os.path.dirname(config["config_file_path"]) if config["config_file_path"] else os.getcwd()
    )
    return Path(base, cache_dir)
