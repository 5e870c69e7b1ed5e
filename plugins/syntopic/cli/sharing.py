"""``share``: a post for other places, and what has changed since."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.lookup import topic_called
from syntopic.cli.opening import Place, config_file, find, opened, run_mode
from syntopic.cli.refusal import Refusal
from syntopic.cli.shares import RECORD, View, content_of, keep, list_stale, read
from syntopic.cli.site_address import pages_of, site_of
from syntopic.cli.terminal import command
from syntopic.garden import context
from syntopic.model import NotePath, OutputKind, Shown, Topic
from syntopic.publishing.folders import FolderError, write_whole
from syntopic.publishing.images import without_metadata
from syntopic.publishing.sharing import PLACES, NothingToShare, Shared, fitted
from syntopic.publishing.sharing.record import Share, with_share
from syntopic.rendering import Context
from syntopic.rendering.cells import outputs_of

MARKER = ".syntopic-share"
WIDE = 88
_CACHE = ".cache"


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked for."""

    concept: str
    target: str
    out: Path | None
    notes: bool
    site_url: str


@click.command(
    cls=Documented,
    examples=['syntopic share "Gradient descent" --to devto', "syntopic share --stale"],
)
@click.argument("concept", required=False)
@click.option("--to", "target", type=click.Choice([*PLACES]), help="Where it shall be read.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write the files; shared/PLACE/CONCEPT beside mkdocs.yml, if you name none.",
)
@click.option("--notes", is_flag=True, help="Share notes that have no synthesis yet.")
@click.option("--stale", is_flag=True, help="List what has changed since it was shared.")
@click.option(
    "--site-url",
    metavar="URL",
    default="",
    help="Your site's address, if mkdocs.yml has no site_url.",
)
@run_mode
@config_file
def share(
    concept: str | None,
    target: str | None,
    out: Path | None,
    notes: bool,
    stale: bool,
    site_url: str,
    mode: str | None,
    config: Path,
) -> None:
    """Write your synthesis of CONCEPT as a post for another place.

    It is made ready to be pasted or uploaded there: formulas, code with its output, pictures,
    sources, and a link back to your site. Nothing is sent anywhere. What was shared when is
    recorded with your notes. Code runs as it does in a build.
    """
    if stale:
        if concept or target or out or notes:
            raise Refusal(
                "--stale looks at all that was shared, so it goes alone: syntopic share --stale"
            )
        list_stale(find(config), site_url)
        return
    _check(concept, target)
    assert concept is not None
    assert target is not None
    _share(_Order(concept, target, out, notes, site_url), find(config, mode))


def _check(concept: str | None, target: str | None) -> None:
    if not concept:
        raise Refusal(
            "say what to share, such as: "
            f"{command('share', 'Gradient descent', '--to', target or 'devto')}"
        )
    if not target:
        raise Refusal(f"say where to: {command('share', concept, '--to')} {'|'.join(PLACES)}")


def _share(order: _Order, place: Place) -> None:
    site = site_of(place, order.site_url)
    record = read(place)
    garden = opened(place, run=True)
    view = View(place, site, context(garden, workings=False))
    topic = topic_called(garden, order.concept)
    shared = _written(topic, order, view)
    folder = order.out or _default(place) / order.target / topic.concept.slug
    _check_folder(folder, place)
    try:
        made = write_whole(folder, _contents(shared, view), MARKER, "share")
    except FolderError as error:
        raise Refusal(str(error)) from error
    today = date.today().isoformat()
    new = Share(topic.concept.name, order.target, today, content_of(shared, view), order.notes)
    keep(place, with_share(record, new, view.topics))
    _tell(made, shared, order, topic, view)


def _written(topic: Topic, order: _Order, view: View) -> Shared:
    try:
        return PLACES[order.target].write(topic, view.context, view.site, order.notes)
    except NothingToShare as error:
        name = topic.concept.name
        raise Refusal(
            f'"{name}" has notes, but no synthesis of yours yet, and that is what is shared; '
            f"begin it with: {command('new', 'synthesis', name)} (or share the notes as they are: "
            f"{command('share', name, '--to', order.target, '--notes')})"
        ) from error


def _contents(shared: Shared, view: View) -> dict[str, bytes]:
    files = {path: text.encode("utf-8", "replace") for path, text in shared.texts.items()}
    for image in shared.images:
        content = image.content
        if image.attachment is not None:
            content = _public(image.attachment, view)
        files[image.name] = fitted(image.name, content)
    return files


def _public(attachment: NotePath, view: View) -> bytes:
    """A picture of the notes as it is published: without position and author."""
    content = without_metadata(attachment, (view.place.notes / attachment).read_bytes())
    if content is None:
        where = view.place.shown(attachment)
        raise Refusal(
            f"{where} cannot be freed of its metadata (position, author), so it is not shared; "
            "save it anew as PNG or JPEG"
        )
    return content


def _default(place: Place) -> Path:
    """Beside mkdocs.yml; where that is among the notes, in the folder that holds none."""
    among = place.root.resolve().is_relative_to(place.notes.resolve())
    return Path(os.path.relpath(place.root)) / (f"{_CACHE}/shared" if among else "shared")


def _check_folder(folder: Path, place: Place) -> None:
    full, notes = folder.resolve(), place.notes.resolve()
    if full.is_relative_to(notes) and _CACHE not in full.relative_to(notes).parts:
        raise Refusal(
            f"{folder.as_posix()} lies among your notes, and the post would become a note itself; "
            "name a folder outside of them"
        )
    if full.is_relative_to(pages_of(place).resolve()):
        raise Refusal(
            f"{folder.as_posix()} lies among the pages of your site, which would publish the post "
            "a second time; name a folder outside of them"
        )


def _tell(made: tuple[Path, ...], shared: Shared, order: _Order, topic: Topic, view: View) -> None:
    for file in made:
        click.echo(f"  wrote  {file.as_posix()}")
    if _has_failed(topic, view.context):
        status = command("status", topic.concept.name)
        click.echo(f"\nLook at its code first: some of it failed. {status}")
    click.echo(f"\n{PLACES[order.target].there}:")
    for number, step in enumerate(shared.steps, start=1):
        click.echo(click.wrap_text(step, WIDE, f"  {number}. ", "     "))
    more = ("--site-url", order.site_url) if order.site_url else ()
    click.echo(f"\nRecorded in {view.place.shown(RECORD)}. What has changed since it was")
    click.echo(f"shared, you see by: {command('share', '--stale', *more)}")


def _has_failed(topic: Topic, found: Context) -> bool:
    """Whether code of what is shared raised what it was not meant to."""
    if topic.synthesis is None:
        return False
    note = topic.synthesis.note.note
    shown = (part.block.snippet for part in topic.opening if isinstance(part, Shown))
    return any(
        output.kind is OutputKind.ERROR
        for snippet in shown
        if snippet is not None and not snippet.may_raise
        for output in outputs_of(snippet, note, found)
    )
