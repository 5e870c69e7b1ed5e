"""Pieces of the navigation that look the same on many pages, made once for all of them.

A page that is not below an item sees it as every other page does, except for the addresses, which
are relative; and these depend only on how deep the page lies and on how much of its address it
shares with what is below the item. So Material's macro for an item is called once for each such
case. This holds for the versions of that macro that are listed here, which were read for it.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jinja2.runtime import Context, Macro
from mkdocs.structure.pages import Page

from mkdocs_quickbuild.tracing import Trace, Tracing

TEMPLATE = "partials/nav-item.html"
_READ = frozenset({"89895208f22d68ce405a4bcb6649b9150eba5bbb04663a6cb3f93f02daf1d2f7"})  # 9.8
Shape = tuple[int, tuple[str, ...]]


def is_read(source: str) -> bool:
    """Whether this is the macro as it was read, for which the rule above holds."""
    return hashlib.sha256(source.encode()).hexdigest() in _READ


def parts_of(url: str) -> tuple[str, ...]:
    """The parts of an address below the site's root, as relative addresses are made of them."""
    path = posixpath.normpath(url if url.startswith("/") else f"/{url}")[1:]
    return tuple(path.split("/")) if path else ()


def shape(url: str, prefixes: frozenset[tuple[str, ...]]) -> Shape:
    """All of a page's address that relative addresses to others can depend on.

    `prefixes` are all beginnings of the parts of the others' addresses.
    """
    folder, _, name = url.rpartition("/")
    parts = parts_of(folder if "." in name else url)
    shared: tuple[str, ...] = ()
    for length in range(1, len(parts) + 1):
        if parts[:length] not in prefixes:
            break
        shared = parts[:length]
    return len(parts), shared


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """An item of the navigation as it was made once: its HTML, and what was read for it."""

    item: Any
    html: str
    trace: Trace
    whole: bool  # has something below it, so that its reads are worth being noted apart


class Pieces:
    """The pieces of one build, in which nothing moves while pages are built."""

    def __init__(self, tracing: Tracing, items: list[Any], file: str | None) -> None:
        self._tracing, self._file = tracing, file
        self._made: dict[tuple[Any, ...], Piece] = {}
        self._prefixes: dict[int, frozenset[tuple[str, ...]]] = {}
        self._is_sound = _each_once(items)
        self._page: Any = None

    def begin(self, page: Page) -> None:
        """The page that is built from now on."""
        self._page = page
        # A page of a paginated view stands for the view, and then the macro looks at it.
        usable = self._is_sound and not hasattr(page, "pages")
        self._tracing.memo = self._call if usable else None

    def _call(self, context: Context, macro: Macro, args: tuple[Any, ...]) -> str:
        def make() -> str:
            return macro(context.eval_ctx, *args)

        item: Any = args[0] if len(args) >= 3 else None
        if not hasattr(item, "active") or item.active or not self._is_ours(macro):
            return make()
        above = args[3].active if len(args) > 3 else None
        address = shape(self._page.url, self._prefixes_of(item))
        key = (id(item), *args[1:3], above, address, context.eval_ctx.autoescape)
        piece = self._made.get(key)
        if piece is None:
            html, trace = self._tracing.apart(make)
            piece = self._made[key] = Piece(item, html, trace, bool(item.children))
        self._note(piece)
        return piece.html

    def _note(self, piece: Piece) -> None:
        trace = self._tracing.trace
        if piece.whole and piece.trace.objection is None:
            trace.include_part(piece)
        else:
            trace.include(piece.trace)

    def _is_ours(self, macro: Macro) -> bool:
        code = getattr(macro._func, "__code__", None)
        return code is not None and code.co_filename == self._file

    def _prefixes_of(self, item: Any) -> frozenset[tuple[str, ...]]:
        found = self._prefixes.get(id(item))
        if found is None:
            found = frozenset(
                parts[:length]
                for url in _urls(item)
                for parts in [parts_of(url)]
                for length in range(1, len(parts) + 1)
            )
            self._prefixes[id(item)] = found
        return found


def _urls(item: Any) -> Iterator[str]:
    url = getattr(item, "url", None)
    if isinstance(url, str) and not urlsplit(url).scheme:
        yield url
    for child in item.children or ():
        yield from _urls(child)


def _each_once(items: list[Any]) -> bool:
    """Whether each page stands in the navigation once, so that only one place of it is active."""
    seen: set[str] = set()

    def walk(below: list[Any]) -> bool:
        for item in below:
            if isinstance(item, Page):
                if item.file.src_uri in seen:
                    return False
                seen.add(item.file.src_uri)
            if item.children and not walk(item.children):
                return False
        return True

    return walk(items)
