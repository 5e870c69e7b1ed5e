"""``new``: a note, a source, a synthesis. What is there already is never overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import click

from syntopic.cli.documented import Documented, DocumentedGroup
from syntopic.cli.lookup import concept_called, known_concept, known_source, names
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.cli.source_files import add_sources, register_of, take_over
from syntopic.cli.terminal import command
from syntopic.cli.yaml_text import create_file, written
from syntopic.garden import Garden
from syntopic.gathering.titles import is_locator
from syntopic.merging import record
from syntopic.model import OWN_KEY, Source
from syntopic.names import name_key, slug
from syntopic.reading.placing import SYNTHESIS_FOLDER
from syntopic.records import write_synthesis
from syntopic.skeletons import skeleton

_PLAIN_NAME = re.compile(r"[^\W\d_][\w '’().,+/-]*")


@click.group(
    cls=DocumentedGroup,
    examples=['syntopic new note "Chain rule" --source mml-book', "syntopic new synthesis Vectors"],
)
def new() -> None:
    """Begin a note, a source or a synthesis.

    Each writes one small file (or adds one entry) and never touches what is there already.
    """


@new.command(cls=Documented, examples=['syntopic new note "Chain rule" --source mml-book'])
@click.argument("concept")
@click.option("--source", metavar="KEY", default=OWN_KEY, help="The source you take it from.")
@click.option("--new", "is_new", is_flag=True, help="It is new, even if its name looks like one.")
@config_file
def note(concept: str, source: str, is_new: bool, config: Path) -> None:
    """Begin a note on CONCEPT from a source.

    It has four headings: picture, in my words, formula, try it. Fill in what you have; headings
    and prompts that you leave alone never appear on the site. Without --source it is a note of
    your own.
    """
    place = find(config)
    garden = opened(place)
    from_source = known_source(garden, source)
    given = ("--source", from_source.key) if from_source else ()
    name = _name_of(garden, concept, is_new, given)
    folder = _folder_of(place, from_source) if from_source else _own_folder(garden, name)
    _write(place, f"{folder}{slug(name)}.md", "note.md", name)
    if concept_called(garden, name) is None:
        click.echo(f'"{name}" is new here. To give it a place in your learning order, add it to')
        click.echo(f"{place.shown('syllabus.yml')}.")


@new.command(
    cls=Documented,
    examples=[
        'syntopic new source mml-book --title "Mathematics for Machine Learning"',
        "syntopic new source --from library.bib",
    ],
)
@click.argument("key", required=False)
@click.option("--title", help="Its title, as on the cover.")
@click.option(
    "--from",
    "library",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add what a BibTeX file (.bib) or a CSL JSON file (.json) lists; with KEY, that alone.",
)
@config_file
def source(key: str | None, title: str | None, library: Path | None, config: Path) -> None:
    """Add a source to sources.yml; KEY becomes the name of the folder with its notes.

    With --from, add all sources that a file lists with titles, authors, years and addresses.
    What is in sources.yml already stays as it is.
    """
    place = find(config)
    if library is not None:
        if title:
            raise Refusal("--from takes titles from the file; leave out --title")
        take_over(place, library, key)
        return
    if not key:
        raise Refusal(
            "name the source, such as: "
            f"{command('new', 'source', 'mml-book', '--title', 'Mathematics for Machine Learning')}"
            f"; or take sources from a file: {command('new', 'source', '--from', 'library.bib')}"
        )
    _check_key(key)
    title = " ".join((title or re.sub(r"[-_.]+", " ", key).strip().capitalize()).split())
    _check_unknown(opened(place), key, title)
    add_sources(place, [Source(key=key, title=title, short=title)])
    click.echo(f"Added to {place.shown(register_of(place).name)}: {title} ({key})")
    click.echo(f"Next: {command('new', 'note', 'CONCEPT', '--source', key)}")


@new.command(cls=Documented, examples=["syntopic new synthesis Eigenvectors"])
@click.argument("concept")
@config_file
def synthesis(concept: str, config: Path) -> None:
    """Begin your own words on CONCEPT, and remember what your notes say today.

    When a note changes later, "syntopic status" tells you, and "syntopic changed" shows how.
    """
    place = find(config)
    garden = opened(place)
    gathered = known_concept(garden, concept)
    name = gathered.concept.name
    if gathered.synthesis is not None:
        there = place.shown(gathered.synthesis.note.note.path)
        raise Refusal(f'the synthesis of "{name}" is there already: {there}')
    if not gathered.passages:
        raise Refusal(
            f'nothing is noted about "{name}" yet; a synthesis brings notes together, so begin '
            f"with: {command('new', 'note', name, '--source', 'KEY')}"
        )
    _write(place, f"{SYNTHESIS_FOLDER}/{slug(name)}.md", "synthesis.md", name)
    kept = write_synthesis(place.notes, name, record(gathered.passages))
    click.echo(f"Remembered what it is written against in {_below(place, kept)}")
    for told in dict.fromkeys(passage.note.path for passage in gathered.passages):
        click.echo(f"  read  {place.shown(told)}")


def _write(place: Place, path: str, start: str, concept: str) -> None:
    plain = _PLAIN_NAME.fullmatch(concept) and not is_locator(concept)
    front = "" if plain else f"---\nconcept: {_quoted(concept)}\n---\n\n"
    try:
        create_file(place.notes / path, skeleton(start, front=front, concept=concept))
    except FileExistsError as error:
        raise Refusal(f"{place.shown(path)} is there already; go on writing in it") from error
    click.echo(f"Wrote {place.shown(path)}")
    if place.options.publish == "opt-in":
        click.echo("It stays private until its front matter says  publish: true")


def _quoted(name: str) -> str:
    text = written(name)
    return text if text.startswith('"') else f'"{text}"'


def _name_of(garden: Garden, name: str, is_new: bool, given: tuple[str, ...]) -> str:
    """The concept's own name; a name of no concept is a new one unless it looks like another."""
    name = " ".join(name.split())
    if not name_key(name) or not any(letter.isalnum() for letter in name):
        raise Refusal('a concept needs a name, such as  syntopic new note "Chain rule"')
    found = concept_called(garden, name)
    if found is not None:
        return found.concept.name
    near = closest(name, names(garden))
    if near and not is_new:
        raise Refusal(
            f'no concept is called "{name}"; did you mean {either(near)}? '
            f"If it is a new one: {command('new', 'note', name, *given, '--new')}"
        )
    return name


def _folder_of(place: Place, source: Source) -> str:
    """The source's folder with a slash: one that is there under any of its names, else its key."""
    known = {name_key(one) for one in (source.key, source.title, source.short)}
    there = sorted(f.name for f in place.notes.iterdir() if f.is_dir())
    named = [name for name in there if name_key(name) in known]
    return f"{source.key if source.key in named else next(iter(named), source.key)}/"


def _own_folder(garden: Garden, name: str) -> str:
    found = concept_called(garden, name)
    area = found.concept.area if found else ""
    return f"{slug(area)}/" if area else ""


def _check_key(key: str) -> None:
    good = slug(re.sub(r"[^\w.-]+", "-", key)).strip("-._")
    if not re.fullmatch(r"\w(?:[\w.-]*\w)?", key) or key.startswith("_"):
        advice = f", such as {good}" if good else ""
        raise Refusal(f'"{key}" is no key: a key is letters, digits and hyphens{advice}')
    if key.casefold() in (OWN_KEY, "private", SYNTHESIS_FOLDER):
        raise Refusal(f'"{key}" has a meaning of its own; try {key}-notes')


def _check_unknown(garden: Garden, key: str, title: str) -> None:
    for known in garden.reading.sources:
        taken = {name_key(one) for one in (known.key, known.title, known.short)}
        if name_key(key) in taken or name_key(title) in taken:
            raise Refusal(f"{known.title} ({known.key}) is in sources.yml already")


def _below(place: Place, file: Path) -> str:
    return place.shown(file.relative_to(place.notes))
