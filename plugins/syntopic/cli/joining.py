"""``same``: two names for one concept."""

from __future__ import annotations

from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import concept_called, known_concept
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.syllabus_edit import syllabus_file, with_alias, with_entry, with_joined
from syntopic.cli.yaml_text import create_file, replace_file, written
from syntopic.garden import Garden
from syntopic.model import Concept, SyllabusConcept
from syntopic.names import name_key


@click.command(cls=Documented, examples=['syntopic same "Principal component analysis" PCA'])
@click.argument("a")
@click.argument("b")
@config_file
def same(a: str, b: str, config: Path) -> None:
    """Say that A and B are one concept: B becomes another name of A.

    It adds the alias to syllabus.yml, and changes nothing else there. What your notes say of both
    stands on one page from then on, and links to either lead there. To undo it, take the alias out
    again.
    """
    place = find(config)
    garden = opened(place)
    kept, other = known_concept(garden, a).concept, concept_called(garden, b)
    alias = " ".join(b.split())
    if not any(letter.isalnum() for letter in alias):
        raise Refusal('a name needs letters, such as  syntopic same "Chain rule" "Rule of chains"')
    if other is None:
        _add(place, garden, kept, (alias,))
        click.echo(f'"{alias}" is now another name of "{kept.name}".')
        return
    lost = other.concept
    if lost.name == kept.name:
        click.echo(f'"{a}" and "{b}" are one concept already: "{kept.name}". Nothing to do.')
        return
    if kept.position is None and lost.position is not None:
        kept, lost = lost, kept
        click.echo(f'"{kept.name}" is in your syllabus, so its name stays.')
    if kept.position is not None and lost.position is not None:
        _join(place, garden, kept, lost)
    else:
        _add(place, garden, kept, (lost.name,))
    click.echo(f'"{lost.name}" is now another name of "{kept.name}"; both are on one page.')


def _join(place: Place, garden: Garden, kept: Concept, lost: Concept) -> None:
    """Both are in the syllabus: the first one asked for wins, the other's entry is commented."""
    entry = _entry(garden, lost)
    known = {name_key(name) for name in (kept.name, *kept.aliases)}
    names = [name for name in (entry.name, *entry.aliases) if name_key(name) not in known]
    file = syllabus_file(place.notes)
    new = with_joined(file.name, file.read_bytes(), kept.name, lost.name, names)
    where = f"{place.shown(file.name)}:{entry.origin.first_line}"
    if new is None:
        raise Refusal(
            f'both are in the syllabus; take the entry of "{lost.name}" out by hand ({where}), '
            f'and add to "{kept.name}": aliases: [{", ".join(map(written, names))}]'
        )
    replace_file(file, new)
    click.echo(f'Both are in your syllabus: "{kept.name}" wins.')
    click.echo(f'The entry of "{lost.name}" is now a comment ({where}).')
    requires = [name for name in entry.requires if name_key(name) not in known]
    if requires:
        click.echo(f"It required {', '.join(requires)}: add that by hand, if it still holds.")


def _add(place: Place, garden: Garden, concept: Concept, aliases: tuple[str, ...]) -> None:
    file = syllabus_file(place.notes)
    if not file.exists():
        area = concept.area or garden.options.words.label("other-topics")
        made = with_entry(file.name, b"", concept.name, aliases, area) or b""
        create_file(file, made.decode("utf-8"))
        click.echo(f"Wrote {place.shown(file.name)}")
        return
    before = file.read_bytes()
    if concept.position is not None:
        new = with_alias(file.name, before, _entry(garden, concept).name, aliases)
    else:
        area = concept.area or garden.options.words.label("other-topics")
        new = with_entry(file.name, before, concept.name, aliases, area)
    if new is None:
        line = f"- name: {written(concept.name)}, aliases: [{', '.join(map(written, aliases))}]"
        raise Refusal(f"{place.shown(file.name)} cannot be added to safely; add by hand: {line}")
    replace_file(file, new)
    click.echo(f"Added to {place.shown(file.name)}")


def _entry(garden: Garden, concept: Concept) -> SyllabusConcept:
    """The concept as the syllabus has it; only for those that are in it."""
    return next(
        entry
        for area in garden.reading.syllabus.areas
        for entry in area.concepts
        if name_key(entry.name) == name_key(concept.name)
    )
