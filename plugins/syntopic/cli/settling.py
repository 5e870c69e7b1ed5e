"""``settle``: why sources differ, in the author's words."""

from __future__ import annotations

from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.garden import Garden
from syntopic.model import Disagreement, Side, Topic
from syntopic.records import write_settled


@click.command(
    cls=Documented,
    examples=['syntopic settle 3f2a9c1e "One divides by n, the other by n - 1."'],
)
@click.argument("id_", metavar="ID")
@click.argument("reason")
@config_file
def settle(id_: str, reason: str, config: Path) -> None:
    """Settle where two passages seem to differ: REASON then stands on the page.

    "syntopic status --all" and the page itself, while serving, show the ID. The reason stands
    until either passage changes.
    """
    place = find(config)
    garden = opened(place)
    found = _found(garden, id_.strip())
    if found is None:
        raise Refusal(f"no passages differ under the id {id_}; {_open(garden)}")
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal('say why, in your own words, such as  "They mean the same: …"')
    topic, disagreement = found
    file = write_settled(place.notes, disagreement.id, topic.concept.name, reason)
    again = " again" if disagreement.reason else ""
    click.echo(f"Settled{again} for {topic.concept.name}: {disagreement.message}")
    for side in (disagreement.first, disagreement.second):
        click.echo(f"  {_where(place, side)}")
    click.echo(f"Sources differ: {reason}")
    click.echo(f"Written to {place.shown(file.relative_to(place.notes))}")


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
        if not d.reason
    ]
    return f"open are: {'; '.join(listed)}" if listed else "nothing is open"


def _where(place: Place, side: Side) -> str:
    return f"{place.shown(side.note.path)}:{side.block.origin.first_line}"
