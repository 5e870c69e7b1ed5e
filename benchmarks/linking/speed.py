"""How long the linking stage takes on a large garden, made up from a seed.

    python -m benchmarks.linking.speed [--notes 5000] [--concepts 2000] [--profile]

The garden: notes of about 5 kB with headings, lists, formulas and code; concepts with two names
each, most of several words, some acronyms, hyphenated and single ones. Names stand in the text as
words do in English (Zipf), and twice as often as in the densest vault that was looked at; one in
twenty is a link by hand. Times are CPU seconds of this process for the whole stage (links and
mentions, related concepts, the order of learning and its paths), without reading, parsing,
gathering and merging, which the stage does not do. It is linked a second and a third time as a
preview does it, with what the process has kept: once as it is, once with one note changed.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from benchmarks.gardens.words import Words
from syntopic.gathering import gather
from syntopic.languages import language
from syntopic.linking import Links, Memory, link
from syntopic.linking.mentions.naming import names_of
from syntopic.linking.order import learning_order
from syntopic.linking.paths import learning_paths
from syntopic.linking.related import related
from syntopic.linking.web import web_of
from syntopic.merging import Records, merge
from syntopic.model import (
    Area,
    Block,
    FrontMatter,
    Leftover,
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


def prepared(
    parsed: Sequence[ParsedNote], syllabus: Syllabus
) -> tuple[tuple[Topic, ...], tuple[Leftover, ...]]:
    """What the linking stage is given."""
    gathering = gather(parsed, (), syllabus, ENGLISH)
    topics = tuple(merge(g, Records(), ENGLISH) for g in gathering.concepts if g.claims)
    return topics, gathering.leftovers


def edited(note: Note) -> ParsedNote:
    """A note with one more paragraph at its end."""
    text = f"{note.text}\n\nOne sentence more, which links to nothing.\n"
    lines = tuple(range(1, 2 + text.count("\n")))
    return parse_note(replace(note, text=text, lines=lines))[0]


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds of the parts of the stage."""

    links: float
    related: float
    order: float

    @property
    def whole(self) -> float:
        """Of the stage."""
        return self.links + self.related + self.order

    def __str__(self) -> str:
        """The whole and its parts, for people."""
        parts = f"links {self.links:.2f}, related {self.related:.2f}, order {self.order:.2f}"
        return f"{self.whole:.2f} CPU s ({parts})"


def timed(
    topics: Sequence[Topic], leftovers: Sequence[Leftover], memory: Memory
) -> tuple[Times, Links]:
    """How long the stage takes, and what it has found."""
    # The gardens made up before are no part of the stage: the collector shall not walk them again.
    gc.collect()
    gc.freeze()
    concepts = [topic.concept for topic in topics]
    clock = [time.process_time()]
    links = link(topics, leftovers, (), None, concepts, memory=memory)
    clock.append(time.process_time())
    related(web_of(topics, links.bonds, memory), ENGLISH, memory)
    clock.append(time.process_time())
    noted = {concept.name for concept in concepts}
    learning_paths(learning_order(concepts, noted), noted, ["All"])
    clock.append(time.process_time())
    return Times(*(after - before for before, after in pairwise(clock))), links


def main() -> None:
    """Make the garden up and print what linking it costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=5000)
    parser.add_argument("--concepts", type=int, default=2000)
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    given = parser.parse_args()
    parsed, syllabus, size = made_up(given.notes, given.concepts)
    topics, leftovers = prepared(parsed, syllabus)
    names = names_of([topic.concept for topic in topics], "en")
    forms = len(names.by_key)
    print(f"{given.notes} notes, {size / 1e6:.1f} MB, {len(topics)} topics, {forms} names")
    if given.profile:
        with cProfile.Profile() as profile:
            timed(topics, leftovers, Memory())
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    memory = Memory()
    times, links = timed(topics, leftovers, memory)
    linked = sum(mention.linked for mention in links.mentions)
    dense = 1000 * len(links.mentions) / size
    print(f"linking: {times}")
    # Notes that are read anew, as a preview does, and are the same word for word.
    parsed, syllabus, _ = made_up(given.notes, given.concepts)
    print(f"again, nothing changed: {timed(*prepared(parsed, syllabus), memory)[0]}")
    parsed[len(parsed) // 2] = edited(parsed[len(parsed) // 2].note)
    print(f"again, one note changed: {timed(*prepared(parsed, syllabus), memory)[0]}")
    print(f"{len(links.mentions)} mentions ({dense:.1f} for each kB)")
    print(f"links that nobody wrote: {linked}, by hand: {sum(_links(topic) for topic in topics)}")


def _links(topic: Topic) -> int:
    parts = (part for claim in topic.claims for part in claim.content if isinstance(part, Block))
    return sum(len(part.links) for part in parts)


if __name__ == "__main__":
    main()
