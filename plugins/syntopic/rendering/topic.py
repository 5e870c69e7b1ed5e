"""The topic page: the author's synthesis on top, then what each source says."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.linking import topic_page
from syntopic.linking.resolve import Found
from syntopic.markdown.forms import close, element, open_, raw
from syntopic.model import Entry, Facet, Heading, Kind, Note, Picture, Shown, Topic
from syntopic.rendering import head
from syntopic.rendering.cells import FIGURES, figure, outputs_of
from syntopic.rendering.context import Context, Page, href
from syntopic.rendering.foot import foot
from syntopic.rendering.html import el
from syntopic.rendering.passages import content, footnotes, passage
from syntopic.rendering.settled import settled_beside
from syntopic.rendering.summary import summary
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
        footnotes(_told(value), page, context),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Page(page, value.concept.name, text, summary(value))


def _told(topic: Topic) -> Iterator[tuple[Note, str]]:
    """All texts of the page with their notes, the folded ones included."""
    if topic.synthesis is not None:
        note = topic.synthesis.note.note
        yield from ((note, part.text) for part in topic.opening if isinstance(part, Shown))
    for entry in topic.entries:
        for shown in entry.shown:
            if shown.block.kind is not Kind.FOOTNOTE:
                yield entry.passage.note, shown.text
            yield from ((variant.note, variant.text) for variant in shown.also)


def _body(topic: Topic, page: str, context: Context) -> Iterator[str]:
    picture = _picture(topic.picture, page, context)
    if topic.synthesis is not None:
        yield from _synthesis(topic, page, context, picture)
        picture = ""
        if topic.sections:
            title = context.language.label("from-my-notes")
            yield f"## {title} {{#from-my-notes .part}}"
    if topic.as_written:
        yield from _as_written(topic, page, context, picture)
        return
    for section in topic.sections:
        entries = [entry for entry in section.entries if entry.content]
        if not entries:
            continue
        level = "###" if topic.synthesis is not None else "##"
        yield f"{level} {context.language.facet(section.facet)} {{#{section.facet} .facet}}"
        for index, entry in enumerate(entries):
            again = index > 0 and _same_place(entries[index - 1], entry)
            yield passage(entry, page, context, topic, again=again, top=len(level) + 1)
            yield from settled_beside(entry, topic, page, context)
            if picture and (entry.passage.facet in _OPENING or index == len(entries) - 1):
                yield picture
                picture = ""


_OPENING = frozenset({Facet.PLAIN_ENGLISH})


def _as_written(topic: Topic, page: str, context: Context, picture: str) -> Iterator[str]:
    """The only note in its own order; a code picture comes after its first paragraph."""
    top = 3 if topic.synthesis is not None else 2
    drawn = topic.picture is not None and (
        topic.picture.block is None or topic.picture.block.snippet is not None
    )
    for entry in topic.sections[0].entries if topic.sections else ():
        if not (picture and drawn):
            yield passage(entry, page, context, topic, again=False, top=top)
            continue
        first, rest = _after_opening(entry.content, 1)
        yield passage(_with(entry, first), page, context, topic, again=False, top=top)
        yield picture
        if rest:
            note = entry.passage.note
            yield open_("section", class_="passage")
            yield content(rest, note, page, context, topic, top=top)
            yield close()


def _synthesis(topic: Topic, page: str, context: Context, picture: str) -> Iterator[str]:
    assert topic.synthesis is not None
    note = topic.synthesis.note.note
    first, rest = _after_opening(topic.opening, 2)
    yield open_("div", class_="synthesis")
    yield content(first, note, page, context, topic, top=2)
    if picture:
        yield picture
    yield content(rest, note, page, context, topic, top=2)
    yield close()
    date = head.dated(topic)
    mine = context.language.label("synthesis-by")
    by = ", ".join(filter(None, (mine, head.when(date, context.language))))
    yield element(str(el("p", by, class_="byline")))


def _after_opening(
    content: tuple[Heading | Shown, ...], paragraphs: int
) -> tuple[tuple[Heading | Shown, ...], tuple[Heading | Shown, ...]]:
    """Splits after the first paragraphs, or before the first heading, whichever comes first."""
    seen = 0
    for index, part in enumerate(content):
        if isinstance(part, Heading):
            if seen:
                return content[:index], content[index:]
        elif part.block.kind is Kind.PARAGRAPH:
            seen += 1
            if seen == paragraphs:
                return content[: index + 1], content[index + 1 :]
    return content, ()


def _with(entry: Entry, content: tuple[Heading | Shown, ...]) -> Entry:
    return Entry(entry.passage, content)


def _same_place(before: Entry, entry: Entry) -> bool:
    return before.passage.note.path == entry.passage.note.path


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
    outputs = outputs_of(block.snippet, note, context)
    drawn = [output for output in outputs if output.kind in FIGURES]
    return raw(figure(drawn[-1], block.snippet)) if drawn else ""
