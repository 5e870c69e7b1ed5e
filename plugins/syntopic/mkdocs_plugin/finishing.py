"""What the theme's finished pages need for everybody to use them."""

from __future__ import annotations

import re
from html import escape

_DIALOG = re.compile(r'(<div class="md-search"[^>]*\srole="dialog")(?![^>]*\saria-label)')
_SECTION = re.compile(
    r'(<nav class="md-nav"[^>]*\saria-labelledby=")(?P<id>__nav_[\w]+)_label("[^>]*>\s*'
    r'<label class="md-nav__title")(?= for="(?P=id)")'
)
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL)
_BEGINS, _ENDS, _LINK = "<svg", "</svg>", "href"
_REFERENCE = re.compile(r"""(<[a-zA-Z][^<>]*?\s)href(?=\s*=)""")


def finished(html: str, search: str) -> str:
    """A page with names for its search dialog and for sections, and with drawings left alone.

    The theme names a section of the navigation after the label beside the link to its first page,
    which is empty, or is not there. The section's own title says what it is.

    The theme writes the addresses of a page anew when one goes there by instant navigation. It
    cannot do so within drawings, where browsers forbid it, and then it stops: the reader stays
    where they were. It does not look at ``xlink:href``, which browsers understand as well.
    """
    named = _DIALOG.sub(rf'\1 aria-label="{_literal(search)}"', html, count=1)
    named = _SECTION.sub(r'\1\g<id>_title\3 id="\g<id>_title"', named)
    if not _is_in_drawing(named):
        return named
    return _DRAWING.sub(lambda found: _REFERENCE.sub(r"\1xlink:href", found[0]), named)


def _is_in_drawing(html: str) -> bool:
    """Whether a drawing may refer to something: most are the theme's icons, which do not."""
    begins = html.find(_BEGINS)
    while begins >= 0:
        ends = html.find(_ENDS, begins)
        if ends < 0 or html.find(_LINK, begins, ends) >= 0:
            return True
        begins = html.find(_BEGINS, ends)
    return False


def _literal(text: str) -> str:
    return escape(text).replace("\\", r"\\")
