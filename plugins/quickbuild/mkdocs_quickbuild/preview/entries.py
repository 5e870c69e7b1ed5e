"""The entries of the search index, page by page, so that one page's can be made anew."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mkdocs_quickbuild.search import indexes

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Entries:
    """The entries of all search indexes of a site; `urls` are its pages, in their order."""

    def __init__(self, config: MkDocsConfig, urls: Sequence[str]) -> None:
        self._indexes = [(index, attribute) for _, index, attribute in indexes(config)]
        self._by_page: list[dict[str, list[Any]]] = []
        for index, attribute in self._indexes:
            pages: dict[str, list[Any]] = {url: [] for url in urls}
            for entry in getattr(index, attribute):
                pages.setdefault(str(entry["location"]).partition("#")[0], []).append(entry)
            self._by_page.append(pages)

    @contextlib.contextmanager
    def of(self, url: str) -> Iterator[None]:
        """While the block runs, the page of this address gives its entries anew."""
        for index, attribute in self._indexes:
            setattr(index, attribute, [])
        yield
        for (index, attribute), pages in zip(self._indexes, self._by_page, strict=True):
            pages[url] = getattr(index, attribute)

    def put_back(self) -> None:
        """Give the indexes all entries, in the order of the pages."""
        for (index, attribute), pages in zip(self._indexes, self._by_page, strict=True):
            setattr(index, attribute, [entry for found in pages.values() for entry in found])
