"""Writes the small pieces of our own markup: everything that comes from a note is escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input"})
"""Elements without content: an end tag would be an error in HTML."""

UNSEARCHED = "data-search-exclude"
"""On a heading: the site's search leaves out what follows. Parts that repeat words of other pages
would be found in their place, and make the index so large that large gardens wait for it."""


def el(tag: str, *children: str | Markup, **attributes: str | bool | None) -> Markup:
    """An element; plain strings are escaped, ``Markup`` is not.

    A trailing underscore of an attribute's name is dropped, other underscores become hyphens;
    ``None`` and ``False`` leave the attribute out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape("" if value is True else value)}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    inner = Markup("").join(children)
    if tag in VOID:
        return Markup(f"<{tag}{written} />")
    return Markup(f"<{tag}{written}>{inner}</{tag}>")


def line(tag: str, *pieces: Markup, class_: str) -> Markup:
    """Short pieces on one line; the spaces between them are for readers without our styles."""
    return el(tag, joined(" ", list(pieces)), class_=class_)


def joined(separator: str, pieces: list[Markup]) -> Markup:
    """The pieces with a separator between them."""
    return Markup(escape(separator)).join(pieces)
