"""``same``: two names for one concept."""

from __future__ import annotations

from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import concept_called, known_concept
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Plan, carry_out, decided, number, show
from syntopic.cli.reshaping.joining_plan import joined, named
from syntopic.cli.reshaping.new_names import public_concept, refuse_private
from syntopic.cli.terminal import command, count
from syntopic.garden import Garden


@click.command(
    cls=Documented,
    examples=[
        'syntopic same "Principal component analysis" PCA --dry-run',
        'syntopic same "Principal component analysis" PCA',
    ],
)
@click.argument("a")
@click.argument("b")
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def same(a: str, b: str, dry_run: bool, yes: bool, config: Path) -> None:
    """Say that A and B are one concept: B becomes another name of A.

    What your notes say of both stands on one page from then on, links to either lead there, and so
    does the published page of B. It adds the alias to the entry of A in syllabus.yml or, where
    there is none, to the front matter of a note. It shows what changes and asks first. To take it
    back: syntopic undo
    """
    place = find(config)
    garden = opened(place)
    kept, other = public_concept(place, garden, a).concept.name, concept_called(garden, b)
    alias = " ".join(b.split())
    if not any(letter.isalnum() for letter in alias):
        raise Refusal('a name needs letters, such as  syntopic same "Chain rule" "Rule of chains"')
    if other is not None and other.concept.name == kept:
        click.echo(f'"{a}" and "{b}" are one concept already: "{kept}". Nothing to do.')
        return
    plan = _plan(place, garden, kept, other.concept.name if other else "", alias)
    show(place, plan.changes)
    for row in plan.told:
        click.echo(row)
    question = f'Let "{kept}" and "{alias}" be one, in {count(number(plan.changes), "file")}?'
    if decided(question, plan.changes, yes=yes, dry_run=dry_run):
        carry_out(place, command("same", a, alias), plan.changes)


def _plan(place: Place, garden: Garden, kept: str, other: str, alias: str) -> Plan:
    """The changes; of two concepts the one that the syllabus has gives the name."""
    first = known_concept(garden, kept).concept
    if not other:
        refuse_private(place, garden, alias)
        return named(place, garden, first, alias)
    second = known_concept(garden, other).concept
    told: tuple[str, ...] = ()
    if first.position is None and second.position is not None:
        first, second = second, first
        told = (f'"{first.name}" is in your syllabus, so its name stays.',)
    plan = joined(place, garden, first, second)
    return Plan(plan.changes, (*told, *plan.told))
