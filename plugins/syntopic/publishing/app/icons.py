"""The icon of the app: the first letter of the site's name, as its pages are set."""

from __future__ import annotations

from html import escape
from typing import Final

import resvg_py

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.drawing import ACCENT, PAPER

_SIDE: Final = 512
_LETTER: Final = 300
_BASE: Final = 352
"""Where the letter stands, and how large: all of it lies in the circle of 80 % that stays when a
system cuts icons into a shape of its own (the "safe zone" of maskable icons)."""


def icon(site: str, side: int) -> bytes:
    """A square PNG of so many pixels for the site of this name; the same bytes on every machine."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}"'
        f' width="{side}" height="{side}"><rect width="{_SIDE}" height="{_SIDE}" fill="{ACCENT}"/>'
        f"{_drawn(_initial(site))}</svg>"
    )
    made = resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[*faces.files()]
    )
    return bytes(made)


def _initial(site: str) -> str:
    """The first letter or digit of a name; empty where the packaged faces do not have it."""
    first = next((char for char in site if char.isalnum()), "").upper()[:1]
    run = faces.drawn(first, faces.TITLE) if first else None
    return first if run is not None and run.family == faces.TITLE else ""


def _drawn(letter: str) -> str:
    """The letter over a short rule, as on social cards; else two cards, one on the other."""
    rule = f'<rect x="196" y="392" width="120" height="14" fill="{PAPER}"/>'
    if letter:
        return (
            f'<text x="256" y="{_BASE}" text-anchor="middle" font-family="{faces.TITLE}"'
            f' font-size="{_LETTER}" fill="{PAPER}">{escape(letter, quote=False)}</text>{rule}'
        )
    return (
        f'<rect x="176" y="120" width="190" height="230" rx="14" fill="{PAPER}" opacity=".45"/>'
        f'<rect x="146" y="150" width="190" height="230" rx="14" fill="{PAPER}"/>'
    )
