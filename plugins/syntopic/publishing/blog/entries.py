"""A post as lists show it: with its picture on the index, as one line elsewhere."""

from __future__ import annotations

import posixpath
import re

from markupsafe import Markup, escape

from syntopic.markdown.forms import close, element, open_, raw
from syntopic.publishing.blog.lists import Lists
from syntopic.publishing.values import Post
from syntopic.rendering import Context
from syntopic.rendering.context import href
from syntopic.rendering.head import area_anchor, draft_mark, when
from syntopic.rendering.html import el, line
from syntopic.rendering.tags import tag_link

_SOURCE = re.compile(r'(?<= src=")([^"]*)')


def entry(post: Post, page: str, lists: Lists, context: Context, *, lead: bool = False) -> str:
    """A post on the index; the ``lead`` opens it, and its picture is large."""
    title = el("a", post.title, href=href(page, post.src))
    said = [el("p", text, class_="excerpt") for text in post.excerpt.split("\n\n") if text]
    parts = [
        open_("article", class_="post lead" if lead else "post"),
        open_("div", class_="post-text"),
        element(str(facts(post, page, lists, context))),
        element(str(el("h2", title, class_="post-title"))),
        *(element(str(paragraph)) for paragraph in said),
        *_foot(post, page, lists, context),
        close(),
        *_picture(post, page),
        close(),
    ]
    return "\n\n".join(parts)


def row(post: Post, page: str, context: Context) -> Markup:
    """A post in the archive and below a tag or an area: its title and its date."""
    link = el("a", post.title, href=href(page, post.src))
    marks = [draft_mark(context.language)] if post.draft else []
    day = el("time", when(post.date, context.language), datetime=post.date, class_="where")
    return el("li", line("p", link, *marks, day, class_="topic-name"))


def facts(post: Post, page: str, lists: Lists, context: Context) -> Markup:
    """The line of a post: whether it is a draft or pinned, dates, reading time, area, authors."""
    label, language = context.language.label, context.language
    pieces = [draft_mark(language)] if post.draft else []
    if post.pinned and page == lists.index:
        pieces.append(el("b", label("pinned"), class_="pinned"))
    pieces.append(el("time", when(post.date, language), datetime=post.date))
    if post.updated:
        day = el("time", when(post.updated, language), datetime=post.updated)
        pieces.append(el("span", f"{label('updated')} ", day))
    pieces += [el("span", f"{post.minutes} {label('min-read')}")]
    if post.area:
        anchor = area_anchor(post.area)
        target = href(page, lists.areas, anchor) if lists.areas else None
        pieces.append(el("a" if target else "span", post.area, href=target))
    pieces += [el("span", name) for name in post.authors]
    return line("p", *pieces, class_="facts")


def _foot(post: Post, page: str, lists: Lists, context: Context) -> list[str]:
    tags = [tag_link(tag, page, lists.tags) for tag in post.tags]
    dots = [_dots(post, context)] if post.sources else []
    return [element(str(line("p", *tags, *dots, class_="tags")))] if tags or dots else []


def _dots(post: Post, context: Context) -> Markup:
    """The sources by their colours; by their names for who does not see, or points at them."""
    names = [context.source(key).short for key in post.sources]
    dots = [el("i", class_=f"dot {context.mark_class(key)}") for key in post.sources]
    said = f"{context.language.label('sources')}: {', '.join(names)}"
    unseen = el("span", said, class_="unseen")
    return el("span", *dots, unseen, class_="dots", title=", ".join(names))


def _picture(post: Post, page: str) -> list[str]:
    """The picture, with its address as the index sees it, which stands in the blog's folder."""
    if not post.picture:
        return []
    here = posixpath.dirname(page) or "."
    shown = _SOURCE.sub(lambda found: _seen_from(here, found[1]), post.picture)
    return [open_("div", class_="post-picture"), raw(shown), close()]


def _seen_from(folder: str, address: str) -> str:
    if address.startswith("data:"):
        return address
    return str(escape(posixpath.relpath(Markup(address).unescape(), folder)))
