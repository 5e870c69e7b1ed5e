"""What a page puts into the search index, remembered by all that it is made of."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.marks import take_out_quickly
from mkdocs_quickbuild.sections import read_quickly
from mkdocs_quickbuild.store import Store, digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_KIND = "search"
_INDEXES = {
    "material.plugins.search.plugin": "entries",
    "mkdocs.contrib.search.search_index": "_entries",
    "properdocs.contrib.search.search_index": "_entries",
}


def keep_entries(config: MkDocsConfig, store: Store, code: bytes) -> list[SearchEntries]:
    """Let the search plugins of a build take the entries of known pages from the store."""
    take_out_quickly()
    read_quickly()
    found = []
    for plugin, index, attribute in indexes(config):
        if _has_dictionary(plugin) or "add_entry_from_context" in vars(index):
            continue
        with contextlib.suppress(Refused):  # options without a stable form
            around = digest(code, value_digest(dict(plugin.config)))
            found.append(SearchEntries(index, attribute, store, around))
    return found


def indexes(config: MkDocsConfig) -> Iterator[tuple[Any, Any, str]]:
    """The search plugins that are known, each with its index and where that keeps its entries."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        attribute = _INDEXES.get(type(index).__module__)
        if attribute is not None and type(index).__name__ == "SearchIndex":
            yield plugin, index, attribute


def _has_dictionary(plugin: Any) -> bool:
    """Whether the author names a dictionary by which words are divided: a file of its own."""
    return any(plugin.config.get(name) for name in ("jieba_dict", "jieba_dict_user"))


class SearchEntries:
    """Stands before the `add_entry_from_context` of one search index."""

    def __init__(self, index: Any, attribute: str, store: Store, around: bytes) -> None:
        self._index, self._attribute = index, attribute
        self._store, self._around = store, around
        self._add = index.add_entry_from_context
        self.kept = self.made = 0
        index.add_entry_from_context = self.add

    def add(self, page: Page) -> None:
        """Add what this page has to be found by."""
        entries: list[Any] = getattr(self._index, self._attribute)
        try:
            key = digest(self._around, _page_digest(page))
        except Refused:
            self._add(page)
            return
        piece = self._store.get(_KIND, key)
        if piece is not None:
            entries.extend(json.loads(piece))
            self.kept += 1
            return
        before = len(entries)
        self._add(page)
        self.made += 1
        added = entries[before:]
        if _is_plain(added):
            self._store.put(_KIND, key, json.dumps(added).encode())


def _page_digest(page: Page) -> bytes:
    meta = {name: page.meta.get(name) for name in ("search", "tags", "title")}
    return value_digest([page.content, page.toc, page.url, page.title, meta, "title" in page.meta])


def _is_plain(value: Any) -> bool:
    """Whether JSON gives it back as it is."""
    if type(value) is dict:
        return all(type(key) is str and _is_plain(item) for key, item in value.items())
    if type(value) is list:
        return all(map(_is_plain, value))
    return value is None or type(value) in (str, bool, int, float)
