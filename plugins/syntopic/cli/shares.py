"""What was shared: the record of it, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass

import click

from syntopic.cli.opening import Place, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.site_address import site_of
from syntopic.cli.terminal import command
from syntopic.cli.yaml_text import create_file, replace_file
from syntopic.garden import context
from syntopic.model import Topic
from syntopic.publishing.sharing import PLACES, NothingToShare, Shared, fingerprint
from syntopic.publishing.sharing.record import FILE, Share, parsed, topic_of, written
from syntopic.publishing.values import Site
from syntopic.records import FOLDER
from syntopic.rendering import Context

RECORD = f"{FOLDER}/{FILE}"
"""Below the notes."""


@dataclass(frozen=True, slots=True)
class View:
    """A garden as the public sees it, and where it is on this machine and on the web."""

    place: Place
    site: Site
    context: Context

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The public topics."""
        return tuple(self.context.topics.values())


def read(place: Place) -> tuple[Share, ...]:
    """All shares that are recorded; a Refusal where they cannot be read."""
    file = place.notes / RECORD
    if not file.exists():
        return ()
    try:
        return parsed(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refusal(
            f"{place.shown(RECORD)} cannot be read, so what was shared before is not known; "
            "restore it from git, or delete it to begin anew"
        ) from error


def keep(place: Place, shares: tuple[Share, ...]) -> None:
    """Write the record anew."""
    file = place.notes / RECORD
    if file.exists():
        replace_file(file, written(shares).encode("utf-8"))
    else:
        create_file(file, written(shares))


def content_of(shared: Shared, view: View) -> str:
    """The fingerprint of what is shared, the author's pictures included."""
    files = (view.place.notes / path for path in shared.attachments)
    return fingerprint(shared.told, (file.read_bytes() for file in files))


def list_stale(place: Place, site_url: str) -> None:
    """Say what has changed since it was shared, each with the command that shares it again.

    What is private by now is not named: nobody is to share it.
    """
    record = read(place)
    if not record:
        begin = f"{command('share', 'CONCEPT', '--to')} {'|'.join(PLACES)}"
        click.echo(f"Nothing has been shared yet. Begin with: {begin}")
        return
    site = site_of(place, site_url)
    view = View(place, site, context(opened(place, run=True), workings=False))
    stale = [(share, topic) for share in record if (topic := _changed(share, view)) is not None]
    for share, topic in stale:
        name, title = topic.concept.name, PLACES[share.place].title
        click.echo(f"{name}, {title}: changed since {share.date}")
        click.echo(f"      {_again(name, share, site_url)}")
    if not stale:
        click.echo("Nothing has changed since you shared it.")


def _again(name: str, share: Share, site_url: str) -> str:
    more = ["--notes"] if share.notes else []
    more += ["--site-url", site_url] if site_url else []
    return command("share", name, "--to", share.place, *more)


def _changed(share: Share, view: View) -> Topic | None:
    """The topic of a share, if it says something else by now."""
    topic = topic_of(share, view.topics)
    if topic is None or share.place not in PLACES:
        return None
    try:
        shared = PLACES[share.place].write(topic, view.context, view.site, share.notes)
    except NothingToShare:
        return None
    return topic if content_of(shared, view) != share.content else None
