"""What stands on each page, in the order of reading, section by section.

A section is what a reader sees as one part of a page: a facet, or what stands below one of the
highest headings of a topic that is shown as its author wrote it. Smaller headings begin none: a
long page would link the same name again and again. On a source's page each note is a section.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from syntopic.linking.places import topic_page
from syntopic.linking.tellings import Telling
from syntopic.model import Block, Heading, Note, Shown, Topic


@dataclass(frozen=True, slots=True)
class Part:
    """A block where it stands: ``text`` is what is shown of it, None where it was folded away."""

    note: Note
    block: Block
    text: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The blocks of a section; ``headings`` are those that the author wrote above and in it."""

    page: str
    title: str
    headings: tuple[tuple[Note, Heading], ...]
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Reader:
    """Collects the parts of one page."""

    page: str
    title: str
    headings: list[tuple[Note, Heading]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    done: list[Stretch] = field(default_factory=list)

    def read(
        self, note: Note, content: Iterable[Heading | Shown | Block], *, apart: bool = False
    ) -> None:
        """Takes the parts of a note; ``apart``: each of its highest headings begins a section."""
        highest = 0
        for part in content:
            if isinstance(part, Heading):
                if apart and (not highest or part.level <= highest):
                    highest = part.level
                    self.close()
                self.headings.append((note, part))
            elif isinstance(part, Shown):
                self.parts.append(Part(note, part.block, part.text))
            else:
                self.parts.append(Part(note, part, part.text))

    def close(self) -> None:
        if self.parts:
            headings, parts = tuple(self.headings), tuple(self.parts)
            self.done.append(Stretch(self.page, self.title, headings, parts))
            self.headings, self.parts = [], []


def stretches(telling: Telling) -> tuple[Stretch, ...]:
    """The sections of what is told; what was folded away comes last on its page."""
    if isinstance(telling.told, Topic):
        return tuple(_of_topic(telling.told))
    reader = _Reader(telling.page, telling.title)
    reader.read(telling.told.note.note, telling.told.content)
    reader.close()
    return tuple(reader.done)


def _of_topic(topic: Topic) -> list[Stretch]:
    reader = _Reader(topic_page(topic.concept), topic.concept.name)
    if topic.synthesis is not None:
        reader.read(topic.synthesis.note.note, topic.opening, apart=True)
    reader.close()
    for section in topic.sections:
        for entry in section.entries:
            reader.read(entry.passage.note, entry.content, apart=topic.as_written)
        reader.close()
    shown = {part.block.id for stretch in reader.done for part in stretch.parts}
    for claim in topic.claims if topic.synthesis is None else (*topic.claims, topic.synthesis):
        blocks = (part for part in claim.content if isinstance(part, Block))
        reader.parts += (
            Part(claim.note.note, block, None) for block in blocks if block.id not in shown
        )
    reader.close()
    return reader.done
