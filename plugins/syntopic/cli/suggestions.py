"""What ``status --all`` suggests: requirements that nobody has written, and where to write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from syntopic.cli.opening import Place
from syntopic.cli.terminal import count
from syntopic.garden import Garden
from syntopic.linking.suggesting import Suggestion, suggested_requirements
from syntopic.model import Concept, Origin, Topic

NAMED = 2
"""Places that a suggestion names: enough to look and judge."""


def suggestions(place: Place, garden: Garden) -> Iterator[tuple[str, str]]:
    """Each suggestion with its reason, and the line that says so in the notes."""
    topics = {topic.concept.name: topic for topic in garden.topics}
    for one in suggested_requirements(garden.gathering.concepts, garden.links, garden.order):
        yield _reason(place, one), _line(place, one, topics)


def _reason(place: Place, one: Suggestion) -> str:
    where = [f"{place.shown(at.path)}:{at.first_line}" for at in one.places]
    more = ", …" if where[NAMED:] else ""
    return (
        f"{one.concept} may build on {one.requires}: {count(len(where), 'line')} of what explains "
        f"it name that, and none the other way round ({', '.join(where[:NAMED])}{more})"
    )


def _line(place: Place, one: Suggestion, topics: Mapping[str, Topic]) -> str:
    """Where to write it, with what is required there already."""
    topic = topics[one.concept]
    at = _home(topic)
    there = dict.fromkeys(r.name for r in topic.concept.requirements if r.origin.path == at.path)
    names = yaml.safe_dump(
        [*there, one.requires], default_flow_style=True, allow_unicode=True, width=10_000
    )
    return f"{place.shown(at.path)}:{at.first_line}  requires: {names.strip()}"


def _home(topic: Topic) -> Origin:
    """The entry in the syllabus, else the note that says what is required, else the first one."""
    concept: Concept = topic.concept
    if concept.position is not None:
        return concept.origin
    said = (one.origin for one in concept.requirements)
    about = (claim.note.note.path for claim in topic.claims if claim.whole)
    first = (Origin(path) for path in about)
    return next(said, None) or next(first, None) or concept.origin
