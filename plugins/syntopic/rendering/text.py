"""Notes' Markdown for the site: rewritten for its dialect, every link resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from syntopic.linking.problems import PICTURES
from syntopic.linking.resolve import Ambiguous, External, Found, Missing, Resolution
from syntopic.markdown.forms import inline_element
from syntopic.model import Block, Note
from syntopic.rendering import boxes
from syntopic.rendering.context import Context, href
from syntopic.rendering.footnotes import definitions, mentioned
from syntopic.rendering.html import el
from syntopic.rendering.mentions import mentions_of
from syntopic.rendering.rewriting import (
    LinkKind,
    Request,
    Shape,
    Target,
    escaping,
    rewrite,
    rewrite_inline,
)

_NO_ANCHORS: Mapping[str, str] = MappingProxyType({})
_WIKI = frozenset({LinkKind.WIKI, LinkKind.EMBED})
EMBEDS = frozenset({LinkKind.EMBED, LinkKind.IMAGE})
"""References that show what they mean."""

_AUDIO = frozenset(("aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"))
_VIDEO = frozenset(("m4v", "mkv", "mov", "mp4", "ogv", "webm"))
_PAGE_OF_FILE = re.compile(r"page=(\d+)")


def markdown(
    text: str,
    note: Note,
    page: str,
    context: Context,
    block: Block | None = None,
    anchors: Mapping[str, str] = _NO_ANCHORS,
    *,
    linked: bool = True,
) -> str:
    """A note's Markdown as the page at ``page`` needs it.

    Of the ``block`` whose text it is, what names other topics becomes links. ``anchors`` are those
    of the items in it, by their ids. Where it is not ``linked``, links are their words alone.
    """

    def resolve(request: Request) -> Target:
        target = _target(request, note, page, context)
        return target if linked or request.kind in EMBEDS else replace(target, href=None)

    labels = _labels(text, note, context) if "[^" in text else {}
    mentions = mentions_of(block, page, context)
    return rewrite(
        text,
        resolve=resolve,
        mentions=mentions,
        footnotes=labels,
        anchors=lambda id_: anchors.get(id_, ""),
    )


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
    shown = request.text or bare(request, resolution, context)
    if isinstance(resolution, Found):
        return _found(request, resolution, shown, note, page, context)
    if isinstance(resolution, Missing):
        if resolution.private is not None:
            shape = Shape.NOTHING if request.kind in EMBEDS else Shape.ASKED
            return Target(None, text=shown, shape=shape)
        picture = request.kind in EMBEDS and request.target.lower().endswith(PICTURES)
        title = context.language.label("picture-missing" if picture else "link-missing")
        return Target(None, title, "missing", shown)
    if isinstance(resolution, Ambiguous):
        return Target(None, context.language.label("link-ambiguous"), "ambiguous", shown)
    written = request.target + (f"#{request.fragment}" if request.fragment else "")
    return Target(written, text=shown)


def _found(
    request: Request, found: Found, shown: str, note: Note, page: str, context: Context
) -> Target:
    place = found.place
    address = href(page, place.page, place.anchor)
    if found.attachment is not None:
        return Target(address, text=shown, shape=player(found.attachment))
    if place.page == page:
        itself = place == context.links.places.notes.get(note.path) and not request.fragment
        if itself or not place.anchor:
            return Target(None, text=shown)  # a page, and a note, does not link to itself
        return Target(address, text=shown, shape=Shape.LINK)
    embed = context.links.embedded.embeds.get(found.part) if request.alone and found.part else None
    if found.part is None or embed is None or embed.cut:
        return Target(address, text=shown, shape=Shape.LINK)
    box = boxes.Box(found.part, address, shown)
    return Target(address, text=shown, shape=Shape.LINK, blocks=boxes.written(box))


def player(file: str) -> Shape:
    """How a file of the notes is shown where it is embedded."""
    ending = file.rsplit(".", 1)[-1].lower()
    return Shape.AUDIO if ending in _AUDIO else Shape.VIDEO if ending in _VIDEO else Shape.ASKED


def bare(request: Request, resolution: Resolution, context: Context) -> str:
    """What a reference without a text of its own shows.

    A wikilink shows the name, or the heading that it means. What would show a part of the garden is
    called as that is, since a link may stand in its place.
    """
    if request.kind in EMBEDS and isinstance(resolution, Found) and resolution.attachment is None:
        return _called(request, resolution, context)
    if request.kind not in _WIKI:
        return ""
    name, fragment = request.target, request.fragment
    if isinstance(resolution, Found):
        name, fragment = resolution.name, resolution.fragment
        if resolution.attachment is not None and (page := _PAGE_OF_FILE.match(fragment)):
            fragment = f"{context.language.label('page-short')} {page[1]}"
    heading = fragment.rsplit("#", 1)[-1]
    if heading.startswith("^"):
        heading = "" if name else heading[1:]
    if not isinstance(resolution, Found | External):
        name = name.rsplit("/", 1)[-1].removesuffix(".md")
    return " › ".join(part for part in (name, heading) if part)


def _called(request: Request, found: Found, context: Context) -> str:
    """The title of what is embedded, with the heading or the facet that is meant."""
    embed = context.links.embedded.embeds.get(found.part) if found.part is not None else None
    if embed is None:
        return found.place.title or found.fragment
    part = embed.heading or (context.language.facet(embed.facet) if embed.facet else "")
    title = embed.title if request.target or not part else ""
    return " › ".join(filter(None, (title, part)))
