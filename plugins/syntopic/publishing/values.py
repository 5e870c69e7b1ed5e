"""What the published site consists of, as the parts that look at it as a whole see it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Post:
    """What is listed and followed as a blog post: a dated synthesis, or a page written by hand.

    ``src`` is its Markdown file as the engine knows it, ``url`` its address below the site
    (no slash in front). ``date`` and ``updated`` are ISO dates, the latter empty unless it matters.
    ``sources`` are keys. ``excerpt`` is Markdown in plain words; ``picture`` is HTML, ready for the
    page of posts, with addresses relative to the site. ``draft`` posts exist while serving only.
    """

    src: str
    url: str
    title: str
    date: str
    updated: str = ""
    minutes: int = 1
    area: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    excerpt: str = ""
    picture: str = ""
    pinned: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site as it was rendered, before the theme is put around it.

    ``html`` is its content; addresses in it are relative to ``url``, which is below the site and
    has no slash in front (empty: the first page). ``meta`` is the front matter of the page,
    ``post`` what the blog knows of it, if it is one. ``date`` is the ISO day of its last change as
    its author tells it, ``card`` the place of its social card below the site; both may be empty.
    """

    src: str
    url: str
    title: str
    html: str
    description: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    post: Post | None = None
    date: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What is true of the whole site: ``url`` is absolute and ends in a slash, or is empty.

    ``folders`` tells that each page is a folder (``use_directory_urls`` in ``mkdocs.yml``).
    """

    name: str
    url: str
    description: str = ""
    author: str = ""
    copyright: str = ""
    language: str = "en"
    folders: bool = True

    def absolute(self, url: str) -> str:
        """The full address of something below the site; as it is where none is configured."""
        return self.url + url


def page_url(src: str, *, folders: bool = True) -> str:
    """The address of a page's Markdown file below the site, without a slash in front.

    Without ``folders`` each page is a file, such as ``topics/name.html``.
    """
    folder, name = posixpath.split(src)
    stem = "" if name in ("index.md", "README.md") else name.removesuffix(".md")
    if not folders:
        return posixpath.join(folder, f"{stem or 'index'}.html")
    return "".join(f"{part}/" for part in (folder, stem) if part)
