"""Where the social card of a page stands."""

from __future__ import annotations

import posixpath

FOLDER = "assets/cards"
"""Below the site: Material keeps what it makes itself below ``assets`` too."""


def card_place(src: str) -> str:
    """The card of a page, below the site: ``assets/cards/topics/vector.png`` of its Markdown file.

    ``src`` is the page as the engine knows it (``topics/vector.md``); no two pages share a card.
    """
    return f"{FOLDER}/{posixpath.splitext(src)[0]}.png"
