"""What a post that was written by hand gets on its own page: a line of facts, its tags."""

from __future__ import annotations

import re

from syntopic.markdown.forms import element
from syntopic.publishing.blog.entries import facts
from syntopic.publishing.blog.lists import Lists
from syntopic.publishing.values import Post
from syntopic.rendering import Context
from syntopic.rendering.context import href
from syntopic.rendering.head import draft_mark
from syntopic.rendering.html import el
from syntopic.rendering.tags import tag_line

_TITLE = re.compile(r"\s*(?:#[ \t][^\n]*|[^\n#>`~\-+*][^\n]*\n=+[ \t]*)(?:\n|\Z)")


def dressed(markdown: str, post: Post, lists: Lists, context: Context, *, whole: bool) -> str:
    """A post's Markdown with its way back to the blog, its facts and its tags.

    Without ``whole`` only what the theme's own page of a post does not show: tags, and the mark of
    a draft.
    """
    found = _TITLE.match(markdown)
    title, text = (found[0], markdown[found.end() :]) if found else ("", markdown)
    blog = el("a", context.language.label("blog"), href=href(post.src, lists.index))
    parts = [
        *([element(str(el("p", blog, class_="crumb")))] if whole and title else []),
        title.strip(),
        *_line(post, lists, context, whole),
        text.strip("\n"),
        *([element(str(tag_line(post.tags, post.src, context)))] if post.tags else []),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _line(post: Post, lists: Lists, context: Context, whole: bool) -> list[str]:
    if whole:
        return [element(str(facts(post, post.src, lists, context)))]
    return (
        [element(str(el("p", draft_mark(context.language), class_="facts")))] if post.draft else []
    )
