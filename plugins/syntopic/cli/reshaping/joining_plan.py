"""What changes when two names become one concept, tried before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.cli.lookup import concept_called, known_concept
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, Plan
from syntopic.cli.reshaping.comparing import new_errors, refuse_strayed, strayed
from syntopic.cli.reshaping.hand_pages import page_changes
from syntopic.cli.reshaping.kept_records import Carried, record_changes
from syntopic.cli.reshaping.moved_addresses import address_changes, moved_addresses, told_addresses
from syntopic.cli.reshaping.noted_names import listed_by_hand, noted
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged, built, moved_pages
from syntopic.cli.reshaping.syllabus_renaming import without_requirement
from syntopic.cli.syllabus_edit import syllabus_file, with_alias, with_joined
from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.model import Concept, SyllabusConcept


def named(place: Place, garden: Garden, concept: Concept, alias: str) -> Plan:
    """The changes that give a concept another name, which no concept has."""
    plan = _named(place, garden, concept, alias)
    return Plan(plan.changes, (*plan.told, f'"{alias}" is now another name of "{concept.name}".'))


def joined(place: Place, garden: Garden, kept: Concept, lost: Concept) -> Plan:
    """The changes that make two concepts one, under the name of the first.

    A Refusal where both have a synthesis, or where something else would become wrong.
    """
    _check_syntheses(place, garden, kept, lost)
    plan = _joined(place, garden, kept, lost)
    after = built(place, plan.changes)
    carried = Carried(
        garden,
        after.garden,
        lambda name: kept.name if same(name, lost.name) else name,
        lambda path: path,
        joins=True,
    )
    _check(place, garden, after, carried, lost)
    names = ((lost.name, kept.name), (kept.name, kept.name))
    found = moved_addresses(place, garden, after, names, {})
    changes = (
        *plan.changes,
        *page_changes(place, moved_pages(garden, after.garden, names)),
        *record_changes(place, carried),
        *address_changes(place, found),
    )
    last = f'"{lost.name}" is now another name of "{kept.name}"; both are on one page.'
    return Plan(changes, (*plan.told, last, *told_addresses(found)))


def _joined(place: Place, garden: Garden, kept: Concept, lost: Concept) -> Plan:
    """What the author wrote, changed so that both names mean one concept."""
    if kept.position is None or lost.position is None:
        plan = _named(place, garden, kept, lost.name)
    else:
        plan = _merged(place, garden, kept, lost)
    file = syllabus_file(place.notes)
    apart = (_apart(one, kept, lost) if one.file == file else one for one in plan.changes)
    return Plan(tuple(apart), plan.told)


def _named(place: Place, garden: Garden, concept: Concept, alias: str) -> Plan:
    """The other name where the first one is: in the syllabus, else in a note."""
    if concept.position is not None:
        return Plan((_added(place, garden, concept, (alias,)),))
    other = concept_called(garden, alias)
    return noted(place, garden, known_concept(garden, concept.name), alias, other)


def _check_syntheses(place: Place, garden: Garden, kept: Concept, lost: Concept) -> None:
    files = [
        place.shown(gathered.synthesis.note.note.path)
        for gathered in (known_concept(garden, one.name) for one in (kept, lost))
        if gathered.synthesis is not None
    ]
    if len(files) == 2:
        raise Refusal(
            f"both have a synthesis, and a concept has one: take what you want to keep from "
            f"{files[1]} into {files[0]}, delete the former, and try again"
        )


def _merged(place: Place, garden: Garden, kept: Concept, lost: Concept) -> Plan:
    """Both are in the syllabus: the first one asked for wins, the other's entry is commented."""
    entry = _entry(garden, lost)
    known = (kept.name, *kept.aliases)
    names = [n for n in (entry.name, *entry.aliases) if not any(same(n, one) for one in known)]
    file = syllabus_file(place.notes)
    before = file.read_bytes()
    after = with_joined(file.name, before, kept.name, lost.name, names)
    where = f"{place.shown(file.name)}:{entry.origin.first_line}"
    if after is None:
        raise Refusal(
            f'both are in the syllabus; take the entry of "{lost.name}" out by hand ({where}), '
            f'and add to "{kept.name}": aliases: [{", ".join(map(written, names))}]'
        )
    told = [
        f'Both are in your syllabus: "{kept.name}" wins.',
        f'The entry of "{lost.name}" becomes a comment ({where}).',
    ]
    requires = [one for one in entry.requires if not any(same(one, name) for name in known)]
    if requires:
        told.append(f"It required {', '.join(requires)}: add that by hand, if it still holds.")
    return Plan((Change(file, before, after),), tuple(told))


def _added(place: Place, garden: Garden, concept: Concept, aliases: tuple[str, ...]) -> Change:
    """The other names of a concept of the syllabus, in its entry."""
    file = syllabus_file(place.notes)
    before = file.read_bytes()
    after = with_alias(file.name, before, _entry(garden, concept).name, aliases)
    if after is None:
        by_hand = listed_by_hand(place, concept.name, *aliases)
        raise Refusal(f"{place.shown(file.name)} cannot be added to safely; {by_hand}")
    return Change(file, before, after)


def _apart(syllabus: Change, kept: Concept, lost: Concept) -> Change:
    """The syllabus without the requirement of one for the other: nothing requires itself."""
    after = syllabus.after or b""
    for other in (lost.name, *lost.aliases):
        after = without_requirement(syllabus.file.name, after, kept.name, other) or after
    return Change(syllabus.file, syllabus.before, after)


def _check(place: Place, garden: Garden, after: Staged, carried: Carried, lost: Concept) -> None:
    if any(same(one.concept.name, lost.name) for one in after.garden.gathering.concepts):
        raise Refusal(f'"{lost.name}" would still be a concept of its own; nothing was written')
    refuse_strayed(place, tuple(strayed(garden, after.garden, carried.name, carried.path)))
    wrong = new_errors(garden, after.garden)
    if wrong:
        raise Refusal(f"as one concept something would be wrong; mend it first: {wrong[0]}")


def _entry(garden: Garden, concept: Concept) -> SyllabusConcept:
    """The concept as the syllabus has it; only for those that are in it."""
    return next(one for one in _entries(garden) if same(one.name, concept.name))


def _entries(garden: Garden) -> Iterator[SyllabusConcept]:
    for area in garden.reading.syllabus.areas:
        yield from area.concepts
