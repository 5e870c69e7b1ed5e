"""A garden that is edited again and again is linked as if it were seen for the first time."""

from __future__ import annotations

import os
import pickle
import posixpath
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from gardens import ENGLISH, SOURCES, note
from syntopic import gathering
from syntopic.gathering import gather
from syntopic.linking import Links, Memory, link
from syntopic.linking.related import Related, related
from syntopic.linking.resolve import Asked
from syntopic.linking.web import web_of
from syntopic.memory import Lasts
from syntopic.merging import Records, merge
from syntopic.model import (
    Area,
    Gathering,
    NotePath,
    ParsedNote,
    Syllabus,
    SyllabusConcept,
    Topic,
)

SOAK = "SOAK" in os.environ
SEEDS, STEPS = range(300 if SOAK else 12), 30

NAMES = ("Vector space", "Linear map", "PCA", "Slope", "Degree of freedom", "Heap (data structure)")
ALIASES = ("vector spaces", "map", "LM", "PCAs", "ReLU", "2017 - Attention", "k-means", "slopes")
PHRASES = ("linear map goes", "A linear map", "all k means", "and a slope", "space vector-space")
WORDS = (
    *("A linear map goes far.", "degrees of freedom, PCAs and a slope.", "It is all k means."),
    *("Vector  spaces; vector-space!", "Attention, ReLUs, a heap.", "Cafe\u0301 of PCA\u0301."),
    *("LM", "x."),
)
TARGETS = (
    *(*NAMES, *ALIASES, "book/1", "course/one", "week", "nobody", "shy", "../book/2", "pic.png"),
    *("Deep", "a/shared", "other.md", "SLOPE", "pca", *(3 * NAMES[:3])),
)
PARTS = (
    *("", "", "", "#Part", "#^id-one", "#Deep#Part", "#Pitfalls", "#Intuition", "#^id-two"),
    *("#Nope", "#Intuitions of it", "#Pitfalls", "#Part"),
)
FRAMES = (
    *("{}", "- {}\n- w {} ^id-two", "> {}", "| {} |\n| - |\n| b |", "Q: {}?\nA: {} ^id-card"),
    *("## Part\n\n{}", "## Intuition\n\n{}", "## Pitfalls\n\n{}", "### Deep\n\n{}", "{} ^id-one"),
    *("# {}", "## Vector space\n\n{}", "`{}`", "```python exec\nx\n```"),
)
PATHS = (
    *("book/1.md", "book/2.md", "course/one.md", "course/two.md", "course/a/shared.md"),
    *("video/week 1.md", "video/week 2.md", "video/a/shared.md", "mine.md", "own/more.md"),
    *("synthesis/slope.md", "synthesis/pca.md", "c-1/x.md", "c 1/x.md"),
)


@dataclass(slots=True)
class Written:
    """What an author has written at one time."""

    notes: dict[str, ParsedNote] = field(default_factory=dict)
    syllabus: list[SyllabusConcept] = field(default_factory=list)
    files: tuple[NotePath, ...] = ()
    private: dict[NotePath, tuple[str, ...]] = field(default_factory=dict)
    autolink: bool = True


@dataclass(slots=True)
class Kept:
    """What is kept from one time to the next."""

    gathering: gathering.Memory = field(default_factory=gathering.Memory)
    topics: Lasts[str, Topic] = field(default_factory=Lasts)
    linking: Memory = field(default_factory=Memory)


@dataclass(frozen=True, slots=True)
class Found:
    """All that comes of it."""

    gathering: Gathering
    links: Links
    related: Mapping[str, tuple[Related, ...]]

    def told(self, asked: Iterable[Asked]) -> tuple[object, ...]:
        """All of it to be compared, with the order in which it is told, and some references."""
        links, index = self.links, self.links.resolver.index
        names = (index.concepts, index.titles, list(index.names), index.notes, index.wiki_names)
        found = (links.places, links.outgoing, links.backlinks, links.used, links.problems)
        rest = (links.embedded, links.mentions, links.marks, links.bonds, self.related)
        orders = map(list, (links.outgoing, links.backlinks, self.related))
        meant = [
            links.resolver.resolve(*one, NotePath(posixpath.join(at, "x.md") if one[0] else at))
            for *one, at in asked
        ]
        return (self.gathering, *found, *rest, *names, *orders, meant)


def found(written: Written, kept: Kept | None = None) -> Found:
    """What the stages find, all of it or only what is not kept."""
    kept = kept or Kept()
    syllabus = Syllabus((Area("All", tuple(written.syllabus)),))
    notes = [written.notes[path] for path in sorted(written.notes)]
    garden = gather(notes, SOURCES, syllabus, ENGLISH, memory=kept.gathering)
    kept.topics.begin()
    topics = tuple(
        kept.topics.of(g.concept.name, g, lambda g=g: merge(g, Records(), ENGLISH))  # type: ignore[misc]
        for g in garden.concepts
        if g.claims or g.synthesis
    )
    kept.topics.forget()
    links = link(
        topics,
        garden.leftovers,
        written.files,
        written.private,
        [one.concept for one in garden.concepts],
        autolink=written.autolink,
        memory=kept.linking,
    )
    web = web_of(topics, links.bonds, kept.linking)
    return Found(garden, links, related(web, ENGLISH, kept.linking))


def text(random_: random.Random) -> str:
    blocks = []
    for _ in range(random_.randint(1, 5)):
        frame = random_.choice(FRAMES)
        said = (" ".join(random_.choices((*WORDS, *links(random_)), k=2)) for _ in range(2))
        blocks.append(frame.format(*said))
    return "\n\n".join(blocks)


def links(random_: random.Random) -> list[str]:
    """Some links and embeds, of every spelling."""
    meant = [random_.choice(TARGETS) + random_.choice(PARTS) for _ in range(3)]
    return [random_.choice(("[[{}]]", "![[{}]]", "[w](<{}>)")).format(one) for one in meant]


def front(random_: random.Random) -> dict[str, Any]:
    """Front matter with few things in it."""
    all_: dict[str, Callable[[], Any]] = {
        "title": lambda: random_.choice((*NAMES, *ALIASES, "Week 3", "Deep")),
        "aliases": lambda: tuple(random_.sample(ALIASES, 2)),
        "concept": lambda: random_.choice(NAMES[:3]),
        "concept_headings": lambda: ("Vector space", "Deep"),
        "requires": lambda: tuple(random_.sample(NAMES, 2)),
        "related": lambda: tuple(random_.sample(NAMES, 2)),
        "autolink": lambda: random_.choice((True, False)),
        "no_autolink": lambda: random_.choice((("all",), ("PCA", "slopes"))),
        "permalink": lambda: random_.choice(("slope", "elsewhere")),
        "picture": lambda: random_.choice(("![[pic.png]]", "[[book/1]]")),
    }
    some = random_.sample(sorted(all_), random_.choice((0, 0, 1, 2)))
    often = ("concept",) if random_.random() < 0.3 else ()
    return {key: all_[key]() for key in (*often, *some)}


def rewrite(written: Written, random_: random.Random) -> None:
    path = random_.choice(PATHS)
    written.notes[path] = note(path, text(random_), **front(random_))


def edit_a_block(written: Written, random_: random.Random) -> None:
    path = random_.choice(sorted(written.notes) or PATHS[:1])
    old = written.notes[path].note if path in written.notes else note(path, "").note
    more = (*WORDS, *links(random_), "## Part", "- item ^id-two", "## Pitfalls\n\nBeware.")
    blocks = old.text.split("\n\n")
    if len(blocks) > 1 and random_.random() < 0.4:
        del blocks[random_.randrange(len(blocks))]
    else:
        blocks.insert(random_.randint(0, len(blocks)), random_.choice(more))
    keys = ("title", "aliases", "concept", "concept_headings", "requires", "related", "permalink")
    said = {key: getattr(old.front, key) for key in keys}
    written.notes[path] = note(path, "\n\n".join(blocks), **said)


def take_away(written: Written, random_: random.Random) -> None:
    if written.notes:
        del written.notes[random_.choice(sorted(written.notes))]


def move(written: Written, random_: random.Random) -> None:
    if written.notes:
        old, new = random_.choice(sorted(written.notes)), random_.choice(PATHS)
        moved = written.notes.pop(old).note
        written.notes[new] = note(new, moved.text, title=moved.front.title)


def make_private(written: Written, random_: random.Random) -> None:
    path = random_.choice(sorted({*written.notes, "private/shy.md"}))
    written.notes.pop(path, None)
    written.private = {NotePath(path): (random_.choice(NAMES),)} if random_.random() < 0.7 else {}


def some_phrases(random_: random.Random) -> tuple[str, ...]:
    return tuple(random_.sample(PHRASES, random_.choice((0, 0, 1, 2))))


def change_the_syllabus(written: Written, random_: random.Random) -> None:
    names = random_.sample(NAMES, random_.randint(0, len(NAMES)))
    written.syllabus = [
        SyllabusConcept(
            name,
            tuple(random_.sample(ALIASES, random_.choice((0, 0, 1)))),
            tuple(random_.sample(NAMES, random_.choice((0, 1)))),
            random_.choice((None, None, True, False)),
            not_in=some_phrases(random_),
        )
        for name in names
    ]


def change_a_name(written: Written, random_: random.Random) -> None:
    if written.syllabus:
        place = random_.randrange(len(written.syllabus))
        aliases = tuple(random_.sample(ALIASES, random_.choice((0, 1, 2))))
        written.syllabus[place] = replace(written.syllabus[place], aliases=aliases)


def change_a_phrase(written: Written, random_: random.Random) -> None:
    if written.syllabus:
        place, phrases = random_.randrange(len(written.syllabus)), some_phrases(random_)
        written.syllabus[place] = replace(written.syllabus[place], not_in=phrases)


def change_the_order(written: Written, random_: random.Random) -> None:
    random_.shuffle(written.syllabus)


def change_files(written: Written, random_: random.Random) -> None:
    some = ("book/pic.png", "pic.png", "course/one", "book/Pic.png")
    written.files = tuple(NotePath(path) for path in random_.sample(some, random_.randint(0, 3)))


def switch(written: Written, random_: random.Random) -> None:
    written.autolink = not written.autolink


def read_anew(written: Written, random_: random.Random) -> None:
    """Nothing changes, but all notes are other objects."""
    written.notes = pickle.loads(pickle.dumps(written.notes))


EDITS = (
    *(6 * (edit_a_block,)),
    *(3 * (rewrite, change_a_name)),
    *(take_away, move, make_private, change_the_syllabus, change_the_order, change_files),
    *(change_a_phrase, switch, read_anew),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edit_all_is_found_as_if_it_were_looked_for_the_first_time(seed: int) -> None:
    random_ = random.Random(seed)
    written, kept = Written(), Kept()
    for path in random_.sample(PATHS, 10):
        written.notes[path] = note(path, text(random_), **front(random_))
    for _ in range(STEPS):
        anew = found(written)
        again = found(written, kept)
        asked = tuple(anew.links.resolver.known)
        assert again.told(asked) == anew.told(asked)
        if random_.random() < 0.15:
            both = kept.gathering, kept.linking
            kept.gathering, kept.linking = pickle.loads(pickle.dumps(both))
        for _ in range(random_.choice((1, 1, 1, 2))):
            random_.choice(EDITS)(written, random_)
