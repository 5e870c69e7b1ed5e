"""Which pages list the posts of a site, and where they stand."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from syntopic.publishing.values import Post

FOLDER = "blog"
"""Where the blog stands unless Material's own blog stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The Markdown files of the pages that list posts; one that there is not is empty.

    ``feed`` is where the feed for other readers stands on the site.
    """

    index: str = ""
    archive: str = ""
    tags: str = ""
    areas: str = ""
    feed: str = ""


def lists(
    posts: Sequence[Post], folder: str, own: Collection[str] = (), *, feed: str = ""
) -> Lists:
    """The pages that ``posts`` need, in ``folder`` (empty: the site itself).

    ``own`` are the pages that the author has written; they keep their place, and only the index is
    filled in. ``feed`` is given where the site has one. Without posts there is no page, without
    tags no page of tags, and so on.
    """

    def page(name: str, needed: object) -> str:
        src = posixpath.join(folder, name)
        return src if needed and src not in own else ""

    if not posts:
        return Lists()
    readme = posixpath.join(folder, "README.md")
    return Lists(
        index=readme if readme in own else posixpath.join(folder, "index.md"),
        archive=page("archive.md", posts),
        tags=page("tags.md", any(post.tags for post in posts)),
        areas=page("areas.md", any(post.area for post in posts)),
        feed=feed if any(not post.draft for post in posts) else "",
    )
