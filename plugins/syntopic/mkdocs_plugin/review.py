"""The deck of the review page, made of the pages that the engine has rendered."""

from __future__ import annotations

from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.mkdocs_plugin.files import replace
from syntopic.mkdocs_plugin.late import add
from syntopic.publishing.memory import Memory
from syntopic.rendering import Context
from syntopic.review.deck import asks, deck
from syntopic.review.script import DECK_SCRIPT, deck_script
from syntopic.review.values import Deck, RenderedPage
from syntopic.theme import ASSETS

DECK: Final = f"{ASSETS}/{DECK_SCRIPT}"
"""Where on the site the script stands that the review page asks from."""


def add_deck(
    files: Files, config: MkDocsConfig, view: Context, memory: Memory, *, late: bool
) -> Deck | None:
    """Adds the deck to the site, where any page asks something; empty where none does.

    One that is ``late`` is put together when the pages are shown, and nobody is told of it.
    """
    pages = _pages(files)

    def make() -> Deck:
        return deck(view, pages, memory.review)

    def script(made: Deck) -> str:
        return deck_script(made, config.site_name, view.language, memory.review)

    if late:
        if asks(view, pages, memory.review):
            add(files, config, DECK, lambda: script(make()), late=True)
        return None
    made = make()
    if told := script(made):
        replace(files, File.generated(config, DECK, content=told))
    return made


def _pages(files: Files) -> dict[str, RenderedPage]:
    """The pages as they are now: while they are built, they are dressed further."""
    return {
        file.src_uri: RenderedPage(
            file.src_uri, file.page.url.removeprefix("./"), file.page.content or ""
        )
        for file in files.documentation_pages()
        if file.page is not None
    }
