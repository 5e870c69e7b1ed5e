"""The whole garden as plain Markdown, for any other tool to read: the way out that stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from syntopic.linking import source_page, topic_page
from syntopic.linking.places import attachment_page
from syntopic.model import NotePath
from syntopic.publishing.folders import FolderError, write_whole
from syntopic.publishing.images import without_metadata
from syntopic.publishing.notebook import notebook
from syntopic.publishing.plain import lists
from syntopic.publishing.plain.figures import FOLDER, by_key, figures
from syntopic.publishing.plain.paths import paths
from syntopic.publishing.plain.topic import topic
from syntopic.publishing.plain.view import View, with_anchors
from syntopic.rendering import Context
from syntopic.rendering.overview import SYMBOLS, TOPICS
from syntopic.rendering.sources import SOURCES, all_sources

MARKER = ".syntopic-export"
"""Names every file of an export, so that the next one may replace these and nothing else."""

_SHOWN = re.compile(rf"{FOLDER}/[\w.%~-]+")


ExportError = FolderError
"""Nothing was written; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export by path: ``texts``, ``figures``, and ``attachments`` to be copied."""

    texts: dict[str, str]
    figures: dict[str, bytes]
    attachments: dict[str, NotePath]


def export(context: Context, notes: Path, folder: Path) -> tuple[Path, ...]:
    """Write the garden into ``folder`` and return the files written, in order.

    ``notes`` is the folder of the notes, from which used attachments are copied, images without
    their metadata. A folder that holds anything but an earlier export raises ExportError, and so
    does an attachment that cannot be read; files of an earlier export that are no part of this one
    are removed.
    """
    made = exported(context)
    read = {path: _read(notes / note) for path, note in made.attachments.items()}
    copied = {path: content for path, content in read.items() if content is not None}
    contents = {path: text.encode("utf-8", "replace") for path, text in made.texts.items()}
    return write_whole(folder, {**contents, **made.figures, **copied}, MARKER, "export")


def exported(context: Context) -> Export:
    """All files of the export; writes nothing."""
    drawn = figures(context)
    listed = all_sources(context)
    pages = frozenset(source_page(source.key) for source in listed)
    view = View(context, by_key(drawn), pages)
    texts = with_anchors(dict(_pages(view)))
    texts |= {
        context.notebooks[t.concept.name]: notebook(t, context)
        for t in context.topics.values()
        if t.concept.name in context.notebooks
    }
    attachments = {attachment_page(path): path for path in context.links.used}
    shown = {path for text in texts.values() for path in _SHOWN.findall(text)}
    kept = {f.path: f.content for f in drawn.values() if quote(f.path) in shown}
    return Export(texts, kept, attachments)


def _pages(view: View) -> Iterator[tuple[str, str]]:
    context = view.context
    pages = {TOPICS: lists.topics(view)}
    pages |= {topic_page(t.concept): topic(t, view) for t in context.topics.values()}
    pages |= dict(paths(view))
    listed = all_sources(context)
    if listed:
        pages[SOURCES] = lists.sources(listed, view)
        pages |= {source_page(source.key): lists.source(source, view) for source in listed}
    if symbols := lists.symbols(view):
        pages[SYMBOLS] = symbols
    yield lists.START, lists.start(view, tuple(pages))
    yield from pages.items()


def _read(file: Path) -> bytes | None:
    """A file as it is published; None for an image that must not be."""
    try:
        return without_metadata(file.name, file.read_bytes())
    except OSError as error:
        raise ExportError(f"{file.name} cannot be read: {error.strerror or error}") from error
