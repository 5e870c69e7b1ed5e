"""Tags: when two are one, and the line that shows those of a post."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup

from syntopic.model import Topic
from syntopic.rendering.context import Context, href
from syntopic.rendering.head import published
from syntopic.rendering.html import el, line

_GAPS = re.compile(r"[\s_-]+")


def tag_anchor(tag: str) -> str:
    """The anchor of a tag on the page of tags; equal for two spellings of one tag.

    Case, spaces, hyphens, underscores and how accents are stored do not matter. Any other sign
    does, so that "C" and "C++" stay apart: it is written as its code point.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).casefold())
    gapped = _GAPS.sub("-", folded.strip().lstrip("#"))
    return "tag-" + "".join(c if c.isalnum() or c == "-" else f"-u{ord(c):x}" for c in gapped)


def each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in their order, each in its first spelling."""
    kept: dict[str, str] = {}
    for tag in tags:
        kept.setdefault(tag_anchor(tag), tag)
    return tuple(kept.values())


def tags_of(topic: Topic) -> tuple[str, ...]:
    """The tags of a topic's synthesis: those of its front matter, then those in its text."""
    if topic.synthesis is None:
        return ()
    note = topic.synthesis.note
    return each_once((*note.note.front.tags, *note.tags))


def topic_tags(topic: Topic, page: str, context: Context) -> Markup:
    """The tags of a topic that is a post, each a link to the posts that share it."""
    tags = tags_of(topic) if published(topic) else ()
    return tag_line(tags, page, context) if tags else Markup("")


def tag_line(tags: Iterable[str], page: str, context: Context) -> Markup:
    """Tags in a row; links where the site has a page of tags."""
    return line("p", *(tag_link(tag, page, context.tags_page) for tag in tags), class_="tags")


def tag_link(tag: str, page: str, tags_page: str) -> Markup:
    """A tag as a link to its place on the page of tags."""
    if not tags_page:
        return el("span", tag, class_="tag")
    address = f"#{tag_anchor(tag)}" if page == tags_page else href(page, tags_page, tag_anchor(tag))
    return el("a", tag, href=address, class_="tag", rel="tag")
