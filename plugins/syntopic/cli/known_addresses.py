"""Addresses as people write them: which one is meant, and whether there is such a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.configuration import load
from syntopic.garden import Garden, context, pages
from syntopic.publishing.addresses import place_key
from syntopic.publishing.addresses.recording import is_address
from syntopic.publishing.blog import posts
from syntopic.publishing.blog.lists import FOLDER, lists
from syntopic.publishing.blog.pages import pages as list_pages
from syntopic.publishing.values import page_url


def bare(text: str, site_url: str = "", *, folders: bool = True) -> str:
    """An address below the site: without host, leading slash and ``index.html``; with its ``#``.

    Without ``folders`` pages are files, and ``topics/name.html`` is what records know as
    ``topics/name/``.
    """
    site = urlsplit(site_url)
    told = urlsplit(text.strip())
    path = unquote(told.path)
    if told.netloc and path.startswith(unquote(site.path) or "/"):
        path = path[len(unquote(site.path) or "/") :]
    path = path.lstrip("/").removesuffix("index.html")
    path = path if folders else path.removesuffix(".html")
    last = path.rsplit("/", 1)[-1]
    if last and "." not in last:
        path += "/"
    return path + (f"#{told.fragment}" if told.fragment else "")


def old_address(place: Place, garden: Garden, text: str) -> str:
    """An address that no page has; a Refusal where one does, or where it can be no address."""
    url = _bare(place, text).partition("#")[0]
    if not url or not is_address(url):
        raise Refusal(f'"{text}" is no address below the site, such as topics/slope/')
    if place_key(url) in _there(place, garden):
        raise Refusal(f"{url} is a page of the site, which a redirect would hide")
    return url


def known_address(place: Place, garden: Garden, text: str) -> str:
    """The address of a page that is there, with the ``#`` that was given; else a Refusal."""
    url = _bare(place, text)
    page, mark, fragment = url.partition("#")
    there = _there(place, garden)
    if place_key(page) in there:
        return there[place_key(page)] + mark + fragment
    near = closest(page, [one for one in there.values() if one])
    hint = f"; did you mean {either(near)}?" if near else ""
    raise Refusal(f'no page of the site has the address "{page or text}"{hint}')


def _there(place: Place, garden: Garden) -> dict[str, str]:
    made = [page_url(page.src) for page in pages(garden, workings=False)]
    view = context(garden, workings=False)
    made += [page_url(page.src) for page in list_pages((), lists(posts(view), FOLDER), view)]
    return {place_key(url): url for url in (*made, *_by_hand(place))}


def _by_hand(place: Place) -> Iterator[str]:
    """The addresses of the author's own pages, as far as their files tell."""
    site, _ = load(place.config)
    folder = place.root / str(site.get("docs_dir") or "docs")
    for path, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".md"):
                yield page_url((Path(path) / name).relative_to(folder).as_posix())
    yield ""


def _bare(place: Place, text: str) -> str:
    site, _ = load(place.config)
    folders = site.get("use_directory_urls") is not False
    return bare(text, str(site.get("site_url") or ""), folders=folders)
