"""Notes' Markdown for the site: rewritten for its dialect, every link resolved."""

from __future__ import annotations

from syntopic.linking.resolve import Ambiguous, Found, Missing
from syntopic.markdown.forms import inline_element
from syntopic.model import Note
from syntopic.rendering.context import Context, href
from syntopic.rendering.footnotes import definitions, mentioned
from syntopic.rendering.html import el
from syntopic.rendering.rewriting import (
    LinkKind,
    Request,
    Target,
    escaping,
    rewrite,
    rewrite_inline,
)

_WIKI = frozenset({LinkKind.WIKI, LinkKind.EMBED})


def markdown(text: str, note: Note, page: str, context: Context) -> str:
    """A note's Markdown as the page at ``page`` needs it."""

    def resolve(request: Request) -> Target:
        return _target(request, note, page, context)

    labels = _labels(text, note, context) if "[^" in text else {}
    return rewrite(text, resolve=resolve, footnotes=labels)


def inline(text: str, note: Note, page: str, context: Context) -> str:
    """One line of a note's Markdown (a heading, a symbol's meaning), without a line break."""

    def resolve(request: Request) -> Target:
        return _target(request, note, page, context)

    return rewrite_inline(text, resolve=resolve)


def _labels(text: str, note: Note, context: Context) -> dict[str, str]:
    """A text's footnotes by label; parsing has made the labels those of this note alone."""
    parsed = context.notes.get(note.path)
    known = definitions(parsed) if parsed is not None else {}
    return {label: label for label in sorted(mentioned(text)) if label in known}


def as_text(name: str) -> str:
    """A name as Markdown, for a heading: nothing in it is read as a formula, a link or an end."""
    return "&#35;".join(map(escaping.text, name.split("#")))


def label(text: str, class_: str = "label") -> str:
    """A small word of ours in front of a note's text."""
    return inline_element(str(el("span", text, class_=class_))) + " "


def _target(request: Request, note: Note, page: str, context: Context) -> Target:
    wiki = request.kind in _WIKI
    resolution = context.links.resolver.resolve(request.target, request.fragment, wiki, note.path)
    shown = request.text or _bare(request)
    if isinstance(resolution, Found):
        place = resolution.place
        if place.page == page and resolution.attachment is None:
            itself = place == context.links.places.notes.get(note.path) and not request.fragment
            if itself or not place.anchor:
                return Target(None, text=shown)  # a page, and a note, does not link to itself
        return Target(href(page, place.page, place.anchor), text=shown)
    if isinstance(resolution, Missing):
        return Target(None, css="missing", text=shown)
    if isinstance(resolution, Ambiguous):
        return Target(None, css="ambiguous", text=shown)
    written = request.target + (f"#{request.fragment}" if request.fragment else "")
    return Target(written, text=shown)


def _bare(request: Request) -> str:
    """What a wikilink without a text of its own shows: the name, or the heading that it means."""
    if request.kind not in _WIKI:
        return ""
    name = request.target.rsplit("/", 1)[-1]
    name = name.removesuffix(".md")
    heading = request.fragment.rsplit("#", 1)[-1]
    if heading.startswith("^"):
        heading = ""
    return " › ".join(part for part in (name, heading) if part)
