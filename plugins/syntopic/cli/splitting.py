"""``split``: one concept becomes two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import concept_called
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import carry_out, decided, show
from syntopic.cli.reshaping.new_names import checked, public_concept, refuse_private
from syntopic.cli.reshaping.picking import picked
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.splitting_plan import planned
from syntopic.cli.terminal import command, count
from syntopic.model import Claim, Gathered, Heading


@click.command(
    cls=Documented,
    examples=[
        'syntopic split "Eigenvalues and eigenvectors"',
        'syntopic split "Eigenvalues and eigenvectors" --into Eigenvalues --note mml-book/ch04.md',
        "syntopic split Derivative --into Gradient --note calculus/week-3.md#Gradient",
    ],
)
@click.argument("concept")
@click.option("--into", metavar="NAME", help="What the part that is taken out is called.")
@click.option(
    "--note",
    "notes",
    metavar="PATH[#HEADING]",
    multiple=True,
    help="A note, or a section of one, that is about NAME. Repeat it for more.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def split(
    concept: str, into: str | None, notes: tuple[str, ...], dry_run: bool, yes: bool, config: Path
) -> None:
    """Take a part out of CONCEPT: notes and sections that are about something of its own.

    Without --into it lists what CONCEPT is made of. With it, the notes that you name say that they
    are about NAME, sections get that heading, and NAME stands after CONCEPT in the syllabus. Links
    that may mean the other one now are listed for you to look at. To take it back: syntopic undo
    """
    place = find(config)
    garden = opened(place)
    gathered = public_concept(place, garden, concept)
    if not gathered.claims:
        but = " but your synthesis" if gathered.synthesis is not None else " yet"
        raise Refusal(
            f'nothing is noted about "{gathered.concept.name}"{but}, so there is no part to take'
        )
    if into is None and notes:
        raise Refusal(f"say what the part is called: {_again(gathered, 'NAME', notes)}")
    if into is None:
        for row in _listing(place, gathered):
            click.echo(row)
        return
    name = checked(garden, into)
    if same(name, gathered.concept.name):
        raise Refusal(f'"{name}" is what it is called already; give the part another name')
    if not notes:
        look = command("split", gathered.concept.name)
        raise Refusal(f"say what is about {name}, with --note; to see what there is: {look}")
    if concept_called(garden, name) is None:
        refuse_private(place, garden, name)
    plan = planned(place, garden, gathered, name, picked(place, garden, gathered, name, notes))
    show(place, plan.changes)
    for row in plan.told:
        click.echo(row)
    question = f'Take "{name}" out of "{gathered.concept.name}"?'
    if decided(question, plan.changes, yes=yes, dry_run=dry_run):
        carry_out(place, _again(gathered, name, notes), plan.changes)


def _again(gathered: Gathered, into: str, notes: tuple[str, ...]) -> str:
    """The command as one can type it."""
    flags = (word for note in notes for word in ("--note", note))
    return command("split", gathered.concept.name, "--into", into, *flags)


def _listing(place: Place, gathered: Gathered) -> Iterator[str]:
    """Every note and section of a concept as it can be named."""
    name, claims = gathered.concept.name, gathered.claims
    yield f'"{name}" is made of {count(len(claims), "note")}:'
    for claim in claims:
        yield from _sections(place, claim)
    if gathered.synthesis is not None:
        path = place.shown(gathered.synthesis.note.note.path)
        yield f"Your synthesis ({path}) stays with it."
    example = f"{place.shown(claims[0].note.note.path)}#HEADING"
    yield "Name what shall have a page of its own, whole notes or sections, such as:"
    yield f"  {command('split', name, '--into', 'NAME', '--note', example)}"


def _sections(place: Place, claim: Claim) -> Iterator[str]:
    path = place.shown(claim.note.note.path)
    whole = "the whole note" if claim.whole else f"the section {claim.name}"
    yield f"  {path}:{claim.origin.first_line}  {whole}"
    for part in claim.content:
        if isinstance(part, Heading):
            yield f"    {path}:{part.origin.first_line}  {'#' * part.level} {part.name}"
