"""The names of a garden that links may use: of concepts, and those that notes have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from syntopic.linking.places import Place, topic_page
from syntopic.memory import Last
from syntopic.model import Concept, Note, NotePath
from syntopic.names import name_key

Named = tuple[dict[str, Place], dict[str, tuple[NotePath, ...]], dict[str, None]]
"""The places of concepts by key, the notes of each title by key, and all names as written."""


def named(concepts: Iterable[Concept], notes: Iterable[Note], kept: Last[Named]) -> Named:
    """Collects all names; what is kept holds as long as nobody is called otherwise.

    A note's own names mean it where no concept has them; several notes may share one.
    """
    topics = tuple((Place(topic_page(c), "", c.name), (c.name, *c.aliases)) for c in concepts)
    titles = tuple((note.path, (note.front.title, *note.front.aliases)) for note in notes)
    return kept.of((topics, titles), partial(_named, topics, titles), saved=False)


def _named(
    topics: Sequence[tuple[Place, tuple[str, ...]]],
    titles: Sequence[tuple[NotePath, tuple[str, ...]]],
) -> Named:
    concepts: dict[str, Place] = {}
    names: dict[str, None] = {}
    for here, own in topics:
        for name in own:
            concepts.setdefault(name_key(name), here)
            names.setdefault(name)
    by_title: dict[str, dict[NotePath, None]] = {}
    for path, own in titles:
        for name in filter(None, own):
            key = name_key(name)
            if key not in concepts:
                by_title.setdefault(key, {}).setdefault(path)
                names.setdefault(name)
    return concepts, {key: tuple(paths) for key, paths in by_title.items()}, names
