"""The entries of the search index, page by page, so that one page's can be made anew.

No page waits for them: while pages are built, it is only noted which of them have what to be found
by, and the entries are made when the pages are shown.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mkdocs_quickbuild.search import indexes

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

_ADD = "add_entry_from_context"


class Entries:
    """The entries of all search indexes of a site."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._indexes = [(index, attribute) for _, index, attribute in indexes(config)]
        self._noted: list[list[Page]] = [[] for _ in self._indexes]
        self._built: list[str] = []

    @contextlib.contextmanager
    def noted(self, url: str) -> Iterator[None]:
        """While the block runs, the page of this address is built, as a search index hears."""
        self._built.append(url)
        with contextlib.ExitStack() as stack:
            for (index, _), noted in zip(self._indexes, self._noted, strict=True):
                # A copy, since the page itself is dressed further.
                stack.enter_context(
                    _instead(index, lambda page, to=noted: to.append(copy.copy(page)))
                )
            yield

    def finish(self, files: Iterable[File]) -> None:
        """Give the indexes the entries of all pages, in the order of the site's `files`."""
        if not self._built:
            return
        urls = [file.page.url for file in files if file.page]
        for (index, attribute), noted in zip(self._indexes, self._noted, strict=True):
            pages: dict[str, list[Any]] = {url: [] for url in urls}
            for entry in getattr(index, attribute):
                pages.setdefault(str(entry["location"]).partition("#")[0], []).append(entry)
            pages.update((url, []) for url in self._built)
            for page in noted:
                setattr(index, attribute, [])
                getattr(index, _ADD)(page)
                pages[page.url] += getattr(index, attribute)
            setattr(index, attribute, [entry for found in pages.values() for entry in found])
            noted.clear()
        self._built.clear()


@contextlib.contextmanager
def _instead(index: Any, note: Any) -> Iterator[None]:
    """While the block runs, an index only notes what it is told."""
    before = vars(index).get(_ADD)
    setattr(index, _ADD, note)
    try:
        yield
    finally:
        delattr(index, _ADD)
        if before is not None:
            setattr(index, _ADD, before)
