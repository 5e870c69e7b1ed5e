"""What the theme's finished pages need for everybody to use them."""

from __future__ import annotations

import re
from html import escape

_DIALOG = re.compile(r'(<div class="md-search"[^>]*\srole="dialog")(?![^>]*\saria-label)')
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL)
_LINK = "href"
_REFERENCE = re.compile(r"""(<[a-zA-Z][^<>]*?\s)href(?=\s*=)""")


def finished(html: str, search: str) -> str:
    """A page with a name for its search dialog, and with drawings that the theme leaves alone.

    The theme writes the addresses of a page anew when one goes there by instant navigation. It
    cannot do so within drawings, where browsers forbid it, and then it stops: the reader stays
    where they were. It does not look at ``xlink:href``, which browsers understand as well.
    """
    named = _DIALOG.sub(rf'\1 aria-label="{_literal(search)}"', html, count=1)
    if "<svg" not in named:
        return named
    return _DRAWING.sub(lambda found: _drawing(found[0]), named)


def _drawing(svg: str) -> str:
    """A drawing, most of which are the theme's icons, which refer to nothing."""
    return _REFERENCE.sub(r"\1xlink:href", svg) if _LINK in svg else svg


def _literal(text: str) -> str:
    return escape(text).replace("\\", r"\\")
