"""Quotations: other people's words, marked as such, with what they were taken from."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from syntopic.markdown.forms import close, element, open_
from syntopic.model import OWN_KEY, Note, Source
from syntopic.parsing.quotations import quotation
from syntopic.rendering.context import Context, source_href
from syntopic.rendering.html import el, joined
from syntopic.rendering.locators import place_url
from syntopic.rendering.text import inline, markdown

_LINK = re.compile(r"\]\(<?(https?://[^)>\s]+)|<(https?://[^>\s]+)>")


def quoted(text: str, note: Note, page: str, context: Context) -> str:
    """A block quote of a note.

    It is a quotation if a line in it credits somebody, or if the note is taken from a source: then
    it is that source's. In the author's own notes a quote without a credit stays what it is.
    """
    found = quotation(text)
    if not found.credit and note.source == OWN_KEY:
        return markdown(text, note, page, context)
    words = markdown(found.body, note, page, context)
    source = context.source(note.source)
    if found.credit:
        credit = _credit(found.credit, note, page, context)
        cited = _address(found.credit)
    else:
        credit = element(str(el("figcaption", _from(note, source, page, context))))
        cited = place_url(note, source) or source.url
    opening = open_("blockquote")
    if cited and words.startswith(opening):
        words = open_("blockquote", cite=cited) + words.removeprefix(opening)
    return "\n\n".join((open_("figure", class_="quotation"), words, credit, close()))


def _credit(credit: str, note: Note, page: str, context: Context) -> str:
    return "\n\n".join((open_("figcaption"), inline(credit, note, page, context), close()))


def _from(note: Note, source: Source, page: str, context: Context) -> Markup:
    """The source by its full title, and the place in it."""
    linked = bool(context.sources)
    title = el("cite", source.title)
    name = el("a", title, href=source_href(page, source)) if linked else title
    place = place_url(note, source)
    where = el("a", note.locator, href=place) if place else escape(note.locator)
    return joined(", ", [name, where] if note.locator else [name])


def _address(credit: str) -> str:
    found = _LINK.search(credit)
    return (found[1] or found[2]) if found else ""
