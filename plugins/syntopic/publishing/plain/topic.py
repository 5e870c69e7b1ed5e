"""The page of a topic: the synthesis on top, then what each source says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syntopic.linking import topic_page
from syntopic.linking.resolve import Found
from syntopic.model import Disagreement, Entry, Facet, Heading, Picture, Shown, Topic
from syntopic.publishing.plain.cells import drawing
from syntopic.publishing.plain.foot import foot
from syntopic.publishing.plain.front import front_matter
from syntopic.publishing.plain.passages import content
from syntopic.publishing.plain.text import escaped, link, quoted
from syntopic.publishing.plain.view import View, anchor, joined
from syntopic.rendering import head
from syntopic.rendering.context import href
from syntopic.rendering.footnotes import needed
from syntopic.rendering.footnotes import told as footnotes_told
from syntopic.rendering.passages import demoted, is_left_out
from syntopic.rendering.settled import OPENING, settled
from syntopic.rendering.summary import summary
from syntopic.rendering.topic import after_opening

Part = Heading | Shown
Piece = tuple[str, Entry | None]
"""A piece of the page, and the passage that ends with it, if one does."""


def topic(value: Topic, view: View) -> str:
    """A topic as a page of its own, front matter included."""
    page = topic_page(value.concept)
    front = front_matter(
        title=value.concept.name,
        description=summary(value),
        date=head.dated(value),
        tags=tags(value),
        aliases=value.concept.aliases,
    )
    footnotes = (
        view.text(text, note, page)
        for note, text in needed(footnotes_told(value), view.context.notes)
    )
    parts = (
        front,
        f"# {escaped(value.concept.name)}",
        *_head(value, page, view),
        *_body(value, page, view),
        *foot(value, page, view),
        *footnotes,
    )
    return joined(parts) + "\n"


def tags(topic: Topic) -> tuple[str, ...]:
    """The tags of the notes that are about this concept alone."""
    claims = (*([topic.synthesis] if topic.synthesis else []), *topic.claims)
    whole = (claim for claim in claims if claim.whole)
    tags = (tag for c in whole for tag in (*c.note.note.front.tags, *c.note.tags))
    return tuple(dict.fromkeys(tags))


def _head(topic: Topic, page: str, view: View) -> Iterator[str]:
    said = {topic.concept.name.casefold(): topic.concept.name}
    others = [a for a in topic.concept.aliases if said.setdefault(a.casefold(), a) is a]
    if others:
        yield f"*{view.label('also-called')}: {', '.join(map(escaped, others))}*"
    yield " · ".join(_facts(topic, page, view))
    first, after = view.context.know_first(topic), view.context.leads_to(topic)
    for key, topics in (("know-first", first), ("leads-to", after)):
        if topics:
            links = (link(escaped(one.name), href(page, one.page)) for one in topics)
            yield f"**{view.label(key)}:** {' · '.join((*links, *_way(key, topic, page, view)))}"


def _way(key: str, topic: Topic, page: str, view: View) -> Iterator[str]:
    """The way to the path that ends with this topic, where there is one."""
    path = view.context.paths.concepts.get(topic.concept.name) if key == "know-first" else None
    if path is not None:
        said = view.label("whole-path").format(count=path.length)
        yield link(escaped(said), href(page, path.page))


def _facts(topic: Topic, page: str, view: View) -> Iterator[str]:
    if topic.concept.area:
        yield link(escaped(topic.concept.area), href(page, "topics/index.md"))
    if date := head.dated(topic):
        yield escaped(head.when(date, view.context.language))
    yield f"{head.minutes(topic)} {view.label('min-read')}"
    count = len(view.context.sources_of(topic))
    if count and view.context.sources:
        yield f"{count} {view.label('source' if count == 1 else 'sources')}"
    if topic.synthesis is None:
        yield f"*{view.label('notes-in-progress')}*"


def _body(topic: Topic, page: str, view: View) -> Iterator[str]:
    picture = top_picture(topic.picture, page, view)
    told = settled(topic)
    if topic.synthesis is not None:
        note = topic.synthesis.note.note
        first, rest = after_opening(demoted(topic.opening, 2), 2, topic.picture)
        yield content(first, note, page, view, topic)
        yield picture
        yield content(rest, note, page, view, topic)
        yield from _differences(told.get(OPENING, ()), page, view)
        picture = ""
        if topic.sections:
            yield f"## {view.label('from-my-notes')}"
    write = as_written if topic.as_written else by_facet
    for text, entry in write(topic, page, view, picture):
        yield text
        if entry is not None:
            yield from _differences(told.get(entry.passage.anchor, ()), page, view)


def as_written(topic: Topic, page: str, view: View, picture: str) -> Iterator[Piece]:
    """The only note in its own order; a drawn picture comes after its first paragraph."""
    top = 2 + (topic.synthesis is not None)
    block = topic.picture.block if topic.picture is not None else None
    drawn = picture if block is None or block.snippet is not None else ""
    alone = not view.context.sources and len(topic.notes) == 1
    for entry in topic.entries:
        note = entry.passage.note
        parts = demoted(entry.content, top)
        first, rest = after_opening(parts, 1, topic.picture) if drawn else (parts, ())
        yield _named(entry, page, view, again=alone), None
        yield content(first, note, page, view, topic), None
        yield drawn, None
        yield content(rest, note, page, view, topic), entry
        drawn = ""


def by_facet(topic: Topic, page: str, view: View, picture: str) -> Iterator[Piece]:
    """Facet by facet; the picture comes after the first passage in plain English."""
    level = 2 + (topic.synthesis is not None)
    for section in topic.sections:
        entries = [entry for entry in section.entries if entry.content]
        if any(_is_seen(entry, topic, view) for entry in entries):
            yield f"{'#' * level} {view.context.language.facet(section.facet)}", None
        before: Entry | None = None
        for entry in entries:
            note = entry.passage.note
            again = before is not None and before.passage.note.path == note.path
            seen = _is_seen(entry, topic, view)
            yield _named(entry, page, view, again=again or not seen), None
            parts = demoted(entry.content, level + 1)
            yield content(parts, note, page, view, topic) if seen else "", entry
            before = entry if seen else before
            if picture and (section.facet is Facet.PLAIN_ENGLISH or entry is entries[-1]):
                yield picture, None
                picture = ""


def _is_seen(entry: Entry, topic: Topic, view: View) -> bool:
    note = entry.passage.note
    return any(not is_left_out(part, note, view.context, topic) for part in entry.content)


def _named(entry: Entry, page: str, view: View, *, again: bool = False) -> str:
    """The line that names the source; ``again`` leaves it out."""
    mark = anchor(entry.passage.anchor)
    return mark.removesuffix("\n\n") if again else mark + view.origin(entry.passage.note, page)


def top_picture(picture: Picture | None, page: str, view: View) -> str:
    """The page's picture, ready to stand after the opening."""
    if picture is None:
        return ""
    note, block = picture.note, picture.block
    if block is None:
        target = picture.target.strip("![]").split("|")[0]
        found = view.context.links.resolver.resolve(target, "", True, note.path)
        alt = note.front.description or note.front.title
        where = view.address(page, found.place.page, "") if isinstance(found, Found) else ""
        return "!" + link(escaped(alt), where) if where else ""
    if block.snippet is None:
        return view.text(block.text, note, page)
    return drawing(block.snippet, note, page, view)


def _differences(told: Iterable[Disagreement], page: str, view: View) -> Iterator[str]:
    """Each disagreement that the author settled, with the reason."""
    for found in told:
        reason = view.text(found.reason, found.second.note, page)
        yield quoted(f"[!WARNING]\n**{view.label('sources-differ')}**\n\n{reason}")
