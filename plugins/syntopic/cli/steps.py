"""What to do next: at most a few steps towards the author's goal, in learning order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syntopic.cli.likely_sources import likely_source
from syntopic.cli.terminal import command, count
from syntopic.garden import Garden
from syntopic.linking import topic_page
from syntopic.merging.coverage import gaps
from syntopic.model import Block, Concept, Disagreement, Facet, Gathered, NotePath, Syllabus, Topic
from syntopic.names import name_key, slug

MOST = 3
READY = 2
"""From so many sources on there is something to bring together in a synthesis."""

WANTED = {
    Facet.PLAIN_ENGLISH: "say in plain words what {} is",
    Facet.INTUITION: "find a picture for {}",
    Facet.FORMULA: "write the formula of {}",
    Facet.CODE: "code {} from scratch",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do for a concept, and the command that begins it.

    ``later`` is what is done when all else is; ``differs`` are the passages to judge, if any are.
    """

    concept: str
    text: str
    command: str
    later: bool = False
    differs: Disagreement | None = None


def next_steps(garden: Garden, most: int = MOST) -> tuple[Step, ...]:
    """The first steps towards the goal, one for each concept; none when all is done."""
    topics = {topic.concept.name: topic for topic in garden.topics}
    found = [
        next(steps_for(garden, gathered, topics.get(gathered.concept.name)), None)
        for gathered in learning_order(garden)
    ]
    return tuple(sorted((step for step in found if step), key=lambda step: step.later)[:most])


def steps_for(garden: Garden, gathered: Gathered, topic: Topic | None) -> Iterator[Step]:
    """All that could be done for one concept, the most useful first.

    ``enough: true`` ends what is missing, but not what is stale or unsettled.
    """
    concept = gathered.concept
    name = concept.name
    if topic is None:
        if not concept.enough:
            yield _first_note(garden, concept)
        return
    for found in topic.disagreements:
        if found.is_open:
            text = f"settle where sources differ on {name}: {found.message}"
            yield Step(name, text, command("settle", found.id, "reason"), differs=found)
    if topic.changes:
        text = f"read the synthesis of {name} again: {count(len(topic.changes), 'change')} since"
        yield Step(name, text, command("changed", name))
    if concept.enough:
        return
    if topic.synthesis is None:
        yield from _towards_synthesis(garden, topic)
    if not has_cards(topic):
        text = f"ask about {name}: no card asks about it yet"
        yield Step(name, text, command("cards", "--suggest", name), later=True)


def _first_note(garden: Garden, concept: Concept) -> Step:
    """To note it, from a source that may have it; from none where nothing speaks for any."""
    name, likely = concept.name, likely_source(garden, concept)
    if likely is None:
        return Step(name, f"note {name}: nothing yet", command("new", "note", name))
    typed = command("new", "note", name, "--source", likely.source.key)
    return Step(name, f"note {name}: nothing yet; {likely.reason}", typed)


def has_cards(topic: Topic) -> bool:
    """Whether a note on it, or its synthesis, asks something."""
    claims = (*topic.claims, *([topic.synthesis] if topic.synthesis is not None else ()))
    parts = (part for claim in claims for part in claim.content)
    return any(isinstance(part, Block) and part.card is not None for part in parts)


def _towards_synthesis(garden: Garden, topic: Topic) -> Iterator[Step]:
    """What nobody has said yet, and then to say it in one's own words."""
    name = topic.concept.name
    for facet in gaps(topic.coverage):
        text = f"{WANTED[facet].format(name)}: nobody has said it yet"
        yield Step(name, text, command("status", "--concept", name))
    if (path := _begun(garden, name)) is not None:
        text = f"go on with the synthesis of {name}, begun in {path}: what your notes say of it"
        yield Step(name, text, command("explain", name))
        return
    sources = {claim.note.note.source for claim in topic.claims}
    if len(sources) >= READY:
        text = f"write the synthesis of {name}: {len(sources)} sources are ready"
        yield Step(name, text, command("new", "synthesis", name))


def _begun(garden: Garden, name: str) -> NotePath | None:
    """The synthesis that has a file but no words yet."""
    file = f"{slug(name)}.md"
    notes = (parsed.note for parsed in garden.notes if parsed.note.synthesis)
    return next((note.path for note in notes if note.path.rsplit("/", 1)[-1] == file), None)


def learning_order(garden: Garden) -> tuple[Gathered, ...]:
    """What the goal needs, each concept after those that it requires.

    Without a goal it is the whole syllabus, then all other concepts, most linked first.
    """
    known = {gathered.concept.name: gathered for gathered in garden.gathering.concepts}
    order: dict[str, None] = {}
    for name in _wanted(garden, known):
        order |= dict.fromkeys((*garden.order.before(name), name))
    return tuple(known[name] for name in order)


def _wanted(garden: Garden, known: dict[str, Gathered]) -> Sequence[str]:
    syllabus = garden.reading.syllabus
    needs = _needs(syllabus)
    if needs is not None:
        keys = {name_key(need) for need in needs}
        chosen = [g for g in known.values() if _is_needed(g, keys)]
        if chosen:
            return [g.concept.name for g in sorted(chosen, key=_position)]
    links = garden.links.backlinks

    # One alias in a syllabus is no plan, so what stands outside of it is not left out.
    def rank(name: str) -> tuple[bool, int, int]:
        page = topic_page(known[name].concept)
        return (*_position(known[name]), -len(links.get(page, ())))

    return sorted(known, key=rank)


def _needs(syllabus: Syllabus) -> Sequence[str] | None:
    """What the goal needs: a role's names, or the goal itself where it is none; None without."""
    if not syllabus.goal:
        return None
    goal = name_key(syllabus.goal)
    role = next((role for role in syllabus.roles if name_key(role.name) == goal), None)
    return role.needs if role else (syllabus.goal,)


def _is_needed(gathered: Gathered, keys: set[str]) -> bool:
    concept = gathered.concept
    return any(name_key(one) in keys for one in (concept.name, concept.area, *concept.aliases))


def _position(gathered: Gathered) -> tuple[bool, int]:
    position = gathered.concept.position
    return position is None, position or 0
