"""Files and pages, as the engine keeps them and as the core sees them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from syntopic.publishing.cards.places import card_place
from syntopic.publishing.map import MAP_SCRIPT
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Post, Site, SitePage, page_url
from syntopic.rendering import Page
from syntopic.rendering.context import REVIEW
from syntopic.rendering.map import MAP
from syntopic.rendering.sheets import SHEETS
from syntopic.theme import ASSETS

Real = Callable[[Path], Path]
"""Where a file really is."""
MAP_DATA = f"{ASSETS}/{MAP_SCRIPT}"
"""Where on the site the script stands that the map is drawn from."""


def replace(files: Files, file: File) -> None:
    """Adds a file; one that stands at the same place makes way."""
    old = files.src_uris.get(file.src_uri)
    if old is not None:
        files.remove(old)
    files.append(file)


class PageFile(File):
    """The file of a generated page: its front matter and its Markdown, put together when asked."""

    quickbuild_state: tuple[str, str] | None = None  # see QuickBuild
    _other: str | bytes | None = None

    @property
    def _content(self) -> str | bytes | None:
        state = self.quickbuild_state
        return self._other if state is None else f"{state[0]}\n{state[1]}"

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        self._other, self.quickbuild_state = content, None


def generated(page: Page, config: MkDocsConfig, memory: Memory) -> File:
    """The file of a generated page."""
    file = PageFile.generated(config, page.src, content="")
    assert isinstance(file, PageFile)
    file.quickbuild_state = _front(page, memory), page.markdown
    if not page.listed:
        file.inclusion = InclusionLevel.NOT_IN_NAV
    return file


def shared(markdown: str, file: File) -> str:
    """The Markdown of a page; the very text of its file, if that is the same, and no copy of it."""
    own = file.quickbuild_state if isinstance(file, PageFile) else None
    return own[1] if own is not None and own[1] == markdown else markdown


def _front(page: Page, memory: Memory) -> str:
    """Its front matter, escaped since templates put it in as it is."""
    made_from = page.title, page.description, page.searched
    return memory.heads.of(page.src, made_from, partial(_head, page))


def _head(page: Page) -> str:
    meta: dict[str, Any] = {"title": str(escape(page.title))}
    if page.description:
        meta["description"] = str(escape(page.description))
    if not page.searched:
        meta["search"] = {"exclude": True}
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True, width=1000)}---\n"


def without_taken(pages: tuple[Page, ...], own: Collection[str]) -> tuple[Page, ...]:
    """The generated pages, without those that make way for the author's own."""
    taken = {page_url(src) for src in own}

    def is_free(src: str) -> bool:
        return src in (MAP, REVIEW) or src.startswith(SHEETS)

    return tuple(p for p in pages if not is_free(p.src) or page_url(p.src) not in taken)


def without_paths(pages: tuple[Page, ...], own: Collection[str]) -> tuple[Page, ...]:
    """The generated pages, without learning paths where pages of the author's own stand."""
    return tuple(p for p in pages if not (p.src.startswith("paths/") and p.src in own))


def automatic_nav(own: list[str]) -> list[Any]:
    """The author's pages in MkDocs' own order: the index first, then by name, folders last."""
    here = [src for src in own if "/" not in src]
    folders = dict.fromkeys(src.split("/", 1)[0] for src in own if "/" in src)
    nav: list[Any] = sorted(here, key=lambda src: (src not in ("index.md", "README.md"), src))
    for folder in folders:
        inside = [src for src in own if src.startswith(folder + "/")]
        nav.append({folder.replace("-", " ").capitalize(): inside})
    return nav


def resolving() -> Real:
    """Finds out where files are; where a folder leads, once, since each step of a path costs."""
    folder = cache(Path.resolve)

    @cache
    def real(file: Path) -> Path:
        return file.resolve() if file.is_symlink() else folder(file.parent) / file.name

    return real


def site(config: MkDocsConfig) -> Site:
    """What the configuration says of the whole site."""
    url = (config.site_url or "").rstrip("/")
    return Site(
        name=config.site_name,
        url=f"{url}/" if url else "",
        description=config.site_description or "",
        author=config.site_author or "",
        copyright=config.copyright or "",
        language=str(config.theme["language"]),
        folders=config.use_directory_urls,
    )


def site_pages(
    files: Files, posts: Mapping[str, Post], dates: Mapping[str, str] | None = None
) -> tuple[SitePage, ...]:
    """Every page that was rendered, in the engine's order.

    ``posts`` and the ``dates`` of pages that have one go by their Markdown files.
    """
    known, there = dates or {}, files.src_uris
    return tuple(
        SitePage(
            src=file.src_uri,
            url=file.page.url.removeprefix("./"),
            title=str(file.page.title or ""),
            html=file.page.content or "",
            description=str(file.page.meta.get("description") or ""),
            meta=dict(file.page.meta),
            post=posts.get(file.src_uri),
            date=known.get(file.src_uri, ""),
            card=card if (card := card_place(file.src_uri)) in there else "",
        )
        for file in files.documentation_pages()
        if file.page is not None
    )
