"""The MkDocs plugin: configuration, hooks, logging, files; everything else is the core's.

It runs unchanged under MkDocs 1.6 and ProperDocs 1.6.
"""

from __future__ import annotations

import os
from dataclasses import replace as with_other
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkdocsPage

from syntopic.configuration import DEFAULTS, ConfigurationError, Options, options
from syntopic.garden import Garden, build_garden, context
from syntopic.image_files import page_without_metadata
from syntopic.mkdocs_plugin import settings
from syntopic.mkdocs_plugin.adding import add_files
from syntopic.mkdocs_plugin.app import add_app
from syntopic.mkdocs_plugin.blog import (
    Blog,
    all_posts,
    arrange,
    is_in,
    list_pages,
    read_blog,
    settle,
    with_blog,
)
from syntopic.mkdocs_plugin.cards import add_cards
from syntopic.mkdocs_plugin.causes import Recorded
from syntopic.mkdocs_plugin.files import (
    automatic_nav,
    generated,
    replace,
    shared,
    without_paths,
    without_taken,
)
from syntopic.mkdocs_plugin.finishing import finished
from syntopic.mkdocs_plugin.fonts import cut_fonts
from syntopic.mkdocs_plugin.images import clean_own
from syntopic.mkdocs_plugin.neighbours import name_home, read_in_order
from syntopic.mkdocs_plugin.preview import Preview
from syntopic.mkdocs_plugin.privacy import (
    refusal,
    without_comments,
    without_drafts,
    without_files_of,
    without_notes,
)
from syntopic.mkdocs_plugin.publication import (
    Publication,
    add_templates,
    publish,
    template_values,
    with_head,
)
from syntopic.mkdocs_plugin.quick import QuickBuild
from syntopic.mkdocs_plugin.reporting import Progress, report, report_links, report_reasons
from syntopic.mkdocs_plugin.review import add_deck
from syntopic.mkdocs_plugin.search import add_search, with_search
from syntopic.mkdocs_plugin.withheld import Unlinked, Withheld
from syntopic.publishing.app import links as app_links
from syntopic.publishing.blog import posts
from syntopic.publishing.values import Post
from syntopic.rendering import Context, Page, render
from syntopic.rendering.home import HOME, asked_for, filled_in, home_page
from syntopic.site import navigation, placed, reading_order
from syntopic.theme import ASSETS, FONT

log = get_plugin_logger("syntopic")


class SyntopicConfig(Config):
    """Our options in ``mkdocs.yml``; their meaning and checks are ``syntopic.configuration``'s."""


for _name, _default in DEFAULTS.items():
    setattr(SyntopicConfig, _name, c.Optional(c.Type(object)))
SyntopicConfig._schema = tuple((name, c.Optional(c.Type(object))) for name in DEFAULTS)


class SyntopicPlugin(BasePlugin[SyntopicConfig]):
    """Puts the garden into the site."""

    quickbuild_steady = quickbuild_forgets = quickbuild_replays = True  # see QuickBuild

    def __init__(self) -> None:
        """Starts as a build; ``on_startup`` says whether it is a preview."""
        self.serving = self.deploying = False
        self.options = Options()
        self.garden: Garden | None = None
        self.found: tuple[Page, ...] = ()
        self.asked: dict[str, str] = {}
        self.posts: tuple[Post, ...] = ()
        self.blog = Blog()
        self.view: Context | None = None
        self.publication = Publication()
        self.recorded = Recorded()
        self.withheld = Withheld()
        self.preview = Preview()
        self.app, self.finder = False, ""
        self.quick = QuickBuild()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers what the engine is doing."""
        self.serving = command == "serve"
        self.deploying = command == "gh-deploy"

    def on_shutdown(self) -> None:
        """Ends the code that a preview still runs."""
        self.preview.close()

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Lets the preview follow when code has ended that a build did not wait for."""
        self.preview.watch(server, self._cache(config))
        return server

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Checks our options and adds what pages need; the author's own settings win."""
        try:
            mode = os.environ.get("SYNTOPIC_RUN")
            self.options = options({**self.config, **({"run": mode} if mode else {})})
        except ConfigurationError as error:
            raise PluginError(f"syntopic: {error}") from error
        if config.theme.name != "material":
            raise PluginError(
                "syntopic: pages are made for the theme Material for MkDocs; "
                "write in mkdocs.yml:  theme: {name: material}"
            )
        address = os.environ.get("SYNTOPIC_SITE_URL", "")
        if not settings.complete_address(config, address):
            log.info("links and feeds name %s, the site_url in mkdocs.yml", config.site_url)
        settings.complete_theme(config, self.options)
        settings.complete_extensions(config, self.options)
        add_templates(config)
        config.markdown_extensions.append(Unlinked(self.withheld))  # type: ignore[arg-type]
        folder = self._notes(config)
        if not folder.is_dir():
            raise PluginError(
                f"syntopic: there is no folder {self.options.notes_dir!r} beside mkdocs.yml; "
                "create it, or name yours:  plugins: [{syntopic: {notes_dir: my-notes}}]"
            )
        if reason := refusal(config, folder):
            raise PluginError(f"syntopic: {reason}")
        if str(folder) not in config.watch:
            config.watch.append(str(folder))
        config.extra_css.insert(0, f"{ASSETS}/syntopic.css")
        config.extra_javascript.insert(0, f"{ASSETS}/syntopic.js")
        self.quick.join(config, serving=self.serving)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Builds the garden and adds its pages, attachments and assets to the site."""
        folder = self._notes(config)
        if not self.serving:
            self.recorded.begin(files, config)
        files = without_notes(files, config, folder)
        by_hand = tuple(files.documentation_pages())
        files = without_drafts(files, config, serving=self.serving)
        memory, progress = (
            self.preview.memory(self._cache(config), serving=self.serving),
            Progress(log),
        )
        memory.publishing.begin()
        garden = build_garden(
            folder,
            self.options,
            cache=self._cache(config),
            font=FONT,
            drafts=self.serving,
            progress=progress.running,
            done=progress.done,
            live=self.preview.sessions(self._cache(config)) if self.serving else None,
            memory=memory,
        )
        workings = self.serving or self.options.show_workings
        self.garden = garden
        report(garden, log, serving=self.serving)
        view = context(
            garden, workings=workings, colab=settings.colab_address(config, self.deploying)
        )
        self.blog = read_blog(posts(view), files, config, serving=self.serving, macros=view.macros)
        self.withheld.pages = {f.src_uri for f in by_hand if f.src_uri not in files}
        without_files_of(by_hand, files, config, garden.notes)
        self.view = with_other(view, tags_page=self.blog.lists.tags)
        self.found = (*render(self.view, memory.pages), *list_pages(self.blog, self.view))
        progress.done(f"wrote {len(self.found)} pages")
        if os.environ.get("SYNTOPIC_WHY"):
            report_reasons(memory, log)
        own = [f.src_uri for f in files.documentation_pages() if f.src_uri not in self.blog.known]
        self.found = without_paths(without_taken(self.found, own), own)
        self.asked = asked_for(view)
        if not {"index.md", "README.md"} & {*own, *self.blog.pages}:
            home = home_page(view, config.site_name, config.site_description or "")
            self.found, own = (home, *self.found), [home.src, *own]
        for page in self.found:
            replace(files, generated(page, config, memory.publishing))
        clean_own(files, config)
        add_files(files, config, garden, self.view, folder, memory, late=self.serving)
        self.finder = add_search(files, config)
        settle(self.blog, files, config)
        sections = navigation(garden, self.found, self.blog.pages)
        if is_in(config.nav, self.blog.lists.index) and not is_in(config.nav, "syntopic:blog"):
            sections.pop("blog", None)
        config.nav = placed(config.nav if config.nav is not None else automatic_nav(own), sections)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts the pages that list posts behind the posts; topics follow the learning order."""
        arrange(self.blog, files)
        for pages in reading_order(self.view) if self.view else ():
            read_in_order(files, pages)
        return nav

    def quickbuild_again(self, files: Files, changed: frozenset[str]) -> list[str]:
        """The pages that list others, where what they list has changed."""
        posts = self.blog.pages if all_posts(self.blog, files) != self.posts else ()
        return [*posts, *([HOME] if files.get_file_from_path(HOME) is not None else [])]

    def on_page_markdown(
        self, markdown: str, *, page: MkdocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fills the author's first page where it asks for it, and lists posts where they are."""
        self.withheld.reading = page.file.src_uri
        markdown = with_blog(self.blog, markdown, page, files, self.view) if self.view else markdown
        is_home = page.file.src_uri == HOME
        return filled_in(markdown, self.asked) if is_home else shared(markdown, page.file)

    def on_page_content(
        self, html: str, *, page: MkdocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Takes comments out of every page, written by hand or not, and what its images tell."""
        return page_without_metadata(without_comments(html))

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Names the first page and adds the deck; except in a preview, cuts the fonts down
        to what the pages use, and makes an app of the site.
        """
        self.recorded.files = files
        self.posts = all_posts(self.blog, files)
        name_home(files, config, self.options.words.label("home"))
        cache, folder = self._cache(config), self._notes(config)
        kept = self.preview.memory(cache, serving=self.serving).publishing
        deck = add_deck(files, config, self.view, kept, late=self.serving) if self.view else None
        if self.garden is not None and not self.serving:
            add_cards(files, config, self.garden, self.posts, cache, kept)
        if self.garden is not None:
            self.publication = publish(files, config, self.garden, self.posts, folder, kept)
        if self.serving:
            return env
        cut_fonts(files, config, cache)
        self.app = deck is not None and add_app(files, config, deck)
        return env

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Gives our templates what they show."""
        return {**context, **template_values(self.publication, template_name)}

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Mends what the theme leaves open in pages of its own, such as 404.html."""
        is_page = template_name.endswith(".html")
        return self._finished(output_content) if is_page else output_content

    @event_priority(-100)  # after other plugins, which may have said the same
    def on_post_page(self, output: str, *, page: MkdocsPage, config: MkDocsConfig) -> str:
        """Says in each page's head what machines read, and mends what the theme leaves open."""
        output = self._finished(output)
        output = with_head(self.publication, output, page.file.src_uri)
        return app_links(output, page.url) if self.app else output

    @event_priority(-100)  # after other plugins, which may write files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Tells what is wrong with links; records for the audit what each file comes from."""
        self.preview.end()
        if self.garden is not None:
            report_links(self.garden, log, serving=self.serving)
        if self.garden is not None and not self.serving:
            self.recorded.finish(config, self.garden, self._cache(config), self._notes(config))

    def _finished(self, html: str) -> str:
        return with_search(finished(html, self.options.words.label("search")), self.finder)

    def _cache(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / ".cache" / "syntopic"

    def _notes(self, config: MkDocsConfig) -> Path:
        return (Path(config.config_file_path).parent / self.options.notes_dir).resolve()
