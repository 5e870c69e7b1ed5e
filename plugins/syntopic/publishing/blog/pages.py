"""The pages that list posts: the index, the archive by year, tags, areas."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from syntopic.markdown.forms import element, inline_element, inline_raw
from syntopic.publishing.blog.entries import entry, row
from syntopic.publishing.blog.lists import Lists
from syntopic.publishing.values import Post
from syntopic.rendering import Context, Page
from syntopic.rendering.context import href
from syntopic.rendering.head import area_anchor
from syntopic.rendering.html import el, line
from syntopic.rendering.tags import each_once, tag_anchor, tag_link
from syntopic.rendering.text import as_text

WHOLE = 10
"""So many posts the index shows with their pictures and first words; of others it says the title.
Ten figures weigh some 80 kB, as much as everything else that a first visit loads."""


def pages(posts: Sequence[Post], lists: Lists, context: Context) -> tuple[Page, ...]:
    """Every page that lists posts, the index first; ``posts`` are newest first."""
    places = (lists.index, lists.archive, lists.tags, lists.areas)
    return tuple(page(src, posts, lists, context) for src in places if src)


def page(src: str, posts: Sequence[Post], lists: Lists, context: Context) -> Page:
    """One of these pages, by its Markdown file."""
    key, write = {
        lists.areas: ("areas", areas),
        lists.tags: ("tags", tags),
        lists.archive: ("archive", archive),
        lists.index: ("blog", index),
    }[src]
    title = context.language.label(key)
    return Page(src, title, f"# {as_text(title)}\n\n{write(posts, lists, context)}\n")


def index(posts: Sequence[Post], lists: Lists, context: Context) -> str:
    """All posts: the pinned ones, then the newest first, with what they are about; then titles."""
    ordered = [*(p for p in posts if p.pinned), *(p for p in posts if not p.pinned)]
    entries = (
        entry(post, lists.index, lists, context, lead=place == 0)
        for place, post in enumerate(ordered[:WHOLE])
    )
    earlier = _earlier(ordered[WHOLE:], lists, context)
    return "\n\n".join(filter(None, (_ways(lists, context), *entries, *earlier)))


def _earlier(posts: Sequence[Post], lists: Lists, context: Context) -> Iterator[str]:
    if posts:
        yield f"## {as_text(context.language.label('earlier-posts'))} {{#earlier .facet}}"
        yield _rows(posts, lists.index, context)


def archive(posts: Sequence[Post], lists: Lists, context: Context) -> str:
    """All posts by year."""
    years = dict.fromkeys(post.date[:4] for post in posts)
    return "\n\n".join(
        part
        for year in years
        for part in (
            f"## {year} {{#year-{year} .facet}}",
            _rows((p for p in posts if p.date[:4] == year), lists.archive, context),
        )
    )


def tags(posts: Sequence[Post], lists: Lists, context: Context) -> str:
    """All tags in a row, then the posts of each."""
    known = sorted(each_once(tag for post in posts for tag in post.tags), key=str.casefold)
    links = (_counted(tag, posts, lists) for tag in known)
    parts = [element(str(line("p", *links, class_="tags")))]
    for tag in known:
        parts.append(f"## {as_text(tag)} {{#{tag_anchor(tag)} .facet}}")
        parts.append(_rows(_tagged(tag, posts), lists.tags, context))
    return "\n\n".join(parts)


def areas(posts: Sequence[Post], lists: Lists, context: Context) -> str:
    """The posts of each area, in the order of the syllabus; those of none are left out."""
    written = [area.name for area in context.syllabus.areas]
    known = dict.fromkeys((*written, *sorted(p.area for p in posts)))
    parts: list[str] = []
    for area in known:
        listed = [post for post in posts if area and post.area == area]
        if listed:
            parts.append(f"## {as_text(area)} {{#{area_anchor(area)} .facet}}")
            parts.append(_rows(listed, lists.areas, context))
    return "\n\n".join(parts)


def _ways(lists: Lists, context: Context) -> str:
    """Where else the posts are listed; the feed is no page, so its address is as it will be."""
    ways = {"archive": lists.archive, "tags": lists.tags, "areas": lists.areas}
    links = [
        el("a", context.language.label(key), href=href(lists.index, page))
        for key, page in ways.items()
        if page
    ]
    pieces = [inline_element(str(link)) for link in links]
    if lists.feed:
        address = posixpath.relpath(lists.feed, posixpath.dirname(lists.index) or ".")
        pieces.append(inline_raw(str(el("a", "RSS", href=address, type="application/rss+xml"))))
    return f"{' '.join(pieces)}\n{{: .facts .ways }}" if pieces else ""


def _counted(tag: str, posts: Sequence[Post], lists: Lists) -> Markup:
    count = sum(1 for _ in _tagged(tag, posts))
    return el("span", tag_link(tag, lists.tags, lists.tags), " ", el("small", str(count)))


def _tagged(tag: str, posts: Iterable[Post]) -> Iterator[Post]:
    wanted = tag_anchor(tag)
    return (post for post in posts if wanted in map(tag_anchor, post.tags))


def _rows(posts: Iterable[Post], page: str, context: Context) -> str:
    return element(str(el("ol", *(row(p, page, context) for p in posts), class_="topics")))
