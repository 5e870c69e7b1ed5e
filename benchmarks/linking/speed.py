"""How long the linking stage takes on a large garden, made up from a seed.

    python -m benchmarks.linking.speed [--notes 5000] [--concepts 2000] [--profile]

The garden: notes of about 5 kB with headings, lists, formulas and code; concepts with two names
each, most of several words, some acronyms, hyphenated and single ones. Names stand in the text as
words do in English (Zipf), and twice as often as in the densest vault that was looked at; one in
twenty is a link by hand. Times are CPU seconds of this process for the whole stage (links and
mentions, related concepts, the order of learning and its paths), and for gathering, which comes
before it; without reading, parsing and merging. It is linked again as a preview does it, with what
the process has kept: as it is, with one note changed in several ways, and with another name.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from benchmarks.gardens.words import Words
from syntopic import gathering
from syntopic.gathering import gather
from syntopic.languages import language
from syntopic.linking import Links, Memory, link
from syntopic.linking.mentions.naming import names_of
from syntopic.linking.order import learning_order
from syntopic.linking.paths import learning_paths
from syntopic.linking.related import related
from syntopic.linking.web import web_of
from syntopic.memory import Lasts
from syntopic.merging import Records, merge
from syntopic.model import (
    Area,
    Block,
    FrontMatter,
    Gathered,
    Note,
    NotePath,
    ParsedNote,
    Syllabus,
    SyllabusConcept,
    Topic,
)
from syntopic.parsing import parse_note

SEED = 7
ENGLISH = language("en")
_ONSETS, _VOWELS, _CODAS = "bcdfghjklmnprstvwz", "aeiou", ("", "", "l", "m", "n", "r", "s", "t")


def made_up(notes: int, concepts: int) -> tuple[list[ParsedNote], Syllabus, int]:
    """Parsed notes, a syllabus that knows all concepts, and how many bytes the notes have."""
    random_ = random.Random(SEED)
    vocabulary = Words.of(_words(random_, 6000))
    known = [_concept(random_, vocabulary) for _ in range(concepts)]
    names = Words.of([name for concept in known for name in (concept.name, *concept.aliases)])
    parsed, size = [], 0
    for number in range(notes):
        text = "\n\n".join(_blocks(random_, vocabulary, names))
        concept = known[number % concepts].name
        front = FrontMatter(concept=concept)
        lines = tuple(range(1, 2 + text.count("\n")))
        note = Note(NotePath(f"s{number // concepts}/n{number}.md"), "md", text, lines, front)
        parsed.append(parse_note(note)[0])
        size += len(text.encode())
    return parsed, Syllabus((Area("All", tuple(known)),)), size


def _words(random_: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = (
            random_.choice(_ONSETS) + random_.choice(_VOWELS) + random_.choice(_CODAS)
            for _ in range(random_.choice((1, 2, 2, 3, 3, 4)))
        )
        found["".join(syllables)] = None
    return list(found)


def _concept(random_: random.Random, vocabulary: Words) -> SyllabusConcept:
    name, alias = _name(random_, vocabulary), _name(random_, vocabulary)
    return SyllabusConcept(name, (alias,))


def _name(random_: random.Random, vocabulary: Words) -> str:
    # The commonest words ("the", "of", "then", "large") name no concept.
    words = random_.sample([word for word in vocabulary.words[1000:] if len(word) > 3], 3)
    kind = random_.random()
    if kind < 0.65:
        return " ".join(words[: random_.choice((2, 2, 3))]).capitalize()
    if kind < 0.75:
        return f"{words[0].capitalize()}-{words[1]}"
    if kind < 0.87:
        return "".join(random_.choices("ABCDEFGHIKLMNOPRSTUVW", k=random_.choice((3, 3, 4))))
    return words[0].capitalize()


def _blocks(random_: random.Random, vocabulary: Words, names: Words) -> Iterator[str]:
    for number in range(9):
        if number % 3 == 0:
            yield f"## {' '.join(vocabulary.some(random_, 2)).capitalize()}"
        yield _paragraph(random_, vocabulary, names)
        if number % 4 == 1:
            items = (_sentence(random_, vocabulary, names) for _ in range(3))
            yield "\n".join(f"- {item}" for item in items)
        if number % 5 == 2:
            yield "$$ y = \\sum_i w_i x_i + b $$"
        if number % 6 == 3:
            yield "```python\nfor x in range(10):\n    print(x)\n```"


def _paragraph(random_: random.Random, vocabulary: Words, names: Words) -> str:
    return "\n".join(_sentence(random_, vocabulary, names) for _ in range(4))


def _sentence(random_: random.Random, vocabulary: Words, names: Words) -> str:
    words = vocabulary.some(random_, random_.randint(8, 18))
    for name in names.some(random_, random_.choice((0, 0, 1))):
        written = f"[[{name}]]" if random_.random() < 0.05 else name
        words.insert(random_.randrange(len(words)), written)
    if random_.random() < 0.2:
        words.insert(random_.randrange(len(words)), "$x_i$")
    return f"{' '.join(words)}.".capitalize() if words[0].islower() else f"{' '.join(words)}."


@dataclass(frozen=True, slots=True)
class Kept:
    """What a preview keeps of the stages that the benchmark runs."""

    gathering: gathering.Memory = field(default_factory=gathering.Memory)
    topics: Lasts[str, Topic] = field(default_factory=Lasts)
    linking: Memory = field(default_factory=Memory)

    def merged(self, concepts: Iterable[Gathered]) -> tuple[Topic, ...]:
        """The topics; those of which nothing new was said are the same objects."""
        self.topics.begin()
        topics = tuple(
            self.topics.of(one.concept.name, one, partial(merge, one, Records(), ENGLISH))
            for one in concepts
            if one.claims
        )
        self.topics.forget()
        return topics


def edited(parsed: ParsedNote, more: str, at: int) -> ParsedNote:
    """A note with one more block, before the one of this number or at its end."""
    note = parsed.note
    blocks = note.text.split("\n\n")
    blocks.insert(len(blocks) if at < 0 else at, more)
    text = "\n\n".join(blocks)
    lines = tuple(range(1, 2 + text.count("\n")))
    return parse_note(replace(note, text=text, lines=lines))[0]


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds of gathering, and of the parts of the stage."""

    gathering: float
    links: float
    related: float
    order: float

    @property
    def whole(self) -> float:
        """Of the stage."""
        return self.links + self.related + self.order

    def __str__(self) -> str:
        """The whole and its parts, for people."""
        parts = f"links {self.links:.3f}, related {self.related:.3f}, order {self.order:.3f}"
        return f"{self.whole:.3f} CPU s ({parts}), gathering before it {self.gathering:.3f}"


def timed(
    parsed: Sequence[ParsedNote], syllabus: Syllabus, kept: Kept
) -> tuple[Times, tuple[Topic, ...], Links]:
    """How long the stage takes, what it is given, and what it has found."""
    # The gardens made up before are no part of the stage: the collector shall not walk them again.
    gc.collect()
    gc.freeze()
    start = time.process_time()
    found = gather(parsed, (), syllabus, ENGLISH, memory=kept.gathering)
    gathered = time.process_time() - start
    topics = kept.merged(found.concepts)
    concepts = [topic.concept for topic in topics]
    clock = [time.process_time()]
    links = link(topics, found.leftovers, (), None, concepts, memory=kept.linking)
    clock.append(time.process_time())
    related(web_of(topics, links.bonds, kept.linking), ENGLISH, kept.linking)
    clock.append(time.process_time())
    noted = {concept.name for concept in concepts}
    learning_paths(learning_order(concepts, noted), noted, ["All"])
    clock.append(time.process_time())
    return Times(gathered, *(b - a for a, b in pairwise(clock))), topics, links


def main() -> None:
    """Make the garden up and print what linking it costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=5000)
    parser.add_argument("--concepts", type=int, default=2000)
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    given = parser.parse_args()
    parsed, syllabus, size = made_up(given.notes, given.concepts)
    kept = Kept()
    times, topics, links = timed(parsed, syllabus, kept)
    names = names_of([topic.concept for topic in topics], "en").by_key
    print(f"{given.notes} notes, {size / 1e6:.1f} MB, {len(topics)} topics, {len(names)} names")
    print(f"linking: {times}")
    print(f"again, nothing changed: {timed(parsed, syllabus, kept)[0]}")
    middle = len(parsed) // 2
    for told, note in _edits(parsed[middle], topics):
        parsed[middle] = note
        with cProfile.Profile() if given.profile else nullcontext() as profile:
            times = timed(parsed, syllabus, kept)[0]
        print(f"again, {told}: {times}")
        if profile is not None:
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    concept = syllabus.areas[0].concepts[-1]
    renamed = replace(concept, aliases=(*concept.aliases, "Quite another name"))
    syllabus = Syllabus((Area("All", (*syllabus.areas[0].concepts[:-1], renamed)),))
    print(f"again, one more name of a concept: {timed(parsed, syllabus, kept)[0]}")
    linked = sum(mention.linked for mention in links.mentions)
    dense = 1000 * len(links.mentions) / size
    print(f"{len(links.mentions)} mentions ({dense:.1f} for each kB)")
    print(f"links that nobody wrote: {linked}, by hand: {sum(_links(topic) for topic in topics)}")


def _edits(note: ParsedNote, topics: Sequence[Topic]) -> Iterator[tuple[str, ParsedNote]]:
    """What an author may do to a note, one after the other."""
    well_known, hardly = topics[0].concept.name, topics[-1].concept.name
    for told, more, at in (
        ("one sentence more at the end of a note", "It links to nothing.", -1),
        ("one at its beginning", "It links to nothing.", 0),
        ("one with a name that many have", f"It has to do with {well_known}.", 1),
        ("one with a name that few have", f"It has to do with {hardly}.", 1),
        ("one with a link by hand", f"It has to do with [[{well_known}]].", 2),
        ("one more heading", "## Another heading", 2),
    ):
        note = edited(note, more, at)
        yield told, note


def _links(topic: Topic) -> int:
    parts = (part for claim in topic.claims for part in claim.content if isinstance(part, Block))
    return sum(len(part.links) for part in parts)


if __name__ == "__main__":
    main()
