"""The blog, as the engine keeps it: posts of the garden and pages that were written by hand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkdocsPage

from syntopic.markdown.tex import Macros
from syntopic.mkdocs_plugin import material_blog
from syntopic.mkdocs_plugin.privacy import SHOWN
from syntopic.names import slug
from syntopic.publishing.blog import newest_first
from syntopic.publishing.blog.dressing import dressed
from syntopic.publishing.blog.lists import Lists, lists
from syntopic.publishing.blog.pages import index, pages
from syntopic.publishing.blog.pages import page as one_page
from syntopic.publishing.blog.written import Written, read_post
from syntopic.publishing.feeds import RSS
from syntopic.publishing.values import Post
from syntopic.rendering import Context, Page
from syntopic.rendering.html import el

log = get_plugin_logger("syntopic")

_PLACE = re.compile(r"^<!--[ \t]*syntopic:posts[ \t]*-->[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Blog:
    """The blog of one build.

    ``generated`` are the posts that syntheses are; ``written`` the pages below the folder of posts
    that may be shown, by their Markdown file. ``own`` tells that the author has written the index.
    ``material`` is Material's blog plugin, if it is enabled.
    """

    generated: tuple[Post, ...] = ()
    written: Mapping[str, Written] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)
    own: bool = False
    material: Any | None = None

    @property
    def pages(self) -> tuple[str, ...]:
        """The Markdown files of the pages that list posts, the index first."""
        here = self.lists
        return tuple(filter(None, (here.index, here.archive, here.tags, here.areas)))

    @property
    def known(self) -> frozenset[str]:
        """The author's own files that have their place in the blog."""
        return frozenset((*self.written, *self.pages))


def read_blog(
    generated: tuple[Post, ...],
    files: Files,
    config: MkDocsConfig,
    *,
    serving: bool,
    macros: Macros = (),
) -> Blog:
    """Reads the posts that were written by hand; takes out of ``files`` those to be withheld."""
    material = material_blog.material_blog(config)
    if material is not None:
        material_blog.make_way(material)
    folder, below = material_blog.folders(material)
    drafts = serving or bool(material is not None and material.config.draft)
    written = dict(_written(files, below, macros, drafts=drafts, named=serving))
    known = newest_first((*generated, *(w.post for w in written.values() if w.post)))
    own = {file.src_uri for file in files.documentation_pages()}
    planned = lists(known, folder, own, feed=RSS if config.site_url else "")
    return Blog(
        generated,
        written,
        planned,
        own=planned.index in own or material is not None,
        material=material,
    )


def _written(
    files: Files, below: str, macros: Macros, *, drafts: bool, named: bool
) -> Iterator[tuple[str, Written]]:
    withheld = 0
    for file in files.documentation_pages():
        if not file.src_uri.startswith(f"{below}/"):
            continue
        read = read_post(file.src_uri, file.content_bytes.decode("utf-8", "replace"), macros)
        if read.withheld or (read.draft and not drafts):
            files.remove(file)
            withheld += 1
            if read.broken:
                which = file.src_uri if named else f"a post written by hand ({SHOWN})"
                log.warning("%s: %s, so it is withheld", which, read.withheld)
        elif read.post is None:
            log.info(
                "%s has no date that is written year first, so it is no post: "
                "write  date: 2026-12-31",
                file.src_uri,
            )
        else:
            yield file.src_uri, read
    if withheld:
        log.info("written by hand and withheld: %s", withheld)


def settle(blog: Blog, files: Files, config: MkDocsConfig) -> None:
    """Gives posts written by hand their place where no plugin of the theme does.

    They are listed by the blog, not in the navigation, and stand where their ``slug`` says.
    """
    if blog.material is not None:
        return
    navigation = set(_texts(config.nav))
    taken = {file.dest_uri for file in files}
    for src, written in blog.written.items():
        file = files.get_file_from_path(src)
        if file is None:
            continue
        if src not in navigation:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        if written.slug:
            _move(file, f"{posixpath.dirname(src)}/{slug(written.slug)}.md", config, taken)


def _move(file: File, src: str, config: MkDocsConfig, taken: set[str]) -> None:
    moved = File(src, None, config.site_dir, config.use_directory_urls)
    if moved.dest_uri == file.dest_uri:
        return
    if moved.dest_uri in taken:
        log.warning("%s: another page stands where its slug says; choose another", file.src_uri)
        return
    taken.add(moved.dest_uri)
    file.dest_uri, file.url = moved.dest_uri, moved.url
    file.abs_dest_path = moved.abs_dest_path


def _texts(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _texts(item)


def is_in(nav: Any, page: str) -> bool:
    """Whether a navigation names a page."""
    return page in _texts(nav)


def list_pages(blog: Blog, context: Context) -> tuple[Page, ...]:
    """The pages of ours that list posts, still without their lists: see ``with_blog``."""
    made = pages((), blog.lists, context)
    return tuple(page for page in made if not (blog.own and page.src == blog.lists.index))


def arrange(blog: Blog, files: Files) -> None:
    """Puts the lists behind all other pages, since they say what those hold; joins the posts.

    A post that was written by hand belongs to the blog, and leads to the next one.
    """
    for src in blog.pages:
        file = files.get_file_from_path(src)
        if file is not None:
            files.remove(file)
            files.append(file)
    if blog.material is not None:
        return
    index_file = files.get_file_from_path(blog.lists.index)
    found = ((post, files.get_file_from_path(post.src)) for post in all_posts(blog, files))
    row = [f.page for p, f in found if f and f.page and p.src in blog.written]
    for newer, page, older in zip([None, *row], row, [*row[1:], None], strict=False):
        if index_file is not None and page.parent is None:
            page.parent = index_file.page  # type: ignore[assignment]
            page.previous_page, page.next_page = older, newer


def all_posts(blog: Blog, files: Files) -> tuple[Post, ...]:
    """Every post with the address that the engine gave to its page, newest first."""
    found = [*blog.generated, *(w.post for w in blog.written.values() if w.post)]
    placed = (_placed(post, blog, files) for post in found)
    return newest_first(post for post in placed if post is not None)


def _placed(post: Post, blog: Blog, files: Files) -> Post | None:
    file = files.get_file_from_path(post.src)
    if file is None:
        return None
    post = replace(post, url=file.url.removeprefix("./"))
    written = blog.written.get(post.src)
    if written is None:
        return post
    if blog.material is not None:
        if not material_blog.is_shown(blog.material, file.page):
            return None
        assert file.page is not None
        post = material_blog.completed(blog.material, post, file.page)
    return replace(post, picture=_picture(post.src, *written.image, files))


def _picture(src: str, target: str, alt: str, files: Files) -> str:
    """An image of a post as HTML, if it is a file of the site."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(src), unquote(target)))
    file = files.get_file_from_path(path) if target else None
    return str(el("img", src=file.url, alt=alt)) if file is not None else ""


def with_blog(blog: Blog, markdown: str, page: MkdocsPage, files: Files, context: Context) -> str:
    """A page's Markdown with what the blog adds to it: a list of posts, or a post's facts."""
    src = page.file.src_uri
    here = blog.lists
    if src in blog.written:
        post = next((p for p in all_posts(blog, files) if p.src == src), None)
        whole = blog.material is None
        if post and whole:  # the engine takes a heading for the title only where it comes first
            page.meta.setdefault("title", str(escape(post.title)))
        return dressed(markdown, post, here, context, whole=whole) if post else markdown
    if src not in blog.pages:
        return markdown
    page.meta.setdefault("search", {"exclude": True})  # the posts themselves are found
    posts = all_posts(blog, files)
    if src == here.index and blog.own:
        if blog.material is not None:
            material_blog.without_list(page)
        return _filled_in(markdown, index(posts, here, context))
    return one_page(src, posts, here, context).markdown


def _filled_in(markdown: str, listing: str) -> str:
    """The author's own index with the list where it says ``<!-- syntopic:posts -->``, or last."""
    filled, count = _PLACE.subn(lambda _: f"\n{listing}\n", markdown, count=1)
    return filled if count else f"{markdown.rstrip()}\n\n{listing}\n"
