"""From a topic to what a reader elsewhere wants of it: the author's text, its picture, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from syntopic.linking import source_page, topic_page
from syntopic.linking.places import attachment_page
from syntopic.model import Entry, Heading, NotePath, Shown, Source, Topic
from syntopic.publishing.cards import card_place
from syntopic.publishing.plain.dialects import Dialect
from syntopic.publishing.plain.figures import by_key, figures
from syntopic.publishing.plain.passages import content
from syntopic.publishing.plain.text import escaped, link, visible
from syntopic.publishing.plain.topic import as_written, by_facet, tags, top_picture
from syntopic.publishing.plain.view import View, joined, with_anchors
from syntopic.publishing.sharing.pictures import Pictures, pictures, shown_in
from syntopic.publishing.sharing.told import told
from syntopic.publishing.sharing.values import Article, NothingToShare
from syntopic.publishing.values import Site
from syntopic.rendering import Context
from syntopic.rendering.footnotes import needed
from syntopic.rendering.footnotes import told as footnotes_told
from syntopic.rendering.passages import demoted
from syntopic.rendering.sources import all_sources
from syntopic.rendering.summary import summary
from syntopic.rendering.topic import after_opening

_HERE = ""
"""Stands for the post itself: no page of the site, so that links to all of these are links."""

Part = Heading | Shown


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an article: a dialect, and how pictures come to them.

    ``uploads`` says that the author's picture files come along (else they are shown from the
    site), ``pixels`` that the place takes no drawings in SVG.
    """

    dialect: Dialect
    uploads: bool
    pixels: bool


def article(topic: Topic, context: Context, site: Site, reader: Reader, notes: bool) -> Article:
    """What is shared of a topic; NothingToShare without a synthesis unless ``notes`` allows it."""
    if topic.synthesis is None and not notes:
        raise NothingToShare(topic.concept.name)
    bare, drawn, used = _bare(topic), figures(context), context.links.used
    found = pictures(drawn.values(), used, site, uploads=reader.uploads, pixels=reader.pixels)
    pages = frozenset(source_page(source.key) for source in all_sources(context))
    view = View(context, by_key(drawn), pages, found.address, reader.dialect)
    body = with_anchors({_HERE: joined(_body(bare, view))})[_HERE]
    sources = tuple(_sources(topic, context))
    page = topic_page(topic.concept)
    url = found.address(_HERE, page, "")
    title, description = _title(topic), visible(summary(topic, context.macros))
    return Article(
        title=title,
        description=description,
        url=url,
        card=found.address(_HERE, card_place(page), ""),
        tags=tags(topic) or (topic.concept.name,),
        body=body,
        listed="\n".join(map(_listed, sources)),
        closing=_closing(topic, site, url, context),
        images=shown_in(body, found),
        told=(title, description, url, *told(bare, sources, context)),
        attachments=tuple(p for p in used if _place(p, found) in body),
    )


def _bare(topic: Topic) -> Topic:
    """The topic without what merging adds; under a synthesis, without the notes behind it."""
    sections = () if topic.synthesis is not None else topic.sections
    return replace(
        topic,
        opening=_alone(topic.opening),
        sections=tuple(
            replace(section, entries=tuple(map(_entry_alone, section.entries)))
            for section in sections
        ),
        symbols=(),
        disagreements=(),
    )


def _entry_alone(entry: Entry) -> Entry:
    return replace(entry, content=_alone(entry.content))


def _alone(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Blocks without the wordings of other sources."""
    return tuple(replace(p, also=()) if isinstance(p, Shown) else p for p in parts)


def _body(topic: Topic, view: View) -> Iterator[str]:
    picture = top_picture(topic.picture, _HERE, view)
    if topic.synthesis is not None:
        note = topic.synthesis.note.note
        first, rest = after_opening(demoted(topic.opening, 2), 2, topic.picture)
        yield content(first, note, _HERE, view, topic)
        yield picture
        yield content(rest, note, _HERE, view, topic)
    else:
        write = as_written if topic.as_written else by_facet
        yield from (text for text, _ in write(topic, _HERE, view, picture))
    for note, text in needed(footnotes_told(topic), view.context.notes):
        yield view.text(text, note, _HERE)


def _title(topic: Topic) -> str:
    said = topic.synthesis.note.note.front.title if topic.synthesis is not None else ""
    return visible(said or topic.concept.name)


def _sources(topic: Topic, context: Context) -> Iterator[Source]:
    """The registered sources that feed a topic, in the author's order."""
    feeding = context.sources_of(topic)
    return (source for key, source in context.sources.items() if key in feeding)


def _listed(source: Source) -> str:
    known = source.url.startswith(("https://", "http://"))
    title = link(escaped(source.title), source.url) if known else escaped(source.title)
    by = ", ".join(map(escaped, source.authors))
    year = f" ({source.year})" if source.year else ""
    return f"- {title}{', ' if by else ''}{by}{year}"


def _closing(topic: Topic, site: Site, url: str, context: Context) -> str:
    label = context.language.label
    said = label("first-published").format(page=link(escaped(site.name), url))
    more = f" {label('notes-behind')}" if topic.synthesis is not None and topic.sections else ""
    return f"*{said}{more}*"


def _place(attachment: NotePath, found: Pictures) -> str:
    return found.address(_HERE, attachment_page(attachment), "")
