"""``anki``: the garden's cards as a package for Anki, and which of them are no more."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.site_address import pages_of, site_of
from syntopic.cli.terminal import command, count
from syntopic.cli.yaml_text import create_file, replace_file
from syntopic.configuration import load
from syntopic.garden import context
from syntopic.publishing.anki import OURS, RECORD, AnkiNote, collected, package
from syntopic.publishing.anki.note_types import KEY
from syntopic.publishing.anki.record import NOTHING, Packed, Record, after, dated, parsed, written
from syntopic.publishing.values import Site

_ENDING = ".apkg"
_AT_HOME = ", written by a command"
"""Else it would be the site's file byte by byte, which the audit takes for a published file where
a vault is the folder of the notes."""
_SHOWN = 20
"""Ids of cards that are gone; what Anki is asked for names them all."""


@click.command(cls=Documented, examples=["syntopic anki cards.apkg", "syntopic anki --removed"])
@click.argument(
    "file", metavar="[FILE]", required=False, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--removed", is_flag=True, help="Find in Anki what is in no note any more.")
@click.option(
    "--site-url",
    metavar="URL",
    default="",
    help="Your site's address, if mkdocs.yml has no site_url.",
)
@config_file
def anki(file: Path | None, removed: bool, site_url: str, config: Path) -> None:
    """Write all public cards into FILE, a package (.apkg) that Anki imports.

    Import it as often as you like: cards that were edited are updated, all keep their schedule, and
    what is gone is listed, since Anki deletes nothing. What was packed is recorded with your notes.
    """
    place = find(config)
    if removed:
        if file is not None:
            raise Refusal("--removed only lists, so it goes alone: syntopic anki --removed")
        gone = [card for card in _recorded(place).values() if card.gone]
        _tell_gone(gone)
        if not gone:
            click.echo("All cards that were ever packed are still in your notes.")
        return
    if file is None:
        raise Refusal("say where to write the package, such as: syntopic anki cards.apkg")
    _check(file, place)
    _pack(file, _site(place, site_url), place)


def _pack(file: Path, site: Site, place: Place) -> None:
    record = _recorded(place)
    view = context(opened(place), workings=False)
    found = collected(view, site, place.notes)
    if not found and not record:
        raise Refusal(
            "no public note has a card yet; write one:  Q: a question  and, on the next line,  "
            "A: its answer"
        )
    notes = dated(found, record, int(datetime.now(UTC).timestamp()))
    content = package(notes, site.name, _AT_HOME)
    if file.exists():
        replace_file(file, content)
    else:
        file.write_bytes(content)
    _keep(after(notes, record), place)
    _tell(file, notes, record, place)


def _check(file: Path, place: Place) -> None:
    if _is_below(file, place.notes) and not _is_below(place.root, place.notes):
        raise Refusal(f"{file.as_posix()} lies among your notes; name a file outside of them")
    if _is_below(file, pages_of(place)):
        raise Refusal(
            f"{file.as_posix()} lies among the pages of your site; name a file outside of them"
        )
    if file.suffix.lower() != _ENDING:
        named = command("anki", file.with_suffix(_ENDING).as_posix())
        raise Refusal(f"Anki imports files that end in {_ENDING}: {named}")
    if not file.parent.is_dir():
        raise Refusal(f"there is no folder {file.parent.as_posix()}; create it first")
    if file.exists() and not _is_ours(file):
        raise Refusal(f"{file.as_posix()} is no package of Syntopic; move it, or name a new file")


def _is_below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _is_ours(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.comment.startswith(OURS)
    except (OSError, zipfile.BadZipFile):
        return False


def _site(place: Place, told: str) -> Site:
    """The site; without an address its cards lead nowhere, and nothing else is missing."""
    found, options = load(place.config)
    if told or found.get("site_url"):
        return site_of(place, told)
    return Site(str(found.get("site_name") or "Syntopic"), "", language=options.language)


def _recorded(place: Place) -> Record:
    file = place.notes / RECORD
    try:
        return parsed(file.read_text(encoding="utf-8")) if file.exists() else NOTHING
    except ValueError as error:
        raise Refusal(
            f"{place.shown(RECORD)} cannot be read, so which cards are new or gone is not known; "
            "restore it from git, or delete it to begin anew"
        ) from error


def _keep(record: Record, place: Place) -> None:
    file, text = place.notes / RECORD, written(record)
    if not file.exists():
        create_file(file, text)
    elif file.read_text(encoding="utf-8") != text:
        replace_file(file, text.encode("utf-8"))


def _tell(file: Path, notes: Iterable[AnkiNote], record: Record, place: Place) -> None:
    now = {note.guid: note for note in notes}
    before = {guid for guid, card in record.items() if not card.gone}
    edited = sum(
        record[guid].fingerprint != note.fingerprint for guid, note in now.items() if guid in before
    )
    more = [
        f"{many} {what}" for many, what in ((len(now.keys() - before), "new"), (edited, "edited"))
    ]
    told = f" ({', '.join(more)})" if before else ""
    click.echo(f"Wrote {count(len(now), 'card')} into {file.as_posix()}{told}")
    click.echo("In Anki: File, Import. Cards that you have already keep their schedule.")
    click.echo(f"Recorded in {place.shown(RECORD)}, so that the next package updates these cards.")
    if bare := sum(not note.named for note in now.values()):
        click.echo(
            f"\n{count(bare, 'card')} without an id: once its question is edited, Anki will take "
            f"it for a new one. Write the ids first: {command('cards')}"
        )
    _tell_gone([record[guid] for guid in sorted(before - now.keys())])


def _tell_gone(cards: list[Packed]) -> None:
    """Say how to find in Anki what is in no package any more."""
    if not cards:
        return
    named = [card.id for card in cards if card.id]
    names = ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
    click.echo(
        f"\nNo longer in your notes: {count(len(cards), 'card')}{f' ({names})' if names else ''}. "
        "Anki deletes nothing on\nimport; to delete them there, search for this in Browse:"
    )
    click.echo("  " + " OR ".join(f"{KEY}:{card.guid}" for card in cards))
