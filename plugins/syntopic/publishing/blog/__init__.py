"""The blog: what is followed, newest first. A dated synthesis is a post; its page is the topic's.

Works on the same values as rendering; knows no MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syntopic.linking import topic_page
from syntopic.model import Origin, ParsedNote, Problem, Severity, Topic
from syntopic.publishing.blog.excerpts import excerpt
from syntopic.publishing.blog.pictures import picture
from syntopic.publishing.values import Post, page_url
from syntopic.rendering import Context
from syntopic.rendering.head import iso, minutes, published, updated
from syntopic.rendering.tags import tags_of

__all__ = ["date_problems", "newest_first", "posts"]


def posts(context: Context) -> tuple[Post, ...]:
    """The posts that syntheses are, newest first; without a date, or a synthesis, there is none."""
    found = (_post(topic, context) for topic in context.topics.values() if published(topic))
    return newest_first(found)


def date_problems(notes: Iterable[ParsedNote]) -> Iterator[Problem]:
    """A hint for each synthesis whose date names no day, so that it is no post after all."""
    for parsed in notes:
        date = parsed.note.front.created
        if parsed.note.synthesis and date and not iso(date):
            yield Problem(
                "post-date-unclear",
                Severity.HINT,
                Origin(parsed.note.path, 1),
                f"the date “{date}” is not understood, so this synthesis is no post",
                "Write it year first, such as  date: 2026-12-31",
            )


def newest_first(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Posts by date; those of one day by title."""
    by_title = sorted(posts, key=lambda post: (post.title.casefold(), post.src))
    return tuple(sorted(by_title, key=lambda post: post.date, reverse=True))


def _post(topic: Topic, context: Context) -> Post:
    assert topic.synthesis is not None
    front = topic.synthesis.note.note.front
    src = topic_page(topic.concept)
    return Post(
        src=src,
        url=page_url(src),
        title=topic.concept.name,
        date=published(topic),
        updated=updated(topic),
        minutes=minutes(topic),
        area=topic.concept.area,
        tags=tags_of(topic),
        sources=context.sources_of(topic) if context.sources else (),
        authors=tuple(filter(None, (name.strip() for name in front.author.split(",")))),
        excerpt=excerpt(topic, context.macros),
        picture=picture(topic, context),
        pinned=front.pinned,
        draft=front.draft,
    )
