"""Passages on a page: each in its own container, with its source beside it."""

from __future__ import annotations

from collections.abc import Iterable

from syntopic.markdown.forms import close, element, open_
from syntopic.model import Block, Entry, Heading, Note, Shown, Topic
from syntopic.rendering.blocks import figure_lifted, is_picture, shown_block
from syntopic.rendering.context import Context
from syntopic.rendering.footnotes import is_elsewhere, needed
from syntopic.rendering.marks import mark
from syntopic.rendering.text import inline, markdown


def passage(
    entry: Entry, page: str, context: Context, topic: Topic, *, again: bool, top: int
) -> str:
    """A passage; ``again`` leaves out the mark of a source that has just been named.

    ``top`` is the level that the passage's highest heading takes on the page.
    """
    note = entry.passage.note
    parts = [open_("section", class_="passage", id=entry.passage.anchor, data_source=note.source)]
    if not again and (context.sources or len(topic.notes) > 1):
        parts.append(element(str(mark(note, page, context))))
    parts.append(content(entry.content, note, page, context, topic, top=top))
    parts.append(close())
    return "\n\n".join(parts)


def content(
    parts: Iterable[Heading | Shown | Block],
    note: Note,
    page: str,
    context: Context,
    topic: Topic | None,
    *,
    top: int,
) -> str:
    """Headings and blocks in order; a figure that stands at the top of the page is not repeated."""
    run = tuple(parts)
    levels = [part.level for part in run if isinstance(part, Heading)]
    shift = top - min(levels, default=top)
    written: list[str] = []
    for part in run:
        if isinstance(part, Heading):
            written.append(_heading(part, note, page, context, part.level + shift))
            continue
        shown = part if isinstance(part, Shown) else Shown(part, part.text)
        if is_elsewhere(shown.block, context.notes.get(note.path)):
            continue
        if topic is not None and figure_lifted(topic) and is_picture(topic.picture, shown.block):
            continue
        written.append(shown_block(shown, note, page, context, topic))
    return "\n\n".join(part for part in written if part)


def footnotes(told: Iterable[tuple[Note, str]], page: str, context: Context) -> str:
    """The footnotes that the texts of a page refer to, for its foot."""
    found = needed(told, context.notes)
    return "\n\n".join(markdown(text, note, page, context) for note, text in found)


def _heading(heading: Heading, note: Note, page: str, context: Context, level: int) -> str:
    key = (note.path, heading.origin.first_line)
    anchor = context.links.places.heading_anchors.get(key, "")
    attributes = f" {{#{anchor}}}" if anchor else ""
    return f"{'#' * min(6, level)} {inline(heading.text, note, page, context)}{attributes}"
