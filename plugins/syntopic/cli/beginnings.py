"""How a new note and a new synthesis begin: as those that the garden has, and by what it lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.gathering.titles import is_locator
from syntopic.merging.coverage import gaps
from syntopic.model import Facet, FrontMatter, Note, Source, Topic
from syntopic.skeletons import skeleton

NAMED = {
    "Picture": Facet.INTUITION,
    "In my words": Facet.PLAIN_ENGLISH,
    "Formula": Facet.FORMULA,
    "Try it": Facet.CODE,
    "Questions": Facet.INTERVIEW,
}
"""The headings of the skeleton of a note, and what each asks for."""

_HABIT = 3
"""So often the garden has to say something for it to be a habit and no chance."""

_MOST_TAGS = 6
_WITHOUT_PLACES = frozenset({"article", "blog", "paper", "post", "project"})
_PLAIN_NAME = re.compile(r"[^\W\d_][\w '’().,+/-]*")


def begun_synthesis(garden: Garden, name: str, today: str) -> str:
    """A synthesis with a date, a description and tags to fill in, and headings."""
    notes = [parsed.note for parsed in garden.notes if parsed.note.synthesis]
    tags = Counter(tag for note in notes for tag in note.front.tags)
    known = ", ".join(tag for tag, _ in tags.most_common(_MOST_TAGS))
    lines = (
        f"date: {today}  # of its post in the blog; without a date it is none",
        "description:  # one sentence for lists and feeds: why should a friend read it?",
        f"tags: []  # {f'such as {known}' if known else 'words by which posts are sorted'}",
    )
    return skeleton("synthesis.md", front=_front(name, lines, notes))


def begun_note(
    garden: Garden, name: str, source: Source | None, folder: str, topic: Topic | None, today: str
) -> str:
    """A note whose first headings are what nobody has said yet.

    ``folder`` is where in the source it lies, which says where in the source it was read.
    """
    notes = [parsed.note for parsed in garden.notes if not parsed.note.synthesis]
    front = _front(name, _lines(notes, source, folder, today), notes)
    return front + "\n".join(_parts(garden, topic))


def missing(topic: Topic | None) -> tuple[Facet, ...]:
    """What nobody has said yet of a concept that somebody has noted."""
    return gaps(topic.coverage) if topic is not None else ()


def _lines(notes: Sequence[Note], source: Source | None, folder: str, today: str) -> Iterator[str]:
    if source is not None:
        own = [note for note in notes if note.source == source.key]
        if _has_places(source, own, folder):
            yield "locator:  # where in it: a chapter, page, lecture or time, such as 12:40"
        if _usual(own, lambda front: front.url):
            yield "url:  # the address of that place"
    if _usual(notes, lambda front: front.created):
        yield f"date: {today}"


def _has_places(source: Source, own: Sequence[Note], folder: str) -> bool:
    """Whether a note from a source wants a place in it, besides what its folder says."""
    if not own:
        return not folder and source.kind.casefold() not in _WITHOUT_PLACES
    if folder:
        return _usual(own, lambda front: front.locator)
    return _most(bool(note.locator) for note in own)


def _front(name: str, lines: Iterable[str], notes: Sequence[Note]) -> str:
    """The front matter, then the title where that is no part of it; as most notes have it."""
    told = list(lines)
    titled = _usual(notes, lambda front: front.title)
    plain = not is_locator(name) and (titled or _PLAIN_NAME.fullmatch(name))
    if not plain:
        told.insert(0, f"concept: {_quoted(name)}")
    if titled:
        told.insert(0, f"title: {written(name)}")
    front = "\n".join(("---", *told, "---", "", "")) if told else ""
    return front if titled else f"{front}# {name}\n\n"


def _usual(notes: Sequence[Note], said: Callable[[FrontMatter], str]) -> bool:
    return _most(bool(said(note.front)) for note in notes)


def _most(answers: Iterable[bool]) -> bool:
    given = list(answers)
    return bool(given) and 2 * sum(given) >= len(given)


def _parts(garden: Garden, topic: Topic | None) -> Iterator[str]:
    """The parts of the skeleton, what is missing first, under the garden's own headings."""
    spelled, lacking = _headings(garden), missing(topic)
    parts = re.split(r"^## (.+)\n", skeleton("note.md", front=""), flags=re.MULTILINE)[1:]
    texts = dict(zip((NAMED[name] for name in parts[::2]), parts[1::2], strict=True))
    untitled = spelled[Facet.PLAIN_ENGLISH] == ""
    order = sorted(texts, key=lambda facet: facet not in lacking)
    order.sort(key=lambda facet: not (untitled and facet is Facet.PLAIN_ENGLISH))
    for facet in order:
        heading = spelled.get(facet)
        if heading is not None:
            text = texts[facet].strip("\n") + "\n"
            yield f"## {heading}\n\n{text}" if heading else text


def _headings(garden: Garden) -> dict[Facet, str]:
    """What most notes call each part; the skeleton's own name where there is no habit yet.

    Where plain words mostly stand under no heading, theirs is empty. Questions are asked for only
    where the garden has some.
    """
    said: dict[Facet, Counter[str]] = {facet: Counter() for facet in NAMED.values()}
    for gathered in garden.gathering.concepts:
        for passage in gathered.passages:
            if passage.facet in said and (passage.heading or passage.facet is Facet.PLAIN_ENGLISH):
                said[passage.facet][passage.heading] += 1
    found: dict[Facet, str] = {facet: name for name, facet in NAMED.items()}
    del found[Facet.INTERVIEW]
    for facet, names in said.items():
        name, count = max(names.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        if count >= _HABIT:
            found[facet] = name
    return found


def _quoted(name: str) -> str:
    text = written(name)
    return text if text.startswith('"') else f'"{text}"'
