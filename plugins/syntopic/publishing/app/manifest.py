"""The web app's manifest, and how pages point to it."""

from __future__ import annotations

import json
import posixpath
import re
from html import escape
from typing import Final

from syntopic.publishing.cards.drawing import PAPER
from syntopic.publishing.values import Site

MANIFEST: Final = "manifest.webmanifest"
"""The file's place below the site; addresses in it are relative to it."""

ICONS: Final = {192: "assets/syntopic/icon-192.png", 512: "assets/syntopic/icon-512.png"}
"""The app's icons by their pixels: what browsers ask for before they offer to install."""

TOUCH: Final = (180, "assets/syntopic/icon-180.png")
"""The icon for the home screens of iPhones and iPads, which ask for one in the page's head."""

_SHORT: Final = 12
"""Signs below an icon that no system cuts off."""

_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)
_THERE = re.compile(r"""<link\b[^>]*\brel=["']?manifest\b""", re.IGNORECASE)


def manifest(site: Site, start: str) -> str:
    """The manifest of a site whose app begins at the address ``start`` below it."""
    told = {
        "name": site.name,
        "short_name": _short(site.name),
        **({"description": site.description} if site.description else {}),
        "lang": site.language,
        "start_url": start or "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": at, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for side, at in ICONS.items()
            for purpose in ("any", "maskable")
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _short(name: str) -> str:
    """As many of the first words as stand below an icon; at least one."""
    first, *rest = name.split() or [name]
    for word in rest:
        if len(f"{first} {word}") > _SHORT:
            break
        first = f"{first} {word}"
    return first


def links(html: str, url: str) -> str:
    """A finished page, at ``url`` below the site, that points to the manifest and to an icon.

    A page that points to a manifest of its author's stays as it is.
    """
    end = _HEAD_ENDS.search(html)
    if end is None or _THERE.search(html, 0, end.start()):
        return html
    here = posixpath.dirname(url) or "."
    rows = (("manifest", MANIFEST), ("apple-touch-icon", TOUCH[1]))
    told = "".join(
        f'      <link rel="{rel}" href="{escape(posixpath.relpath(place, here))}">\n'
        for rel, place in rows
    )
    return f"{html[: end.start()]}{told}    {html[end.start() :]}"
