"""What an author says, apart from how it is written anywhere: to see later whether it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from syntopic.model import Heading, Note, Shown, Source, Topic
from syntopic.printed import plain
from syntopic.rendering import Context
from syntopic.rendering.cells import FIGURES, outputs_of
from syntopic.rendering.states import is_shown

Part = Heading | Shown


def told(topic: Topic, sources: Iterable[Source], context: Context) -> tuple[str, ...]:
    """The words, formulas, code and printed outputs of a topic, and its sources.

    Of a drawn figure only that it is there: another version of a drawing package would draw it
    otherwise, and nothing would have changed for a reader.
    """
    return (*_said(topic, context), *(_named(source) for source in sources))


def fingerprint(said: Iterable[str], attachments: Iterable[bytes]) -> str:
    """A short text that changes when anything of this does."""
    written = json.dumps([*said], ensure_ascii=True).encode()
    parts = (hashlib.sha256(part).digest() for part in (written, *attachments))
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def _said(topic: Topic, context: Context) -> Iterator[str]:
    if topic.synthesis is not None:
        yield from _content(topic.opening, topic.synthesis.note.note, context)
    for entry in topic.entries:
        yield from _content(entry.content, entry.passage.note, context)
    if topic.picture is not None:
        yield topic.picture.block.text if topic.picture.block is not None else topic.picture.target


def _content(parts: Iterable[Part], note: Note, context: Context) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Heading):
            yield f"{'#' * part.level} {part.text}"
            continue
        yield part.text
        snippet = part.block.snippet
        for output in outputs_of(snippet, note, context) if snippet else ():
            if snippet and not is_shown(output, snippet):
                continue
            yield output.kind if output.kind in FIGURES else plain(output.text)


def _named(source: Source) -> str:
    return "\n".join((source.title, *source.authors, str(source.year or ""), source.url))
