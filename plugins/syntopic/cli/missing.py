"""What a finished topic still lacks: hints that ``status --all`` gives, and nothing else does.

Whoever asks what to do next is told three steps; this is for a day with time.
"""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.cli.likely_sources import likely_source
from syntopic.cli.terminal import command
from syntopic.garden import Garden
from syntopic.merging.coverage import gaps
from syntopic.model import OWN_KEY, Facet, Problem, Severity, Topic

FEWEST = 2
"""Sources that a garden has to have before one of them is too few."""


def missing(garden: Garden) -> Iterator[Problem]:
    """Topics without an intuition, and those of the syllabus of which one source alone speaks.

    ``enough: true`` ends both. A topic without a synthesis has its gaps among the steps already.
    """
    for topic in garden.topics:
        if not topic.concept.enough:
            yield from _without_intuition(topic)
            yield from _with_one_source(garden, topic)


def _without_intuition(topic: Topic) -> Iterator[Problem]:
    lacks = Facet.INTUITION in gaps(topic.coverage) and topic.picture is None
    if lacks and topic.synthesis is not None:
        yield Problem(
            "intuition-missing",
            Severity.HINT,
            topic.concept.origin,
            f"{topic.concept.name}: no note has an intuition or a picture",
            "Say what you see when you think of it, under a heading such as “Intuition”.",
        )


def _with_one_source(garden: Garden, topic: Topic) -> Iterator[Problem]:
    concept = topic.concept
    keys = {claim.note.note.source for claim in topic.claims}
    if concept.position is None or len(garden.reading.sources) < FEWEST or len(keys) != 1:
        return
    likely = likely_source(garden, concept)
    given = ("--source", likely.source.key if likely else "KEY")
    typed = command("new", "note", concept.name, *given)
    tells = "" if OWN_KEY in keys else "s"
    yield Problem(
        "one-source",
        Severity.HINT,
        concept.origin,
        f"{concept.name}: {_named(garden, *keys)} alone tell{tells} of it",
        f"{f'{likely.reason}: ' if likely else 'Ask a second source: '}{typed}",
    )


def _named(garden: Garden, key: str) -> str:
    source = next((one for one in garden.reading.sources if one.key == key), None)
    return (source.short or source.title) if source else "your own notes"
