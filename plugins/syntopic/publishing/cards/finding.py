"""The pictures of a page, one of which goes on its card."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"<img\b[^>]*>|<svg\b[^>]*\brole=\"img\"[^>]*>.*?</svg>", re.DOTALL)


def pictures_in(html: str) -> list[str]:
    """The images of a page's HTML in order: ``img`` tags, and figures as whole SVG documents."""
    return _IMAGE.findall(html)
