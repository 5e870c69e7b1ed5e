"""A page's title and description in plain words, as machines take them."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from syntopic.publishing.values import SitePage

LONGEST: Final = 300
"""Characters of a description: previews show some 200, search engines some 160."""


def is_home(page: SitePage) -> bool:
    """Whether it is the first page of the site."""
    return page.src in ("index.md", "README.md")


def title(page: SitePage) -> str:
    """A post's title, else the page's, which the engine holds as markup."""
    return page.post.title if page.post is not None else plain(page.title)


def description(page: SitePage) -> str:
    """What the page says of itself, else the excerpt of a post; on one line."""
    said = plain(page.description) or (page.post.excerpt if page.post is not None else "")
    text = " ".join(said.split())
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def plain(markup: str) -> str:
    """Markup without tags and entities."""
    return " ".join(unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", markup)).split())
