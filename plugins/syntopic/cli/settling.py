"""``settle``: why two passages differ, in the author's words, or that they do not."""

from __future__ import annotations

from pathlib import Path

import click

from syntopic.cli.differing import sides
from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change, carry_out, content
from syntopic.cli.terminal import command
from syntopic.garden import Garden
from syntopic.model import Disagreement, Topic
from syntopic.records import RecordError, settlement


@click.command(
    cls=Documented,
    examples=[
        'syntopic settle 3f2a9c1e "One divides by n, the other by n - 1."',
        "syntopic settle 3f2a9c1e --no-conflict",
    ],
)
@click.argument("id_", metavar="ID")
@click.argument("reason", required=False)
@click.option("--no-conflict", is_flag=True, help="The two do not disagree; no page says anything.")
@config_file
def settle(id_: str, reason: str | None, no_conflict: bool, config: Path) -> None:
    """Settle where two passages seem to differ: REASON then stands on the page.

    Where they do not disagree after all, say --no-conflict instead; then nothing stands on the
    page, and you are not asked again. "syntopic status --all" and the page itself, while serving,
    show the ID. What you say counts until either passage changes; to say something else, call it
    again; to take it back: syntopic undo
    """
    place = find(config)
    garden = opened(place)
    found = _found(garden, id_.strip())
    if found is None:
        raise Refusal(f"no passages differ under the id {id_}; {_open(garden)}")
    topic, disagreement = found
    said = _said(disagreement, reason, no_conflict)
    change = _change(place, topic, disagreement, said)
    again = "" if disagreement.is_open else " again"
    click.echo(f"Settled{again} for {topic.concept.name}: {disagreement.message}")
    for side in sides(place, disagreement):
        click.echo(f"  {side}")
    click.echo("No conflict: the page says nothing." if said is None else f"Sources differ: {said}")
    click.echo(f"Written to {place.shown(change.file.relative_to(place.notes))}")
    typed = ("--no-conflict",) if said is None else (said,)
    carry_out(place, command("settle", disagreement.id, *typed), (change,))


def _said(found: Disagreement, reason: str | None, no_conflict: bool) -> str | None:
    """The reason on one line, or None for no conflict; a Refusal unless it is one of them."""
    told = " ".join((reason or "").split())
    if bool(told) != no_conflict:
        return told or None
    if told:
        raise Refusal("a reason stands on the page, --no-conflict says nothing; choose one")
    raise Refusal(
        'say why, in your own words, such as  "They mean the same: …"; or, if they do not '
        f"disagree: {command('settle', found.id, '--no-conflict')}"
    )


def _change(place: Place, topic: Topic, found: Disagreement, said: str | None) -> Change:
    try:
        file, text = settlement(place.notes, found.id, topic.concept.name, said)
    except RecordError as error:
        raise Refusal(f"{error}; restore it from git, or delete it") from error
    return Change(file, content(file), text.encode())


def _found(garden: Garden, id_: str) -> tuple[Topic, Disagreement] | None:
    """The one disagreement of an id, or of an id's beginning."""
    known = [(topic, d) for topic in garden.topics for d in topic.disagreements]
    exact = [pair for pair in known if pair[1].id == id_]
    begun = [pair for pair in known if id_ and pair[1].id.startswith(id_)]
    return exact[0] if exact else begun[0] if len(begun) == 1 else None


def _open(garden: Garden) -> str:
    listed = [
        f"{d.id} ({topic.concept.name}: {d.message})"
        for topic in garden.topics
        for d in topic.disagreements
        if d.is_open
    ]
    return f"open are: {'; '.join(listed)}" if listed else "nothing is open"
