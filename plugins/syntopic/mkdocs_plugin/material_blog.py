"""Material's own blog plugin: where it keeps its posts, and how its lists make way for ours.

Where it is enabled it renders the posts that were written by hand and chooses their addresses. It
writes an index into ``docs_dir`` where there is none; nothing here prevents what it always does.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from datetime import datetime
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from syntopic.publishing.blog.lists import FOLDER
from syntopic.publishing.values import Post

LISTS = ("archive", "categories", "pagination")
"""What Material's blog adds to its posts; each stays if the author wrote any option of it."""


def material_blog(config: MkDocsConfig) -> Any | None:
    """Material's blog plugin, the first where there are several; nothing if it is not enabled."""
    for name, plugin in config.plugins.items():
        enabled = getattr(getattr(plugin, "config", None), "enabled", True)  # a hook has none
        if name.split(" ", 1)[0] in ("blog", "material/blog") and enabled:
            return plugin if hasattr(plugin.config, "blog_dir") else None
    return None


def folders(material: Any | None) -> tuple[str, str]:
    """The folder of the blog (empty: the site itself) and that of its posts."""
    if material is None:
        return FOLDER, f"{FOLDER}/posts"
    root = posixpath.normpath(material.config.blog_dir)
    below = posixpath.normpath(material.config.post_dir.format(blog=root))
    return ("" if root == "." else root), below


def make_way(material: Any) -> None:
    """Turns off the lists that ours replace, unless the author has set something of theirs."""
    written = [key for one in material.config.user_configs for key in one]
    for name in LISTS:
        if not any(key.startswith(name) for key in written):
            material.config[name] = False


def without_list(page: Page) -> None:
    """Lets a page of Material's blog show its text without Material's list of posts below it."""
    if page.meta.get("template") == "blog.html":
        page.meta["template"] = "main.html"


def is_shown(material: Any, page: Page | None) -> bool:
    """Whether Material's blog has kept a page as a post (it leaves out drafts, for instance)."""
    return page in material.blog.posts


def completed(material: Any, post: Post, page: Page) -> Post:
    """A post with what Material's page shows of it: reading time and the names of its authors."""
    settings = page.config  # type: ignore[attr-defined]
    names = (material.authors[key].name for key in settings.authors if key in _known(material))
    return replace(
        post,
        minutes=settings.readtime or post.minutes,
        authors=tuple(names) or post.authors,
        date=_day(settings.date.created) or post.date,
    )


def _known(material: Any) -> Any:
    return material.authors if material.config.authors else {}


def _day(moment: Any) -> str:
    return moment.date().isoformat() if isinstance(moment, datetime) else ""
