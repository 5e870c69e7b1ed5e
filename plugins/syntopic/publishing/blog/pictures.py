"""The picture of a topic as a list of posts shows it: one element, at home anywhere."""

from __future__ import annotations

from urllib.parse import quote

from syntopic.linking.resolve import Found
from syntopic.model import Link, Note, Topic
from syntopic.rendering import Context
from syntopic.rendering.cells import figure, picture_of
from syntopic.rendering.html import el


def picture(topic: Topic, context: Context) -> str:
    """The topic's picture as HTML, its address relative to the site; empty without one.

    An image on another host is none: nothing is fetched from elsewhere.
    """
    found = topic.picture
    if found is None:
        return ""
    note, block = found.note, found.block
    if block is None:
        target = found.target.strip("![]").split("|")[0]
        return _image(target, note.front.description or note.front.title, True, note, context)
    if block.snippet is not None:
        drawn = picture_of(block.snippet, note, context)
        return figure(drawn, block.snippet, note, context) if drawn is not None else ""
    link = next((link for link in block.links if link.embed), None)
    return _image(link.target, _alt(link), link.wiki, note, context) if link else ""


def _alt(link: Link) -> str:
    """An image's text; what stands behind the bar of a wikilink may be its width."""
    return "" if link.text.isdecimal() or link.text == link.target else link.text


def _image(target: str, alt: str, wiki: bool, note: Note, context: Context) -> str:
    found = context.links.resolver.resolve(target, "", wiki, note.path)
    if not isinstance(found, Found) or found.attachment is None:
        return ""
    return str(el("img", src=quote(found.place.page), alt=alt))
