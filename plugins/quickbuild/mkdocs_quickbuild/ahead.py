"""Rendering the Markdown of a whole site in several processes, before the engine comes to it.

This is for the first build with these extensions, options and versions; later ones find almost all
in the store. Pages are rendered as they lie on disk. Where a plugin changes their text afterwards,
the result fits no key and is left behind; if that happens to most pages, the next first build does
not try.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from mkdocs_quickbuild.canonical import Refused
from mkdocs_quickbuild.pages import Inputs, key_of
from mkdocs_quickbuild.workers import Pieces, is_fork_safe, job_count, work

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from mkdocs_quickbuild.pages import MarkdownPages
    from mkdocs_quickbuild.store import Store

FEWEST = 30
"""For fewer pages a fork does not pay."""

_KIND = "ahead"
_IN_VAIN = b"in vain"


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A page as it lies on disk, with all that goes into what becomes of it."""

    page: Page
    text: str
    front: dict[str, Any]
    inputs: Inputs


def render_ahead(
    pages: MarkdownPages, store: Store, config: MkDocsConfig, files: Files, wanted: int
) -> None:
    """Put all pages into the store, if this is the first build of its kind and a fork is safe."""
    jobs = job_count(wanted)
    known = store.get(_KIND, pages.around) or store.get(_KIND, _IN_VAIN)
    if known is not None or jobs < 2 or not is_fork_safe():
        return
    sources = list(_sources(pages, files))
    if len(sources) < FEWEST:
        return

    def render(share: Iterable[_Source]) -> Pieces:
        store.forget_file()
        for source in share:
            source.page.markdown, source.page.meta = source.text, source.front
            try:
                pages.render(source.page, config, files, source.inputs)
            except Exception:  # the parent meets it again, and tells
                continue
            yield from store.taken()
            pages.let_go(source.page)

    shares = [sources[start::jobs] for start in range(jobs)]
    made = store.take_over(work(shares, render, store.folder))
    pages.expect((key_of(source.inputs) for source in sources), made)


def judge(pages: MarkdownPages, store: Store) -> None:
    """Remember that there was a build of this kind, and whether rendering ahead was of use."""
    if store.get(_KIND, pages.around) is None:
        store.put(_KIND, pages.around, b"built")
        if pages.expected and pages.ahead * 2 < len(pages.expected):
            store.put(_KIND, _IN_VAIN, _IN_VAIN)


def _sources(pages: MarkdownPages, files: Files) -> Iterator[_Source]:
    for file in files.documentation_pages():
        page = file.page
        if page is None or not pages.takes(page):
            continue
        try:
            if page.markdown is None:
                text, front = meta.get_data(file.content_string)
            else:  # a plugin has read it already
                text, front = page.markdown, dict(page.meta)
            inputs = pages.inputs(page, text, front)
        except (OSError, ValueError, Refused):
            continue
        yield _Source(page, text, front, inputs)
