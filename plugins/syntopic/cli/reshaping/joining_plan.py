"""What changes when two names become one concept, tried before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.cli.lookup import known_concept
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, Plan
from syntopic.cli.reshaping.comparing import new_errors, refuse_strayed, strayed
from syntopic.cli.reshaping.hand_pages import page_changes
from syntopic.cli.reshaping.kept_records import Carried, record_changes
from syntopic.cli.reshaping.moved_addresses import address_changes, moved_addresses, told_addresses
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged, built, moved_pages
from syntopic.cli.reshaping.syllabus_renaming import without_requirement
from syntopic.cli.syllabus_edit import syllabus_file, with_alias, with_entry, with_joined
from syntopic.cli.yaml_text import written
from syntopic.garden import Garden
from syntopic.model import Concept, SyllabusConcept


def named(place: Place, garden: Garden, concept: Concept, alias: str) -> Plan:
    """The changes that give a concept another name, which no concept has."""
    change = _added(place, garden, concept, (alias,))
    return Plan((change,), (f'"{alias}" is now another name of "{concept.name}".',))


def joined(place: Place, garden: Garden, kept: Concept, lost: Concept) -> Plan:
    """The changes that make two concepts one, under the name of the first.

    A Refusal where both have a synthesis, or where something else would become wrong.
    """
    _check_syntheses(place, garden, kept, lost)
    both = kept.position is not None and lost.position is not None
    syllabus, told = (
        _merged(place, garden, kept, lost)
        if both
        else (_added(place, garden, kept, (lost.name,)), ())
    )
    syllabus = _apart(syllabus, kept, lost)
    after = built(place, (syllabus,))
    carried = Carried(
        garden,
        after.garden,
        lambda name: kept.name if same(name, lost.name) else name,
        lambda path: path,
        joins=True,
    )
    _check(place, garden, after, carried)
    names = ((lost.name, kept.name), (kept.name, kept.name))
    found = moved_addresses(place, garden, after, names, {})
    changes = (
        syllabus,
        *page_changes(place, moved_pages(garden, after.garden, names)),
        *record_changes(place, carried),
        *address_changes(place, found),
    )
    last = f'"{lost.name}" is now another name of "{kept.name}"; both are on one page.'
    return Plan(changes, (*told, last, *told_addresses(found)))


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


def _merged(
    place: Place, garden: Garden, kept: Concept, lost: Concept
) -> tuple[Change, tuple[str, ...]]:
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
    return Change(file, before, after), tuple(told)


def _added(place: Place, garden: Garden, concept: Concept, aliases: tuple[str, ...]) -> Change:
    """The concept's other names in the syllabus, which is made if there is none."""
    file = syllabus_file(place.notes)
    before = file.read_bytes() if file.exists() else None
    if concept.position is not None:
        entry = _entry(garden, concept).name
        after = with_alias(file.name, before or b"", entry, aliases)
    else:
        area = concept.area or garden.options.words.label("other-topics")
        after = with_entry(file.name, before or b"", concept.name, aliases, area)
    if after is None:
        line = f"- name: {written(concept.name)}, aliases: [{', '.join(map(written, aliases))}]"
        raise Refusal(f"{place.shown(file.name)} cannot be added to safely; add by hand: {line}")
    return Change(file, before, after)


def _apart(syllabus: Change, kept: Concept, lost: Concept) -> Change:
    """The syllabus without the requirement of one for the other: nothing requires itself."""
    after = syllabus.after or b""
    for other in (lost.name, *lost.aliases):
        after = without_requirement(syllabus.file.name, after, kept.name, other) or after
    return Change(syllabus.file, syllabus.before, after)


def _check(place: Place, garden: Garden, after: Staged, carried: Carried) -> None:
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
