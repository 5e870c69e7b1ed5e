"""``rename``: a concept gets another name, and everything that names it follows."""

from __future__ import annotations

from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Plan, carry_out, decided, number, show
from syntopic.cli.reshaping.new_names import checked, public_concept, refuse_private
from syntopic.cli.reshaping.renaming_plan import planned
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.terminal import command, count
from syntopic.garden import Garden
from syntopic.model import Concept


@click.command(
    cls=Documented,
    examples=[
        'syntopic rename "Gradient descent" "Steepest descent" --dry-run',
        'syntopic rename PCA "Principal component analysis"',
    ],
)
@click.argument("old")
@click.argument("new")
@click.option("--no-alias", is_flag=True, help="Do not keep the old name as another one.")
@click.option("--files", is_flag=True, help="Rename the files that are called so, too.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def rename(
    old: str, new: str, no_alias: bool, files: bool, dry_run: bool, yes: bool, config: Path
) -> None:
    """Give the concept OLD the name NEW: in titles, headings, front matter, links and syllabus.

    Links lead where they led, and the published page leads to the new one. Your sentences stay as
    they are; since OLD stays another name of the concept, they are understood as before. It shows
    each line that changes and asks first. To take it back: syntopic undo
    """
    place = find(config)
    garden = opened(place)
    concept = _concept(place, garden, old)
    name = _new_name(place, garden, concept, new)
    if name == concept.name:
        click.echo(f'It is called "{name}" already. Nothing to do.')
        return
    plan = planned(place, garden, concept, name, alias=not no_alias, files=files)
    show(place, plan.changes)
    for row in plan.told:
        click.echo(row)
    if decided(_question(plan, concept.name, name), plan.changes, yes=yes, dry_run=dry_run):
        flags = [*(["--no-alias"] if no_alias else []), *(["--files"] if files else [])]
        carry_out(place, command("rename", concept.name, name, *flags), plan.changes)


def _question(plan: Plan, old: str, new: str) -> str:
    return f'Rename "{old}" to "{new}" in {count(number(plan.changes), "file")}?'


def _concept(place: Place, garden: Garden, old: str) -> Concept:
    concept = public_concept(place, garden, old).concept
    alias = next((one for one in concept.aliases if one.casefold() == old.strip().casefold()), "")
    if alias and not same(concept.name, old):
        raise Refusal(
            f'"{alias}" is another name of "{concept.name}"; to rename the concept: '
            f"{command('rename', concept.name, 'NEW')}"
        )
    return concept


def _new_name(place: Place, garden: Garden, concept: Concept, new: str) -> str:
    name = checked(garden, new)
    for gathered in garden.gathering.concepts:
        other = gathered.concept
        if other.name != concept.name and any(same(n, name) for n in (other.name, *other.aliases)):
            raise Refusal(
                f'"{name}" is a concept already ("{other.name}"); if both are one: '
                f"{command('same', other.name, concept.name)}"
            )
    if not any(same(name, known) for known in (concept.name, *concept.aliases)):
        refuse_private(place, garden, name)
    return name
