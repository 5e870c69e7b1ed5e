"""Who says it: the mark of a source, which stands in the margin beside its passage."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from syntopic.model import Note
from syntopic.rendering.context import Context, source_href
from syntopic.rendering.html import el
from syntopic.rendering.locators import place_url


def mark(note: Note, page: str, context: Context) -> Markup:
    """The source's name with its colour, and the locator, which opens the place if it can.

    Where the author knows no sources, the folder tells notes apart, and has no page to link to.
    """
    source = context.source(note.source)
    if context.sources:
        name = el("a", source.short, href=source_href(page, source), class_="mark-name")
    else:
        name = el("span", _folder(note) or source.short, class_="mark-name")
    return el("p", name, *_locator(note, context), class_=f"mark {context.mark_class(note.source)}")


def named(note: Note, context: Context) -> Markup:
    """The source's name in its colour, within a line of text."""
    source = context.source(note.source)
    name = source.short if context.sources else _folder(note) or source.short
    return el("span", name, class_=f"said-by {context.mark_class(note.source)}")


def _folder(note: Note) -> str:
    """The folder of a note, by its own name."""
    return posixpath.basename(posixpath.dirname(note.path))


def _locator(note: Note, context: Context) -> tuple[Markup, ...]:
    if not note.locator:
        return ()
    url = place_url(note, context.source(note.source))
    where: Markup | str = note.locator
    if url:
        where = el("a", note.locator, href=url)
    return (Markup(" "), el("span", where, class_="mark-place"))
