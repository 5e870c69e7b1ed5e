"""Putting sources into ``sources.yml``: one, or those of a bibliography."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.cli.source_edit import rows, with_sources
from syntopic.cli.starting import source_key
from syntopic.cli.terminal import command, count
from syntopic.cli.yaml_text import create_file, replace_file, written
from syntopic.model import Source
from syntopic.names import name_key
from syntopic.reading.sources import read_sources
from syntopic.skeletons import skeleton

if TYPE_CHECKING:
    from syntopic.bibliography import Reference, Unclear


def register_of(place: Place) -> Path:
    """The register that is there, or will be."""
    named = (place.notes / name for name in ("sources.yml", "sources.yaml"))
    return next((file for file in named if file.exists()), place.notes / "sources.yml")


def add_sources(place: Place, sources: Sequence[Source]) -> None:
    """Add sources at the end of the register; a Refusal where that cannot be done safely."""
    file = register_of(place)
    if sources and not file.exists():
        first, *sources = sources
        start = skeleton("sources.yml", key=written(first.key), title=written(first.title))
        more = "".join(f"    {row}\n" for row in rows(first)[2:])
        create_file(file, start + more)
    if not sources:
        return
    after = with_sources(file.name, file.read_bytes(), sources)
    if after is None:
        by_hand = "; ".join(f"- {{{', '.join(rows(source))}}}" for source in sources)
        raise Refusal(f"{place.shown(file.name)} cannot be added to safely; add by hand: {by_hand}")
    replace_file(file, after)


def take_over(place: Place, library: Path, key: str | None) -> None:
    """Add the sources that a bibliography lists; with ``key`` the one of that name alone.

    Sources that are in the register stay as they are. What cannot be read is told with its line,
    and then the command ends with 1.
    """
    references, unclear = _read(library)
    if key is not None:
        references, unclear = (_chosen(references, key, library),), ()
    if not references:
        raise Refusal(_nothing(library, unclear))
    new, kept = _divided(place, references)
    add_sources(place, new)
    for there in kept:
        click.echo(f"  kept   {there}: it is in {place.shown(register_of(place).name)} already")
    for source in new:
        click.echo(f"  added  {source.key}: {source.title}")
    if new:
        told = f"Added {count(len(new), 'source')} to {place.shown(register_of(place).name)}"
        click.echo(f"{told}, at its end: move up what you trust most.")
        click.echo(f"Next: {command('new', 'note', 'CONCEPT', '--source', new[0].key)}")
    else:
        click.echo(f"Nothing to add: {place.shown(register_of(place).name)} has it all.")
    for one in unclear:
        click.echo(f"{library.as_posix()}:{one.line}: {one.message} {one.fix}", err=True)
    if unclear:
        click.get_current_context().exit(1)


def _read(library: Path) -> tuple[tuple[Reference, ...], tuple[Unclear, ...]]:
    # Read only when it is asked for, so that every other "new" starts quickly.
    from syntopic.bibliography import READERS

    reader = READERS.get(library.suffix.lower())
    if reader is None:
        raise Refusal(
            f"{library.as_posix()} is neither BibTeX (.bib) nor CSL JSON (.json); "
            "export your library as one of these"
        )
    try:
        text = library.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise Refusal(f"there is no file {library.as_posix()}") from error
    except UnicodeDecodeError as error:
        line = library.read_bytes()[: error.start].count(b"\n") + 1
        raise Refusal(
            f"{library.as_posix()}:{line}: this is not written in UTF-8; save it anew as UTF-8"
        ) from error
    # What the parser warns of is told with its line, as everything else.
    logging.getLogger("bibtexparser").setLevel(logging.ERROR)
    return reader(text)


def _nothing(library: Path, unclear: Sequence[Unclear]) -> str:
    if not unclear:
        return f"{library.as_posix()} lists no source"
    first, *more = unclear
    rest = f" ({count(len(more), 'further problem')} below it)" if more else ""
    return f"{library.as_posix()}:{first.line}: {first.message} {first.fix}{rest}"


def _chosen(references: Iterable[Reference], key: str, library: Path) -> Reference:
    """The entry of a key, as the file has it or as it would be here."""
    known = {name: one for one in references for name in (source_key(one.name), one.name)}
    for name, one in known.items():
        if name.casefold() == key.casefold():
            return one
    near = closest(key, known)
    instead = f"; did you mean {either(near)}?" if near else ""
    raise Refusal(f'{library.as_posix()} has no entry "{key}" that can be read{instead}')


def _divided(
    place: Place, references: Iterable[Reference]
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The sources that the register has not, and the keys of those that it has."""
    file = register_of(place)
    listed = read_sources(file.name, file.read_bytes())[0] if file.exists() else ()
    known = {name_key(one): s.key for s in listed for one in (s.key, s.title, s.short)}
    new: list[Source] = []
    kept: list[str] = []
    for source in map(_source, references):
        there = known.get(name_key(source.key)) or known.get(name_key(source.title))
        if there is not None:
            kept.append(there)
            continue
        known |= {name_key(source.key): source.key, name_key(source.title): source.key}
        new.append(source)
    return tuple(new), tuple(dict.fromkeys(kept))


def _source(reference: Reference) -> Source:
    return Source(
        key=source_key(reference.name),
        title=reference.title,
        short=reference.short or reference.title,
        authors=reference.authors,
        year=reference.year,
        kind=reference.kind,
        url=reference.url,
    )
