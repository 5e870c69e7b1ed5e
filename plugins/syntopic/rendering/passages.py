"""Passages on a page: each in its own container, with its source beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from syntopic.markdown.forms import close, element, open_
from syntopic.model import Entry, Heading, Note, Shown, Topic
from syntopic.rendering.blocks import figure_lifted, is_picture, shown_block
from syntopic.rendering.context import Context
from syntopic.rendering.footnotes import is_elsewhere, needed
from syntopic.rendering.html import el
from syntopic.rendering.marks import mark
from syntopic.rendering.text import inline, markdown

Part = Heading | Shown


def passage(
    entry: Entry, page: str, context: Context, topic: Topic, *, again: bool, top: int
) -> str:
    """A passage; ``again`` leaves out the mark of a source that has just been named.

    ``top`` is the level that the passage's highest heading takes on the page.
    """
    note = entry.passage.note
    text = content(demoted(entry.content, top), note, page, context, topic)
    if not text:  # its only figure is the page's picture; links to it still lead here
        return element(str(el("span", id=entry.passage.anchor, class_="here")))
    parts = [open_("section", class_="passage", id=entry.passage.anchor, data_source=note.source)]
    if not again and (context.sources or len(topic.notes) > 1):
        parts.append(element(str(mark(note, page, context))))
    return "\n\n".join((*parts, text, close()))


def demoted(parts: Iterable[Part], top: int) -> tuple[Part, ...]:
    """Headings on the levels that they take on the page: the outermost on ``top``, none skipped."""
    around: list[int] = []
    moved: list[Part] = []
    for part in parts:
        if isinstance(part, Heading):
            around = [*(level for level in around if level < part.level), part.level]
            moved.append(replace(part, level=min(6, top + len(around) - 1)))
        else:
            moved.append(part)
    return tuple(moved)


def content(
    parts: Iterable[Part], note: Note, page: str, context: Context, topic: Topic | None
) -> str:
    """Headings and blocks in order; a figure that stands at the top of the page is not repeated."""
    written: list[str] = []
    for part in parts:
        if isinstance(part, Heading):
            written.append(_heading(part, note, page, context))
        elif not is_left_out(part, note, context, topic):
            written.append(shown_block(part, note, page, context, topic))
    return "\n\n".join(part for part in written if part)


def is_left_out(part: Part, note: Note, context: Context, topic: Topic | None) -> bool:
    """Whether a part stands elsewhere: a footnote at the foot, the page's picture at its top."""
    if isinstance(part, Heading):
        return False
    if is_elsewhere(part.block, context.notes.get(note.path)):
        return True
    return topic is not None and figure_lifted(topic) and is_picture(topic.picture, part.block)


def footnotes(told: Iterable[tuple[Note, str]], page: str, context: Context) -> str:
    """The footnotes that the texts of a page refer to, for its foot."""
    found = needed(told, context.notes)
    return "\n\n".join(markdown(text, note, page, context) for note, text in found)


def _heading(heading: Heading, note: Note, page: str, context: Context) -> str:
    key = (note.path, heading.origin.first_line)
    anchor = context.links.places.heading_anchors.get(key, "")
    attributes = f" {{#{anchor}}}" if anchor else ""
    return f"{'#' * heading.level} {inline(heading.text, note, page, context)}{attributes}"
