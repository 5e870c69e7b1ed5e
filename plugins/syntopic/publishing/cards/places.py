"""Where the social card of a page stands."""

from __future__ import annotations

import posixpath

FOLDER = "assets/cards"
"""Below the site: Material keeps what it makes itself below ``assets`` too."""

_PATHS_TO = "paths/to/"


def card_place(src: str) -> str:
    """The card of a page, below the site: ``assets/cards/topics/vector.png`` of its Markdown file.

    ``src`` is the page as the engine knows it (``topics/vector.md``). The path that leads to a
    topic shares the topic's card; no other two pages share one.
    """
    page = posixpath.splitext(src)[0]
    if page.startswith(_PATHS_TO):
        page = f"topics/{page.removeprefix(_PATHS_TO)}"
    return f"{FOLDER}/{page}.png"
