"""The posts as feeds tell them, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Final, NamedTuple

from syntopic.languages import Language
from syntopic.markdown.tree import legal, read, write
from syntopic.memory import digest
from syntopic.model import Source
from syntopic.publishing.feeds.content import of_post
from syntopic.publishing.feeds.pictures import as_files
from syntopic.publishing.feeds.plain import in_words
from syntopic.publishing.feeds.simplified import simplified
from syntopic.publishing.memory import Body, Memory
from syntopic.publishing.values import Post, Site, SitePage

MOST: Final = 20
"""Posts in a feed. Readers ask for it again and again, and remember what they have seen."""


@dataclass(frozen=True, slots=True)
class Item:
    """A post in a feed. All addresses are absolute; ``files`` are its pictures, by place.

    ``id`` is the address under which the post was first published; ``url`` where it is now.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    text: str
    published: datetime
    updated: datetime | None
    image: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What feeds need besides the pages: the sources by key, and where pages first stood.

    ``first`` maps an address below the site to the one under which the page was first published;
    ``font`` is a file with letters for drawings that hold text.
    """

    language: Language
    sources: Mapping[str, Source] = field(default_factory=dict)
    first: Mapping[str, str] = field(default_factory=dict)
    font: str = ""


class Shown(NamedTuple):
    """What the body of a post is made from: its page, and what is said around it."""

    html: bytes
    url: str
    whole: str
    site: str
    font: bytes


def items(
    site: Site, pages: Sequence[SitePage], told: Told, memory: Memory | None = None
) -> tuple[Item, ...]:
    """The newest posts, newest first; drafts are none.

    With the ``memory`` of the same garden only those are read whose pages have changed.
    """
    memory = memory or Memory()
    followed = [
        (page, page.post) for page in pages if page.post is not None and not page.post.draft
    ]
    by_title = sorted(followed, key=lambda pair: (pair[1].title.casefold(), pair[0].src))
    newest = sorted(by_title, key=lambda pair: pair[1].date, reverse=True)
    return tuple(_item(page, post, site, told, memory) for page, post in newest[:MOST])


def _midnight(day: str) -> datetime:
    """An ISO day as the moment at which it begins in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _item(page: SitePage, post: Post, site: Site, told: Told, memory: Memory) -> Item:
    url, whole = site.absolute(page.url), _whole(post, told)
    shown = memory.review.digest(page.src, page.html)
    made_from = Shown(shown, page.url, whole, site.url, _content(told.font))
    body = memory.bodies.of(page.src, made_from, partial(_body, page, whole, site, told.font))
    return Item(
        id=site.absolute(told.first.get(page.url, page.url)),
        url=url,
        title=legal(post.title),
        summary=legal(post.excerpt),
        html=body.html,
        text=body.text,
        published=_midnight(post.date),
        updated=_midnight(post.updated) if post.updated else None,
        image=site.absolute(page.card) if page.card else "",
        authors=tuple(map(legal, post.authors or filter(None, (site.author,)))),
        tags=tuple(map(legal, dict.fromkeys((*post.tags, *filter(None, (post.area,)))))),
        files=body.files,
    )


def _body(page: SitePage, whole: str, site: Site, font: str) -> Body:
    url = site.absolute(page.url)
    nodes, files = as_files(of_post(read(page.html), whole, url), page.url, site.url, font)
    plain = simplified(nodes, url)
    return Body(write(plain).strip(), in_words(plain), files)


@cache
def _content(font: str) -> bytes:
    """Tells the content of a font from any other, once per process."""
    return digest(Path(font).read_bytes()) if font else b""


def _whole(post: Post, told: Told) -> str:
    """The words of the link to the whole page, with the sources of the notes on it."""
    label = told.language.label("whole-page")
    named = [told.sources[key].short for key in post.sources if key in told.sources]
    return f"{label} ({', '.join(named)})" if named else label
