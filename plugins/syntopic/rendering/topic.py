"""The topic page: the author's synthesis on top, then what each source says."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.linking import topic_page
from syntopic.linking.resolve import Found
from syntopic.markdown.forms import close, element, open_, raw
from syntopic.model import Entry, Facet, Heading, Kind, Picture, Topic
from syntopic.rendering import head
from syntopic.rendering.blocks import is_picture
from syntopic.rendering.cells import figure, picture_of
from syntopic.rendering.context import Context, Page, href
from syntopic.rendering.foot import foot
from syntopic.rendering.footnotes import told as footnotes_told
from syntopic.rendering.html import el
from syntopic.rendering.map import map_around
from syntopic.rendering.passages import (
    Part,
    content,
    demoted,
    footnotes,
    is_left_out,
    passage,
)
from syntopic.rendering.settled import OPENING, differences, settled
from syntopic.rendering.summary import summary
from syntopic.rendering.tags import topic_tags
from syntopic.rendering.text import as_text, markdown
from syntopic.rendering.workings import topic_workings


def topic(value: Topic, context: Context) -> Page:
    """A topic as a page."""
    page = topic_page(value.concept)
    parts = [
        element(str(head.crumb(value, page, context))),
        f"# {as_text(value.concept.name)}",
        *(
            element(str(piece))
            for piece in (
                head.aka(value, context),
                head.facts(value, context),
                head.path(value, page, context),
            )
            if piece
        ),
        *_body(value, page, context),
        *topic_workings(value, page, context),
        *foot(value, page, context),
        *map_around(value, page, context),
        footnotes(footnotes_told(value), page, context),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Page(page, value.concept.name, text, summary(value, context.macros))


def _body(topic: Topic, page: str, context: Context) -> Iterator[str]:
    picture = _picture(topic.picture, page, context)
    told = settled(topic)
    if topic.synthesis is not None:
        yield from _synthesis(topic, page, context, picture)
        yield from differences(told.get(OPENING, ()), page, context)
        picture = ""
        if topic.sections:
            title = context.language.label("from-my-notes")
            yield f"## {title} {{#from-my-notes .part}}"
    write = _as_written if topic.as_written else _by_facet
    for text, entry in write(topic, page, context, picture):
        yield text
        if entry is not None:
            yield from differences(told.get(entry.passage.anchor, ()), page, context)


Piece = tuple[str, Entry | None]
"""A piece of the page, and the passage that ends with it, if one does."""


def _by_facet(topic: Topic, page: str, context: Context, picture: str) -> Iterator[Piece]:
    """Facet by facet; the picture comes after the first passage in plain English."""
    level = 3 if topic.synthesis is not None else 2
    for section in topic.sections:
        entries = [entry for entry in section.entries if entry.content]
        if any(_is_seen(entry, topic, context) for entry in entries):
            title = context.language.facet(section.facet)
            yield f"{'#' * level} {title} {{#{section.facet} .facet}}", None
        before: Entry | None = None
        for entry in entries:
            again = before is not None and before.passage.note.path == entry.passage.note.path
            yield passage(entry, page, context, topic, again=again, top=level + 1), entry
            before = entry if _is_seen(entry, topic, context) else before
            if picture and (entry.passage.facet is Facet.PLAIN_ENGLISH or entry is entries[-1]):
                yield picture, None
                picture = ""


def _is_seen(entry: Entry, topic: Topic, context: Context) -> bool:
    note = entry.passage.note
    return any(not is_left_out(part, note, context, topic) for part in entry.content)


def _as_written(topic: Topic, page: str, context: Context, picture: str) -> Iterator[Piece]:
    """The only note in its own order; a code picture comes after its first paragraph."""
    top = 3 if topic.synthesis is not None else 2
    if topic.picture is not None and topic.picture.block is not None:
        picture = picture if topic.picture.block.snippet is not None else ""
    for entry in topic.entries:
        note, parts = entry.passage.note, demoted(entry.content, top)
        first, rest = after_opening(parts, 1, topic.picture) if picture else (parts, ())
        opening = Entry(entry.passage, first)
        yield passage(opening, page, context, topic, again=False, top=top), None
        if picture:
            yield picture, None
            picture = ""
        if rest:
            yield open_("section", class_="passage"), None
            yield content(rest, note, page, context, topic), None
            yield close(), None
        yield "", entry


def _synthesis(topic: Topic, page: str, context: Context, picture: str) -> Iterator[str]:
    assert topic.synthesis is not None
    note = topic.synthesis.note.note
    first, rest = after_opening(demoted(topic.opening, 2), 2, topic.picture)
    yield open_("div", class_="synthesis")
    yield content(first, note, page, context, topic)
    yield picture
    yield content(rest, note, page, context, topic)
    yield close()
    date = head.dated(topic)
    mine = context.language.label("synthesis-by")
    by = ", ".join(filter(None, (mine, head.when(date, context.language))))
    yield element(str(el("p", by, class_="byline")))
    if tags := topic_tags(topic, page, context):
        yield element(str(tags))


def after_opening(
    content: tuple[Part, ...], paragraphs: int, picture: Picture | None = None
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Splits after the first paragraphs, before the first heading, or where the author has put
    what draws the picture, whichever comes first.
    """
    seen = 0
    for index, part in enumerate(content):
        if isinstance(part, Heading):
            if seen:
                return content[:index], content[index:]
        elif is_picture(picture, part.block):
            return content[:index], content[index:]
        elif part.block.kind is Kind.PARAGRAPH:
            seen += 1
            if seen == paragraphs:
                return content[: index + 1], content[index + 1 :]
    return content, ()


def _picture(picture: Picture | None, page: str, context: Context) -> str:
    """The page's picture, ready to stand after the opening."""
    if picture is None:
        return ""
    inner = _drawn(picture, page, context)
    if not inner:
        return ""
    return "\n\n".join((open_("div", class_="picture", id="picture"), inner, close()))


def _drawn(picture: Picture, page: str, context: Context) -> str:
    note, block = picture.note, picture.block
    if block is None:
        target = picture.target.strip("![]").split("|")[0]
        found = context.links.resolver.resolve(target, "", True, note.path)
        if not isinstance(found, Found):
            return ""
        alt = note.front.description or note.front.title
        return element(str(el("img", src=href(page, found.place.page), alt=alt)))
    if block.snippet is None:
        return markdown(block.text, note, page, context)
    drawn = picture_of(block.snippet, note, context)
    return raw(figure(drawn, block.snippet, note, context)) if drawn is not None else ""
