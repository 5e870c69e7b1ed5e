"""What is kept of a garden from one build to the next, and the steps that make use of it.

Every step says what it makes its values from, and makes them anew where that differs in any way. A
step that is given the same gives the very same object, so the next one sees at a look that nothing
has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from syntopic import gathering, linking, reading, rendering
from syntopic.card_names import PrivateCards
from syntopic.configuration import Options
from syntopic.formulas import broken_formulas, macro_problems
from syntopic.markdown.tex import Macros, usable
from syntopic.memory import Last, Lasts, changed
from syntopic.memory.files import look
from syntopic.merging import Records, merged
from syntopic.model import (
    Facet,
    Gathered,
    Gathering,
    Note,
    NotePath,
    ParsedNote,
    Problem,
    Source,
    Syllabus,
    Topic,
)
from syntopic.parsing import parse_note
from syntopic.publishing.images import image_problems
from syntopic.publishing.memory import Memory as Published
from syntopic.quotations import quotation_problems
from syntopic.reading import Reading

Parsed = tuple[ParsedNote, tuple[Problem, ...]]


class Sorted(NamedTuple):
    """What sorting a garden by concept goes by."""

    notes: tuple[ParsedNote, ...]
    sources: tuple[Source, ...]
    syllabus: Syllabus
    language: str
    headings: Mapping[str, Facet]


class Told(NamedTuple):
    """What a topic is merged from."""

    notes: Gathered
    settlements: Mapping[str, str | None]
    language: str


class Checked(NamedTuple):
    """What a note is checked by."""

    note: ParsedNote
    macros: Macros
    quoted_share: int


@dataclass(slots=True)
class GardenMemory:
    """What is kept of one garden.

    ``parsed`` are its notes taken apart, ``gathered`` the same by concept, ``topics`` what was
    merged of each, ``pages`` and ``notebooks`` what was written of all that. ``publishing``
    is what was made of finished pages: whoever finishes them begins and ends that. ``checked`` is
    what is wrong with the formulas and quotations of each note, ``pictures`` with each file that it
    shows.
    ``cards`` are those of private notes, by which no other may be called, and never saved.
    ``tells_private`` says that the author's records hold text of a note that is private by now:
    then nothing may be saved. ``changed`` says that a build has made or forgotten something since
    this was saved.
    """

    reading: reading.Memory = field(default_factory=reading.Memory)
    parsed: Lasts[NotePath, Parsed] = field(default_factory=Lasts)
    gathered: Last[Gathering] = field(default_factory=Last)
    topics: Lasts[str, Topic] = field(default_factory=Lasts)
    checked: Lasts[NotePath, tuple[Problem, ...]] = field(default_factory=Lasts)
    pictures: Lasts[NotePath, tuple[Problem, ...]] = field(default_factory=Lasts)
    linking: linking.Memory = field(default_factory=linking.Memory)
    sorting: gathering.Memory = field(default_factory=gathering.Memory)
    pages: rendering.Memory = field(default_factory=rendering.Memory)
    notebooks: rendering.Memory = field(default_factory=rendering.Memory)
    publishing: Published = field(default_factory=Published)
    cards: PrivateCards = field(default_factory=PrivateCards)
    tells_private: bool = False
    changed: bool = False

    def begin(self) -> None:
        """Begins a build."""
        for kept in self._kept():
            kept.begin()

    def forget(self) -> None:
        """Ends a build: forgets all that it has not asked for."""
        for kept in self._kept():
            kept.forget()
        self.changed |= self.reading.rested or any(map(changed, (self, self.reading, self.linking)))

    @property
    def unsaved(self) -> bool:
        """Whether a file has to be written."""
        return self.changed or any(kept.changed for kept in self._outputs())

    def saved(self) -> None:
        """Tells that a file holds all of this."""
        self.changed = False
        for kept in self._outputs():
            kept.changed = False

    def _outputs(self) -> tuple[rendering.Memory | Published, ...]:
        return self.pages, self.notebooks, self.publishing

    def _kept(self) -> tuple[Lasts[Any, Any], ...]:
        return self.parsed, self.topics, self.checked, self.pictures, self.cards

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        found = (self.reading, self.parsed, self.gathered, self.topics, self.checked)
        return GardenMemory, (
            *found,
            self.pictures,
            self.linking,
            self.sorting,
            *self._outputs(),
        )


def parsed(
    notes: Iterable[Note], memory: GardenMemory
) -> tuple[tuple[ParsedNote, ...], tuple[Problem, ...]]:
    """Every note taken apart, and what is wrong in it."""
    found = [memory.parsed.of(note.path, note, partial(parse_note, note)) for note in notes]
    return tuple(one for one, _ in found), tuple(chain.from_iterable(p for _, p in found))


def gathered(
    notes: tuple[ParsedNote, ...], read: Reading, options: Options, memory: GardenMemory
) -> Gathering:
    """What the notes say, by concept."""
    words, headings = options.words, options.synonyms
    told = Sorted(notes, read.sources, read.syllabus, words.code, headings)
    gather, kept = gathering.gather, memory.sorting
    make = partial(gather, notes, read.sources, read.syllabus, words, headings, kept)
    return memory.gathered.of(told, make)


def topics(
    found: Iterable[Gathered], records: Records, options: Options, memory: GardenMemory
) -> tuple[Topic, ...]:
    """A topic of each concept, without what has changed since its synthesis was written."""
    words, settled = options.words, records.settled
    return tuple(
        memory.topics.of(
            one.concept.name,
            Told(one, settled, words.code),
            partial(merged, one, settled, words),
        )
        for one in found
    )


def content_problems(
    notes: Sequence[ParsedNote], options: Options, memory: GardenMemory
) -> Iterator[Problem]:
    """What is wrong with formulas, and who quotes more than they say."""
    yield from macro_problems(options.macros)
    macros, share = usable(tuple(options.macros.items())), options.quoted_share
    for note in notes:

        def check(note: ParsedNote = note) -> tuple[Problem, ...]:
            return (*broken_formulas(note, macros), *quotation_problems((note,), share))

        yield from memory.checked.of(note.note.path, Checked(note, macros, share), check)


def file_problems(
    notes: Path, used: Iterable[NotePath], memory: GardenMemory
) -> tuple[Problem, ...]:
    """What is wrong with the files that pages show; those are looked into only if they changed."""
    now = memory.reading.now
    found: list[Problem] = []
    for path in used:
        seen, check = look(notes / path, now), partial(image_problems, notes, (path,))
        if seen is None:
            memory.pictures.drop(path)
        found += check() if seen is None else memory.pictures.of(path, seen, check)
    return tuple(found)
