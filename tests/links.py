"""Follows every link of a built site, served at the place that it is made for."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

ADDRESSES = frozenset(("href", "src", "poster", "action", "data", "cite"))
DEEP = "no/such/place/"
"""Where the page for unknown addresses is looked at: it has to work at any depth."""


@dataclass
class Found:
    """What a piece of HTML links to, and what can be linked to in it."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    json_ld: list[Any] = field(default_factory=list)
    properties: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self.script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pairs = {name: value or "" for name, value in attrs}
        self.found.links += [pairs[name] for name in ADDRESSES & pairs.keys()]
        for part in filter(None, pairs.get("srcset", "").split(",")):
            self.found.links.append(part.split()[0])
        self.found.ids |= {pairs[name] for name in ("id", "name") if pairs.get(name)}
        if tag == "meta":
            name = pairs.get("property") or pairs.get("name") or ""
            self.found.properties.setdefault(name, []).append(pairs.get("content", ""))
        if pairs.get("type") == "application/ld+json":
            self.script = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            self.found.json_ld.append(json.loads("".join(self.script)))
            self.script = None

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script.append(data)


@cache
def read(html: str) -> Found:
    """What a piece of HTML holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Below(SimpleHTTPRequestHandler):
    """Serves a folder below a path, as GitHub Pages does, and nothing beside it."""

    def __init__(self, *given: Any, below: str, **named: Any) -> None:
        self.below = below
        super().__init__(*given, **named)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.below):
            return "/nowhere"
        return super().translate_path("/" + path.removeprefix(self.below))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, below: str) -> Iterator[str]:
    """Serve a site below a path; give the address of this machine without the path."""
    handler = partial(_Below, directory=str(folder), below=below)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def linked(folder: Path, site_url: str) -> Iterator[tuple[str, str]]:
    """Every link of a site in full, with the file that holds it; those to other hosts, too."""
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder).as_posix()
        base = urljoin(site_url, DEEP if place == "404.html" else place.removesuffix("index.html"))
        for link in _links(file, place, site_url):
            yield place, urljoin(base, link)


def _links(file: Path, place: str, site_url: str) -> Iterator[str]:
    if file.suffix == ".html":
        found = read(file.read_text(encoding="utf-8"))
        yield from found.links
        yield from (
            value for values in found.properties.values() for value in values if "://" in value
        )
        yield from (
            a for thing in found.json_ld for a in addresses(thing) if a != "https://schema.org"
        )
    elif file.suffix == ".css":
        css = file.read_text(encoding="utf-8")
        yield from (u for u in re.findall(r"url\(['\"]?([^'\")]+)", css) if not u.startswith("#"))
    elif place in ("feed.xml", "sitemap.xml"):
        for element in ElementTree.parse(file).iter():
            text = element.text or ""
            yield from [text] if re.fullmatch(r"https?://\S+", text) else read(text).links
            yield from (v for v in element.attrib.values() if "://" in v)
    elif place == "feed.json":
        feed = json.loads(file.read_text(encoding="utf-8"))
        yield from addresses({key: value for key, value in feed.items() if key != "version"})
        yield from (link for item in feed["items"] for link in read(item["content_html"]).links)
    elif place == "search/search_index.json":
        told = json.loads(file.read_text(encoding="utf-8"))
        yield from (urljoin(site_url, entry["location"]) for entry in told["docs"])


def addresses(value: Any) -> Iterator[str]:
    """Every address in a JSON value; a name of a thing (``@id``) is not one that answers."""
    if isinstance(value, str):
        yield from [value] if re.fullmatch(r"https?://\S+", value) else []
    elif isinstance(value, dict):
        yield from (a for key, inner in value.items() if key != "@id" for a in addresses(inner))
    elif isinstance(value, list):
        yield from (a for inner in value for a in addresses(inner))


def broken(folder: Path, site_url: str) -> list[str]:
    """The links within a site that do not answer, or whose fragment is not on the page."""
    parts = urlsplit(site_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    wrong: dict[str, None] = {}
    with served(folder, parts.path) as here:

        @cache
        def answer(url: str) -> Found | None:
            try:
                asked = quote(url.replace(origin, here, 1), safe=":/%?&=+,;@~")
                with urlopen(asked, timeout=60) as got:
                    content = got.read()
                    is_page = "html" in got.headers.get("content-type", "")
                    return read(content.decode("utf-8")) if is_page else Found()
            except HTTPError as error:
                error.close()
                return None

        for place, link in linked(folder, site_url):
            url, fragment = urldefrag(link)
            if not link.startswith(f"{origin}/"):
                continue
            found = answer(url)
            if found is None:
                wrong[f"{place}: {link} does not answer"] = None
            elif fragment and found.ids and unquote(fragment) not in found.ids:
                wrong[f"{place}: {link} has no such fragment"] = None
    return list(wrong)
