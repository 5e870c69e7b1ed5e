"""Addresses as people write them: which one is meant, and whether there is such a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.configuration import load
from syntopic.garden import Garden, pages
from syntopic.publishing.addresses import address, place_key
from syntopic.publishing.addresses.recording import is_address


def bare(text: str, site_url: str = "") -> str:
    """An address below the site: without host, leading slash and ``index.html``; with its ``#``."""
    site = urlsplit(site_url)
    told = urlsplit(text.strip())
    path = unquote(told.path)
    if told.netloc and path.startswith(unquote(site.path) or "/"):
        path = path[len(unquote(site.path) or "/") :]
    path = path.lstrip("/").removesuffix("index.html")
    last = path.rsplit("/", 1)[-1]
    if last and "." not in last:
        path += "/"
    return path + (f"#{told.fragment}" if told.fragment else "")


def old_address(place: Place, garden: Garden, text: str) -> str:
    """An address that no page has; a Refusal where one does, or where it can be no address."""
    url = bare(text, _site_url(place)).partition("#")[0]
    if not url or not is_address(url):
        raise Refusal(f'"{text}" is no address below the site, such as topics/slope/')
    if place_key(url) in _there(place, garden):
        raise Refusal(f"{url} is a page of the site, which a redirect would hide")
    return url


def known_address(place: Place, garden: Garden, text: str) -> str:
    """The address of a page that is there, with the ``#`` that was given; else a Refusal."""
    url = bare(text, _site_url(place))
    page, mark, fragment = url.partition("#")
    there = _there(place, garden)
    if place_key(page) in there:
        return there[place_key(page)] + mark + fragment
    near = closest(page, [one for one in there.values() if one])
    hint = f"; did you mean {either(near)}?" if near else ""
    raise Refusal(f'no page of the site has the address "{page or text}"{hint}')


def _there(place: Place, garden: Garden) -> dict[str, str]:
    made = [address(page.src) for page in pages(garden, workings=False)]
    return {place_key(url): url for url in (*made, *_by_hand(place))}


def _by_hand(place: Place) -> Iterator[str]:
    """The addresses of the author's own pages, as far as their files tell."""
    site, _ = load(place.config)
    folder = place.root / str(site.get("docs_dir") or "docs")
    for path, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".md"):
                yield address((Path(path) / name).relative_to(folder).as_posix())
    yield ""


def _site_url(place: Place) -> str:
    site, _ = load(place.config)
    return str(site.get("site_url") or "")
